import type { Alert, AlertedReason, WithdrawnReason } from '#core/alert';
import { nearestAeds, type Aed, type AedChoice } from '#core/aed';
import type { AlertPolicy } from '#core/alert-policy';
import type { Assignment } from '#core/assignment';
import {
  metresFrom,
  whyNotEligible,
  type Candidate,
  type NotAlertedReason,
} from '#core/eligibility';
import type { Incident } from '#core/incident';
import type { Instant } from '#core/units';

/** Everything the decision may know. The same input gives the same plan, byte for byte. */
export interface PlanInput {
  readonly incident: Incident;
  readonly candidates: readonly Candidate[];
  /** All alerts of this incident so far, oldest first. */
  readonly alerts: readonly Alert[];
  readonly assignments: readonly Assignment[];
  readonly aeds: readonly Aed[];
  readonly policy: AlertPolicy;
  readonly now: Instant;
  /** Control has moved the place since the open alerts were sent. */
  readonly moved: boolean;
}

export interface PlannedAlert {
  readonly responderId: string;
  readonly reason: AlertedReason;
  readonly wave: number;
  readonly distanceM: number;
  readonly expiresAt: Instant;
}

export interface NotAlerted {
  readonly responderId: string;
  readonly reason: NotAlertedReason;
  readonly distanceM: number | null;
}

export interface Withdrawal {
  readonly alertId: string;
  readonly responderId: string;
  readonly reason: WithdrawnReason;
}

export interface Plan {
  readonly alerts: readonly PlannedAlert[];
  readonly withdrawals: readonly Withdrawal[];
  /** Alerts whose time is up. */
  readonly expiredAlertIds: readonly string[];
  readonly notAlerted: readonly NotAlerted[];
  readonly aeds: readonly AedChoice[];
  /** When the next decision is due without anything new happening; null when none is. */
  readonly nextReviewAt: Instant | null;
}

/** Alerts ended for these reasons say nothing about the person, who may be asked again. */
const ASK_AGAIN: readonly (WithdrawnReason | null)[] = ['enough-accepted', 'incident-moved'];

/**
 * Decides who is alerted now, who is let go, and when to look again; with a reason for everyone
 * considered. Used for the first plan and for every later one: what has happened since is in
 * `alerts` and `assignments`. Policies differ in numbers only (see alert-policy.ts).
 */
