import { booleanPointInPolygon, distance, point, polygon } from '@turf/turf';
import * as fc from 'fast-check';
import { aSquare, placeFrom, SCENE } from '#core/examples';
import {
  boundingBox,
  coarseCell,
  COARSE_CELL_M,
  contains,
  distanceBandM,
  distanceM,
  isPlausiblePlace,
  type Place,
} from '#core/geometry';

const SEED = 20_260_304;
const checked = { seed: SEED, numRuns: 500 };

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const inLatitudes = (max: number): fc.Arbitrary<Place> =>
  fc.record({ lat: number(-max, max), lon: number(-179.9, 179.9) });
const anySalt = fc.tuple(number(0, 0.999999), number(0, 0.999999));

describe(`distance (seed ${String(SEED)})`, () => {
  test.each([
    ['nothing at all', SCENE, SCENE, 0],
    ['one degree of latitude', { lat: 0, lon: 10 }, { lat: 1, lon: 10 }, 111_195.08],
    ['one degree of longitude at the equator', { lat: 0, lon: 0 }, { lat: 0, lon: 1 }, 111_195.08],
    ['one degree of longitude at 60°', { lat: 60, lon: 0 }, { lat: 60, lon: 1 }, 55_596.97],
    ['across the antimeridian', { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111_195.08],
    ['pole to pole', { lat: 90, lon: 0 }, { lat: -90, lon: 0 }, 20_015_114.44],
    ['London to Paris', { lat: 51.5074, lon: -0.1278 }, { lat: 48.8566, lon: 2.3522 }, 343_556.53],
  ])('%s', (...[, from, to, metres]) => {
    expect(distanceM(from, to)).toBeCloseTo(metres, 0);
    expect(distanceM(to, from)).toBeCloseTo(metres, 0);
  });

  test('agrees with turf to a millimetre in a kilometre', () => {
    fc.assert(
      fc.property(inLatitudes(90), inLatitudes(90), (a, b) => {
        const turf = distance(point([a.lon, a.lat]), point([b.lon, b.lat]), { units: 'meters' });
        expect(Math.abs(distanceM(a, b) - turf)).toBeLessThan(0.05 + turf * 1e-6);
      }),
      checked,
    );
  });

  test('a place built 300 m north and 400 m east is 500 m away', () => {
    expect(distanceM(SCENE, placeFrom(SCENE, 300, 400))).toBeCloseTo(500, 1);
  });
});

describe('a place on earth', () => {
  test.each([
    ['the scene', SCENE, true],
    ['a pole', { lat: 90, lon: -180 }, true],
    ['latitude 91', { lat: 91, lon: 0 }, false],
    ['longitude 181', { lat: 0, lon: 181 }, false],
    ['not a number', { lat: Number.NaN, lon: 0 }, false],
    ['infinity', { lat: 0, lon: Number.POSITIVE_INFINITY }, false],
    ['(0, 0)', { lat: 0, lon: 0 }, false],
    ['(-0, 0)', { lat: -0, lon: 0 }, false],
    ['on the equator', { lat: 0, lon: 32.5 }, true],
  ])('%s', (_name, place, isOne) => {
    expect(isPlausiblePlace(place)).toBe(isOne);
  });
});

/** A star-shaped ring around a middle: simple, and as jagged as you like. */
function star(middle: Place, radii: readonly number[], scale: number): Place[] {
  return radii.map((radius, index) => {
    const angle = (2 * Math.PI * index) / radii.length;
    return {
      lat: middle.lat + Math.sin(angle) * radius * scale,
      lon: middle.lon + Math.cos(angle) * radius * scale,
    };
  });
}

const coordinates = (ring: readonly Place[]): number[][] =>
  [...ring, ...ring.slice(0, 1)].map((place) => [place.lon, place.lat]);

describe('an area', () => {
  test('agrees with turf on jagged polygons with a hole, closed or not', () => {
    const radii = fc.array(number(0.5, 1), { minLength: 4, maxLength: 24 });
    fc.assert(
      fc.property(
        radii,
        radii,
        fc.tuple(number(-0.1, 0.1), number(-0.1, 0.1)),
        (outer, inner, [dy, dx]) => {
          const ring = star(SCENE, outer, 0.1);
          const hole = star(SCENE, inner, 0.03);
          const place = { lat: SCENE.lat + dy, lon: SCENE.lon + dx };
          const shape = polygon([coordinates(ring), coordinates(hole)]);
          const turfAt = (east: number, north: number) =>
            booleanPointInPolygon(point([place.lon + east, place.lat + north]), shape);
          const turf = turfAt(0, 0);
          // Within a tenth of a micrometre of an edge rounding decides; edges have their own test.
          const nudges = [1e-12, -1e-12].flatMap((by) => [turfAt(by, 0), turfAt(0, by)]);
          fc.pre(nudges.every((nudged) => nudged === turf));
          expect(contains({ polygons: [{ outer: ring, holes: [hole] }] }, place)).toBe(turf);
          const closed = { outer: [...ring, ...ring.slice(0, 1)], holes: [hole] };
          expect(contains({ polygons: [closed] }, place)).toBe(turf);
        },
      ),
      checked,
    );
  });

  test('of two polygons holds what either holds; of none holds nothing', () => {
    const far = placeFrom(SCENE, 10_000);
    const area = { polygons: [aSquare(SCENE, 500), aSquare(far, 500)] };
    expect([SCENE, far, placeFrom(SCENE, 5_000)].map((place) => contains(area, place))).toEqual([
      true,
      true,
      false,
    ]);
    expect(contains({ polygons: [] }, SCENE)).toBe(false);
  });

  test('never holds a place that is not a number', () => {
    const area = { polygons: [aSquare(SCENE, 500)] };
    expect(contains(area, { lat: Number.NaN, lon: SCENE.lon })).toBe(false);
    expect(contains(area, { lat: SCENE.lat, lon: Number.NaN })).toBe(false);
  });

  test('lies in its bounding box, which touches it; one without points has none', () => {
    const square = aSquare(SCENE, 500);
    const [southWest, , northEast] = square.outer;
    expect(boundingBox({ polygons: [square] })).toEqual({
      south: southWest?.lat,
      west: southWest?.lon,
      north: northEast?.lat,
      east: northEast?.lon,
    });
    expect(boundingBox({ polygons: [] })).toBeNull();
  });
});

describe('the coarse cell', () => {
  /** Rounding the centre to five decimals moves it by up to 0.8 m. */
  const ROUNDING_M = 0.8;

  test('has its place inside, within half a side to the north and to the east', () => {
    fc.assert(
      fc.property(inLatitudes(80), anySalt, (place, salt) => {
        const { centre, sizeM } = coarseCell(place, salt);
        const northM = distanceM(centre, { lat: place.lat, lon: centre.lon });
        const eastM = distanceM(centre, { lat: centre.lat, lon: place.lon });
        expect(sizeM).toBe(COARSE_CELL_M);
        expect(northM).toBeLessThanOrEqual(sizeM / 2 + ROUNDING_M);
        expect(eastM).toBeLessThanOrEqual(sizeM / 2 + ROUNDING_M);
      }),
      checked,
    );
  });

  test('is the same for every place in it, so that asking again tells nothing', () => {
    const inside = number(-COARSE_CELL_M / 2 + 2, COARSE_CELL_M / 2 - 2);
    fc.assert(
      fc.property(
        inLatitudes(80),
        anySalt,
        fc.tuple(inside, inside),
        (place, salt, [northM, eastM]) => {
          const cell = coarseCell(place, salt);
          const other = {
            lat: cell.centre.lat + northM / 111_195.08,
            lon:
              cell.centre.lon + eastM / (111_195.08 * Math.cos((cell.centre.lat * Math.PI) / 180)),
          };
          expect(coarseCell(other, salt)).toEqual(cell);
        },
      ),
      checked,
    );
  });

  test('has a centre that is a place on earth and never the place itself', () => {
    const jagged = fc.record({
      lat: fc.integer({ min: -8_999_999, max: 8_999_999 }),
      lon: fc.integer({ min: -17_999_999, max: 17_999_999 }),
    });
    fc.assert(
      fc.property(jagged, anySalt, ({ lat, lon }, salt) => {
        // Half a centimetre off the grid of five decimals on which every centre lies.
        const place = { lat: (lat + 0.5) / 1e5, lon: (lon + 0.5) / 1e5 };
        const { centre } = coarseCell(place, salt);
        expect(isPlausiblePlace(centre)).toBe(true);
        expect(centre).not.toEqual(place);
      }),
      checked,
    );
  });

  test('stays on earth at the poles and at the antimeridian', () => {
    for (const place of [
      { lat: 90, lon: 0 },
      { lat: -90, lon: 0 },
      { lat: 0, lon: 180 },
      { lat: -17, lon: -180 },
    ]) {
      for (const salt of [0, 0.25, 0.5, 0.75, 0.99]) {
        expect(isPlausiblePlace(coarseCell(place, [salt, salt]).centre)).toBe(true);
      }
    }
  });

  test('differs from one salt to another, so that two grids cannot be laid over each other', () => {
    const cells = [0, 0.2, 0.4, 0.6, 0.8].map((salt) => coarseCell(SCENE, [salt, salt]).centre);
    expect(new Set(cells.map((centre) => JSON.stringify(centre))).size).toBe(5);
  });
});

test.each([
  [0, 250],
  [1, 250],
  [250, 250],
  [251, 500],
  [999, 1_000],
  [1_000, 1_000],
])('%i m away is told as at most %i m', (metres, band) => {
  expect(distanceBandM(metres)).toBe(band);
});
