import { distanceM } from '#core/geometry';
import { StreetGraph } from '#adapters/streets/street-graph';
import { StreetTravel } from '#adapters/streets/street-travel';
import { Random } from '../city/random';
import { drawPairs, fitOf, PAIR_MAX_M, PAIR_MIN_M, placeNear, quantile } from './calibrate';

const SEED = 'calibrate-spec';

describe('the fit of straight lines', () => {
  it('is computed by hand from four pairs', () => {
    const pairs = [100, 125, 160, 200].map((roadM) => ({ straightM: 100, roadM }));
    expect(fitOf(pairs, 1.25)).toEqual({
      pairs: 4,
      straightOverRoadP50: 0.625,
      errorP50: (160 - 125) / 160,
      errorP90: 0.375,
      tooShort: 0.5,
    });
    expect(fitOf([], 1.25)).toMatchObject({ pairs: 0, errorP50: 0, tooShort: 0 });
  });

  it('goes by the nearest rank', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(quantile([5, 1, 4, 2, 3], 0.9)).toBe(5);
    expect(quantile([1], 0.01)).toBe(1);
  });
});

describe(`pairs drawn along streets (seed ${SEED})`, () => {
  const streets = StreetGraph.fromLines(
    Array.from({ length: 40 }, (_, n) => n / 1_000).flatMap((step) => [
      { name: 'east', places: corners((lon) => ({ lat: 36.8 + step, lon: -76 + lon })) },
      { name: 'north', places: corners((lat) => ({ lat: 36.8 + lat, lon: -76 + step })) },
    ]),
  );
  const draw = (): readonly { straightM: number; roadM: number }[] =>
    drawPairs(streets, new StreetTravel(streets), { pairs: 200, random: new Random(SEED) });

  it('are within reach, the same each time, and on a grid at most √2 longer than straight', () => {
    const pairs = draw();
    expect(pairs).toHaveLength(200);
    expect(draw()).toEqual(pairs);
    for (const { straightM, roadM } of pairs) {
      expect(straightM).toBeGreaterThanOrEqual(PAIR_MIN_M);
      expect(straightM).toBeLessThanOrEqual(PAIR_MAX_M);
      expect(roadM / straightM).toBeGreaterThan(0.99);
      // Between two parallel streets it is out to the corner and back.
      expect(roadM).toBeLessThan(Math.SQRT2 * straightM + 120);
    }
  });

  it('lie near a place', () => {
    const centre = { lat: 36.82, lon: -75.98 };
    const place = placeNear(streets, centre, new Random(SEED));
    expect(distanceM(place, centre)).toBeLessThanOrEqual(PAIR_MAX_M);
  });
});

function corners<T>(at: (along: number) => T): readonly T[] {
  return Array.from({ length: 40 }, (_, n) => at(n / 1_000));
}
