import { join } from 'node:path';
import { travelConformance } from '#adapters/conformance/travel';
import { distanceM, type Place } from '#core/geometry';
import {
  DETOUR_AEDS_MAX,
  DETOUR_DEFAULT,
  straightLineTravel,
  type At,
  type TravelTable,
} from '#core/travel';
import { StreetGraph } from './street-graph';
import type { StreetLine } from './street-graph';
import { StreetTravel } from './street-travel';

const ROADS = join(__dirname, '../../../../data/virginia-beach/roads.geojson.gz');
const SEED = Number(process.env['STREETS_SEED'] ?? 20_260_522);

travelConformance('Streets', () =>
  Promise.resolve({
    travel: new StreetTravel(StreetGraph.fromTiger(ROADS)),
    centre: { lat: 36.8529, lon: -75.99 },
    budgetMs: 150,
    close: () => Promise.resolve(),
  }),
);

/** As for a network too large to prepare. */
const SWEEPING = { labelsMaxJunctions: 0 };

describe('ways along the streets of Virginia Beach', () => {
  const city = StreetGraph.fromTiger(ROADS);
  const random = lcg(SEED);
  const travel = new StreetTravel(city);
  const sweeping = new StreetTravel(city, SWEEPING);

  /** A few metres off a street, as doors are. */
  const nearby = (centre: Place, reachDeg: number): Place => ({
    lat: centre.lat + (random() - 0.5) * 2 * reachDeg,
    lon: centre.lon + (random() - 0.5) * 2 * reachDeg,
  });
  const someone = (centre: Place) => (_: unknown, index: number) => {
    const node = city.nearestNode(nearby(centre, 0.018)).node;
    return { id: `p${index}`, place: nearby(city.place(node), 0.000_2) };
  };

  it(`are those of the textbook between the nearest nodes (seed ${SEED})`, () => {
    process.stdout.write(`street travel: seed ${SEED}\n`);
    let compared = 0;
    for (let round = 0; round < 6; round += 1) {
      const patient = nearby(city.place(city.nodeAtShare(random())), 0.000_2);
      const people = Array.from({ length: 25 }, someone(patient));
      const aeds = Array.from({ length: 20 }, someone(patient));
      const table = travel.tableNow({ patient, people, aeds });
      expectSameMetres(sweeping.tableNow({ patient, people, aeds }), table);
      const from = textbookWays(city, patient);
      for (const { id, place } of people) {
        expect(Math.abs((table.toPatientM[id] ?? NaN) - from(place))).toBeLessThanOrEqual(0.51);
        compared += 1;
      }
      for (const { id, place } of aeds) {
        expect(Math.abs((table.aedToPatientM[id] ?? NaN) - from(place))).toBeLessThanOrEqual(0.51);
      }
      const rows = Object.entries(table.toAedM);
      expect(rows).toHaveLength(DETOUR_AEDS_MAX);
      for (const [aedId, row] of rows.slice(0, 3)) {
        const fromAed = textbookWays(city, aeds.find(({ id }) => id === aedId)?.place ?? patient);
        for (const { id, place } of people) {
          expect(Math.abs((row[id] ?? NaN) - fromAed(place))).toBeLessThanOrEqual(0.51);
          compared += 1;
        }
      }
    }
    expect(compared).toBe(6 * 25 * 4);
  });
});

describe('ways along streets of any shape', () => {
  const rounds = Array.from({ length: 60 }, (_, round) => SEED + round);
  it.each(rounds.flatMap((seed) => [{ seed }, { seed, ...SWEEPING }]))(
    'rings, blind alleys and double streets change no way (%o)',
    ({ seed, ...how }) => {
      const random = lcg(seed);
      const streets = StreetGraph.fromLines(tangle(random));
      const travel = new StreetTravel(streets, { detour: 100, ...how });
      const places = Array.from({ length: streets.nodeCount }, (_, node) => streets.place(node));
      const people = places.map((place, node) => ({ id: String(node), place }));
      const start = Math.floor(random() * places.length);
      const patient = streets.place(start);
      const table = travel.tableNow({ patient, people, aeds: [] });
      const from = textbookWays(streets, patient);
      for (const { id, place } of people) {
        expect(Math.abs((table.toPatientM[id] ?? NaN) - from(place))).toBeLessThanOrEqual(0.51);
      }
    },
  );
});

