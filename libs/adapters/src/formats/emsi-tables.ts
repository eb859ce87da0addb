import type { AssignmentStatus } from '#core/assignment';
import type { Hazard, IncidentKind, IncidentMode, IncidentPriority, Setting } from '#core/incident';
import type { IncidentResponderView } from '#contracts/incident-api';

/*
 * Codes of EMSI (CWA 15931-2, ISO/TR 22351) as the French hub uses them. They are paths: a code
 * stands for all that begin with it, and the longest counts.
 */

export const MESSAGE_MODES: Readonly<Record<string, IncidentMode>> = {
  ACTUAL: 'actual',
  EXERCS: 'exercise',
  SYSTEM: 'test',
  TEST: 'test',
};

export type MessageType = 'alert' | 'update' | 'cancel' | 'acknowledgement' | 'error';

export const MESSAGE_TYPES: Readonly<Record<string, MessageType>> = {
  ALERT: 'alert',
  UPDATE: 'update',
  CANCEL: 'cancel',
  ACK: 'acknowledgement',
  ERROR: 'error',
};

/** Whether an event is over; under control (STOP) is not. */
export const EVENT_STATUSES: Readonly<Record<string, boolean>> = {
  NST: false,
  IPR: false,
  STOP: false,
  COM: true,
};

export const URGENCIES: Readonly<Record<string, boolean>> = { URGENT: true, NOT_URGENT: false };

/** `ETYPE.ACTOR`: who is concerned. EMSI has no code for a cardiac arrest. */
export const KINDS_BY_ACTOR: Readonly<Record<string, IncidentKind>> = {
  'PPL/VLN/UNC': 'unconscious',
  'PPL/VLN/INJ': 'other-medical',
  'PPL/VLN/PAT': 'other-medical',
  'PPL/VLN/PGN': 'other-medical',
};

/** `ETYPE.CATEGORY`: of all its classes, health alone is medical. */
export const KINDS_BY_CATEGORY: Readonly<Record<string, IncidentKind>> = { HLT: 'other-medical' };

/** What EMSI has no code for, said beside it in `CONTEXT.EXTERNAL_INFO.URI`. */
export const KINDS_BY_URI: Readonly<Record<string, IncidentKind>> = {
  'urn:closeby:kind:cardiac-arrest': 'cardiac-arrest',
  'urn:closeby:kind:unconscious': 'unconscious',
  'urn:closeby:kind:choking': 'choking',
  'urn:closeby:kind:severe-bleeding': 'severe-bleeding',
  'urn:closeby:kind:anaphylaxis': 'anaphylaxis',
  'urn:closeby:kind:opioid-overdose': 'opioid-overdose',
  'urn:closeby:kind:chest-pain': 'chest-pain',
  'urn:closeby:kind:other-medical': 'other-medical',
};

export const PRIORITIES_BY_URI: Readonly<Record<string, IncidentPriority>> = {
  'urn:closeby:priority:life-threatening': 'life-threatening',
  'urn:closeby:priority:urgent': 'urgent',
  'urn:closeby:priority:routine': 'routine',
};

/** Dangers, by codes of `ETYPE.CATEGORY`, `ETYPE.ACTOR` and `EGEO.TYPE`. */
export const HAZARDS_BY_CODE: Readonly<Record<string, Hazard>> = {
  EXP: 'fire',
  FIR: 'fire',
  FLAME: 'fire',
  SMOKE: 'fire',
  FLD: 'water',
  'ASR/MAR': 'water',
  'ASR/WAT': 'water',
  'ASR/ICE': 'water',
  TRP: 'traffic',
  POL: 'hazardous-material',
  PLUME: 'hazardous-material',
  'DGR/BIO': 'infection',
  'DGR/CBRNHZ': 'hazardous-material',
  'DGR/CHM': 'hazardous-material',
  'DGR/RAD': 'hazardous-material',
  'HLT/EPI': 'infection',
  'PPL/CNT': 'infection',
  'PPL/HST': 'violence',
  'PPL/VIO': 'violence',
  'PSW/ASY': 'violence',
  'PSW/RIOT': 'violence',
};

/** A place in a dwelling, by `ETYPE.ACTOR`. */
export const SETTINGS_BY_ACTOR: Readonly<Record<string, Setting>> = { 'BEV/RESDW': 'home' };

/** Shapes of `EGEO.TYPE` that are areas of danger or of the air, and not where the patient is. */
export const NO_PLACE_OF_EVENT: readonly string[] = [
  ...['AIR', 'CMB', 'DGR', 'FLAME', 'PLUME', 'SMOKE', 'VULN'],
];

/** An entry of a table of codes: that of the code, else of the longest code that it begins with. */
export function byCode<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  for (let part = code; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('/')))) {
    if (Object.hasOwn(table, part)) return table[part];
  }
  return undefined;
}

/** `RESOURCE.STATUS`, and the word of the hub's GEO-POS `engagedStatus` for the same. */
export interface ResourceWords {
  readonly status: 'AVAILB' | 'UNAV' | 'RESRVD' | 'IN_USE/MOBILE' | 'IN_USE/ON_SCENE';
  readonly engaged: 'ALERTEE' | 'PARTIE' | 'ARRIVEE_LIEU' | 'RETOUR_DISPONIBLE' | null;
}

/** Somebody who was asked, and is not or not yet bound. */
const WORDS_BY_ALERT: Readonly<Record<IncidentResponderView['alertStatus'], ResourceWords>> = {
  sent: { status: 'AVAILB', engaged: 'ALERTEE' },
  accepted: { status: 'RESRVD', engaged: 'ALERTEE' },
  declined: { status: 'UNAV', engaged: null },
  expired: { status: 'UNAV', engaged: null },
  withdrawn: { status: 'AVAILB', engaged: null },
};

const WORDS_BY_ASSIGNMENT: Readonly<Record<AssignmentStatus, ResourceWords>> = {
  accepted: { status: 'RESRVD', engaged: 'ALERTEE' },
  'en-route': { status: 'IN_USE/MOBILE', engaged: 'PARTIE' },
  'on-scene': { status: 'IN_USE/ON_SCENE', engaged: 'ARRIVEE_LIEU' },
  'with-patient': { status: 'IN_USE/ON_SCENE', engaged: 'ARRIVEE_LIEU' },
  cleared: { status: 'AVAILB', engaged: 'RETOUR_DISPONIBLE' },
  'stood-down': { status: 'AVAILB', engaged: 'RETOUR_DISPONIBLE' },
  withdrawn: { status: 'UNAV', engaged: null },
};

/** How a responder stands, in words of EMSI. */
export function resourceWords(
  responder: Pick<IncidentResponderView, 'alertStatus' | 'assignmentStatus'>,
): ResourceWords {
  const { alertStatus, assignmentStatus } = responder;
  return assignmentStatus === null
    ? WORDS_BY_ALERT[alertStatus]
    : WORDS_BY_ASSIGNMENT[assignmentStatus];
}
