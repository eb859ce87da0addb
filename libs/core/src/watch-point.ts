import type { Place } from '#core/geometry';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';

export const WATCH_POINT_KINDS = ['drain', 'gauge', 'river-bank', 'other'] as const;
export type WatchPointKind = (typeof WATCH_POINT_KINDS)[number];

/** In what a point is measured: metres, centimetres, or how full or blocked it is. */
export const WATCH_MEASURES = ['m', 'cm', 'percent'] as const;
export type WatchMeasure = (typeof WATCH_MEASURES)[number];

/** Whether high or low values are the dangerous ones. */
export const WATCH_DIRECTIONS = ['above', 'below'] as const;
export type WatchDirection = (typeof WATCH_DIRECTIONS)[number];

export const WATCH_STATES = ['unknown', 'normal', 'warn', 'alarm'] as const;
export type WatchState = (typeof WATCH_STATES)[number];

/** What is read at a point, when it is dangerous, and how often it should be read. */
export interface WatchRule {
  readonly measure: WatchMeasure;
  readonly direction: WatchDirection;
  readonly warnAt: number;
  readonly alarmAt: number;
  /** What cannot be read there at all. */
  readonly valueMin: number;
  readonly valueMax: number;
  /** More than that within an hour is told as a jump. */
  readonly jumpPerHour: number;
  readonly everyMs: number;
  /** In rising water. */
  readonly risingEveryMs: number;
}

/** A place that named people keep an eye on. */
export interface WatchPoint {
  readonly id: string;
  readonly organisationId: string;
  readonly pointRef: string;
  readonly name: string;
  readonly kind: WatchPointKind;
  readonly place: Place;
  readonly rule: WatchRule;
  /** Neighbours from which the water comes, by their references. */
  readonly upstreamRefs: readonly string[];
  /** The call-out template to think of when it warns; null for none. */
  readonly templateRef: string | null;
  /** Whoever adopted it, in the order in which they are nudged. */
  readonly adopterIds: readonly string[];
  readonly createdAt: Instant;
  readonly state: WatchState;
  readonly lastReading: { readonly value: number; readonly seenAt: Instant } | null;
  /** Change in an hour; null where too little was read. */
  readonly trendPerHour: number | null;
  readonly nudges: Nudges;
  readonly revision: number;
}

/** How far people have been reminded since the last reading. */
export interface Nudges {
  /** Adopters who were nudged or passed over. */
  readonly steps: number;
  readonly lastAt: Instant | null;
  readonly escalatedAt: Instant | null;
}

export const NOT_NUDGED: Nudges = { steps: 0, lastAt: null, escalatedAt: null };

export interface WatchReading {
  readonly id: string;
  readonly organisationId: string;
  readonly pointId: string;
  /** Null once they were erased. */
  readonly responderId: string | null;
  readonly value: number;
  readonly seenAt: Instant;
  readonly receivedAt: Instant;
  readonly note: string | null;
  /** Far from the one before it: kept, and told. */
  readonly isJump: boolean;
}

/** The state a value stands for. */
export function stateOf(rule: WatchRule, value: number): WatchState {
  const isBeyond = (limit: number) =>
    rule.direction === 'above' ? value >= limit : value <= limit;
  if (isBeyond(rule.alarmAt)) return 'alarm';
  return isBeyond(rule.warnAt) ? 'warn' : 'normal';
}

/** Whether a state is worse than the one before it. */
export function isWorse(after: WatchState, before: WatchState): boolean {
  return WATCH_STATES.indexOf(after) > Math.max(1, WATCH_STATES.indexOf(before));
}

/**
 * Whether a value is further from the one before it than water moves. Of two readings within a
 * quarter of an hour the time counts as a quarter: a wave is no jump, a typing error is.
 */
export function isJump(
  rule: WatchRule,
  before: Pick<WatchReading, 'value' | 'seenAt'> | null,
  reading: Pick<WatchReading, 'value' | 'seenAt'>,
): boolean {
  if (before === null) return false;
  const apartMs = Math.max(QUARTER_MS, Math.abs(reading.seenAt - before.seenAt));
  return Math.abs(reading.value - before.value) > (rule.jumpPerHour * apartMs) / HOUR_MS;
}

const QUARTER_MS = 15 * MINUTE_MS;

/** Readings older than this say nothing of what the water does now. */
export const TREND_WITHIN_MS = 24 * HOUR_MS;
/** Readings a trend is taken from at most: 300 pairs. */
export const TREND_READINGS_MAX = 25;
const TREND_READINGS_MIN = 3;

/**
 * Change in an hour by the median of all slopes between two readings (Theil 1950, Sen 1968): up to
 * 29 % of the readings may be nonsense without moving it. Null with fewer than three readings of
 * the last 24 hours.
 *
 * @param readings in any order
 */
