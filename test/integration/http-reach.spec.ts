import type { DrillSummaryView, DrillView } from '#contracts/drill-api';
import type { IncidentView } from '#contracts/incident-api';
import type { PlanView } from '#contracts/plan-api';
import type { OwnReachView, ReadinessPage } from '#contracts/reach-api';
import type { AlertView, MeView } from '#contracts/responder-api';
import {
  account,
  arrestAt,
  enrolPhone,
  phoneAt,
  until,
  type Account,
  type Phone,
} from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { isOfReach, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ALWAYS = { schedule: null, quietHours: null, mutedUntil: null };
const ALL_DAY = { fromMinute: 0, toMinute: 0 };
/** A signed-out phone is closed and refused within this long. */
const SIGNED_OUT_WITHIN_MS = 2_000;
/** A minute passes in two seconds. */
const SPEED = 30;

const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);

function inMs(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

async function phoneHere(server: TestServer): Promise<Phone> {
  const phone = await phoneAt(server, HERE);
  // People who are not in the live index are considered by their last known position.
  const record = await RecordKeeper.open(server);
  await record.hasPosition(phone);
  await record.close();
  return phone;
}

/** Why somebody was not alerted, once everybody has been explained. */
async function reasonFor(control: Account, incidentId: string, phone: Phone): Promise<string> {
  return until(async () => {
    const { body } = await control.get<PlanView>(`/v1/incidents/${incidentId}/plan`);
    return body.people.find((one) => one.responderId === phone.responderId)?.reason;
  }, 'reason');
}

async function openAlerts(phone: Phone): Promise<readonly AlertView[]> {
  return (await phone.get<{ items: AlertView[] }>('/v1/me/alerts')).body.items;
}

describe('when and how a person is reached', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('a mute keeps alerts away, and control is told why', async () => {
    const phone = await phoneHere(server);
    const path = `/v1/responders/${phone.responderId}/reach`;
    await server.registrar().put(path, { phone: '+17575550123' });
    const mutedUntil = inMs(DAY_MS);
    const set = await phone.put<OwnReachView>('/v1/me/reach', {
      availability: { ...ALWAYS, mutedUntil },
      language: 'fr',
      declined: ['voice'],
    });
    expect(set.status).toBe(200);
    fits('setOwnReach', set);
    const expected = {
      ...{ availability: { ...ALWAYS, mutedUntil }, language: 'fr', phone: '+17575550123' },
      declined: ['voice'],
    };
    expect(set.body).toMatchObject({ ...expected, readiness: { channels: ['live', 'sms'] } });
    const own = await phone.get<OwnReachView>('/v1/me/reach');
    fits('readOwnReach', own);
    expect(own.body).toMatchObject(expected);
    const control = server.control();
    const raised = await control.post<IncidentView>('/v1/incidents', arrestAt(HERE));
    expect(await openAlerts(phone)).toEqual([]);
    expect(await reasonFor(control, raised.body.id, phone)).toBe('muted');
    await phone.put('/v1/me/duty', { onDuty: false });
  });

  it('quiet hours let a life in danger through where the person says so', async () => {
    const [strict, open] = [await phoneHere(server), await phoneHere(server)];
    const quiet = (letThrough: string) => ({
      availability: { ...ALWAYS, quietHours: { ...ALL_DAY, letThrough } },
    });
    await strict.put('/v1/me/reach', quiet('nothing'));
    await open.put('/v1/me/reach', quiet('life-threatening'));
    const control = server.control();
    const raised = await control.post<IncidentView>('/v1/incidents', arrestAt(HERE));
    expect(await openAlerts(open)).toHaveLength(1);
    expect(await openAlerts(strict)).toEqual([]);
    expect(await reasonFor(control, raised.body.id, strict)).toBe('own-quiet-hours');
    const [alert] = await openAlerts(open);
    await open.post('/v1/me/answers', { alertId: alert?.alertId, answer: 'decline' });
    const urgent = arrestAt(HERE, { kind: 'choking', priority: 'urgent' });
    const second = await control.post<IncidentView>('/v1/incidents', urgent);
    expect(await reasonFor(control, second.body.id, open)).toBe('own-quiet-hours');
    for (const phone of [strict, open]) await phone.put('/v1/me/duty', { onDuty: false });
  });

  it('a mute during an alert takes the alert back', async () => {
    const phone = await phoneHere(server);
    const live = await phone.connect(0);
    await server.control().post('/v1/incidents', arrestAt(HERE));
    await live.hears((each) => each.kind === 'alert-sent', 'alert');
    await phone.put('/v1/me/reach', { availability: { ...ALWAYS, mutedUntil: inMs(DAY_MS) } });
    const { alert } = await live.hears((each) => each.kind === 'alert-withdrawn', 'withdrawal');
    expect(alert.endedReason).toBe('no-longer-eligible');
    live.close();
    await phone.put('/v1/me/duty', { onDuty: false });
  });

  it('is set by a registrar too, within the organisation and within limits', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    const path = `/v1/responders/${phone.responderId}/reach`;
    const set = await server.registrar().put<OwnReachView>(path, { phone: '+17575550199' });
    fits('setReach', set);
    expect(set.body).toMatchObject({ phone: '+17575550199', availability: ALWAYS });
    expect(set.body.readiness.sentence).toMatch(/^Their phone/);
    expect((await phone.get<OwnReachView>('/v1/me/reach')).body.phone).toBe('+17575550199');
    const keys = await server.otherOrganisation();
    const other = await account(server.url, keys.registrar).put(path, { phone: null });
    expect(other.status).toBe(404);
    const tooLong = { availability: { ...ALWAYS, mutedUntil: inMs(31 * DAY_MS) } };
    const refused = await phone.put('/v1/me/reach', tooLong);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      ...{ code: 'invalid-field', field: 'availability.mutedUntil' },
    });
    const backwards = { ...ALWAYS, schedule: [{ fromMinute: 600, toMinute: 600 }] };
    expect((await phone.put('/v1/me/reach', { availability: backwards })).status).toBe(422);
  });
});

