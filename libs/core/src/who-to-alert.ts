import { nearestAeds, type Aed, type AedChoice } from '#core/aed';
import type { Alert, AlertedReason, WithdrawnReason } from '#core/alert';
import { alertHistory } from '#core/alert-history';
import type { AlertPolicy } from '#core/alert-policy';
import type { Assignment } from '#core/assignment';
import {
  eachOnce,
  isExcluded,
  metresFrom,
  whyNotEligible,
  whyTakenBack,
  type Candidate,
  type NotAlertedReason,
} from '#core/eligibility';
import type { Incident } from '#core/incident';
import { isAlertingOver, roomForAlerts, whyAlerted, type Standing } from '#core/room-for-alerts';
import type { Instant } from '#core/units';

/**
 * Decides who is alerted now, who is let go, and when to look again; with a reason for everyone
 * considered. Used for the first plan and for every later one: what has happened since is in
 * `alerts` and `assignments`. Policies differ in numbers only (see alert-policy.ts). The order of
 * the candidates does not matter, and nobody is alerted twice.
 */
export function planAlerts(input: PlanInput): Plan {
  const { incident, policy, now } = input;
  const sent = input.alerts.filter((alert) => alert.status === 'sent');
  if (incident.status !== 'active') return ended(input, sent);
  const candidates = eachOnce(input.candidates);
  const standing = standingNow(input, candidates, sent);
  const ranked = rank(input, candidates, standing);
  const room = roomForAlerts(input, standing);
  const chosen = ranked.eligible.slice(0, room);
  const placesLeft = incident.wantedCount - incident.acceptedCount;
  const whyNotNow = placesLeft > 0 && isAlertingOver(input) ? 'too-late' : 'enough';
  return {
    alerts: planned(input, standing, chosen),
    withdrawals: standing.withdrawals,
    expiredAlertIds: sent.filter((alert) => alert.expiresAt <= now).map((alert) => alert.id),
    notAlerted: [
      ...ranked.notAlerted,
      ...ranked.eligible.slice(room).map((entry) => ({ ...entry, reason: whyNotNow }) as const),
    ],
    aeds: nearestAeds(input.aeds, {
      place: incident.place,
      at: now,
      radiusM: policy.aedRadiusM,
      max: policy.aedMax,
    }),
    nextReviewAt: placesLeft > 0 ? nextReview(input, standing.open, chosen.length) : null,
  };
}

/** Nothing is asked of anyone once the incident is over. */
function ended(input: PlanInput, sent: readonly Alert[]): Plan {
  const reason = input.incident.status === 'closed' ? 'incident-closed' : 'incident-cancelled';
  return {
    alerts: [],
    withdrawals: sent.map((alert) => withdrawal(alert, reason)),
    expiredAlertIds: [],
    notAlerted: [],
    aeds: [],
    nextReviewAt: null,
  };
}

function withdrawal(alert: Alert, reason: WithdrawnReason): Withdrawal {
  return { alertId: alert.id, responderId: alert.responderId, reason };
}

/** Sorts the unanswered alerts that are still in time into those that stay and those taken back. */
function standingNow(
  input: PlanInput,
  candidates: readonly Candidate[],
  sent: readonly Alert[],
): Standing {
  const byId = new Map(candidates.map((entry) => [entry.responder.id, entry]));
  const open: Alert[] = [];
  const withdrawals: Withdrawal[] = [];
  for (const alert of sent) {
    if (alert.expiresAt <= input.now) continue;
    const reason = whyLetGo(input, byId.get(alert.responderId));
    if (reason === null) open.push(alert);
    else withdrawals.push(withdrawal(alert, reason));
  }
  return { open, withdrawals };
}

/**
 * Surplus offers go at once when the places are taken; people who may not be asked any more are
 * let go whenever that is seen; a move lets go whom it left too far away, or out of sight.
 */
function whyLetGo(input: PlanInput, candidate: Candidate | undefined): WithdrawnReason | null {
  const { incident, policy, now } = input;
  if (incident.acceptedCount >= incident.wantedCount) return 'enough-accepted';
  if (candidate !== undefined) {
    const reason = whyTakenBack(candidate, incident.mode, {
      kinds: policy.credentialKinds,
      now,
      aboutId: incident.id,
    });
    if (reason !== null) return reason;
    if (isExcluded(candidate, incident)) return 'no-longer-eligible';
  }
  if (!input.moved) return null;
  const metres = metresFrom(incident.place, candidate?.fix ?? null);
  return metres === null || metres > policy.radiusM ? 'incident-moved' : null;
}

interface Ranked {
  readonly eligible: readonly { readonly responderId: string; readonly distanceM: number }[];
  readonly notAlerted: readonly NotAlerted[];
}

/** Nearest first, to the metre; within the same metre by id, so that a plan can be repeated. */
function rank(input: PlanInput, candidates: readonly Candidate[], standing: Standing): Ranked {
  const { incident, policy, now } = input;
  const gone = new Set(standing.withdrawals.map((entry) => entry.alertId));
  const history = alertHistory({ ...input, gone });
  const eligible: { responderId: string; distanceM: number }[] = [];
  const notAlerted: NotAlerted[] = [];
  for (const candidate of candidates) {
    const responderId = candidate.responder.id;
    const metres = metresFrom(incident.place, candidate.fix);
    const reason = history.get(responderId) ?? whyNotEligible(candidate, incident, { policy, now });
    if (reason === null && metres !== null) eligible.push({ responderId, distanceM: metres });
    else notAlerted.push({ responderId, reason: reason ?? 'no-fix', distanceM: metres });
  }
  eligible.sort((a, b) => a.distanceM - b.distanceM || (a.responderId < b.responderId ? -1 : 1));
  return { eligible, notAlerted };
}

function planned(
  input: PlanInput,
  standing: Standing,
  chosen: Ranked['eligible'],
): readonly PlannedAlert[] {
  const wave = input.alerts.reduce((highest, alert) => Math.max(highest, alert.wave), 0) + 1;
  const reasons = whyAlerted(input, standing, chosen.length);
  return chosen.map((entry, index) => ({
    responderId: entry.responderId,
    reason: reasons[index] ?? 'next-wave',
    wave,
    distanceM: entry.distanceM,
    expiresAt: input.now + input.policy.alertTtlMs,
  }));
}

/**
 * The first moment at which an alert expires or, while people may still be alerted and the policy
 * replaces, at which one becomes silent or a look around is due.
 */
function nextReview(input: PlanInput, open: readonly Alert[], newCount: number): Instant | null {
  const { policy, now } = input;
  const moments = open.map((alert) => alert.expiresAt);
  if (newCount > 0) moments.push(now + policy.alertTtlMs);
  if (policy.replaces) {
    const endsAt = input.incident.receivedAt + policy.alertingEndsAfterMs;
    const looks = open.map((alert) => alert.sentAt + policy.silentAfterMs);
    if (newCount > 0) looks.push(now + policy.silentAfterMs);
    looks.push(now + policy.lookAgainAfterMs);
    moments.push(...looks.filter((moment) => moment < endsAt));
  }
  const later = moments.filter((moment) => moment > now);
  return later.length === 0 ? null : Math.min(...later);
}
