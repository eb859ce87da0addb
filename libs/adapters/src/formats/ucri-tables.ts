import type { AssignmentStatus } from '#core/assignment';
import type { IncidentKind, IncidentMode } from '#core/incident';
import type { IncidentResponderView } from '#contracts/incident-api';

/*
 * UCRI 2 leaves the catalogue of keywords to every control room. These are words that mean one
 * thing wherever they are used; a room with codes of its own describes them in a mapping.
 */

/** Keywords of `classifications` and `issue`, as `keywordOf` writes them. */
export const KINDS_BY_KEYWORD: Readonly<Record<string, IncidentKind>> = {
  REANIMATION: 'cardiac-arrest',
  REA: 'cardiac-arrest',
  'HERZ-KREISLAUF-STILLSTAND': 'cardiac-arrest',
  HERZKREISLAUFSTILLSTAND: 'cardiac-arrest',
  KREISLAUFSTILLSTAND: 'cardiac-arrest',
  HERZSTILLSTAND: 'cardiac-arrest',
  BEWUSSTLOS: 'unconscious',
  BEWUSSTLOSIGKEIT: 'unconscious',
  'BEWUSSTLOSE-PERSON': 'unconscious',
  ATEMWEGSVERLEGUNG: 'choking',
  BOLUS: 'choking',
  FREMDKOERPERASPIRATION: 'choking',
  'STARKE-BLUTUNG': 'severe-bleeding',
  'LEBENSBEDROHLICHE-BLUTUNG': 'severe-bleeding',
  ANAPHYLAXIE: 'anaphylaxis',
  'ANAPHYLAKTISCHER-SCHOCK': 'anaphylaxis',
  OPIATINTOXIKATION: 'opioid-overdose',
  OPIOIDINTOXIKATION: 'opioid-overdose',
  BRUSTSCHMERZ: 'chest-pain',
  THORAXSCHMERZ: 'chest-pain',
  HERZINFARKT: 'chest-pain',
  RETTUNGSDIENST: 'other-medical',
  NOTARZT: 'other-medical',
  'MEDIZINISCHER-NOTFALL': 'other-medical',
};

/** The keyword by which we write a kind. */
export const KEYWORDS: Readonly<Record<IncidentKind, string>> = {
  'cardiac-arrest': 'REANIMATION',
  unconscious: 'BEWUSSTLOS',
  choking: 'ATEMWEGSVERLEGUNG',
  'severe-bleeding': 'STARKE BLUTUNG',
  anaphylaxis: 'ANAPHYLAXIE',
  'opioid-overdose': 'OPIOIDINTOXIKATION',
  'chest-pain': 'BRUSTSCHMERZ',
  'other-medical': 'RETTUNGSDIENST',
};

/** UCRI 2 has no field for exercises: rooms say it with a keyword. */
export const MODES_BY_KEYWORD: Readonly<Record<string, IncidentMode>> = {
  UEBUNG: 'exercise',
  EXERCISE: 'exercise',
  PROBEALARM: 'test',
  TESTALARM: 'test',
  TEST: 'test',
};

export const MODE_KEYWORDS: Readonly<Record<IncidentMode, string | null>> = {
  actual: null,
  exercise: 'ÜBUNG',
  test: 'PROBEALARM',
};

const LETTERS: Readonly<Record<string, string>> = { Ä: 'AE', Ö: 'OE', Ü: 'UE', ẞ: 'SS' };

/** A keyword however it is typed: in capitals, umlauts as two letters, one hyphen between words. */
export function keywordOf(text: string): string {
  return text
    .normalize('NFC')
    .replace(/ß/g, 'SS')
    .toUpperCase()
    .replace(/[ÄÖÜẞ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[\s_–-]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** `completion.status`, spelled as the standard spells it. */
export const COMPLETIONS: Readonly<Record<string, 'close' | 'cancel'>> = {
  completed_sucessfully: 'close',
  aborted: 'cancel',
};

export type MessageName =
  | 'incident'
  | 'acknowledgement'
  | 'completion'
  | 'CalloutStart'
  | 'CalloutInfo'
  | 'CalloutClear'
  | 'CalloutTest'
  | 'CalloutDeliveryReport'
  | 'CalloutUserAcknowledgement'
  | 'CalloutAvailability'
  | 'CalloutAvailabilityRequest';

/** `schemaId` of a payload. */
export const MESSAGE_NAMES: Readonly<Record<MessageName, MessageName>> = {
  incident: 'incident',
  acknowledgement: 'acknowledgement',
  completion: 'completion',
  CalloutStart: 'CalloutStart',
  CalloutInfo: 'CalloutInfo',
  CalloutClear: 'CalloutClear',
  CalloutTest: 'CalloutTest',
  CalloutDeliveryReport: 'CalloutDeliveryReport',
  CalloutUserAcknowledgement: 'CalloutUserAcknowledgement',
  CalloutAvailability: 'CalloutAvailability',
  CalloutAvailabilityRequest: 'CalloutAvailabilityRequest',
};

/** What `CalloutUserAcknowledgement.answer` says; null where nobody has answered. */
const ANSWERS_BY_ALERT: Readonly<Record<IncidentResponderView['alertStatus'], string | null>> = {
  sent: null,
  accepted: 'accepted',
  declined: 'rejected',
  expired: null,
  withdrawn: null,
};

const ANSWERS_BY_ASSIGNMENT: Readonly<Record<AssignmentStatus, string>> = {
  accepted: 'accepted',
  'en-route': 'en-route',
  'on-scene': 'on-scene',
  'with-patient': 'with-patient',
  cleared: 'cleared',
  'stood-down': 'stood-down',
  withdrawn: 'rejected',
};

/** The newest word of a responder, as a call-out's answer; null where there is none. */
export function answerOf(
  responder: Pick<IncidentResponderView, 'alertStatus' | 'assignmentStatus'>,
): string | null {
  const { alertStatus, assignmentStatus } = responder;
  return assignmentStatus === null
    ? ANSWERS_BY_ALERT[alertStatus]
    : ANSWERS_BY_ASSIGNMENT[assignmentStatus];
}
