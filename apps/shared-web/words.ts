import type { AedAccess } from '#core/aed';
import type { AlertedReason, WithdrawnReason } from '#core/alert';
import type { IncidentKind, IncidentMode, IncidentPriority } from '#core/incident';
import type { CredentialKind } from '#core/responder';

export const KIND_WORDS: Readonly<Record<IncidentKind, string>> = {
  'cardiac-arrest': 'Cardiac arrest',
  unconscious: 'Unconscious person',
  choking: 'Choking',
  'severe-bleeding': 'Severe bleeding',
  anaphylaxis: 'Severe allergic reaction',
  'opioid-overdose': 'Opioid overdose',
  'chest-pain': 'Chest pain',
  'other-medical': 'Medical emergency',
};

export const PRIORITY_WORDS: Readonly<Record<IncidentPriority, string>> = {
  'life-threatening': 'Life-threatening',
  urgent: 'Urgent',
  routine: 'Routine',
};

export const MODE_WORDS: Readonly<Record<IncidentMode, string>> = {
  actual: 'Real',
  exercise: 'Exercise',
  test: 'Test',
};

export const ACCESS_WORDS: Readonly<Record<AedAccess, string>> = {
  public: 'anyone may take it',
  customers: 'for customers, ask inside',
  permissive: 'the owner permits its use',
  private: 'private, ask the owner',
  no: 'not for the public',
  unknown: 'access not known',
};

export const CREDENTIAL_WORDS: Readonly<Record<CredentialKind, string>> = {
  cpr: 'CPR',
  'first-aid': 'First aid',
  'community-first-responder': 'Community first responder',
  nurse: 'Nurse',
  paramedic: 'Paramedic',
  doctor: 'Doctor',
  'flood-rescue': 'Flood rescue',
  'boat-handling': 'Boat handling',
};

export const ALERTED_WORDS: Readonly<Record<AlertedReason, string>> = {
  nearest: 'Among the nearest',
  'replaces-declined': 'Replaces someone who declined',
  'replaces-silent': 'Replaces someone who stayed silent',
  'replaces-withdrawn': 'Replaces someone who withdrew',
  'next-wave': 'Next nearest',
  'in-area': 'In the area',
};

/** Why an open alert, or a part in an incident, ended: said to the person it was sent to. */
export const ENDED_WORDS: Readonly<Record<WithdrawnReason, string>> = {
  'enough-accepted': 'Enough people are on the way. Thank you.',
  'incident-closed': 'The incident is over. Thank you.',
  'incident-cancelled': 'Control has cancelled the incident. Thank you.',
  'incident-moved': 'The incident is at another place than first reported, too far from you.',
  'off-duty': 'You went off duty.',
  'no-longer-eligible': 'You can no longer be sent there. Thank you.',
  'callout-filled': 'Enough people have said yes. Thank you.',
  'callout-closed': 'The call-out is over. Thank you.',
};

/** The words of a code in a table; a sentence stays itself, an unknown code gets `otherwise`. */
export function wordsOf(
  table: Readonly<Record<string, string>>,
  code: string | null,
  otherwise: string,
): string {
  if (code === null || code === '') return otherwise;
  if (Object.hasOwn(table, code)) return table[code] ?? otherwise;
  return code.includes(' ') ? code : otherwise;
}
