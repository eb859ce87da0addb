import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { booleanPointInPolygon, multiPolygon, point } from '@turf/turf';
import { Pool } from 'pg';
import { checkOutline } from '#core/area-check';
import { boundingBox, contains, type Area, type Place } from '#core/geometry';
import { areaText } from '#adapters/postgres/save-document';
import { areaSchema, fromArea, toArea } from '#contracts/shapes';
import { makeDatabase, type TestDatabase } from '../support/database';

const SEED = 20_261_123;
const PEOPLE = 100_000;
const BUNDLES = ['e2e.json', 'guam-7day.json', 'testing.json'];
/** How far beyond an area's box people stand, as a share of its sides. */
const AROUND = 0.2;

/** As the statements that look for people of a call-out ask it, of positions as they are kept. */
const IN_AREA = `WITH shape AS MATERIALIZED (
  SELECT ST_SetSRID(ST_GeomFromGeoJSON($3::text), 4326) AS area
)
SELECT n::int AS n FROM shape, unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS p (lat, lon, n)
WHERE ST_Intersects(ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography::geometry, shape.area)
ORDER BY n`;

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await makeDatabase();
  pool = new Pool({ connectionString: database.appUrl, max: 1 });
}, 60_000);

afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('turf, PostGIS and Closeby agree about 100,000 people to the last one', async () => {
  const random = randomFrom(SEED);
  const shapes = [...warnedAreas(), awkward(random), awkward(random)];
  const each = Math.ceil(PEOPLE / shapes.length);
  let [people, inside] = [0, 0];
  for (const area of shapes) {
    const places = peopleAround(area, each, random);
    const ours = indices(places, (place) => contains(area, place));
    const shape = multiPolygon(coordinatesOf(area));
    const turfs = indices(places, ({ lat, lon }) =>
      booleanPointInPolygon(point([lon, lat]), shape),
    );
    expect(turfs).toEqual(ours);
    expect(await inPostgis(area, places)).toEqual(ours);
    people += places.length;
    inside += ours.length;
  }
  process.stdout.write(
    `point in polygon: seed ${String(SEED)}, ${String(shapes.length)} areas, ` +
      `${String(people)} people, ${String(inside)} inside, 0 told otherwise by turf or PostGIS\n`,
  );
  expect(people).toBeGreaterThanOrEqual(PEOPLE);
  expect(inside).toBeGreaterThan(PEOPLE / 10);
}, 40_000);

test('whoever stands on an edge is in the area by all three, on holes and corners', async () => {
  // Sums of powers of two, so that these places lie on their edges and not beside them.
  const area: Area = {
    polygons: [
      { outer: square(-76, 36, 1), holes: [square(-75.75, 36.25, 0.5)] },
      {
        outer: [...[at(-74, 36), at(-73, 37), at(-74, 37), at(-74, 36)]],
        holes: [],
      },
    ],
  };
  const onEdges = [
    ...[at(-76, 36.5), at(-75.5, 36), at(-75, 36.125), at(-75.25, 37), at(-76, 36), at(-75, 37)],
    ...[at(-75.75, 36.5), at(-75.5, 36.25), at(-75.25, 36.75), at(-75.75, 36.25)],
    ...[at(-73.5, 36.5), at(-74, 36.75), at(-73, 37), at(-73.25, 36.75)],
  ];
  const beside = [at(-75.5, 36.5), at(-76.5, 36), at(-74.5, 37), at(-73.5, 36.25), at(-72, 37)];
  const places = [...onEdges, ...beside];
  const expected = onEdges.map((_, index) => index);
  expect(indices(places, (place) => contains(area, place))).toEqual(expected);
  const shape = multiPolygon(coordinatesOf(area));
  expect(
    indices(places, ({ lat, lon }) => booleanPointInPolygon(point([lon, lat]), shape)),
  ).toEqual(expected);
  expect(await inPostgis(area, places)).toEqual(expected);
});

/** Polygons of the bundles of the National Weather Service, checked as any other. */
function warnedAreas(): Area[] {
  const areas = BUNDLES.flatMap((name) => {
    const text = readFileSync(join(__dirname, '../../data/nws', name), 'utf8');
    const { features } = JSON.parse(text) as { features: { geometry: unknown }[] };
    return features
      .filter(({ geometry }) => geometry !== null)
      .map(({ geometry }) => toArea(areaSchema.parse(geometry)));
  });
  for (const { polygons } of areas)
    expect(checkOutline(polygons, null)).toMatchObject({ ok: true });
  expect(areas.length).toBeGreaterThanOrEqual(15);
  return areas;
}

/** A jagged coast with lakes, an island in a lake, and another one beside it. */
function awkward(random: () => number): Area {
  const coast = jagged(at(-76.05, 36.85), 0.3, random, 1_500);
  const lakes = [
    jagged(at(-76.1, 36.87), 0.05, random, 300),
    jagged(at(-75.97, 36.8), 0.04, random, 200),
  ];
  const island = jagged(at(-76.1, 36.87), 0.02, random, 100);
  const beside = jagged(at(-75.4, 36.85), 0.1, random, 300);
  return {
    polygons: [
      { outer: coast, holes: lakes },
      { outer: island, holes: [] },
      { outer: beside, holes: [jagged(at(-75.4, 36.85), 0.03, random, 60)] },
    ],
  };
}

function jagged(
  middle: Place,
  radius: number,
  ...[random, count]: readonly [() => number, number]
): readonly Place[] {
  const ring = Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    const reach = radius * (0.7 + 0.3 * random());
    return at(middle.lon + reach * Math.cos(angle), middle.lat + reach * Math.sin(angle));
  });
  return [...ring, ...ring.slice(0, 1)];
}

function peopleAround(area: Area, count: number, random: () => number): readonly Place[] {
  const box = boundingBox(area);
  if (box === null) throw new Error('an area has points');
  const [high, wide] = [box.north - box.south, box.east - box.west];
  const along = () => random() * (1 + 2 * AROUND) - AROUND;
  return Array.from({ length: count }, () =>
    at(box.west + along() * wide, box.south + along() * high),
  );
}

async function inPostgis(area: Area, places: readonly Place[]): Promise<readonly number[]> {
  const lats = places.map(({ lat }) => lat);
  const lons = places.map(({ lon }) => lon);
  const { rows } = await pool.query<{ n: number }>(IN_AREA, [lats, lons, areaText(area)]);
  return rows.map(({ n }) => n - 1);
}

function indices(places: readonly Place[], isIn: (place: Place) => boolean): readonly number[] {
  return places.flatMap((place, index) => (isIn(place) ? [index] : []));
}

function coordinatesOf(area: Area): [number, number][][][] {
  const message = fromArea(area);
  return message.type === 'MultiPolygon' ? message.coordinates : [message.coordinates];
}

function square(west: number, south: number, side: number): readonly Place[] {
  const [east, north] = [west + side, south + side];
  return [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)];
}

function at(lon: number, lat: number): Place {
  return { lat, lon };
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
