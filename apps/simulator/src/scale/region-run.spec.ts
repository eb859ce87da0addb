import { Random } from '../city/random';
import { COUNTRY, needsOf } from './country';
import { EventLine } from './event-line';
import { readCosts } from './measured';
import { RegionRun, type Happening, type Load } from './region-run';
import { Station } from './station';

const SEED = 'scale-spec';
const SHAPE = { serverCores: 4, databaseCores: 4 };
const LOAD: Load = { incidentsPerS: 5, receiptsPerIncident: 10, positionsPerS: 100, crowd: 0 };
const costs = readCosts();

function runOf(load: Load, happenings: readonly Happening[] = []) {
  const random = new Random(SEED);
  return new RegionRun({ costs, load, shape: SHAPE, happenings, random }).run(300_000);
}

describe('the events of a simulated country', () => {
  it('happen in the order of their moments, and of their planning at one moment', () => {
    const line = new EventLine();
    const seen: string[] = [];
    const random = new Random(SEED);
    for (let one = 0; one < 500; one += 1) {
      const atMs = random.below(50);
      line.after(atMs, () => seen.push(`${String(line.nowMs).padStart(3, '0')} ${one}`));
    }
    line.runUntil(100);
    const moments = seen.map((each) => each.slice(0, 3));
    expect(seen).toHaveLength(500);
    expect(moments).toEqual([...moments].sort());
  });

  it('begin the most urgent piece first, and interrupt none', () => {
    const line = new EventLine();
    const station = new Station(line, 1);
    const ended: string[] = [];
    const take = (lane: 'arrest' | 'crowd', name: string) =>
      station.take(lane, 10, () => ended.push(`${name} ${line.nowMs}`));
    take('crowd', 'first');
    take('crowd', 'second');
    take('arrest', 'arrest');
    line.runUntil(100);
    expect(ended).toEqual(['first 10', 'arrest 20', 'second 30']);
  });
});

describe('a simulated region', () => {
  it('is the same for the same seed', () => {
    expect(runOf(LOAD)).toEqual(runOf(LOAD));
  });

  it('rings for every incident once the work is done', () => {
    const { incidents, left } = runOf(LOAD);
    expect(incidents).toBeGreaterThan(1_000);
    expect(left).toBeLessThan(5);
  });

  it('takes no incident to its end while nothing can be saved, and all of them afterwards', () => {
    const gone = { atMs: 100_000, databaseGoneMs: 15_000 };
    const { took, left } = runOf(LOAD, [gone]);
    const during = took.filter(({ atMs }) => atMs > 100_000 && atMs < 114_000);
    expect(during.length).toBeGreaterThan(10);
    expect(during.every(({ atMs, tookMs }) => atMs + tookMs >= 115_000)).toBe(true);
    expect(left).toBeLessThan(5);
  });
});

it('a country of twice the people needs twice of everything that grows with them', () => {
  const [one, two] = [1, 2].map((times) =>
    needsOf({ ...COUNTRY, people: COUNTRY.people * times }, costs),
  );
  expect(two?.incidentsPerS).toBeCloseTo(2 * (one?.incidentsPerS ?? NaN));
  expect(two?.livePhones).toBeCloseTo(2 * (one?.livePhones ?? NaN));
  expect(two?.redisGiB).toBeCloseTo(2 * (one?.redisGiB ?? NaN));
});
