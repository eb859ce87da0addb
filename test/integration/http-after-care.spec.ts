import { Client } from 'pg';
import type { AfterCareView, OutcomeView, OwnAfterCareListView } from '#contracts/after-care-api';
import type { IncidentView } from '#contracts/incident-api';
import type { OwnHistoryItemView } from '#contracts/own-history-api';
import type { PersonExport } from '#contracts/privacy-api';
import {
  account,
  alertOf,
  arrestAt,
  enrolPhone,
  phoneAt,
  until,
  type Phone,
} from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { isOfAfterCare, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const NEAR = { lat: HERE.lat + 0.001, lon: HERE.lon };
const SAID = 'I keep thinking of the boy on the stairs.';
const checks = new RouteChecks();

let server: TestServer;
let database: Client;
let phone: Phone;
let resting: Phone;
let incident: IncidentView;
let assignmentId: string;

beforeAll(async () => {
  server = await startServer();
  database = new Client({ connectionString: server.database.ownerUrl });
  await database.connect();
  phone = await phoneAt(server, HERE);
  resting = await phoneAt(server, NEAR);
  const mutedUntil = new Date(Date.now() + 3_600_000).toISOString();
  const availability = { schedule: null, quietHours: null, mutedUntil };
  expect((await resting.put('/v1/me/reach', { availability })).status).toBe(200);
  const record = await RecordKeeper.open(server);
  await record.hasPosition(resting);
  await record.close();
  const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
  incident = raised.body;
  const { alertId } = await alertOf(phone);
  await phone.post('/v1/me/answers', { alertId, answer: 'accept' });
  assignmentId = (await alertOf(phone)).assignment?.assignmentId ?? '';
}, 60_000);

afterAll(async () => {
  await database.end();
  await server.stop();
});

const coordinator = () => account(server.url, server.keys.coordinator);
const report = (step: string) => phone.post('/v1/me/progress', { assignmentId, step });
const own = () => phone.get<OwnAfterCareListView>('/v1/me/after-care');
const history = (of: Phone) => of.get<{ items: OwnHistoryItemView[] }>('/v1/me/history');
const outcomePath = (): string => `/v1/incidents/${incident.id}/outcome`;

/** As if it had ended so long ago. */
async function endedAgo(hours: number): Promise<void> {
  await database.query(
    `UPDATE incident SET ended_at = clock_timestamp() - make_interval(hours => $2) WHERE id = $1`,
    [incident.id, hours],
  );
}

describe('how somebody is afterwards', () => {
  it('goes by a position whose age the phone may ask for, and not the place', async () => {
    const answer = await phone.get<{ measuredAt: string }>('/v1/me/position');
    checks.fits('readOwnPosition', answer);
    expect(Object.keys(answer.body)).toEqual(['measuredAt']);
    expect(Date.now() - Date.parse(answer.body.measuredAt)).toBeLessThan(60_000);
    const none = await (await enrolPhone(server.registrar(), server.url)).get('/v1/me/position');
    expect(none.body).toEqual({ measuredAt: null });
  });

  it('is asked once their part is over, of them alone, and nothing is told before', async () => {
    expect((await own()).body.items).toEqual([]);
    for (const step of ['on-scene', 'with-patient']) expect((await report(step)).status).toBe(200);
    expect((await own()).body.items).toEqual([]);
    const early = { text: 'She is well.', releasedBy: 'Dr Adeyemi' };
    const refused = await server.supervisor().put(outcomePath(), early);
    expect([refused.status, refused.body['code']]).toEqual([409, 'illegal-step']);
    expect((await report('cleared')).status).toBe(200);
    const asked = await own();
    checks.fits('listOwnAfterCare', asked);
    expect(asked.body).toMatchObject({ contact: null, items: [{ assignmentId, state: 'open' }] });
    const others = await resting.get<OwnAfterCareListView>('/v1/me/after-care');
    expect(others.body.items).toEqual([]);
    const path = `/v1/me/after-care/${assignmentId}`;
    expect((await resting.post(`${path}/answer`, {})).status).toBe(404);
    expect((await resting.post(`${path}/skip`)).status).toBe(404);
  });

  it('is read by those who care for people, and a call is taken by one of them', async () => {
    const contact = { contact: 'Dr Ruth Adeyemi, +1 757 555 0100' };
    const put = await coordinator().put('/v1/after-care/contact', contact);
    checks.fits('putAfterCareContact', put);
    checks.fits('readAfterCareContact', await coordinator().get('/v1/after-care/contact'));
    const path = `/v1/me/after-care/${assignmentId}`;
    checks.fits('skipAfterCare', await phone.post(`${path}/skip`));
    expect((await own()).body.items[0]?.state).toBe('skipped');
    const said = { wellbeing: 'not-well', callBack: true, text: SAID, scale: [4, 3, 2, 1, 0, 0] };
    checks.fits('answerAfterCare', await phone.post(`${path}/answer`, said));
    expect((await own()).body).toMatchObject({
      ...contact,
      items: [{ state: 'answered', callBack: 'wanted' }],
    });
    for (const account of [server.dispatcher(), server.registrar(), server.control()]) {
      expect((await account.get('/v1/after-care')).status).toBe(403);
    }
    const list = await coordinator().get<{ items: AfterCareView[] }>('/v1/after-care');
    checks.fits('listAfterCare', list);
    expect(list.body.items).toMatchObject([
      { assignmentId, text: SAID, wellbeing: 'not-well', score: 10, band: 'call' },
    ]);
    const due = await coordinator().get<{ items: AfterCareView[] }>('/v1/after-care?due=true');
    expect(due.body.items).toMatchObject([{ assignmentId, isOverdue: false }]);
    const wrong = { ...said, scale: [5, 0, 0, 0, 0, 0] };
    expect(await phone.post(`${path}/answer`, wrong)).toMatchObject({
      ...{ status: 422, body: { field: 'scale.0' } },
    });
    const move = (to: string) =>
      coordinator().post(`/v1/after-care/${assignmentId}/call-back`, { to });
    expect((await move('done')).status).toBe(409);
    const takes = await Promise.all([move('taken'), move('taken')]);
    expect(takes.map(({ status }) => status).sort()).toEqual([200, 409]);
    const done = await move('done');
    checks.fits('moveCallBack', done);
    expect(done.body).toMatchObject({
      callBack: 'done',
      takenByName: expect.any(String) as string,
    });
    expect((await own()).body.items[0]?.callBack).toBe('done');
    const { rows } = await database.query<{ kept: string }>(
      'SELECT to_jsonb(c)::text AS kept FROM after_care c',
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/stairs|not-well/);
  });

  it('ends with what happened, where a named person releases it and it names nobody', async () => {
    await server.control().post(`/v1/incidents/by-ref/${incident.controlRef}/close`, {
      ...{ version: 2, reason: 'handed over' },
    });
    const say = (text: string) =>
      server.supervisor().put<OutcomeView>(outcomePath(), { text, releasedBy: 'Dr Adeyemi' });
    const naming = await say('The man of 54 years lives.');
    expect(naming.body).toMatchObject({ code: 'invalid-field', field: 'text' });
    expect((await coordinator().put(outcomePath(), {})).status).toBe(403);
    checks.fits('putOutcome', await say('The heart beats again.'));
    checks.fits('readOutcome', await coordinator().get(outcomePath()));
    const told = { text: 'The heart beats again.', releasedBy: 'Dr Adeyemi' };
    expect((await own()).body.items[0]?.outcome).toMatchObject(told);
    const mine = await history(phone);
    checks.fits('listOwnHistory', mine);
    expect(mine.body.items[0]).toMatchObject({
      ...{ outcome: told, alert: { status: 'accepted' }, notChosenBecause: null },
      assignment: { status: 'cleared' },
    });
    checks.fits('withdrawOutcome', await server.supervisor().remove(outcomePath()));
    expect((await own()).body.items[0]?.outcome).toBeNull();
  });
});

describe('why somebody was not chosen', () => {
  it('is told a day after the end, without any place or patient', async () => {
    const considered = 'SELECT FROM considered WHERE incident_id = $1 AND responder_id = $2';
    await until(async () => {
      const { rowCount } = await database.query(considered, [incident.id, resting.responderId]);
      return rowCount === 1;
    }, 'reason of whoever has muted their phone');
    expect((await history(resting)).body.items).toEqual([]);
    await endedAgo(23);
    expect((await history(resting)).body.items).toEqual([]);
    await endedAgo(25);
    const told = await history(resting);
    checks.fits('listOwnHistory', told);
    expect(told.body.items).toMatchObject([
      { id: incident.id, notChosenBecause: 'muted', alert: null, distanceBandM: 250 },
    ]);
    const text = JSON.stringify(told.body);
    expect(text).not.toMatch(/Secret|third pot|coordinates|36\.85|-76\.0/);
    const stranger = await enrolPhone(server.registrar(), server.url);
    expect((await history(stranger)).body.items).toEqual([]);
  });
});

describe('what somebody said', () => {
  it('is in their export in words, and gone once they are erased', async () => {
    const exported = await phone.get<PersonExport>('/v1/me/export');
    expect(JSON.stringify(exported.body.sections['after_care_said'])).toContain(SAID);
    const erased = await phone.post('/v1/me/erase', { confirm: 'erase' });
    expect(erased.status).toBe(200);
    const { rowCount } = await database.query('SELECT FROM after_care');
    expect(rowCount).toBe(0);
    const list = await coordinator().get<{ items: unknown[] }>('/v1/after-care');
    expect(list.body.items).toEqual([]);
  });
});

it('every route of this kind was asked for', () => {
  expect(checks.missing(isOfAfterCare)).toEqual([]);
});
