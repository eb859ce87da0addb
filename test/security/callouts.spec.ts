import { randomUUID } from 'node:crypto';
import type { CalloutView } from '#contracts/callout-api';
import type { PassGivenView, PassJoinedView } from '#contracts/pass-api';
import { account, type Account } from '../support/clients';
import { calloutBody, type CalloutFields } from '../support/callout-message';
import { AREA, startServer, type TestServer } from '../support/server';

const { south, west, north, east } = AREA;
const [SOUTH_WEST, NORTH_EAST] = [
  [west, south],
  [east, north],
];
const SQUARE = {
  type: 'Polygon',
  coordinates: [[SOUTH_WEST, [east, south], NORTH_EAST, [west, north], SOUTH_WEST]],
};

let server: TestServer;
let staff: Account;

beforeAll(async () => {
  server = await startServer();
  staff = server.dispatcher();
});
afterAll(() => server.stop());

const open = (fields: CalloutFields = {}, by = staff) =>
  by.post<CalloutView>(
    '/v1/callouts',
    calloutBody({ controlRef: `CO-${randomUUID()}`, area: SQUARE, ...fields }),
  );
const anyone = (): Account => account(server.url, null);

describe('one person alone', () => {
  it('cannot open small and raise the needs over what needs a second person', async () => {
    const { body } = await open({ wantedCount: 2 });
    const [need] = body.needs;
    const needs = (wantedCount: number) => [
      {
        ...{ needKey: need?.needKey, label: need?.label, wantedCount },
        credentialKinds: ['cpr'],
      },
    ];
    const put = (count: number) =>
      staff.put(`/v1/callouts/${body.id}/needs`, { needs: needs(count), reason: 'More.' });
    expect(await put(101)).toMatchObject({
      status: 403,
      body: { code: 'approval-pending' },
    });
    const { body: now } = await staff.get<CalloutView>(`/v1/callouts/${body.id}`);
    expect(now.wantedCount).toBe(2);
    expect((await put(20)).status).toBe(200);
    await staff.post(`/v1/callouts/${body.id}/end`, { outcome: 'cancelled' });
  });

  it('cannot open one large call-out in small pieces', async () => {
    const first = await open({ wantedCount: 60, reason: 'Rising.' });
    expect(first.status).toBe(201);
    const second = await open({ wantedCount: 60, reason: 'Rising.' });
    expect(second).toMatchObject({ status: 403, body: { code: 'approval-pending' } });
    expect((await open({ wantedCount: 60, mode: 'exercise' })).status).toBe(201);
    await staff.post(`/v1/callouts/${first.body.id}/end`, { outcome: 'cancelled' });
  });
});

describe('a pass and its badge', () => {
  const passOf = async (calloutId: string) => {
    const validUntil = new Date(Date.now() + 3_600_000).toISOString();
    const pass = { label: 'Club', usesMax: 3, validUntil };
    return (await staff.post<PassGivenView>(`/v1/callouts/${calloutId}/passes`, pass)).body;
  };
  const join = (code: string, joinId: string) =>
    anyone().post<PassJoinedView>('/v1/pass/join', { code, joinId, displayName: 'Kim' });

  it("give nobody another pass's booking by its join id, nor anything once revoked", async () => {
    const [one, two] = [await open({ mode: 'exercise' }), await open({ mode: 'exercise' })];
    const [pass, other] = [await passOf(one.body.id), await passOf(two.body.id)];
    expect(Buffer.from(pass.code, 'base64url').length).toBeGreaterThanOrEqual(16);
    const joinId = randomUUID();
    const joined = await join(pass.code, joinId);
    expect(joined.status).toBe(201);
    // By another pass the same secret is a booking of that pass, and opens no other one.
    const elsewhere = (await join(other.code, joinId)).body;
    expect(elsewhere.booking.calloutId).toBe(two.body.id);
    expect([elsewhere.badge, elsewhere.bookingId]).not.toContain(joined.body.badge);
    expect(elsewhere.bookingId).not.toBe(joined.body.bookingId);
    await staff.post(`/v1/callouts/${one.body.id}/passes/${pass.passId}/revoke`);
    expect(await join(pass.code, randomUUID())).toMatchObject({ status: 403 });
    expect(await anyone().post('/v1/pass/read', { code: pass.code })).toMatchObject({
      status: 403,
    });
  });

  it('give nobody the badge of somebody else who came by the same pass', async () => {
    const { body } = await open({ mode: 'exercise' });
    const { code } = await passOf(body.id);
    const joinId = randomUUID();
    const joined = (await join(code, joinId)).body;
    expect(joined.bookingId).not.toBe(joinId);
    expect((await join(code, joinId)).body.badge).toBe(joined.badge);
    const other = await join(code, joined.bookingId);
    expect(other.body.badge).not.toBe(joined.badge);
    expect(other.body.bookingId).not.toBe(joined.bookingId);
  });

  it('are told apart by every digit: a badge with one changed is as good as none', async () => {
    const { body } = await open({ mode: 'exercise' });
    const { badge } = (await join((await passOf(body.id)).code, randomUUID())).body;
    for (const at of [4, 40, badge.length - 1]) {
      const digit = badge[at] === '0' ? '1' : '0';
      const forged = `${badge.slice(0, at)}${digit}${badge.slice(at + 1)}`;
      expect(await anyone().post('/v1/pass/status', { badge: forged })).toMatchObject({
        status: 403,
        body: { code: 'pass-invalid' },
      });
    }
    expect((await anyone().post('/v1/pass/status', { badge })).status).toBe(200);
  });

  it('are guessed so often from one address, and no more', async () => {
    const statuses = new Set<number>();
    for (let guess = 0; guess < 140; guess += 1) {
      const code = randomUUID() + randomUUID().slice(0, 7);
      statuses.add((await anyone().post('/v1/pass/read', { code })).status);
    }
    expect(statuses).toContain(429);
    expect(statuses).not.toContain(200);
  });
});
