import { FileError, readOsmAeds } from './import-osm';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const POINT = { type: 'Point', coordinates: [8.54, 47.37] };

const fileOf = (...features: readonly object[]): string =>
  JSON.stringify({ type: 'FeatureCollection', features });
const feature = (properties: object, others: object = {}): object => ({
  ...{ type: 'Feature', id: 'node/1', properties, geometry: POINT },
  ...others,
});
const read = (...features: readonly object[]) => readOsmAeds(fileOf(...features), NOW);

describe('AEDs of OpenStreetMap', () => {
  it('are read by their tags', () => {
    const tags = {
      emergency: 'defibrillator',
      access: 'yes',
      opening_hours: 'Mo-Fr 08:00-18:00',
      indoor: 'yes',
      'defibrillator:location': 'beside the lift',
      level: '2',
      ref: 'RNG009',
      check_date: '2026-03-01',
    };
    const file = read(feature(tags));
    expect(file).toMatchObject({ readCount: 1, refused: [] });
    expect(file.rows).toEqual([
      {
        where: 'node/1',
        externalRef: 'node/1',
        indoor: true,
        status: null,
        put: {
          name: 'Defibrillator RNG009',
          place: { type: 'Point', coordinates: [8.54, 47.37] },
          locationDetail: 'beside the lift',
          floor: '2',
          access: 'public',
          openingHours: 'Mo-Fr 08:00-18:00',
          lastCheckedAt: '2026-03-01T00:00:00.000Z',
        },
      },
    ]);
  });

  it('say nothing where they say nothing', () => {
    const [row] = read(feature({})).rows;
    expect(row).toMatchObject({ indoor: null, put: { name: 'Defibrillator', access: 'unknown' } });
    expect(row?.put).toMatchObject({ locationDetail: null, openingHours: null, floor: null });
  });

  it.each([
    ['public', 'public'],
    ['permissive', 'permissive'],
    ['customers', 'customers'],
    ['private', 'private'],
    ['no', 'no'],
    ['permit', 'unknown'],
  ])('with access %s are %s', (access, expected) =>
    expect(read(feature({ access })).rows[0]?.put.access).toBe(expected),
  );

  it('have their id where exports put it, and their tags nested or not', () => {
    const ids = read(
      feature({ '@id': 'node/7' }, { id: undefined }),
      feature({ id: 8, tags: { name: 'Hall' } }, { id: undefined }),
    ).rows.map(({ externalRef, put }) => [externalRef, put.name]);
    expect(ids).toEqual([
      ['node/7', 'Defibrillator'],
      ['8', 'Hall'],
    ]);
  });

  it('never carry names, numbers or addresses of people into the register', () => {
    const secret = 'Petra Muster';
    const file = read(
      feature({
        operator: secret,
        description: secret,
        note: secret,
        'addr:street': secret,
        'contact:phone': secret,
        name: `AED Frau ${secret}`,
        'defibrillator:location': `bei Familie ${secret}, 079 555 01 23, p.muster@example.org`,
        opening_hours: 'Mo-Fr 08:00-18:00 "079 555 01 23"',
      }),
    );
    expect(JSON.stringify(file)).not.toMatch(/Muster|Petra|555|@/i);
    expect(file.rows).toHaveLength(1);
  });

  it('are cut where their place is described at length, and lose hours too long to be any', () => {
    const tags = { 'defibrillator:location': 'x'.repeat(300), opening_hours: 'y'.repeat(600) };
    const [row] = read(feature(tags)).rows;
    expect(row?.put.locationDetail).toMatch(/^x{199}…$/);
    expect(row?.put.openingHours).toBeNull();
  });

  it('believe no check that is yet to come', () => {
    for (const check_date of ['2026-05-02', '2026-02', 'yesterday']) {
      expect(read(feature({ check_date })).rows[0]?.put.lastCheckedAt).toBeNull();
    }
  });
});

describe('a feature that is refused', () => {
  const at = (...coordinates: unknown[]) =>
    feature({}, { geometry: { type: 'Point', coordinates } });
  it.each([
    ['without an id', feature({}, { id: null }), 'it has no id'],
    ['of another thing', feature({ emergency: 'phone' }), 'not tagged as a defibrillator'],
    ['without a place', feature({}, { geometry: null }), 'its geometry is not a point'],
    ['with a line', feature({}, { geometry: { type: 'LineString' } }), 'not a point'],
    ['with a blank place', at('', ''), 'place.coordinates'],
    ['with half a place', at(8.5), 'place.coordinates'],
    ['beyond the poles', at(8.5, 97.4), 'place.coordinates.1'],
    ['beyond the date line', at(188.5, 47.4), 'place.coordinates.0'],
    ['nowhere', at(0, 0), 'place.coordinates'],
    ['that is no object', 'node/1' as unknown as object, 'it has no id'],
  ])('%s', (_what, given, why) => {
    const file = read(given, feature({}, { id: 'node/2' }));
    expect(file.rows.map((row) => row.externalRef)).toEqual(['node/2']);
    expect(file.refused).toHaveLength(1);
    expect(file.refused[0]?.why).toContain(why);
  });

  it('is named by its id, or else by its number', () => {
    const refused = read(feature({}, { geometry: null }), feature({}, { id: null })).refused;
    expect(refused.map((row) => row.where)).toEqual(['node/1', 'feature 2']);
    expect(refused.map((row) => row.externalRef)).toEqual(['node/1', null]);
  });
});

describe('a file that is refused as a whole', () => {
  it.each([
    ['{"type":"FeatureCollection","features":[{"type":"Fea', 'cut before its end'],
    ['[]', 'no GeoJSON FeatureCollection'],
    ['{"type":"Feature"}', 'no GeoJSON FeatureCollection'],
    ['{"type":"FeatureCollection"}', 'no GeoJSON FeatureCollection'],
  ])('%s', (text, why) => {
    expect(() => readOsmAeds(text, NOW)).toThrow(FileError);
    expect(() => readOsmAeds(text, NOW)).toThrow(why);
  });

  it('is not one that begins with a byte order mark', () =>
    expect(readOsmAeds(`\ufeff${fileOf(feature({}))}`, NOW).rows).toHaveLength(1));
});
