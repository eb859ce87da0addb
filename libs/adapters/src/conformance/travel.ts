import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { distanceM, type Place } from '#core/geometry';
import { DETOUR_AEDS_MAX, type At, type TravelQuery, type TravelTable } from '#core/travel';
import type { Travel } from '#flow/ports';

/** An implementation of the port, and the ground it knows. */
export interface TravelUnderTest {
  readonly travel: Travel;
  /** The middle of about 4 km that it has ways for. */
  readonly centre: Place;
  /** A table is there within this, whatever happens; milliseconds. */
  readonly budgetMs: number;
  close(): Promise<void>;
}

const SEED = Number(process.env['TRAVEL_SEED'] ?? 20_261_122);
const ROUNDS = 10;
/** Metres are whole, so a way may seem half a metre shorter than it is. */
const ROUNDING_M = 0.5;
/** What a busy machine may add to a budget. */
const SLACK_MS = 2_000;

/** What every implementation of the Travel port promises, as tests. */
export function travelConformance(name: string, open: () => Promise<TravelUnderTest>): void {
  describe(`${name} as source of ways (seed ${SEED})`, () => {
    let under: TravelUnderTest;
    beforeAll(async () => (under = await open()));
    afterAll(() => under.close());

    tellsMetres(() => under);
    dependsOnPlacesAlone(() => under);
  });
}

function tellsMetres(under: () => TravelUnderTest): void {
  it('tells whole metres, none of them shorter than the straight line', async () => {
    for (const query of queries(under().centre)) {
      const table = await under().travel.table(query);
      const placeOf = new Map([...query.people, ...query.aeds].map(({ id, place }) => [id, place]));
      for (const [id, metres, to] of ways(query, table)) {
        const straightM = distanceM(placeOf.get(id) ?? query.patient, to);
        expect(Number.isInteger(metres)).toBe(true);
        expect(metres).toBeGreaterThanOrEqual(straightM - ROUNDING_M);
      }
    }
  });

  it('invents nobody, and says where its metres come from', async () => {
    for (const query of queries(under().centre)) {
      const { source, toPatientM, aedToPatientM, toAedM } = await under().travel.table(query);
      const people = new Set(query.people.map(({ id }) => id));
      const aeds = new Set(query.aeds.map(({ id }) => id));
      expect(['straight-line', 'streets', 'routing-engine']).toContain(source);
      expect(Object.keys(toPatientM).filter((id) => !people.has(id))).toEqual([]);
      expect(Object.keys(aedToPatientM).filter((id) => !aeds.has(id))).toEqual([]);
      for (const [aedId, row] of Object.entries(toAedM)) {
        expect(aedToPatientM).toHaveProperty([aedId]);
        expect(Object.keys(row).filter((id) => !people.has(id))).toEqual([]);
      }
    }
  });

  it('has the ways by as many AEDs as are worth a detour, and no more', async () => {
    const [query] = queries(under().centre);
    if (query === undefined) throw new Error('no query');
    const { aedToPatientM, toAedM } = await under().travel.table(query);
    expect(query.aeds.length).toBeGreaterThan(DETOUR_AEDS_MAX);
    expect(Object.keys(aedToPatientM).length).toBeGreaterThan(DETOUR_AEDS_MAX);
    expect(Object.keys(toAedM)).toHaveLength(DETOUR_AEDS_MAX);
  });

  it('has an empty table for nobody, and one without detours where there is no AED', async () => {
    const { centre, travel } = under();
    const nobody = await travel.table({ patient: centre, people: [], aeds: [] });
    expect(nobody).toMatchObject({ toPatientM: {}, aedToPatientM: {}, toAedM: {} });
    const someone = { id: 'someone', place: centre };
    const alone = await travel.table({ patient: centre, people: [someone], aeds: [] });
    expect(Object.keys(alone.toPatientM)).toEqual(['someone']);
    expect(alone.toAedM).toEqual({});
  });
}

function dependsOnPlacesAlone(under: () => TravelUnderTest): void {
  it('tells the same whoever is named first, and again when asked again', async () => {
    for (const query of queries(under().centre)) {
      const first = await under().travel.table(query);
      const people = [...query.people].reverse();
      const aeds = [...query.aeds].reverse();
      expect(await under().travel.table({ ...query, people, aeds })).toEqual(first);
      expect(await under().travel.table(query)).toEqual(first);
    }
  });

  it("changes nobody's way because one more was asked for", async () => {
    for (const query of queries(under().centre)) {
      const first = await under().travel.table(query);
      const late: At = { id: 'late', place: { ...query.patient, lat: query.patient.lat + 0.001 } };
      const more = await under().travel.table({ ...query, people: [...query.people, late] });
      expect(more.toPatientM).toMatchObject(first.toPatientM);
      expect(more.toAedM).toMatchObject(first.toAedM);
      expect(more.aedToPatientM).toEqual(first.aedToPatientM);
    }
  });

  it('is there within its budget', async () => {
    const { travel, budgetMs, centre } = under();
    for (const query of queries(centre)) {
      const startedMs = performance.now();
      await travel.table(query);
      expect(performance.now() - startedMs).toBeLessThan(budgetMs + SLACK_MS);
    }
  });
}

/** Every way of a table: who, how far, and to where. */
function ways(query: TravelQuery, table: TravelTable): readonly [string, number, Place][] {
  const aedPlaces = new Map(query.aeds.map(({ id, place }) => [id, place]));
  const to = (metres: Readonly<Record<string, number>>, place: Place) =>
    Object.entries(metres).map(([id, m]): [string, number, Place] => [id, m, place]);
  return [
    ...to(table.toPatientM, query.patient),
    ...to(table.aedToPatientM, query.patient),
    ...Object.entries(table.toAedM).flatMap(([id, row]) =>
      to(row, aedPlaces.get(id) ?? query.patient),
    ),
  ];
}

/** The same queries each time: people and AEDs anywhere within about 2 km of a patient. */
function queries(centre: Place): readonly TravelQuery[] {
  let state = SEED >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const near = ({ lat, lon }: Place, reachDeg: number): Place => ({
    lat: lat + (random() * 2 - 1) * reachDeg,
    lon: lon + (random() * 2 - 1) * reachDeg,
  });
  return Array.from({ length: ROUNDS }, () => {
    const patient = near(centre, 0.004);
    const some = (prefix: string, count: number): At[] =>
      Array.from({ length: count }, (_, n) => ({
        id: `${prefix}${n}`,
        place: near(patient, 0.01),
      }));
    return { patient, people: some('p', 30), aeds: some('a', 20) };
  });
}
