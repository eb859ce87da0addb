import type { Place, StreetGraph } from '#adapters/streets/street-graph';
import type { Arrest } from './arrests';
import type { City } from './city';
import { drawSecondOfDay } from './hour-of-day';
import { fromLocal } from './local-time';
import type { Instant, LocalDay } from './local-time';
import type { Random } from './random';
import { movedBy, roundPlace } from './rounding';
import type { CityIncident } from './world-types';

/** First local midnight of the records, 1 January 2017. */
export const RECORDS_START: Instant = fromLocal({ year: 2017, month: 1, day: 1 }, 0);
const RECORD_DAYS = 730;
/** A resampled case lies about two blocks from the recorded one. */
const JITTER_M = 150;
/** Nobody lives farther than this from a street; a jitter into water is drawn again. */
const STREET_WITHIN_M = 100;
const JITTER_TRIES = 20;

/**
 * The calls of a world in their order. Up to the number of recorded arrests it is a seeded choice
 * of them (a smaller number is a part of a bigger one); beyond it, recorded ones are drawn again
 * with a jittered place and another day, and keep the response time of their origin.
 */
export function makeIncidents(city: City, count: number, random: Random): CityIncident[] {
  const chosen = [...city.arrests]
    .map((arrest) => ({ arrest, draw: random.stream(`choice/${arrest.row}`).next() }))
    .sort((a, b) => a.draw - b.draw || a.arrest.row - b.arrest.row)
    .slice(0, count)
    .map(({ arrest }) => recorded(arrest, random));
  const extra = Array.from({ length: Math.max(0, count - city.arrests.length) }, (_, index) =>
    resampled(city, index, random.stream(`resample/${index}`)),
  );
  return [...chosen, ...extra].sort((a, b) => a.calledAt - b.calledAt || (a.ref < b.ref ? -1 : 1));
}

function recorded(arrest: Arrest, random: Random): CityIncident {
  const secondOfDay = drawSecondOfDay(random.stream(`hour/${arrest.row}`));
  return {
    ref: `VB-${pad(arrest.row)}`,
    source: 'recorded',
    repeatOf: arrest.repeatOf,
    ...called(arrest.date, secondOfDay),
    ...facts(arrest, arrest.place),
  };
}

function resampled(city: City, index: number, random: Random): CityIncident {
  const origin = random.pick(city.arrests);
  const date = { year: 2017, month: 1, day: 1 + random.below(RECORD_DAYS) };
  return {
    ref: `VB-R-${pad(index + 1)}`,
    source: 'resampled',
    repeatOf: null,
    ...called(date, drawSecondOfDay(random)),
    ...facts(origin, jittered(origin.place, city.streets, random)),
  };
}

function facts(
  arrest: Arrest,
  place: Place,
): Pick<CityIncident, 'row' | 'place' | 'blockAddress' | 'responseMin'> {
  const { row, blockAddress, responseMin } = arrest;
  return { row, place: roundPlace(place), blockAddress, responseMin };
}

function called(
  date: LocalDay,
  secondOfDay: number,
): Pick<CityIncident, 'calledAt' | 'sinceStartMs'> {
  const calledAt = fromLocal(date, secondOfDay);
  return { calledAt, sinceStartMs: calledAt - RECORDS_START };
}

function jittered(place: Place, streets: StreetGraph, random: Random): Place {
  for (let tries = 0; tries < JITTER_TRIES; tries += 1) {
    const moved = movedBy(place, random.normal() * JITTER_M, random.normal() * JITTER_M);
    if (streets.nearestNode(moved).distanceM <= STREET_WITHIN_M) return moved;
  }
  return place;
}

function pad(number: number): string {
  return String(number).padStart(5, '0');
}
