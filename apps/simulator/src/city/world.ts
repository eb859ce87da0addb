import { makeAeds } from './aeds';
import type { City } from './city';
import { makeIncidents, RECORDS_START } from './incidents';
import { makeResponders } from './people';
import { Random } from './random';
import type { World, WorldOptions } from './world-types';

/**
 * Makes the simulated half of a city around its recorded half: responders, AEDs and the calls in
 * their order. Plain data, a function of the options and the city's files alone. Throws a
 * RangeError for a count that is not a whole number from 0 up.
 */
export function makeWorld(city: City, options: WorldOptions): World {
  const { seed, responders, aeds, cases, startsAt = RECORDS_START } = options;
  for (const [name, count] of Object.entries({ responders, aeds, cases })) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`${name} is ${count}, not a whole number from 0 up`);
    }
  }
  const random = new Random(seed);
  const { streets } = city;
  return {
    seed,
    city: city.name,
    timeZone: city.timeZone,
    startsAt,
    boundary: city.boundary,
    stations: city.stations,
    responders: makeResponders({
      streets,
      count: responders,
      startsAt,
      random: random.stream('responders'),
    }),
    aeds: makeAeds(streets, aeds, random.stream('aeds')),
    incidents: makeIncidents(city, cases, random.stream('incidents')),
    refusedRows: city.refused,
    notedRows: city.noted,
    madeUp: madeUp(city, cases),
  };
}

function madeUp(city: City, cases: number): string[] {
  const extra = Math.max(0, cases - city.arrests.length);
  return [
    'Places, dates and response minutes of the arrests are recorded; their hours are made up.',
    'Responders, their answers and AEDs are made up; "ambulance" is the recorded first unit.',
    ...(extra > 0 ? [`${extra} cases are recorded ones again, moved in place and time.`] : []),
  ];
}
