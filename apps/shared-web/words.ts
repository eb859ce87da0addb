import type { ReadinessView } from '#contracts/reach-api';
import type { AedAccess } from '#core/aed';
import type { AlertedReason, WithdrawnReason } from '#core/alert';
import type { Language } from '#core/delivery';
import type { Hazard, IncidentKind, IncidentMode, IncidentPriority, Setting } from '#core/incident';
import type { StandDownReason } from '#core/plan';
import type { CredentialKind, ResponderTier, TravelMode } from '#core/responder';
import type { TeamRole } from '#core/team-role';

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

export const HAZARD_WORDS: Readonly<Record<Hazard, string>> = {
  violence: 'Violence',
  fire: 'Fire',
  'hazardous-material': 'Hazardous material',
  traffic: 'Traffic',
  water: 'Water',
  electricity: 'Electricity',
  infection: 'Infection',
};

/** Where the patient is; nothing is said of a place nobody named. */
export const SETTING_WORDS: Readonly<Record<Exclude<Setting, 'unknown'>, string>> = {
  'public-place': 'In public',
  home: 'In a home',
  'care-home-with-staff': 'In a care home with staff',
};

export const TIER_WORDS: Readonly<Record<ResponderTier, string>> = {
  'public-place': 'people for public places only',
  home: 'people who go to homes',
  professional: 'professionals',
};

export const TRAVEL_WORDS: Readonly<Record<TravelMode, string>> = {
  foot: 'On foot',
  bicycle: 'Bicycle',
  car: 'Car',
};

/** A part of the team's task in a few words; the whole order is a sentence of the server. */
export const ROLE_WORDS: Readonly<Record<TeamRole, string>> = {
  direct: 'Straight to the patient',
  'via-aed': 'Fetch an AED on the way',
  guide: 'Guide the ambulance crew',
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
  'adds-survival': 'Adds enough to survival',
  floor: 'Among the fewest always asked',
  'in-area': 'In the area',
  drill: 'Takes part in the drill',
};

/** Why an open alert, or a part in an incident, ended: said to the person it was sent to. */
export const ENDED_WORDS: Readonly<Record<WithdrawnReason | StandDownReason, string>> = {
  'enough-accepted': 'Enough people are on the way. Thank you.',
  'incident-closed': 'The incident is over. Thank you.',
  'incident-cancelled': 'Control has cancelled the incident. Thank you.',
  'incident-moved': 'The incident is at another place than first reported, too far from you.',
  'off-duty': 'You went off duty.',
  'no-longer-eligible': 'You can no longer be sent there. Thank you.',
  'no-longer-useful': 'Help will be there before you. Thank you.',
  'better-ones-accepted': 'Others will be there sooner. Thank you.',
  unsafe: 'It may not be safe there. Stay away. Thank you.',
  'callout-filled': 'Enough people have said yes. Thank you.',
  'callout-closed': 'The call-out is over. Thank you.',
  'drill-cancelled': 'The drill was called off.',
};

export const LANGUAGE_WORDS: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
};

/** Each light has a sign of its own, so that colour is never the only difference. */
export const LIGHT_SIGNS: Readonly<Record<ReadinessView['light'], string>> = {
  green: '✓',
  amber: '!',
  red: '✕',
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
