import { randomUUID } from 'node:crypto';
import type { IncidentView, TimelineView } from '#contracts/incident-api';
import type { AlertView } from '#contracts/responder-api';
import { arrestAt, phoneAt, type Answer, type Phone } from '../support/clients';
import { HERE, startServer, type TestServer } from '../support/server';

const METRES_PER_DEGREE_LAT = 111_195;
/** Incidents of different tests lie too far apart for anybody to be asked for two. */
const APART_M = 4_000;
const CROWD = 100;
const TOGETHER = 10;
const TURNS = 1_000;
const SECRETS = /Secret Street|third pot/;

let server: TestServer;
let next = 0;

beforeAll(async () => {
  server = await startServer();
}, 60_000);

afterAll(() => server.stop());

function north(metres: number) {
  return { lat: HERE.lat + metres / METRES_PER_DEGREE_LAT, lon: HERE.lon };
}

/** A place that no other test uses. */
function ownPlace() {
  next += 1;
  return north(-next * APART_M);
}

function away(place: { lat: number; lon: number }, metres: number) {
  return { lat: place.lat + metres / METRES_PER_DEGREE_LAT, lon: place.lon };
}

async function raise(place: object, fields: Record<string, unknown> = {}): Promise<IncidentView> {
  const message = arrestAt(place as { lat: number; lon: number }, fields);
  const raised = await server.control().post<IncidentView>('/v1/incidents', message);
  if (raised.status !== 201) throw new Error(JSON.stringify(raised.body));
  return raised.body;
}

async function alertOf(phone: Phone): Promise<AlertView> {
  const { body } = await phone.get<{ items: AlertView[] }>('/v1/me/alerts');
  const [alert] = body.items;
  if (alert === undefined) throw new Error('not alerted');
  return alert;
}

function say(phone: Phone, alertId: string, answer: 'accept' | 'decline') {
  return phone.post<AlertView & { code?: string }>('/v1/me/answers', { alertId, answer });
}

async function incident(id: string): Promise<IncidentView> {
  return (await server.dispatcher().get<IncidentView>(`/v1/incidents/${id}`)).body;
}

function expectNothingTold(answer: Answer<unknown>, status: number): void {
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).not.toMatch(SECRETS);
}

