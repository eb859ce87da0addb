import { aCandidate, aFix, NOON, placeFrom, SCENE } from '#core/examples';
import type { CompiledHours } from '#core/hours';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import {
  HOME_UNCERTAINTY_M,
  SCHEDULED_UNCERTAINTY_M,
  whereaboutsOf,
  type RegisteredPlace,
} from '#core/whereabouts';

const rule = { fixStaleAfterMs: 15 * MINUTE_MS, fixAccuracyMaxM: 200, usesRegisteredPlaces: true };
const homePlace = placeFrom(SCENE, 300);
const workPlace = placeFrom(SCENE, 900);
const here = placeFrom(SCENE, 50);

const hours = (fromMs: number, toMs: number): CompiledHours => ({
  state: 'intervals',
  intervals: [{ from: NOON + fromMs, to: NOON + toMs }],
  compiledFrom: NOON - DAY_MS,
  compiledUntil: NOON + DAY_MS,
});
const nowOpen = hours(-3 * HOUR_MS, 5 * HOUR_MS);
const nowShut = hours(6 * HOUR_MS, 10 * HOUR_MS);
const home = (of: CompiledHours): RegisteredPlace => ({
  kind: 'home',
  place: homePlace,
  hours: of,
});
const work = (of: CompiledHours): RegisteredPlace => ({
  kind: 'work',
  place: workPlace,
  hours: of,
});

const fresh = aFix({ place: here, at: NOON - MINUTE_MS, accuracyM: 25 });
const stale = aFix({ place: here, at: NOON - 15 * MINUTE_MS - 1 });
const vague = aFix({ place: here, accuracyM: 201 });

const where = (
  fix: typeof fresh | null,
  places: readonly RegisteredPlace[],
  overrides: Partial<typeof rule> = {},
) => whereaboutsOf(aCandidate({ fix, places }), { ...rule, ...overrides }, NOON);

const atWork = {
  place: workPlace,
  uncertaintyM: SCHEDULED_UNCERTAINTY_M,
  source: 'scheduled-place',
};
const atHome = { ...atWork, place: homePlace };
const perhapsAtHome = { place: homePlace, uncertaintyM: HOME_UNCERTAINTY_M, source: 'home' };

describe('where somebody is taken to be', () => {
  test('a fresh and accurate position goes before every registered place', () => {
    const places = [home(nowOpen), work(nowOpen)];
    expect(where(fresh, places)).toEqual({ place: here, uncertaintyM: 25, source: 'live' });
  });

  test('without one, the place they are at by its hours goes before their home', () => {
    const places = [home({ state: 'unknown' }), work(nowOpen)];
    for (const fix of [null, stale, vague]) expect(where(fix, places)).toEqual(atWork);
  });

  test('a home that is always open does not hide that they are at work', () => {
    expect(where(null, [home({ state: 'always' }), work(nowOpen)])).toEqual(atWork);
    expect(where(null, [work(nowOpen), home({ state: 'always' })])).toEqual(atWork);
  });

  test('outside the hours of work they are at home, if its hours say so', () => {
    expect(where(null, [work(nowShut), home(nowOpen)])).toEqual(atHome);
  });

  test('with nothing else known they may be at home, and that is the least certain', () => {
    expect(where(null, [work(nowShut), home({ state: 'unknown' })])).toEqual(perhapsAtHome);
    expect(HOME_UNCERTAINTY_M).toBeGreaterThan(SCHEDULED_UNCERTAINTY_M);
  });

  test('hours compiled for last year count as unknown: a home perhaps, work never', () => {
    const old: CompiledHours = { ...nowOpen, compiledUntil: NOON } as CompiledHours;
    expect(where(null, [home(old)])).toEqual(perhapsAtHome);
    expect(where(null, [work(old)])).toBe('no-fix');
  });
});

describe('where nobody can say', () => {
  test('a place outside its hours is never used, and the reason is that of the position', () => {
    const places = [home(nowShut), work(nowShut)];
    expect(where(null, places)).toBe('no-fix');
    expect(where(stale, places)).toBe('fix-stale');
    expect(where(vague, places)).toBe('fix-inaccurate');
  });

  test('work whose hours nobody knows is never used', () => {
    expect(where(null, [work({ state: 'unknown' })])).toBe('no-fix');
  });

  test('a policy that uses no registered places uses none', () => {
    expect(where(stale, [home(nowOpen)], { usesRegisteredPlaces: false })).toBe('fix-stale');
  });

  test('a position is good up to its last millisecond and metre, and not without numbers', () => {
    expect(where(aFix({ at: NOON - 15 * MINUTE_MS, accuracyM: 200 }), [])).toMatchObject({
      source: 'live',
    });
    expect(where(stale, [])).toBe('fix-stale');
    expect(where(aFix({ accuracyM: Number.NaN }), [])).toBe('fix-inaccurate');
    expect(where(aFix({ at: Number.NaN }), [])).toBe('fix-stale');
  });
});
