import {
  chanceWithin,
  logNormalOf,
  momentsLeft,
  momentsOf,
  normalBelow,
  sumOf,
  type LogNormal,
} from '#core/log-normal';
import { momentsOfDraws, seededChance } from '#core/random-examples';
import { SECOND_MS } from '#core/units';

const SEED = 3;
const DRAWS = 200_000;

const turnout: LogNormal = { medianMs: 60 * SECOND_MS, sigma: 0.6 };
const reply: LogNormal = { medianMs: 40 * SECOND_MS, sigma: 0.49 };
const way: LogNormal = { medianMs: 240 * SECOND_MS, sigma: 0.35 };

/** How far a is from b, as a part of b. */
const off = (a: number, b: number): number => Math.abs(a - b) / b;

describe('the standard normal distribution', () => {
  test.each([
    [0, 0.5],
    [0.5, 0.6914625],
    [1, 0.8413447],
    [1.6448536, 0.95],
    [1.959964, 0.975],
    [3, 0.9986501],
    [-1, 0.1586553],
    [-2.5758293, 0.005],
    [40, 1],
    [-40, 0],
  ])('at %d is %d, as the tables have it', (z, share) => {
    expect(Math.abs(normalBelow(z) - share)).toBeLessThan(1e-7);
  });
});

describe('the moments of a log-normal', () => {
  test('by hand: median 60 s with 0.6 has mean 60·e^0.18 = 71.833 s, deviation 47.286 s', () => {
    const { meanMs, varianceMs2 } = momentsOf(turnout);
    expect(meanMs).toBeCloseTo(71_833.04, 1);
    expect(Math.sqrt(varianceMs2)).toBeCloseTo(47_286.08, 1);
  });

  test('lead back to the log-normal they came from', () => {
    const { medianMs, sigma } = logNormalOf(momentsOf(turnout));
    expect(medianMs).toBeCloseTo(turnout.medianMs, 6);
    expect(sigma).toBeCloseTo(turnout.sigma, 9);
  });

  test('of a certain duration are the duration and nothing', () => {
    expect(momentsOf({ medianMs: 500, sigma: 0 })).toEqual({ meanMs: 500, varianceMs2: 0 });
    expect(logNormalOf({ meanMs: 500, varianceMs2: 0 })).toEqual({ medianMs: 500, sigma: 0 });
    expect(logNormalOf({ meanMs: 0, varianceMs2: 0 })).toEqual({ medianMs: 0, sigma: 0 });
  });
});

describe('the chance of being within a time', () => {
  test('is a half at the median and 0.8413 one deviation of the logarithm later', () => {
    expect(chanceWithin(reply, 40 * SECOND_MS)).toBeCloseTo(0.5, 6);
    expect(chanceWithin(reply, 40 * SECOND_MS * Math.exp(0.49))).toBeCloseTo(0.84134, 5);
  });

  test('is 0 before it has begun, and all or nothing where there is no doubt', () => {
    expect(chanceWithin(reply, 0)).toBe(0);
    expect(chanceWithin(reply, -1)).toBe(0);
    expect(chanceWithin({ medianMs: 0, sigma: 0 }, 0)).toBe(1);
    expect(chanceWithin({ medianMs: 500, sigma: 0 }, 499)).toBe(0);
    expect(chanceWithin({ medianMs: 500, sigma: 0 }, 500)).toBe(1);
  });
});

describe(`against ${String(DRAWS)} draws (seed ${String(SEED)})`, () => {
  const draws = (of: readonly LogNormal[]): number[] => {
    const chance = seededChance(SEED);
    return Array.from({ length: DRAWS }, () =>
      of.reduce(
        (sum, { medianMs, sigma }) => sum + medianMs * Math.exp(sigma * chance.normal()),
        0,
      ),
    );
  };

  test('a sum of three has the moments that are worked out', () => {
    const drawn = momentsOfDraws(draws([reply, turnout, way]));
    const { meanMs, varianceMs2 } = sumOf([reply, turnout, way].map(momentsOf));
    expect(off(meanMs, drawn.mean)).toBeLessThan(0.005);
    expect(off(varianceMs2, drawn.variance)).toBeLessThan(0.03);
  });

  test('the log-normal of a sum gives the chances of the sum to one in a hundred', () => {
    const sums = draws([reply, turnout, way]);
    const fitted = logNormalOf(sumOf([reply, turnout, way].map(momentsOf)));
    for (const seconds of [200, 260, 320, 380, 450, 550, 700]) {
      const drawn = sums.filter((sum) => sum <= seconds * SECOND_MS).length / DRAWS;
      expect(Math.abs(chanceWithin(fitted, seconds * SECOND_MS) - drawn)).toBeLessThan(0.01);
    }
  });

  test.each([20, 60, 100, 180])('what is left of a turnout that has lasted %d s', (seconds) => {
    const lastedMs = seconds * SECOND_MS;
    const rest = draws([turnout])
      .filter((draw) => draw > lastedMs)
      .map((draw) => draw - lastedMs);
    const drawn = momentsOfDraws(rest);
    const { meanMs, varianceMs2 } = momentsLeft(turnout, lastedMs);
    expect(off(meanMs, drawn.mean)).toBeLessThan(0.03);
    expect(off(Math.sqrt(varianceMs2), Math.sqrt(drawn.variance))).toBeLessThan(0.08);
  });
});

describe('what is left of a duration', () => {
  test('by hand: of 60 s with 0.6 after 100 s, 45.924 s are left on average', () => {
    const { meanMs, varianceMs2 } = momentsLeft(turnout, 100 * SECOND_MS);
    expect(meanMs).toBeCloseTo(45_924, -2);
    expect(Math.sqrt(varianceMs2)).toBeCloseTo(50_610, -2);
  });

  test('is all of it at the start, and never nothing however long it has lasted', () => {
    expect(momentsLeft(turnout, 0)).toEqual(momentsOf(turnout));
    for (const minutes of [1, 5, 20, 60, 600]) {
      const { meanMs, varianceMs2 } = momentsLeft(turnout, minutes * 60 * SECOND_MS);
      expect(meanMs).toBeGreaterThan(20 * SECOND_MS);
      expect(meanMs).toBeLessThan(10 * 60 * SECOND_MS);
      expect(varianceMs2).toBeGreaterThan(0);
    }
  });

  test('of a certain duration is the rest, then nothing', () => {
    const certain = { medianMs: 500, sigma: 0 };
    expect(momentsLeft(certain, 200)).toEqual({ meanMs: 300, varianceMs2: 0 });
    expect(momentsLeft(certain, 900)).toEqual({ meanMs: 0, varianceMs2: 0 });
  });
});
