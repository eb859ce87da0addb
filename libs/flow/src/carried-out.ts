import type { Ladders } from '#core/delivery-ladder';
import { channelsOf } from '#flow/climb';
import type { Decision } from '#flow/decide';
import { effectsOf, type PlanEffects } from '#flow/incident-change';
import type { Clock, Ids, IncidentChange, IncidentState, Live } from '#flow/ports';
import { teamEffects } from '#flow/team-effects';

/** What carrying out a decision about an incident writes, with its orders and stand-downs. */
export async function carriedOut(
  { incident, alerts, assignments }: Pick<IncidentState, 'incident' | 'alerts' | 'assignments'>,
  { plan, now, gathered, record }: Decision,
  ports: {
    readonly live: Live;
    readonly clock: Clock;
    readonly ids: Ids;
    readonly ladders: Ladders;
  },
): Promise<
  PlanEffects &
    Pick<IncidentChange, 'assignmentMoves' | 'orders' | 'notAlerted' | 'aeds' | 'decision'> & {
      readonly reviewAt: number | null;
    }
> {
  const { live, clock, ids, ladders } = ports;
  const connected = await live.connected([
    ...alerts.map((alert) => alert.responderId),
    ...plan.alerts.map((alert) => alert.responderId),
  ]);
  const { organisationId, id: incidentId, priority } = incident;
  const context = {
    ...{ organisationId, incidentId, calloutId: null, alerts, assignments },
    ...{ about: 'incident' as const, priority, ladders, connected, now, clock, ids },
    channels: channelsOf(gathered.candidates),
  };
  const effects = effectsOf(plan, context);
  const team = teamEffects(plan, context);
  return {
    ...effects,
    ...team,
    deliveries: [...effects.deliveries, ...team.deliveries],
    feed: [...effects.feed, ...team.feed],
    facts: [...effects.facts, ...team.facts],
    // Reasons belong to a choice: looking again without choosing anyone leaves them as they were.
    notAlerted: effects.newAlerts.length > 0 ? plan.notAlerted : [],
    aeds: incident.status === 'active' ? plan.aeds : null,
    decision: record,
    reviewAt: plan.nextReviewAt,
  };
}
