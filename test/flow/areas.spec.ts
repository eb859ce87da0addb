import type { AreaPutView } from '#contracts/area-api';
import { openCalloutSchema, type OpenCalloutBody } from '#contracts/callout-api';
import { putAreaSchema } from '#contracts/area-api';
import { calloutBody, type CalloutFields } from '../support/callout-message';
import { makeAreaSteps } from './area-steps';
import { MemoryService, SCENE, valueOf } from './memory-service';

const CLOSED = [
  [-76.1, 36.8],
  [-75.9, 36.8],
  [-75.9, 36.9],
  [-76.1, 36.9],
  [-76.1, 36.8],
];
const SQUARE = { type: 'Polygon', coordinates: [CLOSED] };
const LAKE = [
  [-76.05, 36.81],
  [-76.03, 36.81],
  [-76.03, 36.83],
  [-76.05, 36.83],
  [-76.05, 36.81],
];

const body = (fields: CalloutFields & Record<string, unknown>): OpenCalloutBody =>
  openCalloutSchema.parse(calloutBody({ area: SQUARE, ...fields }));

async function open() {
  const service = await MemoryService.open();
  return { service, areas: makeAreaSteps(service), organisationId: service.organisationId };
}

async function resolved(fields: Record<string, unknown>) {
  const { areas, organisationId } = await open();
  return areas.resolveArea.plain(organisationId, body(fields));
}

describe('the area of a call-out', () => {
  it('is closed, turned and told, in words and by field', async () => {
    const area = { type: 'Polygon', coordinates: [CLOSED.slice(0, -1)] };
    const exclusions = { type: 'Polygon', coordinates: [[...LAKE].reverse()] };
    const { message, repairs } = valueOf(await resolved({ area, exclusions }));
    expect(message.area).toEqual({ type: 'MultiPolygon', coordinates: [[CLOSED]] });
    expect(repairs.map(({ field, kind }) => [field, kind])).toEqual([
      ['area', 'ring-closed'],
      ['exclusions', 'turned-round'],
    ]);
  });

  it('is a circle', async () => {
    const area = { type: 'Circle', centre: [SCENE.lon, SCENE.lat], radiusM: 1_000 };
    const { message, repairs } = valueOf(await resolved({ area }));
    expect(message.area.coordinates[0]).toHaveLength(1);
    expect(repairs).toMatchObject([{ field: 'area', kind: 'circle-drawn' }]);
  });

  it('loses a small loop that crosses it, and is refused where its loops are large', async () => {
    const curl = [...CLOSED.slice(0, 3), [-76.0, 36.9], [-76.001, 36.901], [-76, 36.901]];
    const small = [...curl, [-76.001, 36.9], ...CLOSED.slice(3)];
    const { repairs } = valueOf(
      await resolved({ area: { type: 'Polygon', coordinates: [small] } }),
    );
    expect(repairs.map(({ kind }) => kind)).toContain('loops-cut');
    const [a, b, c, d] = CLOSED;
    const bowTie = { type: 'Polygon', coordinates: [[a, c, b, d, a]] };
    expect(await resolved({ exclusions: bowTie })).toMatchObject({
      problem: {
        ...{ code: 'area-invalid', field: 'exclusions' },
        detail: expect.stringMatching(/near latitude 36.85, longitude -76 /) as string,
      },
    });
  });

  it('is joined where polygons overlap, and cut where a hole reaches out', async () => {
    const east = CLOSED.map(([lon = 0, lat = 0]) => [lon + 0.1, lat]);
    const lake = LAKE.map(([lon = 0, lat = 0]) => [lon + 0.2, lat - 0.02]);
    const both = { type: 'MultiPolygon', coordinates: [[CLOSED], [east, lake]] };
    const { message, repairs } = valueOf(await resolved({ area: both }));
    expect(message.area.coordinates).toHaveLength(1);
    expect(repairs.map(({ kind }) => kind)).toEqual(['parts-joined', 'hole-cut']);
  });

  it('is asked about where latitude and longitude are turned round', async () => {
    const turned = { type: 'Polygon', coordinates: [CLOSED.map(([lon, lat]) => [lat, lon])] };
    expect(await resolved({ area: turned })).toMatchObject({
      problem: { field: 'area', detail: expect.stringMatching(/did you swap/) as string },
    });
  });

  it('may not be excluded where people report', async () => {
    const around = { type: 'Circle', centre: [-76, 36.86], radiusM: 500 };
    expect(await resolved({ exclusions: around })).toMatchObject({
      problem: { code: 'invalid-field', field: 'musterPoints.0.place' },
    });
  });

  it.each([
    ['NaN', [[[Number.NaN, 36.8], ...CLOSED.slice(1)]]],
    ['texts', [[['-76', '36'], ...CLOSED.slice(1)]]],
    ['no ring', []],
    ['heights', [[[-76.1, 36.8, 3], ...CLOSED.slice(1)]]],
    ['too many points', [Array.from({ length: 10_001 }, () => [-76, 36])]],
  ])('cannot be read with %s', (_name, coordinates) => {
    const area = { type: 'Polygon', coordinates };
    expect(openCalloutSchema.safeParse(calloutBody({ area })).success).toBe(false);
  });
});

