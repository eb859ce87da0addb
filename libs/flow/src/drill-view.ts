import { drillCallState, drillScore, tallyOf } from '#core/drill';
import { SECOND_MS } from '#core/units';
import type { DrillSummaryView, DrillView } from '#contracts/drill-api';
import { toIso } from '#contracts/shapes';
import type { DrillCall, DrillState, DrillSummary } from '#flow/ports';

/** A drill with everybody who was called. */
export function renderDrill({ drill, calls }: DrillState): DrillView {
  const tally = tallyOf(calls.map(factsOf));
  return { ...renderDrillSummary({ drill, tally }), calls: calls.map(renderCall) };
}

/** A drill with its counts. */
export function renderDrillSummary({ drill, tally }: DrillSummary): DrillSummaryView {
  return {
    id: drill.id,
    title: drill.title,
    status: drill.status,
    startsAt: toIso(drill.startsAt),
    windowS: drill.windowMs / SECOND_MS,
    everyDays: drill.everyDays,
    startedAt: toIso(drill.startedAt),
    endedAt: toIso(drill.endedAt),
    ...tally,
    score: drillScore(tally),
  };
}

function renderCall(call: DrillCall): DrillView['calls'][number] {
  const { alert, displayName, heardBy } = call;
  return {
    responderId: alert.responderId,
    displayName,
    alertId: alert.id,
    sentAt: toIso(alert.sentAt),
    deliveredAt: toIso(alert.deliveredAt),
    answeredAt: toIso(alert.answeredAt),
    heardBy: [...heardBy],
    state: drillCallState(factsOf(call)),
  };
}

function factsOf({ alert, heardBy }: DrillCall) {
  const { status, deliveredAt, answeredAt } = alert;
  return { status, deliveredAt, answeredAt, heardBy };
}
