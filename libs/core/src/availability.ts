import type { Instant } from '#core/units';

export const MINUTES_OF_DAY = 1_440;
export const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/** Minutes of the week, Monday 00:00 being 0, from inclusive to exclusive. */
export interface WeeklySpan {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Minutes of the day; the end may lie after midnight. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly letThrough: 'nothing' | 'life-threatening';
}

/** When a person on duty may be disturbed, by the clock of their organisation's time zone. */
export interface Availability {
  /** When they want to be asked at all; null for whenever they are on duty. */
  readonly schedule: readonly WeeklySpan[] | null;
  readonly quietHours: QuietHours | null;
  readonly mutedUntil: Instant | null;
}

export const ALWAYS_AVAILABLE: Availability = {
  schedule: null,
  quietHours: null,
  mutedUntil: null,
};

export type UnavailableReason = 'muted' | 'off-schedule' | 'own-quiet-hours';

/**
 * Why a person on duty may not be disturbed at this moment; null when they may.
 *
 * @param at the moment, its minute of the local week, and whether a life is in danger
 */
export function whyUnavailable(
  availability: Availability,
  at: {
    readonly now: Instant;
    readonly minuteOfWeek: number;
    readonly lifeThreatening: boolean;
  },
): UnavailableReason | null {
  const { schedule, quietHours, mutedUntil } = availability;
  if (mutedUntil !== null && mutedUntil > at.now) return 'muted';
  if (schedule !== null && !schedule.some((span) => isWithin(span, at.minuteOfWeek))) {
    return 'off-schedule';
  }
  if (quietHours === null || !isWithin(quietHours, at.minuteOfWeek % MINUTES_OF_DAY)) return null;
  const letThrough = quietHours.letThrough === 'life-threatening' && at.lifeThreatening;
  return letThrough ? null : 'own-quiet-hours';
}

/** Equal ends mean a whole round of the clock. */
function isWithin(span: WeeklySpan, minute: number): boolean {
  const { fromMinute, toMinute } = span;
  return fromMinute < toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;
}
