import type { Alert, AlertedReason } from '#core/alert';
import { isStopped } from '#core/dispatch-orders';
import { metresFrom } from '#core/geometry';
import type { PlanInput } from '#core/plan';
import { startOf } from '#core/scene';
import type { Standing } from '#core/standing';

/**
 * How many more may be alerted now; never below zero. A policy that replaces keeps a number of
 * people who are being asked or on their way. One that does not asks once: again only when nobody
 * was found before, when the incident has moved, or when someone who had accepted has withdrawn.
 * Those whom a dispatcher asks for now come on top, however late it is.
 */
export function roomForAlerts(input: PlanInput, standing: Standing): number {
  if (isStopped(input.incident)) return 0;
  const more = input.more ?? 0;
  const { incident } = input;
  const own = { ...incident, wantedCount: incident.wantedCount - more };
  return ownRoom({ ...input, incident: own }, standing) + more;
}

/** What the policy leaves by itself. */
function ownRoom(input: PlanInput, standing: Standing): number {
  const { policy, now, incident } = input;
  if (incident.acceptedCount >= incident.wantedCount || isAlertingOver(input)) return 0;
  if (policy.replaces) {
    const listening = standing.open.filter((alert) => alert.sentAt + policy.silentAfterMs > now);
    return Math.max(0, policy.alertedAtOnceMax - listening.length - incident.acceptedCount);
  }
  return mayAskAgain(input) ? Math.max(0, policy.alertedAtOnceMax - spent(input, standing)) : 0;
}

/** True once nobody new is alerted, however many places are left. */
export function isAlertingOver(input: PlanInput): boolean {
  return input.now - input.incident.receivedAt >= input.policy.alertingEndsAfterMs;
}

function mayAskAgain(input: PlanInput): boolean {
  if (input.moved || input.alerts.length === 0) return true;
  const lastSentAt = Math.max(...input.alerts.map((alert) => alert.sentAt));
  return input.assignments.some(
    (assignment) => assignment.status === 'withdrawn' && (assignment.releasedAt ?? 0) > lastSentAt,
  );
}

/** How many of its number a policy that asks once has used, here where the incident is now. */
function spent(input: PlanInput, standing: Standing): number {
  const givenBack = new Set([
    ...standing.withdrawals.map((withdrawal) => withdrawal.alertId),
    ...released(input),
  ]);
  const openIds = new Set(standing.open.map((alert) => alert.id));
  return input.alerts.filter((alert) => {
    if (alert.status === 'withdrawn' || givenBack.has(alert.id)) return false;
    const stillHere = alert.status === 'accepted' || openIds.has(alert.id);
    return !input.moved || stillHere || isWithinRadius(input, alert.responderId);
  }).length;
}

/** Ids of alerts whose responder accepted and gave up again. */
function released(input: PlanInput): readonly string[] {
  return input.assignments
    .filter((assignment) => assignment.status === 'withdrawn')
    .map((assignment) => assignment.alertId);
}

function isWithinRadius(input: PlanInput, responderId: string): boolean {
  const candidate = input.candidates.find((entry) => entry.responder.id === responderId);
  const place = candidate === undefined ? null : startOf(candidate, input);
  const metres = metresFrom(input.incident.place, place === null ? null : { place });
  return metres !== null && metres <= input.policy.radiusM;
}

/**
 * Why `count` more are alerted, one reason each: as many replacements of each sort as people have
 * left and were not replaced yet, then the next nearest, and last those asked for by hand.
 */
export function whyAlerted(input: PlanInput, standing: Standing, count: number): AlertedReason[] {
  if (input.alerts.length === 0) return Array.from({ length: count }, () => 'nearest');
  const left = input.moved ? [] : whoLeft(input, standing);
  const reasons: AlertedReason[] = [];
  for (const reason of ['replaces-withdrawn', 'replaces-declined', 'replaces-silent'] as const) {
    const leftCount = left.filter((why) => why === reason).length;
    const replaced = input.alerts.filter((alert) => alert.reason === reason).length;
    for (let missing = leftCount - replaced; missing > 0; missing -= 1) reasons.push(reason);
  }
  const byHand = Math.min(count, input.more ?? 0);
  while (reasons.length < count - byHand) reasons.push('next-wave');
  const own = reasons.slice(0, count - byHand);
  return [...own, ...Array.from({ length: byHand }, () => 'asked-for-more' as const)];
}

/** One entry for each person lost to a policy; one that does not replace loses only yeses. */
function whoLeft(input: PlanInput, standing: Standing): AlertedReason[] {
  const gaveUp = new Set(released(input));
  const takenBack = new Set(standing.withdrawals.map((withdrawal) => withdrawal.alertId));
  const left: AlertedReason[] = [];
  for (const alert of input.alerts) {
    const silentAt = alert.sentAt + input.policy.silentAfterMs;
    const isSilent = alert.status === 'expired' || silentAt <= (alert.answeredAt ?? input.now);
    if (gaveUp.has(alert.id) || takenBack.has(alert.id) || wasUnfit(alert)) {
      left.push('replaces-withdrawn');
    } else if (input.policy.replaces && alert.status !== 'accepted') {
      if (alert.status !== 'withdrawn' && isSilent) left.push('replaces-silent');
      else if (alert.status === 'declined') left.push('replaces-declined');
    }
  }
  return left;
}

function wasUnfit(alert: Alert): boolean {
  return alert.endedReason === 'off-duty' || alert.endedReason === 'no-longer-eligible';
}
