import { MINUTE_MS, type Instant } from '#core/units';
import { localTime } from '#flow/local-time';

const MINUTES_OF_WEEK = 7 * 24 * 60;

/** A week on the clocks of a time zone; `to` is the first moment after it. */
export interface LocalWeek {
  readonly from: Instant;
  readonly to: Instant;
  /** Its Monday and its Sunday, as `2026-03-02`. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/**
 * The last full week before a moment, and the one before it: from Monday 00:00 to Monday 00:00 on
 * the clocks there, which is an hour less or more where they are put forward or back.
 */
export function lastWeeks(
  timeZone: string,
  now: Instant,
): { readonly week: LocalWeek; readonly before: LocalWeek } {
  const to = mondayNear(timeZone, now - localTime(timeZone, now).minuteOfWeek * MINUTE_MS);
  const from = mondayNear(timeZone, to - MINUTES_OF_WEEK * MINUTE_MS);
  const earlier = mondayNear(timeZone, from - MINUTES_OF_WEEK * MINUTE_MS);
  return { week: weekOf(timeZone, from, to), before: weekOf(timeZone, earlier, from) };
}

/** The Monday 00:00 that is nearest to a moment. */
function mondayNear(timeZone: string, guess: Instant): Instant {
  const minute = Math.floor(guess / MINUTE_MS) * MINUTE_MS;
  const { minuteOfWeek } = localTime(timeZone, minute);
  const late = minuteOfWeek > MINUTES_OF_WEEK / 2 ? minuteOfWeek - MINUTES_OF_WEEK : minuteOfWeek;
  return minute - late * MINUTE_MS;
}

function weekOf(timeZone: string, from: Instant, to: Instant): LocalWeek {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return { from, to, firstDay: day.format(from), lastDay: day.format(to - MINUTE_MS) };
}
