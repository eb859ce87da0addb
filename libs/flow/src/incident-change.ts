import type { Alert } from '#core/alert';
import type { Fact } from '#core/timeline';
import type { Plan, PlannedAlert, Withdrawal } from '#core/plan';
import type { CalloutPlan } from '#core/callout';
import { SECOND_MS, type Instant } from '#core/units';
import type { AlertMove, Clock, FeedEntry, Ids, IncidentChange, NewDelivery } from '#flow/ports';

/** A phone on a live socket that has given no receipt for this long is rung by push as well. */
export const RECEIPT_DEADLINE_MS = 3 * SECOND_MS;
/** A doorbell that may have died with its process is rung again after this long. */
export const DOORBELL_AGAIN_MS = 1.5 * SECOND_MS;

/** A change that changes nothing yet. */
export function noChange(at: {
  readonly organisationId: string;
  readonly incidentId: string;
  readonly now: Instant;
}): IncidentChange {
  return {
    ...at,
    expectedRevision: null,
    raised: null,
    incident: null,
    message: null,
    newAlerts: [],
    alertMoves: [],
    assignmentMoves: [],
    orders: [],
    aedCollected: [],
    decision: null,
    deliveries: [],
    feed: [],
    facts: [],
    notAlerted: [],
    aeds: null,
    reviewAt: undefined,
  };
}

/** What carrying out a plan writes, whether of an incident or of a call-out. */
export interface PlanEffects {
  readonly newAlerts: readonly Alert[];
  readonly alertMoves: readonly AlertMove[];
  readonly deliveries: readonly NewDelivery[];
  readonly feed: readonly FeedEntry[];
  readonly facts: readonly Fact[];
}

export interface EffectContext {
  readonly organisationId: string;
  readonly incidentId: string | null;
  readonly calloutId: string | null;
  /** Open alerts that the plan may end. */
  readonly alerts: readonly Alert[];
  /** Who has a phone on a live socket now. */
  readonly connected: ReadonlySet<string>;
  readonly now: Instant;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Turns a plan into what is stored: alerts with their deliveries and feed entries, moves of alerts
 * that end, and a fact for each. Phones on a live socket are rung at once after the commit and by
 * push only when they stay silent; the others by push at once.
 */
export function effectsOf(plan: Plan | CalloutPlan, context: EffectContext): PlanEffects {
  const newAlerts = plan.alerts.map((alert) => newAlert(alert, context));
  const byId = new Map(context.alerts.map((alert) => [alert.id, alert]));
  const expired = plan.expiredAlertIds.flatMap((id) => byId.get(id) ?? []);
  return {
    newAlerts,
    alertMoves: [
      ...expired.map((alert) => move(alert.id, 'expired', context.now)),
      ...plan.withdrawals.map((entry) => withdrawn(entry, context.now)),
    ],
    deliveries: [
      ...newAlerts.flatMap((alert) => deliveriesOf(alert, context)),
      ...plan.withdrawals.flatMap((entry) => letGo(entry, context)),
    ],
    feed: [
      ...newAlerts.map((alert) => entry(alert, 'alert-sent')),
      ...expired.map((alert) => entry(alert, 'alert-expired')),
      ...plan.withdrawals.map((gone) => ({
        responderId: gone.responderId,
        kind: 'alert-withdrawn' as const,
        alertId: gone.alertId,
      })),
    ],
    facts: [
      ...newAlerts.map((alert) => sentFact(alert)),
      ...expired.map((alert) => fact('alert-expired', alert.responderId, context.now)),
      ...plan.withdrawals.map((gone) => ({
        ...fact('alert-withdrawn', gone.responderId, context.now),
        detail: { reason: gone.reason },
      })),
    ],
  };
}

/** A fact of Closeby's own doing about one responder. */
export function fact(kind: Fact['kind'], responderId: string | null, at: Instant): Fact {
  return { kind, at, actor: 'closeby', responderId, detail: {} };
}

/** A stand-down or withdrawal for a phone that no live socket reaches. */
export function pushStandDown(
  alertId: string,
  responderId: string,
  context: Pick<EffectContext, 'connected' | 'ids' | 'now'>,
): readonly NewDelivery[] {
  if (context.connected.has(responderId)) return [];
  return [
    {
      id: context.ids.id(),
      alertId,
      responderId,
      channel: 'push',
      subject: 'stood-down',
      dueAt: context.now,
    },
  ];
}

function letGo(gone: Withdrawal, context: EffectContext): readonly NewDelivery[] {
  return pushStandDown(gone.alertId, gone.responderId, context);
}

function newAlert(
  alert: PlannedAlert | CalloutPlan['alerts'][number],
  context: EffectContext,
): Alert {
  return {
    id: context.ids.id(),
    organisationId: context.organisationId,
    incidentId: context.incidentId,
    calloutId: context.calloutId,
    drillId: null,
    responderId: alert.responderId,
    wave: alert.wave,
    status: 'sent',
    reason: alert.reason,
    distanceM: alert.distanceM,
    sentAt: context.now,
    expiresAt: alert.expiresAt,
    deliveredAt: null,
    seenAt: null,
    answeredAt: null,
    endedReason: null,
    task: 'task' in alert ? alert.task : { role: 'direct', aedId: null },
  };
}

function deliveriesOf(alert: Alert, context: EffectContext): readonly NewDelivery[] {
  const connected = context.connected.has(alert.responderId);
  const base = { alertId: alert.id, responderId: alert.responderId, subject: 'alert' as const };
  const pushAt = connected ? context.now + context.clock.stretch(RECEIPT_DEADLINE_MS) : context.now;
  const doorbellAt = context.now + context.clock.stretch(DOORBELL_AGAIN_MS);
  return [
    { ...base, id: context.ids.id(), channel: 'live', dueAt: doorbellAt },
    { ...base, id: context.ids.id(), channel: 'push', dueAt: pushAt },
  ];
}

function entry(alert: Alert, kind: FeedEntry['kind']): FeedEntry {
  return { responderId: alert.responderId, kind, alertId: alert.id };
}

function sentFact(alert: Alert): Fact {
  return {
    ...fact('alert-sent', alert.responderId, alert.sentAt),
    detail: {
      why: alert.reason,
      wave: alert.wave,
      distanceM: alert.distanceM,
      role: alert.task.role,
    },
  };
}

function move(alertId: string, to: AlertMove['to'], at: Instant): AlertMove {
  return { alertId, to, at, endedReason: null };
}

function withdrawn(gone: Withdrawal, at: Instant): AlertMove {
  return { alertId: gone.alertId, to: 'withdrawn', at, endedReason: gone.reason };
}
