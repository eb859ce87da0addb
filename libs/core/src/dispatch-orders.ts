import type { Incident } from '#core/incident';
import type { PlanInput } from '#core/plan';
import { ok, refuse, type Result } from '#core/problem';
import type { Instant } from '#core/units';

/** Places that one order of a dispatcher adds at most. */
export const MORE_AT_ONCE_MAX = 20;
/** Places that all orders of one incident add at most. */
export const MORE_IN_ALL_MAX = 60;
/** Texts of a dispatcher that one incident keeps. */
export const WORDS_KEPT_MAX = 100;

/** A text to people of an incident, for the alerts they had when it was said. */
export interface SpokenWords {
  readonly id: string;
  readonly at: Instant;
  readonly text: string;
  readonly alertIds: readonly string[];
}

/** What a dispatcher has ordered beside what the plan would do by itself. */
export interface DispatchOrders {
  /** Places beyond those the plan wanted. */
  readonly moreCount: number;
  /** Nobody new is asked until more are asked for again: everybody was stood down by hand. */
  readonly isStopped: boolean;
  /** Oldest first. */
  readonly words: readonly SpokenWords[];
}

const NONE: DispatchOrders = { moreCount: 0, isStopped: false, words: [] };

/** The orders given so far; none where there are none. */
export function dispatchOrders(incident: Pick<Incident, 'orders'>): DispatchOrders {
  return incident.orders ?? NONE;
}

/** Whether a dispatcher has stood everybody down, so that nobody new is asked. */
export function isStopped(incident: Pick<Incident, 'orders'>): boolean {
  return dispatchOrders(incident).isStopped;
}

/**
 * The incident with so many more places, to be filled by the plan's own rule; whoever stood
 * everybody down before takes that back by it.
 *
 * @returns refusal `invalid-field` where the incident would have too many
 */
export function withMorePlaces(incident: Incident, count: number): Result<Incident> {
  const orders = dispatchOrders(incident);
  const moreCount = orders.moreCount + count;
  if (moreCount > MORE_IN_ALL_MAX) {
    const left = MORE_IN_ALL_MAX - orders.moreCount;
    return refuse('invalid-field', `No more than ${left} can be added here.`, 'count');
  }
  return ok({
    ...incident,
    wantedCount: incident.wantedCount + count,
    orders: { ...orders, moreCount, isStopped: false },
  });
}

/** The incident for which nobody new is asked. */
export function withNobodyMore(incident: Incident): Incident {
  return { ...incident, orders: { ...dispatchOrders(incident), isStopped: true } };
}

/**
 * The incident with a text more.
 *
 * @returns refusal `too-many-requests` where it keeps as many as it may
 */
export function withWords(incident: Incident, words: SpokenWords): Result<Incident> {
  const orders = dispatchOrders(incident);
  if (orders.words.length >= WORDS_KEPT_MAX) {
    return refuse('too-many-requests', 'This incident has as many messages as it may have.');
  }
  return ok({ ...incident, orders: { ...orders, words: [...orders.words, words] } });
}

/** The texts that one person was sent with this alert, oldest first. */
export function wordsFor(incident: Pick<Incident, 'orders'>, alertId: string): SpokenWords[] {
  return dispatchOrders(incident).words.filter(({ alertIds }) => alertIds.includes(alertId));
}

/**
 * The input by which a decision is made: whoever was asked for beyond the plan's own number is not
 * let go again because the plan alone would need fewer.
 */
export function withOrders(input: PlanInput): PlanInput {
  const { moreCount } = dispatchOrders(input.incident);
  if (moreCount === 0) return input;
  const { team } = input.policy;
  const keepAtLeast = team.keepAtLeast + moreCount;
  const keepBest = team.keepBest === null ? null : team.keepBest + moreCount;
  return { ...input, policy: { ...input.policy, team: { ...team, keepAtLeast, keepBest } } };
}
