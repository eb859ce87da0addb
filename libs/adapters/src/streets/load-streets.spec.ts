import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadOsm } from './load-osm';
import { loadOsmPbf } from './load-osm-pbf';
import { loadStreets } from './load-streets';
import { StreetGraph } from './street-graph';
import { leftOutByReason } from './street-lines';

const DATA = join(__dirname, '../../../../data');
const CUT = join(DATA, 'porto-alegre/streets.geojson');
const CUT_PBF = join(DATA, 'porto-alegre/streets.osm.pbf');

describe('OpenStreetMap streets of Porto Alegre', () => {
  it('are those one may walk along; each other way is left out with its reason', () => {
    const streets = loadOsm(CUT);
    expect(streets.lines.length + streets.leftOut.length).toBe(254);
    expect(leftOutByReason(streets)).toEqual({
      'access=no': 16,
      'foot=no': 15,
      'highway=platform': 4,
      'access=private': 3,
      'no highway tag': 2,
      'an area': 1,
    });
    expect(streets.lines.map(({ name }) => name)).toContain('Avenida Paulo Gama');
  });

  it('are the same from a binary extract as from GeoJSON', () => {
    expect(loadOsmPbf(CUT_PBF).lines).toEqual(loadOsm(CUT).lines);
    expect(loadStreets(CUT_PBF)).toEqual(loadOsmPbf(CUT_PBF));
    expect(loadStreets(CUT)).toEqual(loadOsm(CUT));
  });

  it('join into one network with ways between its ends', () => {
    const streets = StreetGraph.fromFile(CUT_PBF);
    expect(streets.leftOut.lengthKm / streets.lengthKm).toBeLessThan(0.1);
    const route = streets.routeBetween(
      { lat: -30.034, lon: -51.2205 },
      { lat: -30.038, lon: -51.217 },
    );
    expect(route?.lengthM).toBeGreaterThan(560);
    expect(route?.lengthM).toBeLessThan(1_200);
  });
});

describe('a file of streets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'closeby-streets-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it.each([
    ['a footway', { highway: 'footway' }, null],
    ['a motorway', { highway: 'motorway' }, 'highway=motorway'],
    ['a street being built', { highway: 'construction' }, 'highway=construction'],
    ['a private drive', { highway: 'service', access: 'private' }, 'access=private'],
    ['a private drive open on foot', { highway: 'service', access: 'private', foot: 'yes' }, null],
    ['a street without people on foot', { highway: 'trunk', foot: 'no' }, 'foot=no'],
    ['a motorroad', { highway: 'trunk', motorroad: 'yes' }, 'motorroad=yes'],
    ['a cycleway', { highway: 'cycleway', foot: 'use_sidepath' }, null],
    ['a square', { highway: 'pedestrian', area: 'yes' }, 'an area'],
    [
      'a gated road in the notation of ogr2ogr',
      { highway: 'service', other_tags: '"lit"=>"yes","access"=>"no"' },
      'access=no',
    ],
  ])('%s is walked, or left out with why not', (_, properties, reason) => {
    const street = feature(properties);
    const other = feature({ highway: 'path' });
    const { leftOut } = loadStreets(file('a.geojson', collection([street, other])));
    expect(leftOut).toEqual(reason === null ? [] : [{ index: 0, reason }]);
  });

  it('may be packed, and may be of TIGER: limited-access highways are left out of those', () => {
    const tiger = [feature({ mtfcc: 'S1400', name: 'Main St' }), feature({ mtfcc: 'S1100' })];
    const streets = loadStreets(file('tiger.geojson.gz', gzipSync(collection(tiger))));
    expect(streets.lines.map(({ name }) => name)).toEqual(['Main St']);
    expect(leftOutByReason(streets)).toEqual({ 'limited-access highway (S1100)': 1 });
  });

  it('names what it is not', () => {
    for (const text of ['{}', 'no JSON']) {
      expect(() => loadStreets(file('b.geojson', text))).toThrow(/is not a GeoJSON/);
    }
    expect(() => loadStreets(file('c.geojson', collection([feature({})])))).toThrow(/neither/);
    expect(() => loadStreets(join(folder, 'none.pbf'))).toThrow(/ENOENT/);
  });

  it('that is damaged is refused wherever it is damaged, and never hangs', () => {
    const whole = readFileSync(CUT_PBF);
    for (let length = 1; length < whole.length; length += 97) {
      const cut = file('cut.osm.pbf', whole.subarray(0, length));
      expect(() => loadOsmPbf(cut)).toThrow();
    }
    for (let at = 0; at < 400; at += 1) {
      const broken = Uint8Array.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      try {
        loadOsmPbf(file('broken.osm.pbf', broken));
      } catch (error) {
        expect(error).toHaveProperty('message');
      }
    }
  });

  it('that needs what this reader does not know is refused', () => {
    const blob = Uint8Array.of(0x0a, 0x0e, 0x22, 0x0c, ...Buffer.from('Unheard-of-1'));
    const header = Uint8Array.of(0x0a, 9, ...Buffer.from('OSMHeader'), 0x18, blob.length);
    const bytes = Uint8Array.of(0, 0, 0, header.length, ...header, ...blob);
    expect(() => loadOsmPbf(file('new.osm.pbf', bytes))).toThrow(/needs Unheard-of-1/);
  });
});

function feature(properties: Readonly<Record<string, string>>): unknown {
  const coordinates = [
    [-51.22, -30.03],
    [-51.21, -30.03],
  ];
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } };
}

function collection(features: readonly unknown[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features });
}
