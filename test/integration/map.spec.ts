import { gunzipSync } from 'node:zlib';
import type { Pool } from 'pg';
import { loadStreetLines } from '#adapters/map/load-street-lines';
import { SQUARE_ZOOM, StreetTiles, TILE_BYTES_MAX } from '#adapters/map/street-tiles';
import { squaresOf, webPoint } from '#adapters/map/web-squares';
import { makePool } from '#adapters/postgres/transaction';
import type { MapStreet, MapTile, TileAt } from '#flow/ports';
import { makeDatabase, rowsOf, type TestDatabase } from '../support/database';

const BEACH = { lat: 36.852926, lon: -75.977985 };
/** Two streets of some length, and one through several squares. */
const STREETS: readonly MapStreet[] = [
  { name: 'Atlantic Ave', class: 'minor', places: [BEACH, { lat: 36.86, lon: -75.98 }] },
  { name: 'Boardwalk', class: 'path', places: [BEACH, { lat: 36.855, lon: -75.976 }] },
  { name: 'Expressway', class: 'major', places: [BEACH, { lat: 36.84, lon: -76.3 }] },
];

let database: TestDatabase;
let pools: readonly [Pool, Pool];

beforeAll(async () => {
  database = await makeDatabase();
  const open = () =>
    makePool(database.appUrl, { max: 2, onError: () => undefined, purpose: 'map' });
  pools = [open(), open()];
}, 60_000);

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

function tileAt(z: number): TileAt {
  const { fromX: x, fromY: y } = squaresOf([webPoint(BEACH)], z, 0);
  return { z, x, y };
}

function textOf(tile: MapTile | null): string {
  if (tile === null) throw new Error('no tile');
  const bytes = tile.isGzipped ? gunzipSync(tile.bytes) : tile.bytes;
  return Buffer.from(bytes).toString('latin1');
}

test('two processes that start at once load the streets once', async () => {
  const loaded = await Promise.all(pools.map((pool) => loadStreetLines(pool, 'one', STREETS)));
  expect(loaded.filter(Boolean)).toHaveLength(1);
  await expect(loadStreetLines(pools[0], 'one', STREETS)).resolves.toBe(false);
  const lines = await rowsOf<{ no: number }>(
    database.ownerUrl,
    'SELECT DISTINCT line_no AS no FROM street_line ORDER BY no',
  );
  expect(lines.map(({ no }) => no)).toEqual([0, 1, 2]);
});

test('a tile has the streets of its square by name and class, fewer from far away', async () => {
  const tiles = new StreetTiles({ pool: pools[0], fileHash: 'one', attribution: null });
  const near = textOf(await tiles.tile(tileAt(14)));
  expect(
    ['streets', 'Atlantic Ave', 'Boardwalk', 'Expressway', 'major'].filter((part) =>
      near.includes(part),
    ),
  ).toHaveLength(5);
  const middle = textOf(await tiles.tile(tileAt(SQUARE_ZOOM)));
  expect([middle.includes('minor'), middle.includes('path')]).toEqual([true, false]);
  const far = textOf(await tiles.tile(tileAt(8)));
  expect([far.includes('major'), far.includes('minor')]).toEqual([true, false]);
  const { x, ...row } = tileAt(14);
  await expect(tiles.tile({ ...row, x: x - 200 })).resolves.toMatchObject({ isGzipped: false });
});

test('there is no tile beside the map, between zooms or nearer than the nearest', async () => {
  const tiles = new StreetTiles({ pool: pools[0], fileHash: 'one', attribution: null });
  for (const at of [
    { z: 3, x: 8, y: 0 },
    { z: 3, x: -1, y: 0 },
    { z: 3.5, x: 0, y: 0 },
    { z: NaN, x: 0, y: 0 },
    { z: 15, x: 0, y: 0 },
  ]) {
    await expect(tiles.tile(at)).resolves.toBeNull();
  }
});

test('a tile that would be too large loses its lesser streets, and at last all', async () => {
  const of = (bytesMax: number) =>
    new StreetTiles({ pool: pools[0], fileHash: 'one', attribution: null, bytesMax });
  const whole = gunzipSync((await of(TILE_BYTES_MAX).tile(tileAt(14)))?.bytes ?? '').length;
  const less = textOf(await of(whole - 1).tile(tileAt(14)));
  expect([less.includes('Atlantic Ave'), less.includes('Boardwalk')]).toEqual([true, false]);
  expect(textOf(await of(10).tile(tileAt(14)))).toBe('');
});

test('streets of a new file take the place of the old ones, under another tag', async () => {
  const before = await new StreetTiles({
    ...{ pool: pools[0], fileHash: 'one', attribution: null },
  }).tile(tileAt(14));
  await loadStreetLines(pools[0], 'two', STREETS.slice(0, 1));
  const tiles = new StreetTiles({ pool: pools[0], fileHash: 'two', attribution: null });
  const after = await tiles.tile(tileAt(14));
  expect(textOf(after)).not.toContain('Boardwalk');
  expect(after?.etag).not.toBe(before?.etag);
  const files = await rowsOf(database.ownerUrl, 'SELECT file_hash FROM street_file');
  expect(files).toEqual([{ file_hash: 'two' }]);
});

test('only the connections of the map see its tables', async () => {
  const work = makePool(database.appUrl, { max: 1, onError: () => undefined });
  const { rows } = await work.query('SELECT 1 FROM street_line');
  await work.end();
  expect(rows).toEqual([]);
});
