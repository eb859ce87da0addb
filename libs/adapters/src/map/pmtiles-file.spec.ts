import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PmtilesFile } from './pmtiles-file';

/** Of the format's version 3: a header of 127 bytes, then directories, metadata and tiles. */
const HEADER_BYTES = 127;
const VECTOR = 1;
const PICTURE = 2;
const UNPACKED = 1;
const TILE = new TextEncoder().encode('one tile');
/** One entry: tile 0 of zoom 0, once, as long as the tile, at the beginning of the tiles. */
const DIRECTORY = new Uint8Array([1, 0, 1, TILE.length, 1]);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'closeby-tiles-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function archive(kind: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  new TextEncoder().encode('PMTiles').forEach((byte, at) => header.setUint8(at, byte));
  header.setUint8(7, 3);
  const tilesAt = HEADER_BYTES + DIRECTORY.length;
  const parts = [
    ...[HEADER_BYTES, DIRECTORY.length, tilesAt, 0, tilesAt, 0, tilesAt, TILE.length, 1, 1, 1],
  ];
  parts.forEach((value, index) => header.setBigUint64(8 + 8 * index, BigInt(value), true));
  header.setUint8(96, 1);
  header.setUint8(97, UNPACKED);
  header.setUint8(98, UNPACKED);
  header.setUint8(99, kind);
  header.setUint8(101, 4);
  const box = [-76, 36, -75, 37];
  box.forEach((degrees, index) => header.setInt32(102 + 4 * index, degrees * 1e7, true));
  return Buffer.concat([new Uint8Array(header.buffer), DIRECTORY, TILE]);
}

it('gives the tiles of the file, and nothing where there is none', async () => {
  const tiles = new PmtilesFile(fileOf('city.pmtiles', archive(VECTOR)), '© somebody');
  await expect(tiles.facts()).resolves.toEqual({
    ...{ styleUrl: null, tiles: 'pmtiles', attribution: '© somebody', maxZoom: 4 },
    bounds: { west: -76, south: 36, east: -75, north: 37 },
  });
  const tile = await tiles.tile({ z: 0, x: 0, y: 0 });
  expect(gunzipSync(tile?.bytes ?? '').toString()).toBe('one tile');
  expect((await tiles.tile({ z: 1, x: 0, y: 0 }))?.bytes).toHaveLength(0);
  await expect(tiles.tile({ z: 5, x: 0, y: 0 })).resolves.toBeNull();
  await expect(tiles.tile({ z: 1, x: 2, y: 0 })).resolves.toBeNull();
  await tiles.close();
});

it('says so where the file holds pictures, or is no such file', async () => {
  const pictures = new PmtilesFile(fileOf('photo.pmtiles', archive(PICTURE)), null);
  await expect(pictures.facts()).rejects.toThrow('no vector tiles');
  const text = new PmtilesFile(fileOf('text.pmtiles', new Uint8Array(200)), null);
  await expect(text.facts()).rejects.toThrow();
  await Promise.all([pictures.close(), text.close()]);
});