describe('ends of ways', () => {
  const road = StreetGraph.fromLines([
    { name: 'Long Rd', places: [place(36.8, -76.1), place(36.8, -76.0)] },
    { name: 'North Rd', places: [place(36.8, -76.05), place(36.83, -76.05)] },
  ]);
  const patient = place(36.8, -76.06);

  it('neighbours away from the street need not go out to it and back', () => {
    const travel = new StreetTravel(road);
    const house = place(36.802, -76.06);
    const next: At = { id: 'next door', place: place(36.8021, -76.06) };
    const table = travel.tableNow({ patient: house, people: [next], aeds: [] });
    const straightM = distanceM(house, next.place);
    expect(table.toPatientM).toEqual({ 'next door': Math.round(DETOUR_DEFAULT * straightM) });
  });

  it('far from any street, a way is a straight line with its detour, and is counted', () => {
    const counted: [string, number][] = [];
    const travel = new StreetTravel(road, {
      onFallback: (reason, ways) => counted.push([reason, ways]),
    });
    const boat: At = { id: 'boat', place: place(36.79, -76.06) };
    const near: At = { id: 'near', place: place(36.8, -76.07) };
    const aed: At = { id: 'aed', place: place(36.8, -76.065) };
    const table = travel.tableNow({ patient, people: [boat, near], aeds: [aed] });
    const straight = straightLineTravel({ patient, people: [boat], aeds: [aed] });
    expect(table.source).toBe('streets');
    expect(table.toPatientM['boat']).toBe(straight.toPatientM['boat']);
    expect(table.toAedM['aed']?.['boat']).toBe(straight.toAedM['aed']?.['boat']);
    expect(table.toPatientM['near']).toBeLessThan(950);
    expect(counted).toEqual([['off-streets', 2]]);
  });

  it('where the patient is far from any street the table is of straight lines, and says so', () => {
    const counted: [string, number][] = [];
    const travel = new StreetTravel(road, {
      detour: 1.2,
      onFallback: (reason, ways) => counted.push([reason, ways]),
    });
    const query = {
      patient: place(37, -76.06),
      people: [{ id: 'a', place: patient }],
      aeds: [{ id: 'b', place: patient }],
    };
    expect(travel.tableNow(query)).toEqual(straightLineTravel(query, 1.2));
    expect(counted).toEqual([['off-streets', 2]]);
  });

  it.each([{}, SWEEPING])('who is farther than the limit is not in the table (%o)', (how) => {
    const travel = new StreetTravel(road, { wayMaxM: 1_000, ...how });
    const people = [
      { id: 'within', place: place(36.8, -76.069) },
      { id: 'beyond', place: place(36.8, -76.08) },
    ];
    const { toPatientM } = travel.tableNow({ patient, people, aeds: [] });
    expect(Object.keys(toPatientM)).toEqual(['within']);
  });

  it('an AED that was moved is found where it stands now', () => {
    const travel = new StreetTravel(road);
    const at = (lon: number): At => ({ id: 'aed', place: place(36.8, lon) });
    const before = travel.tableNow({ patient, people: [], aeds: [at(-76.07)] });
    const after = travel.tableNow({ patient, people: [], aeds: [at(-76.08)] });
    expect(after.aedToPatientM['aed']).toBeGreaterThan((before.aedToPatientM['aed'] ?? NaN) + 800);
  });
});

/** Within the metre that rounding may make of less than a millimetre. */
function expectSameMetres(a: TravelTable, b: TravelTable): void {
  const near = (one: Readonly<Record<string, number>>, other: typeof one | undefined): void => {
    expect(Object.keys(one).sort()).toEqual(Object.keys(other ?? {}).sort());
    for (const [id, metres] of Object.entries(one)) {
      expect(Math.abs(metres - (other?.[id] ?? NaN))).toBeLessThanOrEqual(1);
    }
  };
  near(a.toPatientM, b.toPatientM);
  near(a.aedToPatientM, b.aedToPatientM);
  expect(Object.keys(a.toAedM).sort()).toEqual(Object.keys(b.toAedM).sort());
  for (const [id, row] of Object.entries(a.toAedM)) near(row, b.toAedM[id]);
}

function place(lat: number, lon: number): Place {
  return { lat, lon };
}

/**
 * Dijkstra as in the textbook on all nodes, with the smallest open entry looked for each time; then
 * straight to both doors, or straight to a neighbour who is nearer than that.
 */
function textbookWays(streets: StreetGraph, start: Place): (end: Place) => number {
  const from = streets.nearestNode(start);
  const settled = new Map<number, number>();
  const open = new Map([[from.node, 0]]);
  const waysTo = (node: number): number => {
    while (!settled.has(node) && open.size > 0) {
      let next = -1;
      let least = Infinity;
      for (const [each, metres] of open) if (metres < least) [next, least] = [each, metres];
      open.delete(next);
      settled.set(next, least);
      for (const { to, lengthM } of streets.edgesFrom(next)) {
        if (settled.has(to)) continue;
        open.set(to, Math.min(least + lengthM, open.get(to) ?? Infinity));
      }
    }
    return settled.get(node) ?? Infinity;
  };
  return (end) => {
    const to = streets.nearestNode(end);
    const doorsM = from.distanceM + to.distanceM;
    const alongM = waysTo(to.node);
    const straightM = DETOUR_DEFAULT * distanceM(start, end);
    return alongM <= doorsM ? Math.min(straightM, doorsM + alongM) : doorsM + alongM;
  };
}

/** A few streets between few corners, some of them twice, some in a ring, some leading nowhere. */
function tangle(random: () => number): StreetLine[] {
  const corner = (): Place =>
    place(36.8 + Math.floor(random() * 3) / 500, -76.1 + Math.floor(random() * 3) / 500);
  const anywhere = (): Place => place(36.8 + random() / 200, -76.1 + random() / 200);
  return Array.from({ length: 1 + Math.floor(random() * 7) }, (_, index) => {
    const first = corner();
    const ring = random() < 0.25;
    const last = ring ? first : random() < 0.3 ? anywhere() : corner();
    return { name: `${index}`, places: [first, anywhere(), anywhere(), last] };
  });
}

/** A small linear congruential generator (Numerical Recipes), enough to pick test pairs. */
function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