describe('whose phone would ring', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('is seen before an incident, for everybody and for each light', async () => {
    const ready = await phoneHere(server);
    const live = await ready.connect(0);
    const token = { channel: 'push', token: 'fcm-token-1', permission: 'granted' };
    const kept = await ready.put('/v1/me/push-address', token);
    fits('setPushAddress', { status: kept.status, body: undefined });
    await server.control().post('/v1/incidents', arrestAt(HERE));
    const { alert } = await live.hears((each) => each.kind === 'alert-sent', 'alert');
    await live.send('receipt', { alertId: alert.alertId, kind: 'delivered' });
    live.close();
    const denied = await enrolPhone(server.registrar(), server.url);
    await denied.put('/v1/me/push-address', { ...token, token: 'fcm-2', permission: 'denied' });
    const own = (await ready.get<OwnReachView>('/v1/me/reach')).body.readiness;
    expect(own).toMatchObject({ light: 'green', sentence: 'Your phone would ring.', faults: [] });
    const page = async (path: string): Promise<ReadinessPage> => {
      const answer = await server.dispatcher().get<ReadinessPage>(path);
      fits('readReadiness', answer);
      return answer.body;
    };
    const red = await page('/v1/responders/readiness?light=red&limit=1');
    expect(red.items).toMatchObject([
      {
        responderId: denied.responderId,
        sentence: 'Their phone would not ring. Off duty.',
        faults: [
          { code: 'permission-denied' },
          { code: 'never-confirmed' },
          { code: 'unreachable' },
        ],
      },
    ]);
    const all = await page('/v1/responders/readiness');
    expect(all.items.map(({ light }) => light).sort()).toEqual(['green', 'red']);
    expect((await server.control().get('/v1/responders/readiness')).status).toBe(200);
  });

  it('an address belongs to one phone, and stays there until another has proven it', async () => {
    const [first, second] = [
      await enrolPhone(server.registrar(), server.url),
      await enrolPhone(server.registrar(), server.url),
    ];
    const address = { channel: 'push', token: 'one-and-only', permission: 'granted' };
    expect((await first.put('/v1/me/push-address', address)).status).toBe(204);
    const asked = await second.put('/v1/me/push-address', address);
    fits('setPushAddress', asked);
    expect([asked.status, asked.body['standing']]).toEqual([202, 'to-be-proven']);
    const channelsOf = async (phone: Phone) =>
      (await phone.get<OwnReachView>('/v1/me/reach')).body.readiness.channels;
    expect(await channelsOf(first)).toEqual(['live', 'push']);
    expect(await channelsOf(second)).toEqual(['live']);
    const key = await first.get('/v1/web-push-key');
    fits('readWebPushKey', key);
    expect(key.body).toEqual({ publicKey: null });
  });

  it('a phone that signs out is closed and refused, and its person is off duty', async () => {
    const phone = await phoneHere(server);
    const live = await phone.connect(0);
    const closed = new Promise<void>((resolve) => live.socket.once('disconnect', () => resolve()));
    const from = performance.now();
    const out = await phone.remove('/v1/me/device');
    fits('signOut', { status: out.status, body: undefined });
    await closed;
    expect(performance.now() - from).toBeLessThan(SIGNED_OUT_WITHIN_MS);
    await until(async () => (await phone.get('/v1/me')).status === 401, 'refusal');
    await expect(phone.connect(0)).rejects.toThrow('unauthenticated');
    const path = `/v1/responders/${phone.responderId}`;
    const { body } = await server.registrar().get<MeView>(path);
    expect(body.onDuty).toBe(false);
  });
});

