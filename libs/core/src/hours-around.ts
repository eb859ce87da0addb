import type { CompiledHours } from '#core/hours';
import { DAY_MS, HOUR_MS, type Instant } from '#core/units';

/** How much of compiled hours a decision may ask for, before and after its own moment. */
export const HOURS_ASKED_BEFORE_MS = HOUR_MS;
export const HOURS_ASKED_AFTER_MS = DAY_MS;

/**
 * The part of compiled hours that a decision at that moment may ask for; outside of it they are
 * unknown. A year of office hours is 14 kB of intervals, of which a decision needs two.
 */
export function hoursAround(hours: CompiledHours, now: Instant): CompiledHours {
  if (hours.state !== 'intervals') return hours;
  const compiledFrom = Math.max(hours.compiledFrom, now - HOURS_ASKED_BEFORE_MS);
  const compiledUntil = Math.min(hours.compiledUntil, now + HOURS_ASKED_AFTER_MS);
  if (compiledFrom >= compiledUntil) return { state: 'unknown' };
  const intervals = hours.intervals
    .filter(({ from, to }) => from < compiledUntil && to > compiledFrom)
    .map(({ from, to }) => ({
      from: Math.max(from, compiledFrom),
      to: Math.min(to, compiledUntil),
    }));
  return { state: 'intervals', intervals, compiledFrom, compiledUntil };
}
