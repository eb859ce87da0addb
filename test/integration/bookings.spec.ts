import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { BookingView, OwnBookingView } from '#contracts/booking-api';
import type { CalloutView } from '#contracts/callout-api';
import type { PassGivenView, PassJoinedView } from '#contracts/pass-api';
import { NO_CONDITIONS } from '#core/callout-booking';
import type { CalloutNeed } from '#core/callout-needs';
import { seededChance } from '#core/random-examples';
import { NOW, realIds, World } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import { calloutBody } from '../support/callout-message';
import { account, phoneAt, type Phone } from '../support/clients';
import { makeDatabase, type TestDatabase } from '../support/database';
import { RecordKeeper } from '../support/record-keeper';
import { isOfRoster, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';
import { testVault } from '../support/vault';

const HOUR_MS = 3_600_000;
const SEED = 6;
const WANTED = 50;
const BOATS = 10;
const PEOPLE = 200;

const NEED: CalloutNeed = {
  ...{ needKey: 'hands', label: 'Sandbags', minimumCount: 0, wantedCount: WANTED },
  ...{ credentialKinds: [], equipment: { boat: BOATS }, shiftKey: null },
};

describe('a crowd that answers at once', () => {
  let database: TestDatabase;
  let store: PostgresStore;
  let world: World;

  beforeAll(async () => {
    database = await makeDatabase();
    store = await PostgresStore.connect({
      ...{ url: database.appUrl, ids: realIds, vault: testVault(), onError: () => undefined },
      clock: { now: () => NOW, stretch: (ms) => ms },
    });
    world = await World.make(store);
  }, 60_000);

  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it(`fills ${WANTED} places with ${BOATS} boats of ${PEOPLE} yes, seed ${SEED}`, async () => {
    const { uniform } = seededChance(SEED);
    const people = await world.responders(PEOPLE);
    const opened = await world.open(people, { needs: [NEED], wantedCount: WANTED });
    const { callout, alerts } = opened;
    const { organisationId } = world;
    const conditions = alerts.map((_, index) => ({
      ...NO_CONDITIONS,
      peopleCount: uniform() < 0.1 ? 3 : 1,
      pieces: index % 10 === 0 ? { boat: 1 } : {},
    }));
    const all = await Promise.all(
      alerts.map(({ id: alertId, responderId }, index) =>
        store.bookings.book({
          booking: {
            ...{ id: randomUUID(), organisationId, calloutId: callout.id, alertId, responderId },
            ...{ passId: null, groupId: null, displayName: null, phone: null },
            wishes: { needKey: null, musterKey: null },
            conditions: conditions[index] ?? NO_CONDITIONS,
          },
          now: NOW + 1_000,
        }),
      ),
    );
    expect(all.every((result) => result.ok)).toBe(true);
    const state = await store.callouts.loadCallout(organisationId, callout.id);
    expect(state?.callout.acceptedCount).toBe(WANTED);
    expect(state?.callout.status).toBe('filled');
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(`SELECT set_config('closeby.purpose', 'maintenance', false)`);
    const { rows } = await owner.query<{ people: string; boats: string; bookings: string }>(
      `SELECT sum(people_count) FILTER (WHERE status = 'expected') AS people,
        sum((pieces->>'boat')::int) FILTER (WHERE status = 'expected') AS boats,
        count(*) AS bookings FROM callout_booking`,
    );
    await owner.end();
    expect(rows).toMatchObject([{ people: String(WANTED), bookings: String(PEOPLE) }]);
    expect(Number(rows[0]?.boats)).toBeGreaterThanOrEqual(BOATS);
  }, 60_000);

  it('SQL itself binds nobody twice at one time, whatever two transactions write', async () => {
    const person = await world.responder();
    const [one, two] = [await world.open([]), await world.open([])];
    const clients = await Promise.all(
      [1, 2].map(async () => {
        const client = new Client({ connectionString: database.appUrl });
        await client.connect();
        await client.query('BEGIN');
        const setting = `SELECT set_config('closeby.organisation_id', $1, true)`;
        await client.query(setting, [world.organisationId]);
        return client;
      }),
    );
    const insert = (client: Client | undefined, calloutId: string) =>
      client?.query(
        `INSERT INTO callout_booking (id, organisation_id, callout_id, responder_id, status,
          need_key, muster_key, people_count, pieces, during, booked_at)
        VALUES ($1, $2, $3, $4, 'expected', 'hands', 'pier', 1, '{}',
          tstzrange(now(), now() + interval '1 hour'), now())`,
        [randomUUID(), world.organisationId, calloutId, person.id],
      );
    await insert(clients[0], one.callout.id);
    const second = insert(clients[1], two.callout.id)?.catch((error: unknown) => error);
    await clients[0]?.query('COMMIT');
    await expect(second).resolves.toMatchObject({ constraint: 'callout_booking_once_excl' });
    for (const client of clients) await client.end();
  });
});

describe('the roster over HTTP', () => {
  const checks = new RouteChecks();
  let server: TestServer;
  let calloutId: string;
  let phone: Phone;

  const anyone = () => account(server.url, null);
  const path = (rest: string) => `/v1/callouts/${calloutId}${rest}`;

  beforeAll(async () => {
    server = await startServer();
    phone = await phoneAt(server, HERE);
    const record = await RecordKeeper.open(server);
    await record.hasPosition(phone);
    await record.close();
    const { lat, lon } = HERE;
    const body = calloutBody({
      controlRef: `FLOOD-${randomUUID()}`,
      area: { type: 'Circle', centre: [lon, lat], radiusM: 3_000 },
      needs: [{ ...NEED, wantedCount: 2, equipment: {}, credentialKinds: [] }],
      window: { from: new Date().toISOString(), until: soon(5) },
    });
    const opened = await server.dispatcher().post<CalloutView>('/v1/callouts', body);
    expect(opened.status).toBe(201);
    calloutId = opened.body.id;
  }, 90_000);

  afterAll(() => server.stop());

  function soon(hours: number): string {
    return new Date(Date.now() + hours * HOUR_MS).toISOString();
  }

  it('takes a yes with conditions, moves it and ends it; people see their own', async () => {
    const equipment = { equipment: ['boat', 'boat', 'trailer'] };
    const own = await phone.put('/v1/me/equipment', equipment);
    checks.fits('setOwnEquipment', own);
    expect(own.body).toEqual({ equipment: ['boat', 'trailer'] });
    const read = await phone.get('/v1/me/equipment');
    checks.fits('readOwnEquipment', read);
    expect(read.body).toEqual(own.body);
    const live = await phone.connect();
    const { alert } = await live.hears((message) => message.kind === 'alert-sent', 'the question');
    live.close();
    expect(alert.callout?.musterPoints[0]?.place).toBeNull();
    const conditions = { peopleCount: 2, fromAt: soon(1), musterKey: 'pier' };
    const answer = { alertId: alert.alertId, answer: 'accept', conditions };
    const said = await phone.post('/v1/me/answers', answer);
    checks.called('sendAnswer');
    expect(said.body).toMatchObject({ callout: { booking: { status: 'expected' } } });
    const mine = await phone.get<{ items: OwnBookingView[] }>('/v1/me/bookings');
    checks.fits('listOwnBookings', mine);
    const [booking] = mine.body.items;
    expect(booking).toMatchObject({ musterPoint: { place: { type: 'Point' } } });
    const bookingId = booking?.bookingId ?? '';
    const step = { step: 'en-route', etaAt: soon(1) };
    const going = await phone.post(`/v1/me/bookings/${bookingId}/progress`, step);
    checks.fits('sendBookingProgress', going);

    const staff = server.dispatcher();
    const list = await staff.get<{ items: BookingView[] }>(path('/bookings?status=en-route'));
    checks.fits('listBookings', list);
    expect(list.body.items).toMatchObject([{ bookingId, displayName: 'Test Person' }]);
    const move = { musterKey: 'pier' };
    checks.fits('moveBooking', await staff.post(path(`/bookings/${bookingId}/move`), move));
    const nowhere = await staff.post(path(`/bookings/${bookingId}/move`), { needKey: 'none' });
    expect(nowhere.body).toMatchObject({ code: 'invalid-field', field: 'needKey' });
  });

  it('lets somebody without an account in by a pass, into the reserve and out of it', async () => {
    const staff = server.dispatcher();
    const pass = { label: 'Rowing club', usesMax: 2, validUntil: soon(2) };
    const given = await staff.post<PassGivenView>(path('/passes'), pass);
    checks.fits('givePass', given);
    const { code, passId } = given.body;
    checks.fits('readPass', await anyone().post('/v1/pass/read', { code }));
    const joinId = randomUUID();
    const join = { code, joinId, displayName: 'Kim', phone: '+17575550199' };
    const joined = await anyone().post<PassJoinedView>('/v1/pass/join', join);
    checks.fits('joinByPass', joined);
    expect(joined.body.booking).toMatchObject({ status: 'reserve', reservePosition: 1 });
    const again = await anyone().post<PassJoinedView>('/v1/pass/join', join);
    expect(again.body.badge).toBe(joined.body.badge);

    const roster = await staff.get<{ items: BookingView[] }>(path('/bookings'));
    const family = roster.body.items.find(({ responderId }) => responderId !== null);
    const end = { to: 'stood-down', reason: 'The water is falling.' };
    checks.fits(
      'endBooking',
      await staff.post(path(`/bookings/${family?.bookingId ?? ''}/end`), end),
    );
    const { badge } = joined.body;
    const status = await anyone().post<OwnBookingView>('/v1/pass/status', { badge });
    checks.fits('readPassStatus', status);
    expect(status.body).toMatchObject({ status: 'expected', reservePosition: null });
    checks.fits('leaveByPass', await anyone().post('/v1/pass/leave', { badge }));
    checks.fits('revokePass', await staff.post(path(`/passes/${passId}/revoke`)));
    const passes = await staff.get(path('/passes'));
    checks.fits('listPasses', passes);
    expect(JSON.stringify(passes.body)).not.toContain(code);
    const refused = await anyone().post('/v1/pass/join', { ...join, joinId: randomUUID() });
    expect(refused).toMatchObject({ status: 403, body: { code: 'pass-invalid' } });
  });

  it('every route of it has answered', () => expect(checks.missing(isOfRoster)).toEqual([]));
});
