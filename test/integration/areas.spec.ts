import { randomUUID } from 'node:crypto';
import type {
  AreaImportReportView,
  AreaPutView,
  CalloutAreaChangedView,
  CalloutPreviewView,
} from '#contracts/area-api';
import type { CalloutView } from '#contracts/callout-api';
import { calloutBody } from '../support/callout-message';
import { alertOf, phoneAt, until, type Phone } from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { isOfAreas, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const METRES_PER_DEGREE = 111_195;
const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);
let server: TestServer;
let record: RecordKeeper;

beforeAll(async () => {
  server = await startServer();
  record = await RecordKeeper.open(server);
});
afterAll(async () => {
  await record.close();
  await server.stop();
});

const north = (metres: number) => ({ ...HERE, lat: HERE.lat + metres / METRES_PER_DEGREE });
const ring = (south: number, top: number): [number, number][] => [
  [HERE.lon - 0.05, north(south).lat],
  [HERE.lon + 0.05, north(south).lat],
  [HERE.lon + 0.05, north(top).lat],
  [HERE.lon - 0.05, north(top).lat],
  [HERE.lon - 0.05, north(south).lat],
];
const band = (south: number, top: number) => ({ type: 'Polygon', coordinates: [ring(south, top)] });

const body = (fields: Record<string, unknown>) => ({
  ...calloutBody({ credentialKind: 'cpr', wantedCount: 2 }),
  controlRef: `FLOOD-${randomUUID()}`,
  area: band(-3_000, 3_000),
  musterPoints: [
    {
      ...{ musterKey: 'pier', name: 'Pier' },
      place: { type: 'Point', coordinates: [HERE.lon, north(6_000).lat] },
      ...{ routeNote: 'From the north.', parkingNote: 'On the meadow.' },
    },
  ],
  ...fields,
});

/** A jagged ring that does not cross itself, as models of floods draw them. */
function jagged(count: number): [number, number][] {
  const points = Array.from({ length: count }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / count;
    const radius = 0.08 * (1 + 0.1 * Math.sin(angle * 300));
    return [HERE.lon + radius * Math.cos(angle), HERE.lat + radius * Math.sin(angle)];
  });
  return [...points, ...points.slice(0, 1)];
}

async function importFile(document: unknown, query = ''): Promise<AreaImportReportView> {
  const response = await fetch(`${server.url}/v1/areas/import${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.keys.supervisor}`,
      'content-type': 'application/geo+json',
    },
    body: JSON.stringify(document),
  });
  const answer = (await response.json()) as AreaImportReportView;
  fits('importAreas', { status: response.status, body: answer });
  return answer;
}

describe('areas over HTTP', () => {
  it('are kept by name, put right and told, and forgotten', async () => {
    const supervisor = server.supervisor();
    const open = { type: 'Polygon', coordinates: [ring(-3_000, 3_000).slice(0, -1)] };
    const geocodes = [{ name: 'UGC', value: 'VAZ098' }];
    const area = { label: 'Low ground', area: open, geocodes };
    const put = await supervisor.put<AreaPutView>('/v1/areas/low/ground', area);
    expect(put.status).toBe(404);
    const path = `/v1/areas/${encodeURIComponent('low/ground')}`;
    const kept = await supervisor.put<AreaPutView>(path, area);
    fits('putArea', kept);
    expect(kept.body.repairs).toMatchObject([{ field: 'area', kind: 'ring-closed' }]);
    const read = await server.control().get(path);
    fits('readArea', read);
    expect(read.body).toMatchObject({
      areaRef: 'low/ground',
      geocodes,
      area: { type: 'MultiPolygon' },
    });
    fits('listAreas', await server.control().get('/v1/areas?limit=1'));
    const dispatcher = () => server.dispatcher().put(path, area);
    await record.expectRefused(dispatcher, { status: 403, code: 'forbidden' });
    const theirs = await server.otherOrganisation();
    const foreign = await fetch(`${server.url}${path}`, {
      headers: { authorization: `Bearer ${theirs.supervisor}` },
    });
    expect(foreign.status).toBe(404);
    fits('removeArea', await supervisor.remove(path));
    const gone = { status: 404, code: 'not-found' } as const;
    await record.expectRefused(() => supervisor.remove(path), gone);
    await record.expectRefused(() => supervisor.get(path), gone);
  });

  it('are refused with field and reason, and nothing is kept', async () => {
    const supervisor = server.supervisor();
    const [a, b, c, d] = ring(-3_000, 3_000);
    const turned = ring(-3_000, 3_000).map(([lon, lat]) => [lat, lon]);
    for (const [coordinates, says] of [
      [[[a, c, b, d, a]], /crosses itself near latitude 36\.85/],
      [[[a, b, a]], /2 different points/],
      [[turned], /did you swap latitude and longitude/],
      [[ring(-400_000, 400_000).map(([lon, lat]) => [lon * 4, lat])], /antimeridian|degrees/],
    ] as const) {
      const message = { label: 'Bad', area: { type: 'Polygon', coordinates } };
      const refused = { status: 422, code: 'area-invalid', field: 'area' } as const;
      await record.expectRefused(() => supervisor.put('/v1/areas/bad', message), refused);
      const told = await supervisor.put<{ detail: string }>('/v1/areas/bad', message);
      expect(told.body.detail).toMatch(says);
    }
  });

  it('come in from a file, after a dry run that keeps nothing', async () => {
    const feature = (code: string, coordinates: unknown) => ({
      ...{ type: 'Feature', properties: { FWS_TACODE: code, TA_NAME: code } },
      geometry: { type: 'Polygon', coordinates },
    });
    const [a, b, c, d] = ring(-3_000, 3_000);
    const file = {
      type: 'FeatureCollection',
      features: [
        ...[feature('122WAC953', [ring(0, 900)]), feature('122WAC954', [[a, c, b, d, a]])],
        feature('122WAC955', [jagged(7_000)]),
      ],
    };
    const dry = await importFile(file, '?dryRun=true&source=Agency');
    expect(dry).toMatchObject({ dryRun: true, addedCount: 2, refusedCount: 1 });
    const page = await server.supervisor().get<{ items: unknown[] }>('/v1/areas');
    expect(page.body.items).toEqual([]);
    const done = await importFile(file, '?source=Agency');
    expect(done).toEqual({ ...dry, dryRun: false });
    const items = [{ notation: '122WAC953', fwdCode: '122WAC953', label: 'River Example' }];
    expect(await importFile({ items })).toMatchObject({ changedCount: 1 });
    const read = await server.supervisor().get('/v1/areas/122WAC953');
    expect(read.body).toMatchObject({ label: 'River Example', source: 'Agency' });
  });
});