describe('areas kept by name', () => {
  const put = putAreaSchema.parse({
    label: 'Low ground',
    area: { type: 'Polygon', coordinates: [CLOSED.slice(0, -1)] },
    geocodes: [{ name: 'UGC', value: 'VAZ098' }],
  });

  it('are what a call-out and a warning name, as they are at that moment', async () => {
    const { areas, service, organisationId } = await open();
    const kept: AreaPutView = valueOf(await areas.storedAreas.put(organisationId, 'low', put));
    expect(kept.repairs).toMatchObject([{ kind: 'ring-closed' }]);
    const area = { type: 'Stored', areaRef: 'low' };
    const { message, repairs } = valueOf(
      await areas.resolveArea.plain(organisationId, body({ area })),
    );
    expect(message.area.coordinates).toEqual([[CLOSED]]);
    expect(repairs[0]?.says).toMatch(/kept as low \(Low ground\)/);
    const { areaStore } = service.store;
    const found = await areaStore.byGeocode(organisationId, [{ name: 'ugc', value: 'VAZ098' }]);
    expect(found.map(({ areaRef }) => areaRef)).toEqual(['low']);
    valueOf(await areas.storedAreas.remove(organisationId, 'low'));
    expect(await areas.resolveArea.plain(organisationId, body({ area }))).toMatchObject({
      problem: { code: 'area-invalid', field: 'area.areaRef' },
    });
  });

  it('come in from a file all at once; a dry run keeps nothing and says the same', async () => {
    const { areas, organisationId } = await open();
    const feature = (id: string, coordinates: unknown) => ({
      ...{ type: 'Feature', properties: { FWS_TACODE: id, TA_NAME: `Area ${id}` } },
      geometry: { type: 'Polygon', coordinates },
    });
    const [a, b, c, d] = CLOSED;
    const file = Buffer.from(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          ...[feature('a', [CLOSED]), feature('b', [CLOSED.slice(0, -1)])],
          ...[feature('cross', [[a, c, b, d, a]]), feature('a', [CLOSED])],
        ],
      }),
    );
    const take = (dryRun: boolean) =>
      areas.storedAreas.take(organisationId, file, { dryRun, source: 'Agency' });
    const dry = valueOf(await take(true));
    const counts = { readCount: 4, addedCount: 2, refusedCount: 2 };
    expect(dry).toMatchObject({ ...counts, dryRun: true });
    const page = { cursor: null, limit: 9 };
    expect((await areas.storedAreas.list(organisationId, page)).items).toEqual([]);
    const done = valueOf(await take(false));
    expect(done).toEqual({ ...dry, dryRun: false });
    expect(done.lines.map(({ index, outcome }) => [index, outcome])).toEqual([
      [2, 'refused'],
      [3, 'refused'],
      [1, 'added'],
      [0, 'added'],
    ]);
    expect(done.lines[0]?.reason).toMatch(/crosses itself near/);
    expect(valueOf(await take(false))).toMatchObject({ addedCount: 0, unchangedCount: 2 });
  });

  it('are described by a list of the Environment Agency once their outlines are here', async () => {
    const { areas, organisationId } = await open();
    valueOf(await areas.storedAreas.put(organisationId, '122WAC953', put));
    const items = [
      { notation: '122WAC953', fwdCode: '122WAC953', label: 'River Example' },
      { notation: '122WAC954', fwdCode: '122WAC954', label: 'Another' },
    ];
    const file = Buffer.from(JSON.stringify({ items }));
    const options = { dryRun: false, source: null };
    const report = valueOf(await areas.storedAreas.take(organisationId, file, options));
    expect(report).toMatchObject({ changedCount: 1, refusedCount: 1 });
    expect(report.lines[0]?.reason).toMatch(/outline is not here yet/);
    const kept = valueOf(await areas.storedAreas.read(organisationId, '122WAC953'));
    expect(kept).toMatchObject({
      ...{ label: 'River Example', area: { coordinates: [[CLOSED]] } },
      geocodes: [{ name: 'TargetAreaCode', value: '122WAC953' }],
    });
  });
});