describe('answers to alerts', () => {
  it('#43 nobody accepts an incident that they were never alerted for', async () => {
    const place = ownPlace();
    const [asked, stranger] = [await phoneAt(server, place), await phoneAt(server, HERE)];
    const { id } = await raise(place);
    await alertOf(asked);
    expectNothingTold(await say(stranger, id, 'accept'), 404);
    expectNothingTold(await say(stranger, randomUUID(), 'accept'), 404);
    expect((await incident(id)).acceptedCount).toBe(0);
  });

  it('#44 nobody answers the alert of somebody else, not even of the same incident', async () => {
    const place = ownPlace();
    const [first, second] = [await phoneAt(server, place), await phoneAt(server, away(place, 50))];
    const { id } = await raise(place);
    const theirs = await alertOf(first);
    await alertOf(second);
    expectNothingTold(await say(second, theirs.alertId, 'accept'), 404);
    expectNothingTold(await say(second, theirs.alertId, 'decline'), 404);
    const receipt = { alertId: theirs.alertId, kind: 'seen' };
    expectNothingTold(await second.post('/v1/me/receipts', receipt), 404);
    expect((await alertOf(first)).status).toBe('sent');
    expect((await incident(id)).acceptedCount).toBe(0);
  });

  it('#45 a yes after the stand-down is refused with what holds, without the address', async () => {
    const place = ownPlace();
    const [late, gone] = [await phoneAt(server, place), await phoneAt(server, away(place, 50))];
    const raised = await raise(place);
    const open = await alertOf(late);
    const taken = await alertOf(gone);
    expect((await say(gone, taken.alertId, 'accept')).status).toBe(200);
    const path = `/v1/incidents/by-ref/${encodeURIComponent(raised.controlRef)}/cancel`;
    expect((await server.control().post(path, { version: 2 })).status).toBe(200);
    const refused = await say(late, open.alertId, 'accept');
    expectNothingTold(refused, 409);
    expect(['alert-withdrawn', 'incident-over']).toContain(refused.body.code);
    const stoodDown = await say(gone, taken.alertId, 'accept');
    expectNothingTold(stoodDown, 409);
    expect(['stood-down', 'incident-over', 'already-answered']).toContain(stoodDown.body.code);
  });

  it('#47 yes and no by turns is slowed down after 20 a minute, and counts one place', async () => {
    const place = ownPlace();
    const phone = await phoneAt(server, place);
    const { id } = await raise(place);
    const { alertId } = await alertOf(phone);
    const statuses = new Map<number, number>();
    for (let from = 0; from < TURNS; from += TOGETHER) {
      const turns = Array.from({ length: TOGETHER }, (_, i) =>
        say(phone, alertId, (from + i) % 2 === 0 ? 'accept' : 'decline'),
      );
      for (const { status } of await Promise.all(turns)) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }
    expect(statuses.get(429) ?? 0).toBeGreaterThan(TURNS * 0.9);
    expect([...statuses.keys()].every((status) => [200, 409, 429].includes(status))).toBe(true);
    expect((await incident(id)).acceptedCount).toBeLessThanOrEqual(1);
  });

  it('#48 an arrival before accepting is refused, and one from far away is flagged', async () => {
    const place = ownPlace();
    const [far, other] = [
      await phoneAt(server, away(place, 900)),
      await phoneAt(server, away(place, 40)),
    ];
    const { id } = await raise(place);
    const alert = await alertOf(far);
    const early = { assignmentId: alert.alertId, step: 'on-scene' };
    expectNothingTold(await far.post('/v1/me/progress', early), 404);
    const accepted = await say(far, alert.alertId, 'accept');
    const assignmentId = accepted.body.assignment?.assignmentId ?? '';
    const theirs = { assignmentId, step: 'on-scene' };
    expectNothingTold(await other.post('/v1/me/progress', theirs), 404);
    expect((await far.post('/v1/me/progress', theirs)).status).toBe(200);
    const near = await alertOf(other);
    const second = await say(other, near.alertId, 'accept');
    const there = { assignmentId: second.body.assignment?.assignmentId, step: 'on-scene' };
    expect((await other.post('/v1/me/progress', there)).status).toBe(200);
    const path = `/v1/incidents/${id}/timeline`;
    const { facts } = (await server.dispatcher().get<TimelineView>(path)).body;
    const arrivals = facts.filter(({ kind }) => kind === 'on-scene');
    expect(arrivals.map(({ detail }) => detail['position'])).toEqual(['far', 'near']);
  });
});

describe('a crowd', () => {
  it('#46 of a hundred who accept one place at the same moment one has it', async () => {
    const place = ownPlace();
    const keeper = server.supervisor();
    const plan = {
      name: 'one-place',
      title: 'One place for many',
      kinds: ['choking'],
      preset: 'nearest-10',
      changes: { alertedAtOnceMax: CROWD, candidateMax: 2 * CROWD, wantedCount: 1 },
    };
    const drafted = await keeper.post('/v1/response-plans', plan);
    expect([drafted.status, drafted.body['detail']]).toEqual([201, undefined]);
    const activate = '/v1/response-plans/one-place/versions/1/activate';
    expect((await keeper.post(activate)).status).toBe(200);
    const crowd: Phone[] = [];
    for (let from = 0; from < CROWD; from += TOGETHER) {
      const some = Array.from({ length: TOGETHER }, (_, i) =>
        phoneAt(server, away(place, from + i)),
      );
      crowd.push(...(await Promise.all(some)));
    }
    const raised = await raise(place, { kind: 'choking' });
    expect(raised).toMatchObject({ alertedCount: CROWD, wantedCount: 1 });
    const alerts = await Promise.all(crowd.map(alertOf));
    const said = await Promise.all(
      crowd.map((phone, i) => say(phone, alerts[i]?.alertId ?? '', 'accept')),
    );
    expect(said.filter(({ status }) => status === 200)).toHaveLength(1);
    const refusals = said.filter(({ status }) => status !== 200);
    for (const refused of refusals) {
      expectNothingTold(refused, 409);
      expect(['places-taken', 'alert-withdrawn']).toContain(refused.body.code);
    }
    const after = await incident(raised.id);
    expect(after.acceptedCount).toBe(1);
  }, 60_000);
});
