import { randomUUID } from 'node:crypto';
import type { IncidentView, TimelineView } from '#contracts/incident-api';
import type { AlertView } from '#contracts/responder-api';
import { alertOf, arrestAt, incidentOf, phoneAt } from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { isOfDispatch, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const METRES_PER_DEGREE_LAT = 111_195;
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

type At = { readonly lat: number; readonly lon: number };
const north = (place: At, metres: number): At => ({
  ...place,
  lat: place.lat + metres / METRES_PER_DEGREE_LAT,
});
const point = ({ lat, lon }: At) => ({ type: 'Point', coordinates: [lon, lat] });

const raise = async (place: At): Promise<IncidentView> =>
  (await server.control().post<IncidentView>('/v1/incidents', arrestAt(place))).body;

const act = (incident: IncidentView, deed: string, fields: Record<string, unknown>) =>
  server.dispatcher().post<IncidentView>(`/v1/incidents/${incident.id}/${deed}`, {
    ...{ deedId: randomUUID(), reason: 'as told by the crew' },
    ...fields,
  });

describe('deeds on a running incident over HTTP', () => {
  it('moves it by hand: people are told, and control has the last word', async () => {
    const place = north(HERE, 3_000);
    const phone = await phoneAt(server, place);
    const raised = await raise(place);
    const { alertId } = await alertOf(phone);
    await phone.post('/v1/me/answers', { alertId, answer: 'accept' });
    const there = point(north(place, 200));
    const fields = { place: there, address: '2410 Example Avenue', seenPlace: raised.place };
    const aeds = `/v1/incidents/${raised.id}/aeds`;
    fits('readAedsAround', await server.dispatcher().get(aeds));
    const moved = await act(raised, 'relocate', fields);
    fits('relocateIncident', moved);
    expect(moved.body).toMatchObject({ address: '2410 Example Avenue', place: there });
    expect((await alertOf(phone)).exact).toMatchObject({ address: '2410 Example Avenue' });
    const stale = () => act(raised, 'relocate', { place: there, seenPlace: raised.place });
    await record.expectRefused(stale, {
      ...{ status: 409, code: 'changed-meanwhile', field: 'seenPlace' },
    });
    const ref = encodeURIComponent(raised.controlRef);
    const update = { version: 2, address: 'by control' };
    await server.control().post(`/v1/incidents/by-ref/${ref}/update`, update);
    const after = await incidentOf(server.control(), raised.id);
    expect(after).toMatchObject({ address: 'by control', place: there });
  });

  it('asks more, stands down, tells and closes; each deed once, with who and why', async () => {
    const place = north(HERE, -3_000);
    const phones = [];
    for (const metres of [50, 100, 150]) phones.push(await phoneAt(server, north(place, metres)));
    const raised = await raise(place);
    const [anna, ben, carla] = phones;
    if (anna === undefined || ben === undefined || carla === undefined) throw new Error('three');
    await anna.post('/v1/me/answers', { ...(await answerTo(anna)), answer: 'accept' });

    const text = 'The lift is out of order.';
    const words = { deedId: randomUUID(), to: 'accepted', text };
    const path = `/v1/incidents/${raised.id}`;
    const told = await server.dispatcher().post<IncidentView>(`${path}/messages`, words);
    fits('tellPeople', told);
    await server.dispatcher().post(`${path}/messages`, words);
    const heard: AlertView = await alertOf(anna);
    expect(heard.words).toMatchObject([{ messageId: words.deedId, text }]);
    expect((await alertOf(ben)).words).toBeUndefined();

    const one = await act(raised, 'stand-down', { responderId: ben.responderId });
    fits('standDownPeople', one);
    const again = () => act(raised, 'stand-down', { responderId: ben.responderId });
    await record.expectRefused(again, { status: 409, code: 'changed-meanwhile' });
    const all = await act(raised, 'stand-down', { responderId: null });
    expect(all.body.orders).toMatchObject({ isStopped: true });
    expect(all.body.responders.some(({ alertStatus }) => alertStatus === 'sent')).toBe(false);

    const dora = await phoneAt(server, north(place, 60));
    const more = await act(raised, 'add-responders', { count: 1 });
    fits('addResponders', more);
    expect(more.body).toMatchObject({ wantedCount: raised.wantedCount + 1 });
    expect(more.body.responders.map(({ responderId }) => responderId)).toContain(dora.responderId);

    const closing = { deedId: randomUUID(), reason: 'handed over to the ambulance' };
    const closed = await act(raised, 'close', closing);
    fits('closeByHand', closed);
    expect(closed.body).toMatchObject({ status: 'closed', disposition: closing.reason });
    expect((await act(raised, 'close', closing)).body.status).toBe('closed');
    const late = () => act(raised, 'add-responders', { count: 1 });
    await record.expectRefused(late, { status: 409, code: 'incident-over' });

    const timeline = await server.dispatcher().get<TimelineView>(`${path}/timeline`);
    const deeds = timeline.body.facts.filter(({ detail }) => typeof detail['by'] === 'string');
    expect(deeds.map(({ kind, actor }) => [kind, actor])).toEqual(
      ['control-message', ...Array<string>(2).fill('people-stood-down'), 'more-asked']
        .map((kind) => [kind, 'dispatcher'])
        .concat([['incident-closed', 'dispatcher']]),
    );
    expect(JSON.stringify(timeline.body)).not.toContain(text);
  });

  it('has been asked for every route of dispatchers', () => {
    expect(checks.missing(isOfDispatch)).toEqual([]);
  });

  it('belongs to dispatchers: a control system has its own messages', async () => {
    const raised = await raise(north(HERE, 6_000));
    const body = { deedId: randomUUID(), reason: 'why not' };
    const path = `/v1/incidents/${raised.id}/close`;
    const forbidden = { status: 403, code: 'forbidden' } as const;
    await record.expectRefused(() => server.control().post(path, body), forbidden);
    const nothing = () => act(raised, 'relocate', {});
    await record.expectRefused(nothing, { status: 422, code: 'invalid-field', field: 'address' });
  });
});

async function answerTo(phone: Parameters<typeof alertOf>[0]): Promise<{ alertId: string }> {
  return { alertId: (await alertOf(phone)).alertId };
}
