import { nearestAeds } from '#core/aed';
import type { Alert } from '#core/alert';
import { considered } from '#core/considered';
import { isStopped } from '#core/dispatch-orders';
import { calledFrom } from '#core/called-from';
import type { Plan, PlanInput, PlannedAlert } from '#core/plan';
import { planByGain } from '#core/plan-by-gain';
import { planByNearest } from '#core/plan-by-nearest';
import { sceneOf } from '#core/scene';
import { standingNow, withdrawal } from '#core/standing';
import { SECOND_MS, type Instant } from '#core/units';

/** While nobody was found yet it is looked around again this soon, then ever more rarely. */
const FOUND_NOBODY_FIRST_MS = 2 * SECOND_MS;

/**
 * Decides who is alerted now, to do what; what those on the way do from now on; who is let go; and
 * when to look again; with a reason for everyone considered. Used for the first plan and for every
 * later one: what has happened since is in `alerts` and `assignments`. How people are chosen is
 * the policy's: the nearest (plan-by-nearest.ts), or whoever adds most to expected survival
 * (plan-by-gain.ts). The order of the candidates does not matter, and nobody is alerted twice.
 */
export function planAlerts(input: PlanInput): Plan {
  const { incident, policy, now } = input;
  if (incident.status !== 'active') return ended(input);
  const scene = sceneOf(input);
  const standing = standingNow(scene);
  const people = considered(scene, standing);
  const chosen =
    policy.choice.kind === 'nearest'
      ? planByNearest(scene, standing, people)
      : planByGain(scene, standing, people);
  const withdrawals = [...standing.withdrawals, ...chosen.withdrawals];
  const gone = new Set(withdrawals.map((entry) => entry.alertId));
  const letGo = new Set(chosen.withdrawals.map((entry) => entry.responderId));
  const open = standing.open.filter((alert) => !gone.has(alert.id));
  return {
    ...chosen,
    alerts: chosen.alerts.map((alert) => sayingWherefrom(alert, input)),
    withdrawals,
    expiredAlertIds: input.alerts
      .filter((alert) => alert.status === 'sent' && alert.expiresAt <= now)
      .map((alert) => alert.id),
    notAlerted: [
      ...people.notAlerted.filter(({ responderId }) => !letGo.has(responderId)),
      ...chosen.notAlerted,
    ],
    aeds: nearestAeds(input.aeds, {
      place: incident.place,
      at: now,
      radiusM: policy.aedRadiusM,
      max: policy.aedMax,
    }),
    safety: scene.findings,
    nextReviewAt: nextReview(input, open, {
      newCount: chosen.alerts.length,
      comingCount: chosen.orders.length,
      goneCount: chosen.standDowns.length,
    }),
  };
}

/** Says of somebody whom a call-out has that they are called from it. */
function sayingWherefrom(alert: PlannedAlert, { candidates, incident, now }: PlanInput) {
  const person = candidates.find(({ responder }) => responder.id === alert.responderId);
  const from = person === undefined ? null : calledFrom(person, { now, aboutId: incident.id });
  return from === null ? alert : { ...alert, calledFrom: from };
}

/** Nothing is asked of anyone once the incident is over. */
function ended(input: PlanInput): Plan {
  const reason = input.incident.status === 'closed' ? 'incident-closed' : 'incident-cancelled';
  return {
    alerts: [],
    withdrawals: input.alerts
      .filter((alert) => alert.status === 'sent')
      .map((alert) => withdrawal(alert, reason)),
    expiredAlertIds: [],
    notAlerted: [],
    orders: [],
    standDowns: [],
    aeds: [],
    safety: [],
    expected: null,
    nextReviewAt: null,
  };
}

/**
 * The first moment at which an alert expires or, while people may still be alerted and the policy
 * replaces, at which one becomes silent or a look around is due. Any policy looks around again
 * while it has found nobody to ask, after as long as it has looked already: somebody may come free
 * at any moment. One that reckons in survival also looks after those on the way.
 */
function nextReview(
  input: PlanInput,
  open: readonly Alert[],
  counts: { readonly newCount: number; readonly comingCount: number; readonly goneCount: number },
): Instant | null {
  const { policy, now, incident } = input;
  const isFull = incident.acceptedCount - counts.goneCount >= incident.wantedCount;
  const looksAfter = policy.choice.kind === 'expected-gain' && counts.comingCount > 0;
  const isAsking = !isFull && !isStopped(incident);
  if (!isAsking && !looksAfter) return null;
  const moments = open.map((alert) => alert.expiresAt);
  if (counts.newCount > 0) moments.push(now + policy.alertTtlMs);
  const foundNobody = input.alerts.length === 0 && counts.newCount === 0;
  if ((policy.replaces || foundNobody) && !isStopped(incident)) {
    const endsAt = incident.receivedAt + policy.alertingEndsAfterMs;
    const looks = open.map((alert) => alert.sentAt + policy.silentAfterMs);
    if (counts.newCount > 0) looks.push(now + policy.silentAfterMs);
    const soonMs = Math.max(FOUND_NOBODY_FIRST_MS, now - incident.receivedAt);
    const { lookAgainAfterMs } = policy;
    looks.push(now + (foundNobody ? Math.min(soonMs, lookAgainAfterMs) : lookAgainAfterMs));
    moments.push(...looks.filter((moment) => moment < endsAt));
  }
  const later = moments.filter((moment) => moment > now);
  return later.length === 0 ? null : Math.min(...later);
}