export function planAlerts(input: PlanInput): Plan {
  const { incident, policy, now } = input;
  const sent = input.alerts.filter((alert) => alert.status === 'sent');
  if (incident.status !== 'active') return ended(input, sent);
  const expired = sent.filter((alert) => alert.expiresAt <= now);
  const stillOpen = sent.filter((alert) => alert.expiresAt > now);
  const placesLeft = incident.wantedCount - incident.acceptedCount;
  const withdrawals = withdrawalsOf(input, stillOpen, placesLeft);
  const gone = new Set(withdrawals.map((withdrawal) => withdrawal.alertId));
  const open = stillOpen.filter((alert) => !gone.has(alert.id));
  const ranked = rank(input, gone);
  const over = now - incident.receivedAt >= policy.alertingEndsAfterMs;
  const room = placesLeft > 0 && !over ? Math.max(0, roomFor(input, open, gone)) : 0;
  const chosen = ranked.eligible.slice(0, room);
  const left = ranked.eligible.slice(room);
  const whyNotNow = over ? ('too-late' as const) : ('enough' as const);
  const alerts = chosen.map((entry) => planned(entry, input));
  return {
    alerts,
    withdrawals,
    expiredAlertIds: expired.map((alert) => alert.id),
    notAlerted: [
      ...ranked.notAlerted,
      ...left.map((entry) => ({ ...entry, reason: whyNotNow })),
    ],
    aeds: nearestAeds(input.aeds, {
      place: incident.place,
      at: now,
      radiusM: policy.aedRadiusM,
      max: policy.aedMax,
    }),
    nextReviewAt: placesLeft > 0 ? nextReview(input, open, alerts) : null,
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

/** Surplus offers go at once when the places are taken; a move lets go whom it left too far away. */
function withdrawalsOf(
  input: PlanInput,
  open: readonly Alert[],
  placesLeft: number,
): readonly Withdrawal[] {
  if (placesLeft <= 0) return open.map((alert) => withdrawal(alert, 'enough-accepted'));
  const byId = new Map(input.candidates.map((entry) => [entry.responder.id, entry]));
  const withdrawals: Withdrawal[] = [];
  for (const alert of open) {
    const candidate = byId.get(alert.responderId);
    if (candidate !== undefined && !candidate.responder.onDuty) {
      withdrawals.push(withdrawal(alert, 'off-duty'));
    } else if (input.moved) {
      const metres = metresFrom(input.incident.place, candidate?.fix ?? null);
      if (metres === null || metres > input.policy.radiusM) {
        withdrawals.push(withdrawal(alert, 'incident-moved'));
      }
    }
  }
  return withdrawals;
}

interface Ranked {
  readonly eligible: readonly { readonly responderId: string; readonly distanceM: number }[];
  readonly notAlerted: readonly NotAlerted[];
}

/** Nearest first; two at the same distance are ordered by id, so that a plan can be repeated. */
function rank(input: PlanInput, gone: ReadonlySet<string>): Ranked {
  const { incident, policy, now } = input;
  const history = historyOf(input, gone);
  const eligible: { responderId: string; distanceM: number }[] = [];
  const notAlerted: NotAlerted[] = [];
  for (const candidate of input.candidates) {
    const responderId = candidate.responder.id;
    const metres = metresFrom(incident.place, candidate.fix);
    const reason =
      history.get(responderId) ?? whyNotEligible(candidate, incident, { policy, now });
    if (reason === null && metres !== null) eligible.push({ responderId, distanceM: metres });
    else notAlerted.push({ responderId, reason: reason ?? 'no-fix', distanceM: metres });
  }
  eligible.sort((a, b) => a.distanceM - b.distanceM || (a.responderId < b.responderId ? -1 : 1));
  return { eligible, notAlerted };
}

/** What each person has already said to this incident. */
function historyOf(
  input: PlanInput,
  gone: ReadonlySet<string>,
): ReadonlyMap<string, NotAlertedReason> {
  const history = new Map<string, NotAlertedReason>();
  for (const alert of input.alerts) {
    const reason = saidBefore(alert, input.now, gone);
    if (reason === null) history.delete(alert.responderId);
    else history.set(alert.responderId, reason);
  }
  for (const assignment of input.assignments) {
    const left = assignment.status === 'withdrawn' || assignment.status === 'stood-down';
    history.set(assignment.responderId, left ? 'withdrew-before' : 'already-accepted');
  }
  return history;
}

function saidBefore(
  alert: Alert,
  now: Instant,
  gone: ReadonlySet<string>,
): NotAlertedReason | null {
  switch (alert.status) {
    case 'sent':
      if (gone.has(alert.id)) return null;
      return alert.expiresAt <= now ? 'silent-before' : 'already-alerted';
    case 'accepted':
      return 'already-accepted';
    case 'declined':
      return 'declined-before';
    case 'expired':
      return 'silent-before';
    case 'withdrawn':
      return ASK_AGAIN.includes(alert.endedReason) ? null : 'withdrew-before';
  }
}

/**
 * How many more may be alerted now. A policy that replaces keeps a number of live offers and
 * people on their way; one that does not spends its number once.
 */
function roomFor(input: PlanInput, open: readonly Alert[], gone: ReadonlySet<string>): number {
  const { policy, now } = input;
  if (policy.replaces) {
    const listening = open.filter((alert) => alert.sentAt + policy.silentAfterMs > now);
    return policy.alertedAtOnceMax - listening.length - input.incident.acceptedCount;
  }
  const released = new Set(
    input.assignments
      .filter((assignment) => assignment.status === 'withdrawn')
      .map((assignment) => assignment.alertId),
  );
  const spent = input.alerts.filter(
    (alert) =>
      !gone.has(alert.id) && !released.has(alert.id) && !ASK_AGAIN.includes(alert.endedReason),
  );
  return policy.alertedAtOnceMax - spent.length;
}

function planned(
  entry: { readonly responderId: string; readonly distanceM: number },
  input: PlanInput,
): PlannedAlert {
  const wave = input.alerts.reduce((highest, alert) => Math.max(highest, alert.wave), 0) + 1;
  return {
    responderId: entry.responderId,
    reason: wave === 1 ? 'nearest' : whyReplaced(input),
    wave,
    distanceM: entry.distanceM,
    expiresAt: input.now + input.policy.alertTtlMs,
  };
}

/** Names the newest event that made room for one more. */
function whyReplaced(input: PlanInput): AlertedReason {
  if (input.moved) return 'next-wave';
  if (input.assignments.some((assignment) => assignment.status === 'withdrawn')) {
    return 'replaces-withdrawn';
  }
  const silent = input.alerts.some(
    (alert) =>
      alert.status === 'expired' ||
      (alert.status === 'sent' && alert.sentAt + input.policy.silentAfterMs <= input.now),
  );
  if (silent) return 'replaces-silent';
  return input.alerts.some((alert) => alert.status === 'declined')
    ? 'replaces-declined'
    : 'next-wave';
}

/** The first moment at which silence or expiry changes the picture, or a look around is due. */
function nextReview(
  input: PlanInput,
  open: readonly Alert[],
  alerts: readonly PlannedAlert[],
): Instant | null {
  const { policy, now } = input;
  const moments: Instant[] = [
    ...open.map((alert) => alert.expiresAt),
    ...alerts.map((alert) => alert.expiresAt),
  ];
  if (policy.replaces) {
    moments.push(...open.map((alert) => alert.sentAt + policy.silentAfterMs));
    if (alerts.length > 0) moments.push(now + policy.silentAfterMs);
    const last = input.incident.receivedAt + policy.alertingEndsAfterMs;
    if (now + policy.lookAgainAfterMs < last) moments.push(now + policy.lookAgainAfterMs);
  }
  const later = moments.filter((moment) => moment > now);
  return later.length === 0 ? null : Math.min(...later);
}
