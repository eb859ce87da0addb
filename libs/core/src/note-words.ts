import type { Language } from '#core/delivery';
import type { TemplateText } from '#core/message-templates';
import type { NoteKind } from '#core/note';

/*
 * What stands above a note, and what it says where nobody has written anything. In an SMS only
 * letters of the GSM alphabet; it says nothing of whom it is about.
 */

type Words = Readonly<Record<NoteKind, TemplateText>>;

const ENGLISH: Words = {
  'callout-message': { title: 'Message about your call-out', body: 'Open Closeby to read it.' },
  promoted: {
    title: 'A place is free for you',
    body: 'You are expected now. Open Closeby for where and when.',
  },
  'stop-coming': {
    title: 'Please do not come now',
    body: 'If you have not arrived yet, do not set off, and turn back. Thank you.',
  },
  'held-back': { title: 'Wait where you are safe', body: 'Danger on the way: do not go on.' },
  'go-on': { title: 'You can go on', body: 'You may come to the muster point again.' },
  'stood-down': { title: 'Stand down', body: 'You are no longer needed. Please do not go.' },
  thanks: { title: 'Thank you', body: 'Thank you for your help. Tell us how it was in Closeby.' },
  'after-care': { title: 'How are you?', body: 'You helped. Tell us in Closeby, if you like.' },
  task: { title: 'Your task', body: 'Open Closeby to see it.' },
  overdue: {
    title: 'Are you safe?',
    body: 'You have not checked out. Please check out at the muster point, or call the contact.',
  },
  'group-asked': { title: 'Your group is asked', body: 'Open Closeby to answer.' },
  'watch-point': { title: 'Your watch point', body: 'A report is due. Open Closeby.' },
  board: { title: 'Offers and needs', body: 'There is news about an entry. Open Closeby.' },
};

const FRENCH: Words = {
  'callout-message': { title: 'Message', body: 'Ouvrez Closeby pour le lire.' },
  promoted: {
    title: 'Une place est libre',
    body: 'On vous attend. Ouvrez Closeby pour savoir où et quand.',
  },
  'stop-coming': {
    title: 'Ne venez pas maintenant',
    body: 'Pas encore sur place? Ne partez pas, ou faites demi-tour. Merci.',
  },
  'held-back': { title: "Attendez à l'abri", body: "Danger en route: n'avancez pas." },
  'go-on': { title: 'Vous pouvez continuer', body: 'Vous pouvez venir au point de rendez-vous.' },
  'stood-down': { title: "Fin d'engagement", body: "On n'a plus besoin de vous. N'y allez pas." },
  thanks: { title: 'Merci', body: "Merci de votre aide. Dites dans Closeby comment c'était." },
  'after-care': {
    title: 'Comment allez-vous?',
    body: 'Vous avez aidé. Dites-le dans Closeby, si vous voulez.',
  },
  task: { title: 'Votre travail', body: 'Ouvrez Closeby pour le voir.' },
  overdue: {
    title: 'Tout va bien?',
    body: "Votre départ n'est pas noté. Annoncez-le au rendez-vous, ou appelez le contact.",
  },
  'group-asked': { title: 'On demande votre groupe', body: 'Répondez dans Closeby.' },
  'watch-point': { title: 'Votre point de veille', body: 'Un relevé est attendu. Ouvrez Closeby.' },
  board: { title: 'Offres et besoins', body: 'Il y a du nouveau. Ouvrez Closeby.' },
};

const GERMAN: Words = {
  'callout-message': { title: 'Nachricht zum Einsatz', body: 'Öffnen Sie Closeby.' },
  promoted: {
    title: 'Ein Platz ist frei',
    body: 'Sie werden erwartet. Wo und wann, steht in Closeby.',
  },
  'stop-coming': {
    title: 'Bitte jetzt nicht kommen',
    body: 'Wenn Sie noch nicht da sind, brechen Sie nicht auf und kehren Sie um. Danke.',
  },
  'held-back': {
    title: 'Warten Sie in Sicherheit',
    body: 'Gefahr auf dem Weg: nicht weitergehen.',
  },
  'go-on': { title: 'Sie können weiter', body: 'Sie können wieder zum Treffpunkt kommen.' },
  'stood-down': { title: 'Einsatz beendet', body: 'Sie werden nicht mehr gebraucht.' },
  thanks: { title: 'Danke', body: 'Danke für Ihre Hilfe. Sagen Sie uns in Closeby, wie es war.' },
  'after-care': {
    title: 'Wie geht es Ihnen?',
    body: 'Sie haben geholfen. Sagen Sie es uns in Closeby, wenn Sie mögen.',
  },
  task: { title: 'Ihre Aufgabe', body: 'Öffnen Sie Closeby.' },
  overdue: {
    title: 'Sind Sie in Sicherheit?',
    body: 'Sie haben sich nicht abgemeldet. Melden Sie sich am Treffpunkt ab, oder rufen Sie an.',
  },
  'group-asked': { title: 'Ihre Gruppe ist gefragt', body: 'Antworten Sie in Closeby.' },
  'watch-point': { title: 'Ihr Messpunkt', body: 'Eine Meldung ist fällig. Öffnen Sie Closeby.' },
  board: { title: 'Angebote und Bedarf', body: 'Es gibt Neues zu einem Eintrag.' },
};

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, fr: FRENCH, de: GERMAN };
const EXERCISE: Readonly<Record<Language, string>> = {
  en: 'EXERCISE.',
  fr: 'EXERCICE.',
  de: 'ÜBUNG.',
};

/** A note as somebody reads it: in an exercise title and text begin by saying so. */
export function noteWords(
  note: { readonly kind: NoteKind; readonly text: string; readonly isExercise: boolean },
  language: Language,
): TemplateText {
  const words = WORDS[language][note.kind];
  const before = note.isExercise ? `${exerciseWord(language)} ` : '';
  return {
    title: before + words.title,
    body: before + (note.text === '' ? words.body : note.text),
  };
}

/** With which everything begins that is no real thing. */
export function exerciseWord(language: Language): string {
  return EXERCISE[language];
}
