import type { AedReport } from '#core/aed';
import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import type { CarriedLine } from '#core/delivery-truth';
import type { Incident } from '#core/incident';
import type { Instant } from '#core/units';

/** One way by which one alert went to one person. */
export interface EvidenceDelivery extends Pick<
  CarriedLine,
  'channel' | 'status' | 'queuedAt' | 'dueAt' | 'finishedAt' | 'deliveredAt' | 'seenAt' | 'spared'
> {
  readonly id: string;
}

/** One alert of an incident with all that was carried of it. */
export interface EvidenceAlert extends Pick<
  Alert,
  | 'id'
  | 'responderId'
  | 'wave'
  | 'status'
  | 'reason'
  | 'endedReason'
  | 'distanceM'
  | 'sentAt'
  | 'deliveredAt'
  | 'seenAt'
  | 'answeredAt'
> {
  readonly deliveries: readonly EvidenceDelivery[];
}

/** The part that somebody who accepted had in an incident. */
export type EvidencePart = Pick<
  Assignment,
  | 'alertId'
  | 'status'
  | 'acceptedAt'
  | 'enRouteAt'
  | 'onSceneAt'
  | 'withPatientAt'
  | 'clearedAt'
  | 'releasedAt'
  | 'releasedReason'
  | 'aedCollectedAt'
> & { readonly role: Assignment['task']['role'] };

/** What somebody said of the AED that they were sent for. */
export interface EvidenceAedReport {
  readonly at: Instant;
  readonly aedId: string;
  readonly report: AedReport;
}

/** All that evidence is reckoned from of one incident: without names, addresses and places. */
export interface EvidenceIncident extends Pick<
  Incident,
  | 'id'
  | 'controlRef'
  | 'status'
  | 'kind'
  | 'priority'
  | 'setting'
  | 'patientAgeYears'
  | 'calledAt'
  | 'receivedAt'
  | 'ambulanceEtaAt'
  | 'endedAt'
> {
  readonly raisedByHand: boolean;
  readonly policyName: string;
  readonly policyVersion: number;
  /** Oldest first. */
  readonly alerts: readonly EvidenceAlert[];
  readonly parts: readonly EvidencePart[];
  readonly aedReports: readonly EvidenceAedReport[];
  /** People considered and never alerted, by the newest reason. */
  readonly notAlerted: readonly { readonly reason: string; readonly people: number }[];
}
