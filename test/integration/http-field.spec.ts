import { randomUUID } from 'node:crypto';
import { SMALL_JPEG, SMALL_PNG } from '#core/photo-examples';
import type { CalloutView } from '#contracts/callout-api';
import type { CalloutMapView, FieldReportView } from '#contracts/field-report-api';
import type { FieldTaskView, TeamSuggestionView } from '#contracts/field-task-api';
import type { WatchPointDetailView } from '#contracts/watch-point-api';
import { calloutBody } from '../support/callout-message';
import { account, phoneAt, type Phone } from '../support/clients';
import { upload } from '../support/proofs';
import { RecordKeeper } from '../support/record-keeper';
import { isOfField, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const NEED = { needKey: 'hands', label: 'Sandbags', minimumCount: 0, wantedCount: 8 };
const PLACE = { type: 'Point', coordinates: [HERE.lon, HERE.lat] };
const checks = new RouteChecks();

let server: TestServer;
let calloutId: string;
let phone: Phone;
let bookingId: string;

const path = (rest: string): string => `/v1/callouts/${calloutId}${rest}`;
const codeOf = ({ body }: { readonly body: unknown }) => (body as { code?: string }).code;

beforeAll(async () => {
  server = await startServer();
  phone = await phoneAt(server, HERE);
  const record = await RecordKeeper.open(server);
  await record.hasPosition(phone);
  await record.close();
  const body = calloutBody({
    controlRef: `FLOOD-${randomUUID()}`,
    area: { type: 'Circle', centre: [HERE.lon, HERE.lat], radiusM: 3_000 },
    needs: [{ ...NEED, credentialKinds: [], equipment: {}, shiftKey: null }],
  });
  const opened = await server.dispatcher().post<CalloutView>('/v1/callouts', body);
  expect(opened.status).toBe(201);
  calloutId = opened.body.id;
  const live = await phone.connect();
  const { alert } = await live.hears((message) => message.kind === 'alert-sent', 'the question');
  live.close();
  const answer = { alertId: alert.alertId, answer: 'accept' };
  expect((await phone.post('/v1/me/answers', answer)).status).toBe(200);
  const own = await phone.get<{ items: { bookingId: string }[] }>('/v1/me/bookings');
  bookingId = own.body.items[0]?.bookingId ?? '';
}, 90_000);

afterAll(() => server.stop());

const TASK = { title: 'Bags along the wall', where: { kind: 'place', place: PLACE } };

describe('tasks over HTTP', () => {
  it('are added once, suggested, given, done by phone, and opened again', async () => {
    const dispatcher = server.dispatcher();
    const taskId = randomUUID();
    const added = await dispatcher.post<FieldTaskView>(path('/tasks'), { taskId, ...TASK });
    checks.fits('addTask', added);
    const again = await dispatcher.post(path('/tasks'), { taskId, ...TASK });
    expect([added.status, again.status]).toEqual([201, 200]);
    const task = path(`/tasks/${taskId}`);
    const suggestion = await dispatcher.get<TeamSuggestionView>(`${task}/suggestion`);
    checks.fits('suggestTeam', suggestion);
    expect(suggestion.body.items).toMatchObject([{ bookingId, displayName: 'Test Person' }]);
    const team = { bookingIds: [bookingId] };
    const given = await dispatcher.post<FieldTaskView>(`${task}/assign`, team);
    checks.fits('assignTask', given);
    expect(given.body).toMatchObject({ status: 'given', assignedCount: 1 });
    checks.fits('changeTask', await dispatcher.put(task, { ...TASK, priority: 'urgent' }));
    const own = await phone.get<{ items: { id: string; where: object }[] }>('/v1/me/tasks');
    checks.fits('readOwnTasks', own);
    expect(own.body.items).toMatchObject([{ id: taskId, where: TASK.where }]);
    const second = await dispatcher.post<FieldTaskView>(path('/tasks'), TASK);
    const taken = await dispatcher.post(path(`/tasks/${second.body.id}/assign`), team);
    expect([taken.status, codeOf(taken)]).toEqual([409, 'double-booked']);
    const progress = { step: 'done', note: 'All laid' };
    const done = await phone.post(`/v1/me/tasks/${taskId}/progress`, progress);
    checks.fits('progressOwnTask', done);
    const reopened = await dispatcher.post(`${task}/end`, { outcome: 'reopened' });
    checks.fits('endTask', reopened);
    checks.fits('listTasks', await dispatcher.get(path('/tasks?status=open')));
  });
});

/** As a phone writes it: the place in Exif, before the picture. */
function withPlace(): Buffer {
  const jpeg = Buffer.from(SMALL_JPEG, 'base64');
  const said = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0 GPS 51.507N 0.127W');
  const head = Buffer.from([0xff, 0xe1, 0, said.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, said, jpeg.subarray(2)]);
}

describe('reports from the field over HTTP', () => {
  const reportId = randomUUID();
  const report = () => ({
    ...{ reportId, calloutId, place: PLACE, text: 'By the mill' },
    facts: { kind: 'flooded', depthM: 0.4 },
    seenAt: new Date(Date.now() - 60_000).toISOString(),
  });

  it('are kept once, looked at, and stand on the map', async () => {
    const message = report();
    const sent = await phone.post('/v1/me/field-reports', message);
    checks.fits('sendFieldReport', sent);
    const again = await phone.post('/v1/me/field-reports', message);
    expect([sent.status, again.status]).toEqual([201, 200]);
    const listed = await server
      .dispatcher()
      .get<{ items: FieldReportView[] }>(path('/field-reports?kind=flooded'));
    checks.fits('listFieldReports', listed);
    expect(listed.body.items.map(({ id }) => id)).toEqual([reportId]);
    const review = `/v1/field-reports/${reportId}/review`;
    const confirmed = await server
      .dispatcher()
      .post<FieldReportView>(review, { status: 'confirmed' });
    checks.fits('reviewFieldReport', confirmed);
    expect(confirmed.body.proposedExclusion).not.toBeNull();
    const map = await server.dispatcher().get<CalloutMapView>(path('/map'));
    checks.fits('readCalloutMap', map);
    const what = map.body.features.map(({ properties }) => properties.what);
    expect(new Set(what)).toEqual(new Set(['area', 'muster-point', 'task', 'report']));
    expect(JSON.stringify(map.body)).not.toContain('Test Person');
  });

  it('take a photo without its place, and hand it out as a file', async () => {
    const to = `/v1/me/field-reports/${reportId}/photo`;
    const put = (type: string, bytes: Uint8Array) =>
      upload(server.url, phone.token, { path: to, type, bytes });
    checks.fits('putFieldPhoto', await put('image/png', Buffer.from(SMALL_PNG, 'base64')));
    checks.fits('putFieldPhoto', await put('image/jpeg', withPlace()));
    expect(codeOf(await put('image/png', withPlace()))).toBe('proof-invalid');
    const response = await fetch(`${server.url}/v1/field-reports/${reportId}/photo`, {
      headers: { authorization: `Bearer ${server.keys.dispatcher}` },
    });
    checks.fits('readFieldPhoto', { status: response.status, body: null });
    const file = Buffer.from(await response.arrayBuffer());
    expect(file.includes('GPS')).toBe(false);
    expect(file.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
    const own = await fetch(`${server.url}/v1/field-reports/${reportId}/photo`, {
      headers: { authorization: `Bearer ${phone.token}` },
    });
    expect(own.status).toBe(403);
  });
});

describe('watch points over HTTP', () => {
  it('are put, adopted, read, listed and removed', async () => {
    const coordinator = account(server.url, server.keys.coordinator);
    const point = `/v1/watch-points/drain-${randomUUID()}`;
    const rule = {
      ...{ measure: 'cm', warnAt: 40, alarmAt: 70, valueMin: 0, valueMax: 300, jumpPerHour: 60 },
    };
    const body = { name: 'Mill drain', kind: 'drain', place: PLACE, rule, templateRef: 'bags' };
    const put = [await coordinator.put(point, body), await coordinator.put(point, body)];
    expect(put.map(({ status }) => status)).toEqual([201, 200]);
    for (const each of put) checks.fits('putWatchPoint', each);
    const bad = { ...body, rule: { ...rule, alarmAt: 30 } };
    expect(codeOf(await coordinator.put(point, bad))).toBe('invalid-field');
    const adopter = { responderId: phone.responderId };
    checks.fits('adoptWatchPoint', await coordinator.post(`${point}/adopt`, adopter));
    checks.fits('readOwnWatchPoints', await phone.get('/v1/me/watch-points'));
    const readings = point.replace('/v1/', '/v1/me/') + '/readings';
    const readingId = randomUUID();
    const reading = { readingId, value: 44, seenAt: new Date().toISOString() };
    const taken = await phone.post(readings, reading);
    checks.fits('sendWatchReading', taken);
    expect((await phone.post(readings, reading)).status).toBe(200);
    const detail = await coordinator.get<WatchPointDetailView>(point);
    checks.fits('readWatchPoint', detail);
    expect(detail.body).toMatchObject({
      ...{ state: 'warn', proposesTemplateRef: 'bags', readings: [{ id: readingId, value: 44 }] },
    });
    checks.fits('listWatchPoints', await coordinator.get('/v1/watch-points?state=warn'));
    checks.fits('removeWatchPoint', await coordinator.remove(point));
    expect((await coordinator.get(point)).status).toBe(404);
  });
});

it('every route of the field has answered with a success that its schema reads', () => {
  expect(checks.missing(isOfField)).toEqual([]);
});
