import type { ReadinessView } from '#contracts/reach-api';
import type { AedAccess } from '#core/aed';
import type { AlertedReason, WithdrawnReason } from '#core/alert';
import type { Language } from '#core/delivery';
import type { Hazard, IncidentKind, IncidentMode, IncidentPriority, Setting } from '#core/incident';
import type { StandDownReason } from '#core/plan';
import type { CredentialKind, ResponderTier, TravelMode } from '#core/responder';
import type { TeamRole } from '#core/team-role';
import { t } from './language';

export const KIND_WORDS: Readonly<Record<IncidentKind, string>> = {
  'cardiac-arrest': t('Cardiac arrest'),
  unconscious: t('Unconscious person'),
  choking: t('Choking'),
  'severe-bleeding': t('Severe bleeding'),
  anaphylaxis: t('Severe allergic reaction'),
  'opioid-overdose': t('Opioid overdose'),
  'chest-pain': t('Chest pain'),
  'other-medical': t('Medical emergency'),
};

export const PRIORITY_WORDS: Readonly<Record<IncidentPriority, string>> = {
  'life-threatening': t('Life-threatening'),
  urgent: t('Urgent'),
  routine: t('Routine'),
};

export const MODE_WORDS: Readonly<Record<IncidentMode, string>> = {
  actual: t('Real'),
  exercise: t('Exercise'),
  test: t('Test'),
};

export const HAZARD_WORDS: Readonly<Record<Hazard, string>> = {
  violence: t('Violence'),
  fire: t('Fire'),
  'hazardous-material': t('Hazardous material'),
  traffic: t('Traffic'),
  water: t('Water'),
  electricity: t('Electricity'),
  infection: t('Infection'),
};

/** Where the patient is; nothing is said of a place nobody named. */
export const SETTING_WORDS: Readonly<Record<Exclude<Setting, 'unknown'>, string>> = {
  'public-place': t('In public'),
  home: t('In a home'),
  'care-home-with-staff': t('In a care home with staff'),
};

export const TIER_WORDS: Readonly<Record<ResponderTier, string>> = {
  'public-place': t('people for public places only'),
  home: t('people who go to homes'),
  professional: t('professionals'),
};

export const TRAVEL_WORDS: Readonly<Record<TravelMode, string>> = {
  foot: t('On foot'),
  bicycle: t('Bicycle'),
  car: t('Car'),
};

/** A part of the team's task in a few words; the whole order is a sentence of the server. */
export const ROLE_WORDS: Readonly<Record<TeamRole, string>> = {
  direct: t('Straight to the patient'),
  'via-aed': t('Fetch an AED on the way'),
  guide: t('Guide the ambulance crew'),
};

export const ACCESS_WORDS: Readonly<Record<AedAccess, string>> = {
  public: t('anyone may take it'),
  customers: t('for customers, ask inside'),
  permissive: t('the owner permits its use'),
  private: t('private, ask the owner'),
  no: t('not for the public'),
  unknown: t('access not known'),
};

export const CREDENTIAL_WORDS: Readonly<Record<CredentialKind, string>> = {
  cpr: t('CPR'),
  'first-aid': t('First aid'),
  'community-first-responder': t('Community first responder'),
  nurse: t('Nurse'),
  paramedic: t('Paramedic'),
  doctor: t('Doctor'),
  'flood-rescue': t('Flood rescue'),
  'boat-handling': t('Boat handling'),
};

export const ALERTED_WORDS: Readonly<Record<AlertedReason, string>> = {
  nearest: t('Among the nearest'),
  'replaces-declined': t('Replaces someone who declined'),
  'replaces-silent': t('Replaces someone who stayed silent'),
  'replaces-withdrawn': t('Replaces someone who withdrew'),
  'next-wave': t('Next nearest'),
  'asked-for-more': t('A dispatcher asked for more'),
  'adds-survival': t('Adds enough to survival'),
  floor: t('Among the fewest always asked'),
  'in-area': t('In the area'),
  drill: t('Takes part in the drill'),
};

/** Why an open alert, or a part in an incident, ended: said to the person it was sent to. */
export const ENDED_WORDS: Readonly<Record<WithdrawnReason | StandDownReason, string>> = {
  'enough-accepted': t('Enough people are on the way. Thank you.'),
  'incident-closed': t('The incident is over. Thank you.'),
  'incident-cancelled': t('Control has cancelled the incident. Thank you.'),
  'incident-moved': t('The incident is at another place than first reported, too far from you.'),
  'off-duty': t('You went off duty.'),
  'no-longer-eligible': t('You can no longer be sent there. Thank you.'),
  'no-longer-useful': t('Help will be there before you. Thank you.'),
  'better-ones-accepted': t('Others will be there sooner. Thank you.'),
  unsafe: t('It may not be safe there. Stay away. Thank you.'),
  'callout-filled': t('Enough people have said yes. Thank you.'),
  'callout-closed': t('The call-out is over. Thank you.'),
  'drill-cancelled': t('The drill was called off.'),
  'by-dispatcher': t('Control has stood you down. Thank you.'),
  'all-stood-down': t('Control has stood everybody down. Thank you.'),
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
