import type { Random } from './random';

/**
 * A made-up time of day for a call, as seconds since local midnight, drawn from how cardiac arrests
 * are spread over the day.
 */
export function drawSecondOfDay(random: Random): number {
  const hour = random.weighted(ARREST_HOURS);
  return hour * 3_600 + random.below(3_600);
}

/**
 * Percent of arrests per hour of the day, 0 to 23. Published are: 00-06 h 12.3 %, 06-12 h 33.5 %,
 * the peak 08-09 h 7.1 %, the trough 01-02 h 1.6 % (5,058 arrests, OSCAR-POL registry, Szczerbiński
 * et al., Cardiol J 2023;30:567-575), and afternoon to evening as 2.01 to 1.73 (9,667 arrests in
 * the United States and Canada, Brooks et al., Resuscitation 2010, PMID 19942338), which shares out
 * the remaining 54.2 %. The hours between those figures are smoothed by us.
 */
const PERCENT_BY_HOUR = [
  2.1, 1.6, 1.8, 1.9, 2.2, 2.7, 4.2, 5.6, 7.1, 6.0, 5.5, 5.1, 5.0, 4.9, 4.8, 4.8, 4.8, 4.8, 4.9,
  4.8, 4.6, 4.2, 3.6, 3.0,
] as const;

/** Each hour with its percentage. */
export const ARREST_HOURS: readonly (readonly [hour: number, percent: number])[] =
  PERCENT_BY_HOUR.map((percent, hour) => [hour, percent]);
