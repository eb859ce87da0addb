import { CompileHours } from '#adapters/opening-hours/compile-hours';
import { StreetTravel } from '#adapters/streets/street-travel';
import type { StreetGraph } from '#adapters/streets/street-graph';
import type { Place } from '#core/geometry';
import { MINUTE_MS } from '#core/units';
import { makeAeds } from '../city/aeds';
import { loadCity } from '../city/city';
import { makeIncidents } from '../city/incidents';
import { Random } from '../city/random';
import { movedBy } from '../city/rounding';
import type { CityIncident } from '../city/world-types';
import { AEDS_PER_KM2 } from './assumptions';
import { RegisterByYear } from './register-by-year';
import { LocalClock } from './local-clock';
import type { BenchCase, Region } from './region';

/** Recorded arrests of two years. */
const INCIDENTS_PER_YEAR = 2_071 / 2;
/** Cells of about half a kilometre count as built-up from so many metres of street. */
const CELL_DEGREES = 0.0045;
const BUILT_UP_FROM_M = 500;
/** Homes lie so far off the street, at most. */
const OFF_STREET_M = 40;

/** Virginia Beach: recorded places and roads, made-up people, AEDs and hours of the day. */
export function virginiaBeach(options: {
  readonly aedSeed: string;
  readonly aedsPerKm2?: number;
}): Region {
  const city = loadCity();
  const { streets, timeZone } = city;
  const areaKm2 = builtUpKm2(streets);
  const aedCount = Math.round(areaKm2 * (options.aedsPerKm2 ?? AEDS_PER_KM2));
  const clock = new LocalClock(timeZone);
  const register = new RegisterByYear(
    makeAeds(streets, aedCount, new Random(`${options.aedSeed}/aeds`)),
    { timeZone, compile: new CompileHours() },
  );
  return {
    name: city.name,
    timeZone,
    areaKm2,
    recordedCases: city.arrests.length,
    incidentsPerYear: INCIDENTS_PER_YEAR,
    roads: new StreetTravel(streets),
    people: null,
    homeAt: (share, side) => homeAt(streets, share, side),
    cases: (count, seed) =>
      makeIncidents(city, count, new Random(`${seed}/incidents`)).map((incident) =>
        caseOf(incident, clock),
      ),
    aedsFor: (at) => register.at(at),
    madeUp: [
      'Places, dates and response minutes of the arrests are recorded; hours of the day, people,',
      `and ${aedCount} AEDs are made up; cases beyond the records are recorded ones, moved.`,
      'Recorded minutes run from the call to the first unit of police, fire or ambulance.',
    ],
  };
}

function caseOf(incident: CityIncident, clock: LocalClock): BenchCase {
  const { ref, row, repeatOf, place, calledAt, responseMin } = incident;
  return {
    ref,
    group: String(repeatOf ?? row),
    place,
    calledAt,
    ...clock.read(calledAt),
    responseMs: responseMin === null ? null : responseMin * MINUTE_MS,
  };
}

function homeAt(streets: StreetGraph, share: number, side: number): Place {
  const node = streets.place(streets.nodeAtShare(share));
  const [north, east] = [Math.cos(2 * Math.PI * side), Math.sin(2 * Math.PI * side)];
  return movedBy(node, OFF_STREET_M * north, OFF_STREET_M * east);
}

/** Area of the cells in which there is a street worth the name. */
function builtUpKm2(streets: StreetGraph): number {
  const metres = new Map<string, number>();
  let cosine = 1;
  for (let node = 0; node < streets.nodeCount; node += 1) {
    const { lat, lon } = streets.place(node);
    cosine = Math.cos((lat * Math.PI) / 180);
    const cell = `${Math.floor(lat / CELL_DEGREES)} ${Math.floor(lon / CELL_DEGREES)}`;
    let length = 0;
    for (const edge of streets.edgesFrom(node)) length += edge.lengthM / 2;
    metres.set(cell, (metres.get(cell) ?? 0) + length);
  }
  const cellKm = CELL_DEGREES * 111.195;
  const built = [...metres.values()].filter((length) => length >= BUILT_UP_FROM_M).length;
  return built * cellKm * cellKm * cosine;
}
