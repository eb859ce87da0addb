import { whyUnavailable } from '#core/availability';
import type { DeliveryChannel } from '#core/delivery';
import { DRILL_LADDER, rungsFor } from '#core/delivery-ladder';
import type { Candidate, NotAlertedReason } from '#core/eligibility';
import type { StatusTable } from '#core/transition';
import { DAY_MS, MINUTE_MS, type Instant } from '#core/units';

export type DrillStatus = 'planned' | 'running' | 'ended' | 'cancelled';

export const DRILL_TABLE: StatusTable<DrillStatus> = {
  planned: ['running', 'cancelled'],
  running: ['ended', 'cancelled'],
  ended: [],
  cancelled: [],
};

/** A communication test: phones ring as for an alert and people say that they heard it. */
export interface Drill {
  readonly id: string;
  readonly organisationId: string;
  readonly title: string;
  /** Null for everybody who is on duty then. */
  readonly responderIds: readonly string[] | null;
  readonly startsAt: Instant;
  /** An answer counts within this long of the start. */
  readonly windowMs: number;
  /** Planned anew so many days later when it ends; null for once. */
  readonly everyDays: number | null;
  readonly status: DrillStatus;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly revision: number;
}

/**
 * Why a drill does not ring this person now; null when it does. What they chose holds for drills
 * too, and nobody who is under way or asked by an alert is rung for practice.
 */
export function whyNotDrilled(
  { responder, boundToId, alertedForId }: Candidate,
  at: { readonly now: Instant; readonly minuteOfWeek: number },
): NotAlertedReason | null {
  if (responder.disabledAt !== null) return 'disabled';
  if (!responder.onDuty) return 'off-duty';
  const unavailable = whyUnavailable(responder.availability, { ...at, lifeThreatening: false });
  if (unavailable !== null) return unavailable;
  const rungs = rungsFor(DRILL_LADDER, responder.channels);
  if (rungs.every((rung) => rung.channel === 'email')) return 'unreachable';
  if (boundToId !== null) return 'bound-elsewhere';
  return alertedForId === null ? null : 'alerted-elsewhere';
}

/** What has come of one person's part in a drill. */
export type DrillCallState = 'waiting' | 'answered' | 'rang-unanswered' | 'not-reached';

/** What is known of one person's part. */
export interface DrillCallFacts {
  readonly status: 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
  readonly deliveredAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly heardBy: readonly DeliveryChannel[];
}

/** Yes and no both say that it was heard; until the window ends, silence says nothing. */
export function drillCallState(call: DrillCallFacts): DrillCallState {
  if (call.answeredAt !== null) return 'answered';
  if (call.deliveredAt !== null || call.heardBy.length > 0) return 'rang-unanswered';
  return call.status === 'sent' ? 'waiting' : 'not-reached';
}

/** How many were called, reached by any channel, and answered in the window. */
export interface DrillTally {
  readonly calledCount: number;
  readonly reachedCount: number;
  readonly answeredCount: number;
}

/** Counts the calls of a drill. */
export function tallyOf(calls: readonly DrillCallFacts[]): DrillTally {
  const states = calls.map(drillCallState);
  const answeredCount = states.filter((state) => state === 'answered').length;
  const rang = states.filter((state) => state === 'rang-unanswered').length;
  return { calledCount: calls.length, reachedCount: answeredCount + rang, answeredCount };
}

/** Share of those called who answered, in [0, 1]; null where nobody was called. */
export function drillScore({ calledCount, answeredCount }: DrillTally): number | null {
  return calledCount === 0 ? null : answeredCount / calledCount;
}

/**
 * When a repeated drill starts next: at the same hour of the local day, so many days on, and
 * after now, however long nobody ran it.
 *
 * @param hourAt local hour of a moment, with minutes as fractions
 */
export function nextDrillAt(
  drill: Pick<Drill, 'startsAt' | 'everyDays'>,
  now: Instant,
  hourAt: (at: Instant) => number,
): Instant | null {
  if (drill.everyDays === null) return null;
  const stepMs = drill.everyDays * DAY_MS;
  const steps = Math.max(1, Math.floor((now - drill.startsAt) / stepMs) + 1);
  for (let step = steps; ; step += 1) {
    const at = drill.startsAt + step * stepMs;
    const shift = shiftHours(hourAt(drill.startsAt) - hourAt(at));
    const next = at + Math.round(shift * 60) * MINUTE_MS;
    if (next > now) return next;
  }
}

/** Into [-12, 12): clocks are put on or back, never by half a day. */
function shiftHours(hours: number): number {
  return ((((hours + 12) % 24) + 24) % 24) - 12;
}
