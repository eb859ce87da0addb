import * as fc from 'fast-check';
import { SCENE } from '#core/examples';
import {
  AREA_POINTS_MAX,
  areaSchema,
  fromArea,
  fromPlace,
  instantSchema,
  pageQuerySchema,
  pointSchema,
  refSchema,
  text,
  toArea,
  toInstant,
  toIso,
  toPlace,
  type AreaMessage,
} from '#contracts/shapes';

const SEED = 20_260_306;

describe('text', () => {
  const short = text(10);

  test.each([
    ['plain', 'Flat 3', 'Flat 3'],
    ['trimmed', '  Flat 3 ', 'Flat 3'],
    ['with tab and line feed', 'a\tb\nc', 'a\tb\nc'],
    ['with line ends of Windows', 'a\r\nb', 'a\nb'],
    ['with accents and emoji', 'Müller 👍', 'Müller 👍'],
  ])('%s is taken', (_name, given, expected) => {
    expect(short.parse(given)).toBe(expected);
  });

  test.each([
    ['empty', '   '],
    ['too long', '12345678901'],
    ['with a NUL', 'a\u0000b'],
    ['with an escape', 'a\u001b[31m'],
    ['with a C1 control', 'a\u0085b'],
    ['turned around by an override', 'a\u202eb'],
    ['with an isolate', 'a\u2066b'],
    ['with a right-to-left mark', 'a\u200fb'],
    ['with half a character', 'a\ud83d'],
    ['that is a number', 3],
  ])('%s is refused', (_name, given) => {
    expect(short.safeParse(given).success).toBe(false);
  });
});

test.each([
  ['CAD-2026/03:1', true],
  ['a', true],
  ['', false],
  ['-a', false],
  ['a b', false],
  ['a\n', false],
  ['ä', false],
  ['a'.repeat(120), true],
  ['a'.repeat(121), false],
])('%j as a reference: %s', (ref, isOne) => {
  expect(refSchema.safeParse(ref).success).toBe(isOne);
});

test.each([
  ['2026-03-01T12:00:00Z', true],
  ['2026-03-01T12:00:00.123Z', true],
  ['2026-03-01T07:00:00-05:00', true],
  ['2026-03-01T12:00:00', false],
  ['2026-03-01', false],
  ['2026-02-30T12:00:00Z', false],
  ['yesterday', false],
  ['1772366400000', false],
])('%s is a moment: %s', (iso, isOne) => {
  expect(instantSchema.safeParse(iso).success).toBe(isOne);
});

test('a moment with an offset is the same moment in UTC', () => {
  expect(toIso(toInstant('2026-03-01T07:00:00-05:00'))).toBe('2026-03-01T12:00:00.000Z');
  expect(toIso(null)).toBeNull();
});

describe('a point', () => {
  const at = (...coordinates: unknown[]): unknown => ({ type: 'Point', coordinates });

  test('is longitude, latitude, and comes back as it went', () => {
    expect(toPlace(pointSchema.parse(at(SCENE.lon, SCENE.lat)))).toEqual(SCENE);
    expect(fromPlace(SCENE)).toEqual({ type: 'Point', coordinates: [SCENE.lon, SCENE.lat] });
  });

  test.each([
    ['latitude 91', at(0, 91)],
    ['longitude -181', at(-181, 0)],
    ['not a number', at(Number.NaN, 0)],
    ['infinity', at(0, Number.POSITIVE_INFINITY)],
    ['(0, 0)', at(0, 0)],
    ['an altitude', at(1, 2, 3)],
    ['one number', at(1)],
    ['text', at('1', '2')],
    ['another type', { type: 'LineString', coordinates: [1, 2] }],
    ['a stranger beside it', { type: 'Point', coordinates: [1, 2], crs: 'x' }],
  ])('with %s is refused', (_name, message) => {
    expect(pointSchema.safeParse(message).success).toBe(false);
  });
});

describe('an area', () => {
  const ring: [number, number][] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];
  const refusal = (message: unknown): string | undefined =>
    areaSchema.safeParse(message).error?.issues[0]?.message;

  test.each([
    ['open ring', [[...ring.slice(0, 3), [0, 1]]], 'every ring must end where it began'],
    ['open hole', [ring, [...ring.slice(0, 3), [0, 1]]], 'every ring must end where it began'],
    ['ring of three points', [ring.slice(1)], 'expected array to have >=4 items'],
    ['polygon without rings', [], 'expected array to have >=1 items'],
    ['latitude of 91', [[...ring.slice(0, 2), [1, 91], [0, 0]]], 'expected number to be <=90'],
    [
      'ring of too many points',
      [[...Array.from({ length: AREA_POINTS_MAX }, () => [1, 1]), [1, 1]]],
      'must have at most 10000 points',
    ],
  ])('with an %s is refused', (_name, coordinates, message) => {
    expect(refusal({ type: 'Polygon', coordinates })).toContain(message);
  });

  test('of another type is refused', () => {
    expect(areaSchema.safeParse({ type: 'Point', coordinates: [1, 2] }).success).toBe(false);
  });

  test(`comes back as it went, with its holes (seed ${String(SEED)})`, () => {
    const position = fc.tuple(
      fc.integer({ min: -180, max: 180 }),
      fc.integer({ min: -90, max: 90 }),
    );
    const closed = fc
      .tuple(position, fc.array(position, { minLength: 2, maxLength: 6 }))
      .map(([first, rest]) => [first, ...rest, first]);
    const polygons = fc.array(fc.array(closed, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(polygons, (coordinates) => {
        const message: AreaMessage = { type: 'MultiPolygon', coordinates };
        expect(fromArea(toArea(areaSchema.parse(message)))).toEqual(message);
      }),
      { seed: SEED },
    );
  });
});

test('a page is 50 long unless told otherwise, and never longer than 200', () => {
  expect(pageQuerySchema.parse({})).toEqual({ limit: 50 });
  expect(pageQuerySchema.parse({ limit: '200' })).toEqual({ limit: 200 });
  for (const limit of ['201', '0', '1.5', 'all', '']) {
    expect(pageQuerySchema.safeParse({ limit }).success).toBe(false);
  }
});
