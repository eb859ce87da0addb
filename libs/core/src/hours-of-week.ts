import { MINUTES_OF_WEEK, whyUnavailable, type Availability } from '#core/availability';
import { nearestRank, type IncidentFigures } from '#core/service-figures';
import type { Instant } from '#core/units';

export const HOURS_OF_WEEK = 168;
const MINUTES_OF_HOUR = MINUTES_OF_WEEK / HOURS_OF_WEEK;

/** One hour of the week: who is to be expected, and what past incidents in it found. */
export interface HourOfWeek {
  readonly scheduled: number;
  readonly anyHour: number;
  readonly incidents: number;
  readonly nobody: number;
  readonly nearestM: number | null;
  readonly accepted: number | null;
}

/**
 * The week by the hour, Monday's first in the organisation's time. Expected in an hour is whoever
 * is on duty and would be disturbed in the middle of it for a life in danger; people without a
 * schedule are counted apart, since nothing says when they go off duty.
 *
 * @param past incidents, with the minute of the local week in which each was received
 */
export function hoursOfWeek(
  people: readonly (Pick<Availability, 'schedule' | 'quietHours'> & { readonly people: number })[],
  past: readonly { readonly minuteOfWeek: number; readonly figures: IncidentFigures }[],
  now: Instant,
): HourOfWeek[] {
  const byHour = new Map<number, IncidentFigures[]>();
  for (const { minuteOfWeek, figures } of past) {
    const hour = Math.floor(minuteOfWeek / MINUTES_OF_HOUR);
    byHour.set(hour, [...(byHour.get(hour) ?? []), figures]);
  }
  return Array.from({ length: HOURS_OF_WEEK }, (_none, hour) => {
    const minuteOfWeek = hour * MINUTES_OF_HOUR + MINUTES_OF_HOUR / 2;
    const at = { now, minuteOfWeek, lifeThreatening: true };
    const free = people.filter(({ schedule, quietHours }) => {
      return whyUnavailable({ schedule, quietHours, mutedUntil: null }, at) === null;
    });
    const count = (isScheduled: boolean): number =>
      free
        .filter(({ schedule }) => (schedule !== null) === isScheduled)
        .reduce((sum, one) => sum + one.people, 0);
    return { scheduled: count(true), anyHour: count(false), ...foundIn(byHour.get(hour) ?? []) };
  });
}

function foundIn(incidents: readonly IncidentFigures[]): Omit<HourOfWeek, 'scheduled' | 'anyHour'> {
  const near = incidents.flatMap(({ nearestM }) => (nearestM === null ? [] : [nearestM]));
  const nearestM = nearestRank(near, 0.5);
  const accepted = incidents.reduce((sum, one) => sum + one.accepted, 0) / incidents.length;
  return {
    incidents: incidents.length,
    nobody: incidents.filter(({ alerts }) => alerts === 0).length,
    nearestM: nearestM === null ? null : Math.round(nearestM),
    accepted: incidents.length === 0 ? null : Math.round(accepted * 10) / 10,
  };
}
