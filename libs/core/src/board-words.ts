import type { Language } from '#core/delivery';

/** What is told about an entry, to whoever put it up or has claimed it. */
export const BOARD_EVENTS = [
  'shown',
  'turned-down',
  'looked-at-again',
  'still-so',
  'expired',
  'over',
  'claimed',
  'claim-ended',
  'claim-ending',
  'claim-expired',
] as const;
export type BoardEvent = (typeof BOARD_EVENTS)[number];

type Words = Readonly<Record<BoardEvent, string>>;

/* In SMS only letters of the GSM alphabet. Nobody's name or address: those are in the app. */

const ENGLISH: Words = {
  shown: 'Your entry is shown now.',
  'turned-down': 'Your entry is not shown. The reason stands with it.',
  'looked-at-again': 'Your entry is looked at again before it is shown.',
  'still-so': 'Is this still so? Say so within a day, or it is taken down.',
  expired: 'Your entry was taken down, since its time is over or nobody said it is still so.',
  over: 'This is over: it was done, or is no longer so.',
  claimed: 'You are brought together. Open it to see whom to call.',
  'claim-ended': 'A claim on it was given up or is done. Open it to see.',
  'claim-ending': 'Your claim ends soon. Say when it is done, or give it up.',
  'claim-expired': 'Your claim has run out; others may take it on now.',
};

const FRENCH: Words = {
  shown: 'Votre annonce est visible.',
  'turned-down': "Votre annonce n'est pas visible. La raison y est notée.",
  'looked-at-again': 'Votre annonce est examinée encore une fois.',
  'still-so': 'Est-ce toujours le cas? Dites-le avant demain, sinon elle est retirée.',
  expired: "Votre annonce a été retirée: son temps est passé, ou personne ne l'a confirmée.",
  over: "C'est terminé: fait, ou plus d'actualité.",
  claimed: 'On vous met en contact. Ouvrez pour voir qui appeler.',
  'claim-ended': 'Une prise en charge est rendue ou terminée. Ouvrez pour voir.',
  'claim-ending': "Votre prise en charge va se terminer. Dites quand c'est fait.",
  'claim-expired': "Votre prise en charge est passée; d'autres peuvent la prendre.",
};

const GERMAN: Words = {
  shown: 'Ihr Eintrag ist jetzt sichtbar.',
  'turned-down': 'Ihr Eintrag wird nicht gezeigt. Der Grund steht dabei.',
  'looked-at-again': 'Ihr Eintrag wird noch einmal angesehen.',
  'still-so': 'Stimmt das noch? Sagen Sie es binnen eines Tages, sonst wird er entfernt.',
  expired: 'Ihr Eintrag wurde entfernt: abgelaufen oder nicht mehr bestätigt.',
  over: 'Das ist vorbei: erledigt, oder es stimmt nicht mehr.',
  claimed: 'Sie sind verbunden. Öffnen Sie den Eintrag und sehen Sie, wen Sie anrufen.',
  'claim-ended': 'Eine Zusage wurde zurückgegeben oder erfüllt.',
  'claim-ending': 'Ihre Zusage endet bald. Sagen Sie, wenn es getan ist.',
  'claim-expired': 'Ihre Zusage ist abgelaufen; andere können übernehmen.',
};

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, fr: FRENCH, de: GERMAN };

/** The sentence, after the entry's own title so that its people know which is meant. */
export function boardWords(event: BoardEvent, language: Language, title: string): string {
  return `${title}: ${WORDS[language][event]}`;
}
