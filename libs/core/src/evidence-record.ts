import { reachOf } from '#core/evidence-reach';
import type { EvidenceIncident, EvidencePart } from '#core/evidence-incident';
import type { Instant } from '#core/units';

/** What nobody has told Closeby; it is never guessed. */
export const UNKNOWN = 'unknown';

/** One arrest as the Utstein style asks for it; null and `unknown` where Closeby does not know. */
export interface ArrestRecord extends Pick<
  EvidenceIncident,
  'id' | 'controlRef' | 'status' | 'kind' | 'priority' | 'setting' | 'raisedByHand'
> {
  readonly policyName: string;
  readonly policyVersion: number;
  readonly ageYears: number | null;
  readonly calledAt: Instant;
  readonly receivedAt: Instant;
  readonly firstAlertAt: Instant | null;
  readonly firstDeliveredAt: Instant | null;
  readonly firstSeenAt: Instant | null;
  readonly firstAcceptedAt: Instant | null;
  readonly firstEnRouteAt: Instant | null;
  readonly firstOnSceneAt: Instant | null;
  readonly firstWithPatientAt: Instant | null;
  readonly aedOnSceneAt: Instant | null;
  readonly firstCprAt: null;
  readonly firstShockAt: null;
  readonly ambulanceExpectedAt: Instant | null;
  readonly ambulanceArrivedAt: null;
  readonly lastClearedAt: Instant | null;
  readonly cancelledAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly witnessed: typeof UNKNOWN;
  readonly bystanderCpr: typeof UNKNOWN;
  readonly dispatcherCpr: typeof UNKNOWN;
  readonly firstRhythm: typeof UNKNOWN;
  readonly aedAppliedBy: typeof UNKNOWN;
  readonly outcome: typeof UNKNOWN;
  readonly alerts: number;
  readonly accepted: number;
  readonly onScene: number;
  readonly unreached: number;
  readonly aedsCollected: number;
  readonly aedsNotToBeHad: number;
  readonly notAlerted: number;
  readonly nearestM: number | null;
}

/**
 * The record of one arrest: moments of NEMSIS eTimes and Utstein (2024) as the phones, control and
 * the clock of the server gave them. What happened at the patient nobody reports to Closeby.
 */
export function arrestRecord(incident: EvidenceIncident, now: Instant): ArrestRecord {
  const { alerts, parts, status, endedAt } = incident;
  const { id, controlRef, kind, priority, setting, raisedByHand } = incident;
  const { policyName, policyVersion } = incident;
  return {
    ...{ id, controlRef, status, kind, priority, setting, raisedByHand },
    ...{ policyName, policyVersion, ageYears: incident.patientAgeYears },
    ...{ calledAt: incident.calledAt, receivedAt: incident.receivedAt },
    firstAlertAt: first(alerts.map(({ sentAt }) => sentAt)),
    firstDeliveredAt: first(alerts.map(({ deliveredAt }) => deliveredAt)),
    firstSeenAt: first(alerts.map(({ seenAt }) => seenAt)),
    firstAcceptedAt: first(parts.map(({ acceptedAt }) => acceptedAt)),
    firstEnRouteAt: first(parts.map(({ enRouteAt }) => enRouteAt)),
    firstOnSceneAt: first(parts.map(({ onSceneAt }) => onSceneAt)),
    firstWithPatientAt: first(parts.map(({ withPatientAt }) => withPatientAt)),
    aedOnSceneAt: first(parts.map(cameWithAedAt)),
    ...{ firstCprAt: null, firstShockAt: null, ambulanceArrivedAt: null },
    ambulanceExpectedAt: incident.ambulanceEtaAt,
    lastClearedAt: last(parts.map(({ clearedAt }) => clearedAt)),
    cancelledAt: status === 'cancelled' ? endedAt : null,
    closedAt: status === 'closed' ? endedAt : null,
    ...{ witnessed: UNKNOWN, bystanderCpr: UNKNOWN, dispatcherCpr: UNKNOWN },
    ...{ firstRhythm: UNKNOWN, aedAppliedBy: UNKNOWN, outcome: UNKNOWN },
    alerts: alerts.length,
    accepted: parts.length,
    onScene: parts.filter(({ onSceneAt }) => onSceneAt !== null).length,
    unreached: alerts.filter((alert) => reachOf(alert, now).state === 'not-reached').length,
    aedsCollected: parts.filter(({ aedCollectedAt }) => aedCollectedAt !== null).length,
    aedsNotToBeHad: incident.aedReports.filter(({ report }) => report !== 'collected').length,
    notAlerted: incident.notAlerted.reduce((sum, { people }) => sum + people, 0),
    nearestM: first(alerts.map(({ distanceM }) => distanceM)),
  };
}

/**
 * When somebody was on scene with an AED in hand; null where they took it only afterwards, since
 * nobody says when they were back with it.
 */
export function cameWithAedAt({ aedCollectedAt, onSceneAt }: EvidencePart): Instant | null {
  return aedCollectedAt !== null && onSceneAt !== null && aedCollectedAt <= onSceneAt
    ? onSceneAt
    : null;
}

function first(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (least, value) => (least === null || (value !== null && value < least) ? value : least),
    null,
  );
}

function last(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (most, value) => (most === null || (value !== null && value > most) ? value : most),
    null,
  );
}
