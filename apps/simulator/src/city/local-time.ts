/** Milliseconds since the epoch, UTC. */
export type Instant = number;

export interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const HOUR_MS = 3_600_000;
/** Virginia Beach keeps Eastern Time: UTC-5 in winter, UTC-4 in summer. */
const WINTER_OFFSET_H = -5;

/**
 * The instant of a wall-clock second in Virginia Beach; a day beyond its month counts on, as in
 * `Date.UTC`. Summer time by the rule of the United States
 * since 2007: from the second Sunday of March to the first Sunday of November, at 2 o'clock. A
 * second that the clocks skip is read as winter time; one that comes twice as summer time.
 */
export function fromLocal(date: LocalDay, secondOfDay: number): Instant {
  const midnight = Date.UTC(date.year, date.month - 1, date.day);
  const year = new Date(midnight).getUTCFullYear();
  const winter = midnight + secondOfDay * 1_000 - WINTER_OFFSET_H * HOUR_MS;
  const summerFrom = sunday(year, 3, 2) + (2 - WINTER_OFFSET_H) * HOUR_MS;
  const summerTo = sunday(year, 11, 1) + (2 - WINTER_OFFSET_H) * HOUR_MS;
  const isSummer = winter >= summerFrom + HOUR_MS && winter < summerTo;
  return isSummer ? winter - HOUR_MS : winter;
}

/** Midnight UTC of the n-th Sunday of a month. */
function sunday(year: number, month: number, nth: number): Instant {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return Date.UTC(year, month - 1, 1 + ((7 - first) % 7) + 7 * (nth - 1));
}
