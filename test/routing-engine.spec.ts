import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { travelConformance } from '#adapters/conformance/travel';
import { FallbackTravel, type FallbackTravelOptions } from '#adapters/travel/fallback-travel';
import { FAILURES_MAX, REST_MS } from '#adapters/travel/rest';
import { RoutingEngine } from '#adapters/travel/routing-engine';
import { distanceM, type Place } from '#core/geometry';
import { DETOUR_AEDS_MAX, straightLineTravel, type TravelQuery } from '#core/travel';
import { startFakeEngine, type FakeEngine, type Manner } from './support/routing-engine';

const CENTRE: Place = { lat: 36.8529, lon: -75.978 };
const LONGER = 1.3;
/** However slow this machine is, nothing is late unless a test says so. */
const NEVER = new AbortController();
const KINDS = ['valhalla', 'osrm'] as const;

function longer(from: Place, to: Place): number {
  return LONGER * distanceM(from, to);
}

describe.each(KINDS)('%s over HTTP', (kind) => {
  travelConformance(kind, async () => {
    const engine = await startFakeEngine(kind, longer);
    const travel = travelBy(engine, kind);
    return { travel, centre: CENTRE, budgetMs: 30_000, close: () => engine.close() };
  });

  travelConformance(`${kind} that never answers`, async () => {
    const engine = await startFakeEngine(kind, longer);
    engine.manner = 'silent';
    const travel = travelBy(engine, kind, { budgetMs: 20 });
    return { travel, centre: CENTRE, budgetMs: 20, close: () => engine.close() };
  });
});

describe.each(KINDS)('the metres of %s', (kind) => {
  let engine: FakeEngine;
  const away = aQuery().people[3]?.place;
  beforeAll(async () => {
    const way = (from: Place, to: Place): number | null =>
      samePlace(from, away) ? null : longer(from, to);
    engine = await startFakeEngine(kind, way);
  });
  afterAll(() => engine.close());

  it('are the metres in the table; who has no way is not in it', async () => {
    const query = aQuery();
    const table = await travelBy(engine, kind).table(query);
    expect(table.source).toBe('routing-engine');
    expect(table.toPatientM).not.toHaveProperty('p3');
    expect(Object.keys(table.toPatientM)).toHaveLength(query.people.length - 1);
    for (const { id, place } of query.people) {
      if (id === 'p3') continue;
      const wanted = LONGER * distanceM(place, query.patient);
      expect(Math.abs((table.toPatientM[id] ?? NaN) - wanted)).toBeLessThan(2);
      const row = table.toAedM['a0'] ?? {};
      const toAed = LONGER * distanceM(place, query.aeds[0]?.place ?? CENTRE);
      expect(Math.abs((row[id] ?? NaN) - toAed)).toBeLessThan(2);
    }
  });

  it('of 200 people and 50 AEDs come in requests the engine takes', async () => {
    const before = engine.asked.length;
    const table = await travelBy(engine, kind).table(aQuery(200, 50));
    expect(table.source).toBe('routing-engine');
    expect(Object.keys(table.toPatientM)).toHaveLength(199);
    expect(engine.asked.length - before).toBe(kind === 'valhalla' ? 4 : 6);
  });

  it('of more than it takes at once are not asked for', async () => {
    const before = engine.asked.length;
    const reasons: string[] = [];
    const travel = travelBy(engine, kind, { onFallback: (reason) => reasons.push(reason) });
    const table = await travel.table(aQuery(3_000, 20));
    expect(table.source).toBe('straight-line');
    expect(reasons).toEqual(['too-many']);
    expect(engine.asked).toHaveLength(before);
  });
});