describe('a preview over HTTP', () => {
  it('counts who would be asked and what it costs, of 7,000 points as of four', async () => {
    const supervisor = server.supervisor();
    const prices = { currency: 'USD', prices: { sms: 0.01 } };
    fits('putMessagePrices', await supervisor.put('/v1/message-prices', prices));
    fits('readMessagePrices', await supervisor.get('/v1/message-prices'));
    const people: Phone[] = [];
    for (const metres of [0, 500, 1_000]) people.push(await phoneAt(server, north(metres)));
    const outline = { type: 'Polygon', coordinates: [jagged(7_000)] };
    const look = () =>
      supervisor.post<CalloutPreviewView>('/v1/callouts/preview', body({ area: outline }));
    const preview = await until(async () => {
      const answer = await look();
      return answer.body.reachableCount === 3 ? answer : null;
    }, 'preview of three people');
    fits('previewCallout', preview);
    expect(preview.body).toMatchObject({
      ...{ inAreaCount: 3, needsApproval: false, repairs: [] },
      perNeed: [{ needKey: 'hands', wantedCount: 2, eligibleCount: 3 }],
    });
    const began = performance.now();
    await look();
    const ms = Math.round(performance.now() - began);
    process.stdout.write(`preview of an area of 7,000 points: ${String(ms)} ms\n`);
    const exercise = body({ mode: 'exercise', area: { type: 'Stored', areaRef: '122WAC955' } });
    const other = await supervisor.post<CalloutPreviewView>('/v1/callouts/preview', exercise);
    expect(other.body).toMatchObject({
      ...{ reachableCount: 0, byReason: { 'real-person-in-exercise': 3 } },
      repairs: [{ kind: 'stored-area' }],
    });
    const callouts = await supervisor.get<{ items: unknown[] }>('/v1/callouts');
    expect(callouts.body.items).toEqual([]);
  });
});

describe('exclusions over HTTP', () => {
  it('hold people on the way, and let them go on when they are lifted', async () => {
    const supervisor = server.supervisor();
    const phone = await phoneAt(server, north(200));
    const needs = [{ needKey: 'hands', label: 'Sandbags', wantedCount: 20 }];
    const opened = await supervisor.post<CalloutView>('/v1/callouts', body({ needs }));
    expect(opened.status).toBe(201);
    const path = `/v1/callouts/${opened.body.id}/area`;
    const page = () => supervisor.get<CalloutView>(`/v1/callouts/${opened.body.id}`);
    const { alertId } = await alertOf(phone);
    const yes = await phone.post('/v1/me/answers', { alertId, answer: 'accept' });
    expect(yes.status).toBe(200);
    await until(async () => (await page()).body.acceptedCount === 1, 'yes that counts');
    const water = { exclusions: band(3_500, 4_500), reason: 'The dyke broke.' };
    const held = await until(async () => {
      // The position that decides is written down within a second.
      const answer = await supervisor.put<CalloutAreaChangedView>(path, water);
      expect(answer.status).toBe(200);
      const notes = await phone.get<{ items: { kind: string }[] }>('/v1/me/notes');
      return notes.body.items.some(({ kind }) => kind === 'held-back') ? answer : null;
    }, 'note that holds back');
    fits('changeCalloutArea', held);
    const wet = { exclusions: band(5_500, 6_500), reason: 'Higher still.' };
    await record.expectRefused(() => supervisor.put(path, wet), {
      ...{ status: 422, code: 'invalid-field', field: 'musterPoints.0.place' },
    });
    const lifted = await supervisor.put<CalloutAreaChangedView>(path, {
      ...{ exclusions: null, reason: 'It is falling.' },
    });
    expect(lifted.body).toMatchObject({ letGoOnCount: 1, callout: { exclusions: null } });
    const nowhere = `/v1/callouts/${randomUUID()}/area`;
    const missing = { status: 404, code: 'not-found' } as const;
    await record.expectRefused(() => supervisor.put(nowhere, water), missing);
  });
});

test('every route of areas has answered', () => {
  expect(checks.missing(isOfAreas)).toEqual([]);
});
