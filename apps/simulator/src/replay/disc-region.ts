import { CompileHours } from '#adapters/opening-hours/compile-hours';
import type { Place } from '#core/geometry';
import { DAY_MS } from '#core/units';
import { drawSecondOfDay } from '../city/hour-of-day';
import { Random } from '../city/random';
import { movedBy } from '../city/rounding';
import type { CityAed } from '../city/world-types';
import { LocalClock } from './local-clock';
import { RegisterByYear } from './register-by-year';
import type { BenchCase, Region } from './region';

/** People live, and made-up cases lie, within this of the known places. */
export const DISC_M = 1_000;
/** Cells of about half a kilometre count as built-up within the discs. */
/** Cases of a run where none are recorded. */
const MADE_CASES = 2_000;
const CELL_DEGREES = 0.0045;

export interface DiscOptions {
  readonly name: string;
  readonly timeZone: string;
  readonly incidentsPerYear: number;
  /** Where there are people: each the middle of a disc. */
  readonly anchors: readonly Place[];
  readonly aeds: readonly CityAed[];
  /** Recorded cases; empty where all are made up, in the year given. */
  readonly cases: readonly BenchCase[];
  readonly year: number;
  readonly madeUp: readonly string[];
}

/** A region without roads, of discs around places where people are known to be. */
export function discRegion(options: DiscOptions): Region {
  const { name, timeZone, incidentsPerYear, anchors, aeds, madeUp } = options;
  const clock = new LocalClock(timeZone);
  const register = new RegisterByYear(aeds, { timeZone, compile: new CompileHours() });
  return {
    name,
    timeZone,
    areaKm2: areaOf(anchors),
    recordedCases: options.cases.length === 0 ? MADE_CASES : options.cases.length,
    incidentsPerYear,
    roads: null,
    people: null,
    homeAt: (share, side) => placeIn(anchors, share, side),
    cases: (count, seed) => casesOf(options, { count, seed, clock }),
    aedsFor: (at) => register.at(at),
    madeUp,
  };
}

/** Uniform in one of the discs; the second draw gives both angle and distance. */
function placeIn(anchors: readonly Place[], share: number, side: number): Place {
  const anchor = anchors[Math.min(anchors.length - 1, Math.floor(share * anchors.length))];
  if (anchor === undefined) throw new RangeError('a region of discs needs a place');
  const angle = 2 * Math.PI * ((side * 4_096) % 1);
  const metres = DISC_M * Math.sqrt(side);
  return movedBy(anchor, metres * Math.cos(angle), metres * Math.sin(angle));
}

/** The recorded ones, a seeded choice of them, or made-up ones once they are used up. */
function casesOf(
  options: DiscOptions,
  wish: { readonly count: number; readonly seed: string; readonly clock: LocalClock },
): readonly BenchCase[] {
  const random = new Random(`${wish.seed}/incidents`);
  const recorded = [...options.cases]
    .map((one) => ({ one, draw: random.stream(`choice/${one.ref}`).next() }))
    .sort((a, b) => a.draw - b.draw || (a.one.ref < b.one.ref ? -1 : 1))
    .slice(0, wish.count)
    .map(({ one }) => one);
  const missing = Math.max(0, wish.count - recorded.length);
  const made = Array.from({ length: missing }, (_, index) =>
    madeCase(options, index, { random: random.stream(`made/${index}`), clock: wish.clock }),
  );
  return [...recorded, ...made];
}

/** Near a recorded case, with its response time; or anywhere people are. */
function madeCase(
  options: DiscOptions,
  index: number,
  from: { readonly random: Random; readonly clock: LocalClock },
): BenchCase {
  const { random, clock } = from;
  const day = Date.UTC(options.year, 0, 1) + random.below(365) * DAY_MS;
  const calledAt = clock.instantOf(day, drawSecondOfDay(random));
  const origin = options.cases.length === 0 ? null : random.pick(options.cases);
  const anchors = origin === null ? options.anchors : [origin.place];
  return {
    ref: `made-${String(index + 1).padStart(6, '0')}`,
    group: origin?.group ?? `made-${index + 1}`,
    place: placeIn(anchors, random.next(), random.next() * (origin === null ? 1 : 0.05)),
    calledAt,
    ...clock.read(calledAt),
    responseMs: origin?.responseMs ?? null,
  };
}

/** Square kilometres of the cells whose middle lies in a disc. */
function areaOf(anchors: readonly Place[]): number {
  const cells = new Set<string>();
  let cosine = 1;
  for (const { lat, lon } of anchors) {
    cosine = Math.cos((lat * Math.PI) / 180);
    const [y, x] = [Math.floor(lat / CELL_DEGREES), Math.floor(lon / CELL_DEGREES)];
    for (let dy = -2; dy <= 2; dy += 1) {
      for (let dx = -3; dx <= 3; dx += 1) {
        const north = dy * CELL_DEGREES * 111_195;
        const east = dx * CELL_DEGREES * 111_195 * cosine;
        if (Math.hypot(north, east) <= DISC_M) cells.add(`${y + dy} ${x + dx}`);
      }
    }
  }
  const cellKm = CELL_DEGREES * 111.195;
  return cells.size * cellKm * cellKm * cosine;
}