describe.each(KINDS)('where %s goes wrong', (kind) => {
  let engine: FakeEngine;
  beforeEach(async () => {
    engine = await startFakeEngine(kind, longer);
  });
  afterEach(() => engine.close());

  it.each<Manner>(['refuses', 'floods', 'no-json', 'short', 'negative'])(
    'straight lines serve, the table says so and it is counted (%s)',
    async (manner) => {
      engine.manner = manner;
      const reasons: [string, number][] = [];
      const onFallback: FallbackTravelOptions['onFallback'] = (...all) => reasons.push(all);
      const table = await travelBy(engine, kind, { onFallback }).table(aQuery());
      expect(table).toEqual(straightLineTravel(aQuery()));
      expect(reasons).toEqual([['failed', 50]]);
    },
  );

  it.each<Manner>(['silent', 'dribbles'])(
    'the budget is kept, and the request given up (%s)',
    async (manner) => {
      engine.manner = manner;
      const reasons: string[] = [];
      const deadline = new AbortController();
      engine.onAsked = () => deadline.abort();
      const table = await travelBy(engine, kind, {
        timeout: () => deadline.signal,
        onFallback: (reason) => reasons.push(reason),
      }).table(aQuery());
      expect(table.source).toBe('straight-line');
      expect(reasons).toEqual(['late']);
    },
  );

  it.each<[Manner, string]>([
    ['silent-on-many', 'late'],
    ['refuses-many', 'failed'],
  ])('ways by AEDs alone are straight lines, and counted (%s)', async (manner, reason) => {
    engine.manner = manner;
    const reasons: [string, number][] = [];
    const deadline = new AbortController();
    engine.onAsked = () => {
      if (engine.asked.length > 1 && manner === 'silent-on-many') deadline.abort();
    };
    const better = new RoutingEngine({
      kind,
      url: engine.url,
      timeout: () => deadline.signal,
      onFallback: (...all) => reasons.push(all),
    });
    const table = await new FallbackTravel({ better, budgetMs: 30_000, now: () => 0 }).table(
      aQuery(),
    );
    const straight = straightLineTravel(aQuery());
    expect(table.source).toBe('routing-engine');
    expect(table.toAedM).toEqual(straight.toAedM);
    expect(table.toPatientM).not.toEqual(straight.toPatientM);
    expect(reasons).toEqual([[reason, 30 * DETOUR_AEDS_MAX]]);
  });

  it('a way for nobody is not believed', async () => {
    const lost = await startFakeEngine(kind, () => null);
    const reasons: string[] = [];
    const travel = travelBy(lost, kind, { onFallback: (reason) => reasons.push(reason) });
    expect(await travel.table(aQuery())).toEqual(straightLineTravel(aQuery()));
    expect(reasons).toEqual(['nobody']);
    await lost.close();
  });

  it('it is left alone after failures in a row, then tried by one, and used again', async () => {
    let now = 1_000_000;
    const reasons: string[] = [];
    const travel = travelBy(engine, kind, {
      now: () => now,
      onFallback: (reason) => reasons.push(reason),
    });
    engine.manner = 'refuses';
    for (let n = 0; n < FAILURES_MAX + 2; n += 1) await travel.table(aQuery());
    expect(reasons).toEqual([
      ...Array.from({ length: FAILURES_MAX }, () => 'failed'),
      'resting',
      'resting',
    ]);
    now += REST_MS;
    engine.manner = 'honest';
    const tables = await Promise.all([travel.table(aQuery()), travel.table(aQuery())]);
    expect(tables.map(({ source }) => source)).toEqual(['routing-engine', 'straight-line']);
    expect((await travel.table(aQuery())).source).toBe('routing-engine');
  });
});

describe('a better source of ways', () => {
  it('that nobody listens at falls back, to what is set for that', async () => {
    const port = await closedPort();
    const travel = new FallbackTravel({
      better: new RoutingEngine({ kind: 'osrm', url: `http://127.0.0.1:${port}` }),
      otherwise: { table: (query) => Promise.resolve(straightLineTravel(query, 2)) },
      now: () => 0,
    });
    expect(await travel.table(aQuery())).toEqual(straightLineTravel(aQuery(), 2));
  });

  it('that throws at once, or never ends and hears no signal, costs nobody the table', async () => {
    const troubles: unknown[] = [];
    const options = { now: () => 0, onTrouble: (error: unknown) => troubles.push(error) };
    const thrown = new FallbackTravel({
      ...options,
      better: {
        table: () => {
          throw new RangeError('a bug');
        },
      },
    });
    const endless = new FallbackTravel({
      ...options,
      better: { table: () => new Promise(() => undefined) },
      timeout: () => AbortSignal.abort(),
    });
    expect(await thrown.table(aQuery())).toEqual(straightLineTravel(aQuery()));
    expect(await endless.table(aQuery())).toEqual(straightLineTravel(aQuery()));
    expect(troubles).toEqual([new RangeError('a bug'), expect.any(Error)]);
  });
});

function travelBy(
  engine: FakeEngine,
  kind: 'valhalla' | 'osrm',
  options: Partial<FallbackTravelOptions> = {},
): FallbackTravel {
  return new FallbackTravel({
    better: new RoutingEngine({ kind, url: engine.url, timeout: () => NEVER.signal }),
    budgetMs: 30_000,
    now: () => 0,
    ...options,
  });
}

function aQuery(people = 30, aeds = 20): TravelQuery {
  const around = (prefix: string, count: number, stepDeg: number) =>
    Array.from({ length: count }, (_, n) => ({
      id: `${prefix}${n}`,
      place: { lat: CENTRE.lat + (n + 1) * stepDeg, lon: CENTRE.lon - n * 1e-5 },
    }));
  return {
    patient: CENTRE,
    people: around('p', people, 1e-4),
    aeds: around('a', aeds, -1.5e-4),
  };
}

function samePlace(a: Place, b: Place | undefined): boolean {
  return b !== undefined && Math.abs(a.lat - b.lat) < 1e-6 && Math.abs(a.lon - b.lon) < 1e-6;
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
