import type { Hazard, IncidentKind, IncidentPriority, IncidentStatus } from '#core/incident';
import type { IncidentResponderView } from '#contracts/incident-api';

/*
 * Words of EIDO 1.0 (NENA-STA-021). Types of incidents are the codes of APCO ANS 2.103, which the
 * registry of NENA takes over; our own words are understood beside them.
 */

/** What it asks of people nearby, and what it says of the place. */
export interface EidoType {
  readonly kind: IncidentKind;
  readonly hazards: readonly Hazard[];
}

/** Medical types alone: for every other one nobody nearby is sent. */
export const KIND_OF_TYPE: Readonly<Record<string, IncidentKind>> = {
  CARDIAC: 'cardiac-arrest',
  RESPARR: 'cardiac-arrest',
  'CARDIAC ARREST': 'cardiac-arrest',
  PERUNCON: 'unconscious',
  UNCONSCIOUS: 'unconscious',
  DROWN: 'unconscious',
  ELEC: 'unconscious',
  CHOKE: 'choking',
  CHOKING: 'choking',
  HEMRG: 'severe-bleeding',
  SHOOT: 'severe-bleeding',
  STABBING: 'severe-bleeding',
  TRAUMAP: 'severe-bleeding',
  'SEVERE BLEEDING': 'severe-bleeding',
  ALLERGIC: 'anaphylaxis',
  ANAPHYLAXIS: 'anaphylaxis',
  OD: 'opioid-overdose',
  'OPIOID OVERDOSE': 'opioid-overdose',
  CHESPAIN: 'chest-pain',
  'CHEST PAIN': 'chest-pain',
  ABDOM: 'other-medical',
  ALRDEFIB: 'other-medical',
  ALRMED: 'other-medical',
  ALS: 'other-medical',
  BACK: 'other-medical',
  BITE: 'other-medical',
  BLEEDING: 'other-medical',
  BLS: 'other-medical',
  BURN: 'other-medical',
  DIABETIC: 'other-medical',
  EXPOSURE: 'other-medical',
  EYE: 'other-medical',
  FALL: 'other-medical',
  HEADACHE: 'other-medical',
  MVAINJY: 'other-medical',
  PREG: 'other-medical',
  RESP: 'other-medical',
  SEIZURE: 'other-medical',
  SICK: 'other-medical',
  STROKE: 'other-medical',
  TRAUMA: 'other-medical',
  MEDICAL: 'other-medical',
  'OTHER MEDICAL': 'other-medical',
};

/** What a type says of the danger for whoever comes. */
export const HAZARD_OF_TYPE: Readonly<Record<string, Hazard>> = {
  DROWN: 'water',
  ELEC: 'electricity',
  MVAINJY: 'traffic',
  SHOOT: 'violence',
  STABBING: 'violence',
};

export const TYPE_OF_KIND: Readonly<Record<IncidentKind, string>> = {
  'cardiac-arrest': 'CARDIAC',
  unconscious: 'PERUNCON',
  choking: 'CHOKE',
  'severe-bleeding': 'HEMRG',
  anaphylaxis: 'ALLERGIC',
  'opioid-overdose': 'OD',
  'chest-pain': 'CHESPAIN',
  'other-medical': 'SICK',
};

/** Cautions that our safety rules know; what others say is shown to whoever goes. */
export const HAZARD_OF_CAUTION: Readonly<Record<string, Hazard>> = {
  VIOLENCE: 'violence',
  VIOLENT: 'violence',
  WEAPON: 'violence',
  WEAPONS: 'violence',
  FIRE: 'fire',
  'HAZARDOUS MATERIAL': 'hazardous-material',
  HAZMAT: 'hazardous-material',
  TRAFFIC: 'traffic',
  WATER: 'water',
  ELECTRICITY: 'electricity',
  ELECTRICAL: 'electricity',
  INFECTION: 'infection',
  INFECTIOUS: 'infection',
};

/** Of an incident: what goes on, what is over, and what never was. */
export const STEP_OF_STATUS: Readonly<Record<string, 'raise' | 'close' | 'cancel'>> = {
  NEW: 'raise',
  OPEN: 'raise',
  ACTIVE: 'raise',
  PENDING: 'raise',
  ASSIGNED: 'raise',
  DISPATCHED: 'raise',
  ENROUTE: 'raise',
  'EN ROUTE': 'raise',
  ONSCENE: 'raise',
  'ON SCENE': 'raise',
  RESOURCESASSIGNED: 'raise',
  RESOURCESENROUTE: 'raise',
  RESOURCESONSCENE: 'raise',
  REOPENED: 'raise',
  CLOSED: 'close',
  COMPLETE: 'close',
  COMPLETED: 'close',
  CANCELED: 'cancel',
  CANCELLED: 'cancel',
};

export const STATUS_WRITTEN: Readonly<Record<IncidentStatus, string>> = {
  active: 'Active',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

/** From 0 to 10, of which 10 is the highest (NENA-STA-021.1 §2.9). */
export const PRIORITY_MAX = 10;
const LIFE_THREATENING_MIN = 8;
const URGENT_MIN = 4;

export const PRIORITY_WRITTEN: Readonly<Record<IncidentPriority, number>> = {
  'life-threatening': 10,
  urgent: 6,
  routine: 2,
};

export function priorityOf(number: number): IncidentPriority {
  if (number >= LIFE_THREATENING_MIN) return 'life-threatening';
  return number >= URGENT_MIN ? 'urgent' : 'routine';
}

/** Where control gives none: nobody waits for a priority while somebody is not breathing. */
export const PRIORITY_OF_KIND: Readonly<Record<IncidentKind, IncidentPriority>> = {
  'cardiac-arrest': 'life-threatening',
  unconscious: 'life-threatening',
  choking: 'life-threatening',
  'severe-bleeding': 'life-threatening',
  anaphylaxis: 'life-threatening',
  'opioid-overdose': 'life-threatening',
  'chest-pain': 'urgent',
  'other-medical': 'urgent',
};

type Answer = Pick<IncidentResponderView, 'alertStatus' | 'assignmentStatus'>;

/** The primary status of everybody who could be alerted. */
export const UNIT_AT_WORK = 'OnDuty';

/** The secondary status of a unit of theirs, for what a person of ours does. */
export function unitStatusOf({ alertStatus, assignmentStatus }: Answer): string {
  switch (assignmentStatus) {
    case 'accepted':
      return 'Assigned';
    case 'en-route':
      return 'EnRoute';
    case 'on-scene':
      return 'OnScene';
    case 'with-patient':
      return 'PatientContact';
    case 'cleared':
      return 'Cleared';
    case 'stood-down':
    case 'withdrawn':
      return 'AssignmentCancelled';
    case null:
      return alertStatus === 'sent' ? 'Dispatched' : 'Unavailable';
  }
}

/** As a table is asked: without regard to case, or to how words are held together. */
export function wordOf(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[\s_-]{1,10}/g, ' ');
}

/** What a table says of a text of theirs; never what an object has by nature. */
export function meaningOf<T>(table: Readonly<Record<string, T>>, text: string): T | undefined {
  const word = wordOf(text);
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