describe('a drill', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ speed: SPEED });
  });
  afterAll(() => server.stop());

  it('rings who is on duty, counts who heard it, and ends with a score', async () => {
    const [heard, silent, muted] = [
      await phoneHere(server),
      await phoneHere(server),
      await phoneHere(server),
    ];
    await muted.put('/v1/me/reach', {
      availability: { ...ALWAYS, mutedUntil: inMs(20 * DAY_MS) },
    });
    const live = await heard.connect(0);
    const dispatcher = server.dispatcher();
    const planned = await dispatcher.post<DrillView>('/v1/drills', {
      title: 'Monthly drill',
      windowS: 120,
      everyDays: 7,
    });
    expect(planned.status).toBe(201);
    fits('planDrill', planned);
    const { alert } = await live.hears((each) => each.kind === 'alert-sent', 'drill');
    expect(alert).toMatchObject({ about: 'drill', drill: { title: 'Monthly drill' } });
    const { alertId } = alert;
    const receipt = await live.send('receipt', { alertId, kind: 'delivered', channel: 'live' });
    expect(receipt).toMatchObject({ ok: true });
    const said = await live.send('answer', { alertId, answer: 'accept' });
    expect(said).toMatchObject({ ok: true, value: { status: 'accepted', about: 'drill' } });
    live.close();
    const path = `/v1/drills/${planned.body.id}`;
    const ended = await until(async () => {
      const read = await dispatcher.get<DrillView>(path);
      fits('readDrill', read);
      return read.body.status === 'ended' && read.body;
    }, 'end of the drill');
    expect(ended).toMatchObject({ calledCount: 2, answeredCount: 1, score: 0.5 });
    const states = new Map(ended.calls.map((call) => [call.responderId, call.state]));
    expect(states.get(heard.responderId)).toBe('answered');
    expect(states.get(silent.responderId)).toBe('not-reached');
    expect(states.has(muted.responderId)).toBe(false);
    const list = await dispatcher.get<{ items: DrillSummaryView[] }>('/v1/drills');
    fits('listDrills', list);
    expect(list.body.items.map(({ status }) => status)).toEqual(['planned', 'ended']);
    const next = list.body.items[0];
    const off = await server.registrar().post<DrillView>(`/v1/drills/${String(next?.id)}/cancel`);
    fits('cancelDrill', off);
    expect(off.body.status).toBe('cancelled');
    const late = await dispatcher.post(`${path}/cancel`);
    expect(late.body).toMatchObject({ code: 'drill-over' });
  });

  it('and every other route of the file has been asked for', () => {
    expect(checks.missing(isOfReach)).toEqual([]);
  });
});
