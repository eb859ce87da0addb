import type { DispatchOrders } from '#core/dispatch-orders';
import type { Cell, Place } from '#core/geometry';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

/** What happened, as far as control knows. EIDO calls this the incident type. */
export const INCIDENT_KINDS = [
  'cardiac-arrest',
  'unconscious',
  'choking',
  'severe-bleeding',
  'anaphylaxis',
  'opioid-overdose',
  'chest-pain',
  'other-medical',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** CAP 1.2 `status`: exercises and tests reach test phones only, never real people. */
export const INCIDENT_MODES = ['actual', 'exercise', 'test'] as const;
export type IncidentMode = (typeof INCIDENT_MODES)[number];

export const INCIDENT_PRIORITIES = ['life-threatening', 'urgent', 'routine'] as const;
export type IncidentPriority = (typeof INCIDENT_PRIORITIES)[number];

/** What may hurt whoever comes; control names them, safety rules act on them. */
export const HAZARDS = [
  'violence',
  'fire',
  'hazardous-material',
  'traffic',
  'water',
  'electricity',
  'infection',
] as const;
export type Hazard = (typeof HAZARDS)[number];

/** Where the patient is, as far as it decides who may come. */
export const SETTINGS = ['public-place', 'home', 'care-home-with-staff', 'unknown'] as const;
export type Setting = (typeof SETTINGS)[number];

export type IncidentStatus = 'active' | 'closed' | 'cancelled';

/** A cancel says the incident never was: it outranks a close whichever of them arrives first. */
export const INCIDENT_TABLE: StatusTable<IncidentStatus> = {
  active: ['closed', 'cancelled'],
  closed: ['cancelled'],
  cancelled: [],
};

/** What control has told us; each field is replaced by the newest message that names it. */
export interface IncidentFacts {
  readonly kind: IncidentKind;
  readonly mode: IncidentMode;
  readonly priority: IncidentPriority;
  readonly place: Place;
  /** Radius in metres within which the true place lies; null when control gave none. */
  readonly placeAccuracyM: number | null;
  readonly address: string | null;
  readonly notesForResponders: string | null;
  readonly calledAt: Instant;
  readonly ambulanceEtaAt: Instant | null;
  /** Name of the response plan control asked for; null leaves it to the organisation. */
  readonly policyName: string | null;
  /** Control insisted on a place outside the organisation's area. */
  readonly acceptOutsideArea: boolean;
  /** Own references (see Responder.externalRef) of people control does not want alerted. */
  readonly excludedResponderRefs: readonly string[];
  /** Control's own code of the complaint, such as `09E01`; null when it gave none. */
  readonly determinantCode: string | null;
  readonly hazards: readonly Hazard[];
  readonly patientAgeYears: number | null;
  readonly setting: Setting;
}

export interface Incident extends IncidentFacts {
  readonly id: string;
  readonly organisationId: string;
  readonly controlRef: string;
  readonly status: IncidentStatus;
  /** The coarse square shown before accept; fixed for the life of a place, never per query. */
  readonly cell: Cell;
  /** First byte of the message that created it; alerting ends so long after it. */
  readonly receivedAt: Instant;
  readonly wantedCount: number;
  readonly acceptedCount: number;
  /** Counts every change; a decision made on an older revision is not saved. */
  readonly revision: number;
  readonly endedAt: Instant | null;
  readonly disposition: string | null;
  readonly warnings: readonly string[];
  /** Who sends people although a safety rule forbids it, and why; null when nobody does. */
  readonly safetyOverride: SafetyOverride | null;
  /** Who raised it without a message of control, and why; null where control did. */
  readonly raisedByHand: RaisedByHand | null;
  /** What a dispatcher has ordered beside the plan; absent where nobody has. */
  readonly orders?: DispatchOrders;
}

export interface RaisedByHand {
  /** The account or key. */
  readonly by: string;
  readonly reason: string;
}

export interface SafetyOverride {
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}
