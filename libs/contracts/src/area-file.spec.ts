import { EA_GEOCODE, readAreaFile, type AreaOfFile } from '#contracts/area-file';

const SQUARE = [
  [
    [-2.1, 51.4, 12],
    [-2, 51.4, 12],
    [-2, 51.5, 12],
    [-2.1, 51.4, 12],
  ],
];
const POLYGON = { type: 'Polygon', coordinates: SQUARE };

function read(document: unknown): readonly AreaOfFile[] {
  const result = readAreaFile(JSON.stringify(document));
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

function feature(properties: object | null, geometry: unknown = POLYGON, id?: string | number) {
  return { type: 'Feature', ...(id === undefined ? {} : { id }), properties, geometry };
}

const collection = (...features: readonly unknown[]) => ({ type: 'FeatureCollection', features });

describe('a file of areas', () => {
  it('is a flood area of the Environment Agency as its polygon files have it', () => {
    const properties = {
      ...{ AREA: 'Wessex', FWS_TACODE: '122WAC953', TA_NAME: 'River Example at Upper Mill' },
      ...{ DESCRIP: 'From the mill to the ford.', LA_NAME: 'Wiltshire', QDIAL: 305082 },
    };
    expect(read(collection(feature(properties, { ...POLYGON, crs: null })))).toEqual([
      {
        ...{ index: 0, areaRef: '122WAC953', label: 'River Example at Upper Mill' },
        description: 'From the mill to the ford.',
        geocodes: [{ name: EA_GEOCODE, value: '122WAC953' }],
        // Heights are left out.
        drawn: {
          type: 'Polygon',
          coordinates: [
            [
              [-2.1, 51.4],
              [-2, 51.4],
              [-2, 51.5],
              [-2.1, 51.4],
            ],
          ],
        },
        fault: null,
      },
    ]);
  });

  it('is a list of flood areas as the API has it, whose outlines are elsewhere', () => {
    const items = [
      {
        '@id': 'http://environment.data.gov.uk/flood-monitoring/id/floodAreas/122WAC953',
        ...{ county: 'Wiltshire', eaAreaName: 'Wessex', fwdCode: '122WAC953', lat: 51.4 },
        ...{ label: 'River Example', notation: '122WAC953', description: 'Low ground' },
        polygon: 'http://environment.data.gov.uk/flood-monitoring/id/floodAreas/122WAC953/polygon',
      },
    ];
    expect(read({ '@context': 'meta.jsonld', meta: {}, items })).toMatchObject([
      { areaRef: '122WAC953', label: 'River Example', drawn: null, fault: null },
    ]);
  });

  it('takes codes of the National Weather Service, and pairs of its own', () => {
    const codes = { UGC: ['VAZ098', 'VAZ099'], SAME: ['051810'] };
    const [nws] = read(collection(feature({ id: 'zone-98', areaDesc: 'Beach', geocode: codes })));
    expect(nws?.geocodes).toEqual([
      { name: 'UGC', value: 'VAZ098' },
      { name: 'UGC', value: 'VAZ099' },
      { name: 'SAME', value: '051810' },
    ]);
    const geocodes = [{ name: 'FIPS6', value: '051810' }];
    expect(read(collection(feature({ areaRef: 'a', geocodes })))[0]?.geocodes).toEqual(geocodes);
  });

  it('says of one area what is wrong with it, and reads the others', () => {
    const faults = read(
      collection(
        ...[{ type: 'Point' }, feature(null), feature({ ref: 'a' }, null)],
        feature({ ref: 'b' }, { type: 'LineString', coordinates: SQUARE[0] }),
        feature({ ref: 'c' }, { type: 'Polygon', coordinates: [[['-2', '51']]] }),
        ...[feature({ ref: 'two words' }), feature({ ref: 'good' }), feature({}, POLYGON, 7)],
      ),
    );
    expect(faults.map(({ fault }) => fault)).toEqual([
      'It is no GeoJSON Feature.',
      expect.stringMatching(/no reference/),
      'It has no outline.',
      expect.stringMatching(/cannot be read: type/),
      expect.stringMatching(/cannot be read: coordinates\.0\.0\.0/),
      expect.stringMatching(/no reference/),
      null,
      null,
    ]);
    expect(faults.at(-1)?.areaRef).toBe('7');
  });

  it.each([
    ['no JSON', '{'],
    ['something else', '{"type": "Feature"}'],
    ['a list', '[]'],
    ['null', 'null'],
  ])('is refused when it is %s', (_name, text) => {
    expect(readAreaFile(text)).toMatchObject({ problem: { code: 'malformed-body' } });
  });
});
