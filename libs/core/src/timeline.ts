import type { Instant } from '#core/units';

/** Everything that can be a fact of an incident or call-out. */
export const FACT_KINDS = [
  'incident-received',
  'incident-raised',
  'raised-by-hand',
  'raised-for-aid',
  'aid-asked',
  'incident-updated',
  'incident-moved',
  'ambulance-eta-changed',
  'plan-made',
  'considered',
  'alert-sent',
  'alert-handed-over',
  'alert-delivered',
  'alert-seen',
  'alert-failed',
  'alert-accepted',
  'alert-declined',
  'alert-expired',
  'alert-withdrawn',
  'late-yes',
  'en-route',
  'on-scene',
  'with-patient',
  'cleared',
  'responder-withdrew',
  'stood-down',
  'stand-down-delivered',
  'stand-down-seen',
  'change-delivered',
  'change-seen',
  'reply-received',
  'reply-handled',
  'order-changed',
  'aed-collected',
  'aed-reported',
  'safety-overridden',
  'more-asked',
  'people-stood-down',
  'control-message',
  'incident-closed',
  'incident-cancelled',
  'callout-opened',
  'callout-filled',
  'callout-reopened',
  'callout-closed',
  'callout-cancelled',
  'callout-asked',
  'callout-changed',
  'area-changed',
  'warning-changed',
  'stop-coming',
  'coming-again',
  'callout-message',
  'booking-made',
  'booking-reserved',
  'booking-promoted',
  'booking-moved',
  'booking-held',
  'booking-released',
  'booking-ended',
  'called-away',
  'checked-in',
  'checked-out',
  'overdue',
  'task-given',
  'task-ended',
  'field-report',
  'group-asked',
  'group-answered',
  'aid-shared',
  'degraded',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

export type ActorKind = 'control' | 'dispatcher' | 'coordinator' | 'responder' | 'closeby';

/** One line of the append-only timeline. */
export interface Fact {
  readonly kind: FactKind;
  /** When it happened. */
  readonly at: Instant;
  readonly actor: ActorKind;
  /** The responder it is about, or who acted; null where nobody. */
  readonly responderId: string | null;
  /** Plain data; no names, addresses or positions of people. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Moments and intervals of one incident; null where it never happened. */
export interface IncidentTimes {
  /** NEMSIS eTimes.01, PSAP call. */
  readonly calledAt: Instant;
  /** First byte received from control. */
  readonly receivedAt: Instant;
  /** NEMSIS eTimes.03, first responder notified. */
  readonly firstAlertSentAt: Instant | null;
  readonly firstAlertDeliveredAt: Instant | null;
  readonly firstAlertSeenAt: Instant | null;
  /** NEMSIS eTimes.04 in its sense for people: acknowledged by accepting. */
  readonly firstAcceptedAt: Instant | null;
  /** NEMSIS eTimes.05. */
  readonly firstEnRouteAt: Instant | null;
  /** NEMSIS eTimes.06. */
  readonly firstOnSceneAt: Instant | null;
  /** NEMSIS eTimes.07, arrived at patient. */
  readonly firstWithPatientAt: Instant | null;
  /** NEMSIS eTimes.13, back in service: the last responder cleared. */
  readonly lastClearedAt: Instant | null;
  /** NEMSIS eTimes.14, cancelled. */
  readonly cancelledAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly callToAlertMs: number | null;
  readonly alertToAcceptMs: number | null;
  readonly callToOnSceneMs: number | null;
}

/**
 * Reads the moments of NEMSIS eTimes and Utstein out of a timeline. Facts may come in any order.
 */
export function incidentTimes(calledAt: Instant, facts: readonly Fact[]): IncidentTimes {
  const first = (kind: FactKind): Instant | null => edge(facts, kind, Math.min);
  const firstAlertSentAt = first('alert-sent');
  const firstAcceptedAt = first('alert-accepted');
  const firstOnSceneAt = first('on-scene');
  return {
    calledAt,
    receivedAt: first('incident-received') ?? calledAt,
    firstAlertSentAt,
    firstAlertDeliveredAt: first('alert-delivered'),
    firstAlertSeenAt: first('alert-seen'),
    firstAcceptedAt,
    firstEnRouteAt: first('en-route'),
    firstOnSceneAt,
    firstWithPatientAt: first('with-patient'),
    lastClearedAt: edge(facts, 'cleared', Math.max),
    cancelledAt: first('incident-cancelled'),
    closedAt: first('incident-closed'),
    callToAlertMs: between(calledAt, firstAlertSentAt),
    alertToAcceptMs: between(firstAlertSentAt, firstAcceptedAt),
    callToOnSceneMs: between(calledAt, firstOnSceneAt),
  };
}

function edge(
  facts: readonly Fact[],
  kind: FactKind,
  pick: (...values: number[]) => number,
): Instant | null {
  const moments = facts.filter((fact) => fact.kind === kind).map((fact) => fact.at);
  return moments.length === 0 ? null : pick(...moments);
}

function between(from: Instant | null, to: Instant | null): number | null {
  return from === null || to === null ? null : to - from;
}
