import { MINUTES_OF_DAY } from '#core/availability';
import type { CoveredCell } from '#core/coverage-gaps';
import { HOURS_OF_WEEK } from '#core/hours-of-week';

/** Below what a coordinator is told, and when. */
export interface CoverageThreshold {
  /** Hours of the week that are looked at, Monday 00:00 to 01:00 being 0. */
  readonly hours: readonly number[];
  /** Chance, in (0, 1], from which a square counts as covered. */
  readonly probability: number;
  /** Share, in (0, 1], that has to be covered: of the squares, or of the arrests to come. */
  readonly share: number;
  readonly of: 'squares' | 'arrests';
  /** Minute of the local day at which the hours ahead are looked at. */
  readonly tellAtMinute: number;
}

/** Looked at so long after its time still, where no server was running; minutes. */
export const TELL_LATE_MAX_MIN = 180;

/** Share of the squares, or of the arrests to come, with at least the threshold's chance. */
export function shareCovered(
  cells: readonly CoveredCell[],
  { probability, of }: Pick<CoverageThreshold, 'probability' | 'of'>,
): number {
  const covered = cells.filter((cell) => cell.probability >= probability);
  if (of === 'squares') return cells.length === 0 ? 1 : covered.length / cells.length;
  return covered.reduce((sum, { share }) => sum + share, 0);
}

/** Whether the hours ahead are to be looked at now, by the clock of the organisation. */
export function isTimeToTell(threshold: CoverageThreshold, minuteOfWeek: number): boolean {
  const late = minutesSince(threshold.tellAtMinute, minuteOfWeek);
  return late <= TELL_LATE_MAX_MIN;
}

/**
 * The threshold's hours of the twenty-four that follow the moment of telling, in the order in
 * which they come.
 */
export function hoursAhead(threshold: CoverageThreshold, minuteOfWeek: number): number[] {
  const told = minuteOfWeek - minutesSince(threshold.tellAtMinute, minuteOfWeek);
  const first = Math.ceil(told / 60);
  const wanted = new Set(threshold.hours);
  return Array.from({ length: 24 }, (_none, ahead) => {
    return (first + ahead + HOURS_OF_WEEK) % HOURS_OF_WEEK;
  }).filter((hour) => wanted.has(hour));
}

/** Minutes since it was last that minute of the day. */
export function minutesSince(minuteOfDay: number, minuteOfWeek: number): number {
  const now = minuteOfWeek % MINUTES_OF_DAY;
  return (now - minuteOfDay + MINUTES_OF_DAY) % MINUTES_OF_DAY;
}
