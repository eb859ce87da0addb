import { aFix, NOON, placeFrom, SCENE } from '#core/examples';
import {
  checkFix,
  FIX_AGE_MAX_MS,
  FIX_FUTURE_MAX_MS,
  FIX_SPEED_MAX_MPS,
  type Fix,
  type ReportedFix,
} from '#core/location-fix';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';

const codeOf = (fix: ReportedFix, previous: Fix | null = null): string => {
  const result = checkFix(fix, previous, NOON);
  return result.ok ? 'taken' : result.problem.code;
};

/** A fix of a minute ago, and one of now that many metres further. */
const previous = aFix({ at: NOON - MINUTE_MS });
const moved = (metres: number, overrides: Partial<Fix> = {}): Fix =>
  aFix({ place: placeFrom(SCENE, metres), at: NOON, ...overrides });

describe('a reported position', () => {
  test('that an app makes up is refused, also where it could be true', () => {
    const made = { ...aFix({ at: NOON }), isMock: true };
    expect(codeOf(made)).toBe('fix-place-invalid');
    expect(codeOf({ ...made, isMock: false })).toBe('taken');
  });

  test.each<[string, Partial<Fix>, string]>([
    ['measured now', { at: NOON }, 'taken'],
    ['measured a little ahead of our clock', { at: NOON + FIX_FUTURE_MAX_MS }, 'taken'],
    ['from the future', { at: NOON + FIX_FUTURE_MAX_MS + 1 }, 'fix-in-future'],
    ['half an hour old', { at: NOON - FIX_AGE_MAX_MS }, 'taken'],
    ['a moment older than that', { at: NOON - FIX_AGE_MAX_MS - 1 }, 'fix-stale'],
    ['an hour old', { at: NOON - HOUR_MS }, 'fix-stale'],
    ['without a time', { at: Number.NaN }, 'fix-stale'],
    ['from the end of time', { at: Number.POSITIVE_INFINITY }, 'fix-stale'],
    ['accurate to 1 km', { accuracyM: 1_000 }, 'taken'],
    ['accurate to 5 km', { accuracyM: 5_000 }, 'fix-inaccurate'],
    ['of no accuracy', { accuracyM: Number.NaN }, 'fix-inaccurate'],
    ['of negative accuracy', { accuracyM: -1 }, 'fix-inaccurate'],
    ['of infinite accuracy', { accuracyM: Number.POSITIVE_INFINITY }, 'fix-inaccurate'],
    ['at (0, 0)', { place: { lat: 0, lon: 0 } }, 'fix-place-invalid'],
    ['at latitude 91', { place: { lat: 91, lon: 0 } }, 'fix-place-invalid'],
    ['at no place', { place: { lat: Number.NaN, lon: 0 } }, 'fix-place-invalid'],
  ])('%s', (_name, overrides, expected) => {
    expect(codeOf(aFix(overrides))).toBe(expected);
  });

  test('that passes is returned as it came', () => {
    const fix = aFix();
    expect(checkFix(fix, null, NOON)).toEqual({ ok: true, value: fix });
  });

  test('that is refused is refused in a sentence that names the field', () => {
    const result = checkFix(aFix({ accuracyM: 5_000 }), null, NOON);
    expect(result).toEqual({
      ok: false,
      problem: {
        code: 'fix-inaccurate',
        detail: 'The position is accurate to no better than 1 km.',
        field: 'accuracyM',
      },
    });
  });
});

describe('a position after another', () => {
  test('out of order, or of the same moment, is refused', () => {
    expect(codeOf(aFix({ at: NOON - MINUTE_MS - 1 }), previous)).toBe('fix-out-of-order');
    expect(codeOf(aFix({ at: NOON - MINUTE_MS }), previous)).toBe('fix-out-of-order');
  });

  test('80 m/s away is refused: nobody on the ground moves that fast', () => {
    expect(codeOf(moved(80 * 60), previous)).toBe('fix-implausible-speed');
  });

  test('as fast as a car on an open motorway is taken', () => {
    expect(codeOf(moved(60 * 60), previous)).toBe('taken');
  });

  test('is given the benefit of both accuracies, and of 100 m', () => {
    const reach = FIX_SPEED_MAX_MPS * 60 + 10 + 10 + 100;
    expect(codeOf(moved(reach - 1), previous)).toBe('taken');
    expect(codeOf(moved(reach + 1), previous)).toBe('fix-implausible-speed');
    expect(codeOf(moved(reach + 800, { accuracyM: 900 }), previous)).toBe('taken');
  });

  test('a second later and 80 m away is within that benefit', () => {
    expect(codeOf(moved(80), aFix({ at: NOON - SECOND_MS }))).toBe('taken');
  });

  test('is not held against one too old to be of use, or a flight would lock people out', () => {
    const beforeFlight = aFix({ at: NOON - FIX_AGE_MAX_MS - 1 });
    expect(codeOf(moved(2_000_000), beforeFlight)).toBe('taken');
    expect(codeOf(moved(2_000_000), { ...beforeFlight, at: NOON - FIX_AGE_MAX_MS })).toBe(
      'fix-implausible-speed',
    );
  });
});

test('the checks come in order: place, time, order, accuracy, speed', () => {
  const bad = { place: { lat: 91, lon: 0 }, at: NOON + HOUR_MS, accuracyM: 5_000 };
  const newer = aFix({ at: NOON + 2 * HOUR_MS });
  expect(codeOf(bad, newer)).toBe('fix-place-invalid');
  const far = placeFrom(SCENE, 90_000);
  expect(codeOf({ ...bad, place: far }, newer)).toBe('fix-in-future');
  expect(codeOf({ ...bad, place: far, at: NOON }, newer)).toBe('fix-out-of-order');
  expect(codeOf({ ...bad, place: far, at: NOON }, previous)).toBe('fix-inaccurate');
  expect(codeOf({ accuracyM: 10, place: far, at: NOON }, previous)).toBe('fix-implausible-speed');
});
