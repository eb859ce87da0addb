import type { Alert } from '#core/alert';
import type { CalledFrom } from '#core/called-from';
import type { Fact } from '#core/timeline';
import type { Plan, PlannedAlert, Withdrawal } from '#core/plan';
import type { Instant } from '#core/units';
import { climb, type ClimbContext } from '#flow/climb';
import type { AlertMove, FeedEntry, IncidentChange, NewDelivery } from '#flow/ports';

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

/** What carrying out a plan writes. */
export interface PlanEffects {
  readonly newAlerts: readonly Alert[];
  readonly alertMoves: readonly AlertMove[];
  readonly deliveries: readonly NewDelivery[];
  readonly feed: readonly FeedEntry[];
  readonly facts: readonly Fact[];
}

export interface EffectContext extends ClimbContext {
  readonly organisationId: string;
  readonly incidentId: string | null;
  readonly calloutId: string | null;
  /** Open alerts that the plan may end. */
  readonly alerts: readonly Alert[];
}

/**
 * Turns a plan into what is stored: alerts with their deliveries and feed entries, moves of alerts
 * that end, and a fact for each.
 */
export function effectsOf(
  plan: Pick<Plan, 'alerts' | 'withdrawals' | 'expiredAlertIds'>,
  context: EffectContext,
): PlanEffects {
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
      ...newAlerts.flatMap(({ id: alertId, responderId }) =>
        climb({ alertId, responderId, subject: 'alert' }, context),
      ),
      ...plan.withdrawals.flatMap(({ alertId, responderId }) =>
        climb({ alertId, responderId, subject: 'stood-down' }, context),
      ),
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
      ...newAlerts.map((alert, index) => sentFact(alert, plan.alerts[index]?.calledFrom)),
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

function newAlert(alert: PlannedAlert, context: EffectContext): Alert {
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
    task: alert.task,
  };
}

function entry(alert: Alert, kind: FeedEntry['kind']): FeedEntry {
  return { responderId: alert.responderId, kind, alertId: alert.id };
}

function sentFact(alert: Alert, calledFrom?: CalledFrom): Fact {
  return {
    ...fact('alert-sent', alert.responderId, alert.sentAt),
    detail: {
      why: alert.reason,
      wave: alert.wave,
      distanceM: alert.distanceM,
      ...(calledFrom === undefined ? {} : { calledFrom }),
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