export function trendPerHour(
  readings: readonly Pick<WatchReading, 'value' | 'seenAt'>[],
  now: Instant,
): number | null {
  const fresh = readings
    .filter(({ seenAt }) => now - seenAt <= TREND_WITHIN_MS)
    .sort((a, b) => b.seenAt - a.seenAt)
    .slice(0, TREND_READINGS_MAX);
  if (fresh.length < TREND_READINGS_MIN) return null;
  const slopes = fresh.flatMap((one, index) =>
    fresh.slice(index + 1).flatMap((other) => {
      const hours = (one.seenAt - other.seenAt) / HOUR_MS;
      return hours === 0 ? [] : [(one.value - other.value) / hours];
    }),
  );
  slopes.sort((a, b) => a - b);
  const middle = slopes.length / 2;
  const [low, high] = [slopes[Math.ceil(middle) - 1], slopes[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The way from a warning to the alarm in so many hours counts as rising. */
const RISING_WITHIN_HOURS = 24;

/** Whether the water moves towards danger, by its trend, or stands in it already. */
export function isRising(point: Pick<WatchPoint, 'rule' | 'state' | 'trendPerHour'>): boolean {
  if (point.state === 'warn' || point.state === 'alarm') return true;
  const { alarmAt, warnAt, direction } = point.rule;
  const slope = (point.trendPerHour ?? 0) * (direction === 'above' ? 1 : -1);
  return slope > 0 && slope >= Math.abs(alarmAt - warnAt) / RISING_WITHIN_HOURS;
}

/** When the next reading is due. */
export function readingDueAt(
  point: Pick<WatchPoint, 'rule' | 'lastReading' | 'createdAt'>,
  rising: boolean,
): Instant {
  const from = point.lastReading?.seenAt ?? point.createdAt;
  return from + (rising ? point.rule.risingEveryMs : point.rule.everyMs);
}

/** The next adopter is asked after a quarter of the rhythm, no sooner and no later than this. */
const STEP_MIN_MS = 5 * MINUTE_MS;
const STEP_MAX_MS = 6 * HOUR_MS;

/** What to do about a reading that is due. */
export type NudgeStep =
  | { readonly step: 'wait'; readonly until: Instant }
  | { readonly step: 'nudge'; readonly adopterIndex: number }
  | { readonly step: 'escalate' }
  /** The coordinator knows; nobody is reminded again before the next reading. */
  | { readonly step: 'rest' };

/**
 * Whom to remind now: the first adopter when the reading is due, each next one a quarter of the
 * rhythm later, then the coordinator. Where nobody has adopted it the coordinator is told at once.
 * In rising water whoever may not be disturbed is passed over; else they are waited for, but no
 * longer than the rhythm once more.
 *
 * @param at.mayDisturb whether each adopter may be reminded now
 */
export function nudgeStep(
  point: Pick<WatchPoint, 'rule' | 'lastReading' | 'createdAt' | 'nudges'>,
  at: { readonly now: Instant; readonly rising: boolean; readonly mayDisturb: readonly boolean[] },
): NudgeStep {
  const { nudges, rule } = point;
  if (nudges.escalatedAt !== null) return { step: 'rest' };
  const dueAt = readingDueAt(point, at.rising);
  const rhythmMs = at.rising ? rule.risingEveryMs : rule.everyMs;
  const stepMs = Math.min(STEP_MAX_MS, Math.max(STEP_MIN_MS, rhythmMs / 4));
  const until = nudges.lastAt === null ? dueAt : Math.max(dueAt, nudges.lastAt + stepMs);
  if (at.now < until) return { step: 'wait', until };
  const next = at.mayDisturb.findIndex((may, index) => index >= nudges.steps && may);
  if (next !== -1) return { step: 'nudge', adopterIndex: next };
  const isAnyAsleep = nudges.steps < at.mayDisturb.length;
  const isPatient = isAnyAsleep && !at.rising && at.now < dueAt + rhythmMs;
  return isPatient ? { step: 'wait', until: at.now + stepMs } : { step: 'escalate' };
}

/**
 * When to look at a point again: at its next step, and in any case within the rhythm of rising
 * water, since what lies upstream or a warning may have changed. Null where it rests.
 */
export function nextLookAt(
  point: Pick<WatchPoint, 'rule' | 'lastReading' | 'createdAt' | 'nudges'>,
  at: { readonly now: Instant; readonly rising: boolean },
): Instant | null {
  const step = nudgeStep(point, { ...at, mayDisturb: [] });
  if (step.step === 'rest') return null;
  const until = step.step === 'wait' ? step.until : at.now + STEP_MIN_MS;
  return Math.min(until, at.now + point.rule.risingEveryMs);
}
