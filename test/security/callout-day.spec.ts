import { randomUUID } from 'node:crypto';
import type { CalloutView } from '#contracts/callout-api';
import type { DeskOpened } from '#contracts/muster-api';
import type { PassGivenView, PassJoinedView } from '#contracts/pass-api';
import { LIMITS } from '#core/limits';
import { SMALL_JPEG } from '#core/photo-examples';
import { calloutBody } from '../support/callout-message';
import { account, enrolPhone, phoneAt, type Account, type Phone } from '../support/clients';
import { upload } from '../support/proofs';
import { RecordKeeper } from '../support/record-keeper';
import { HERE, startServer, type TestServer } from '../support/server';

const MARKUP = '<img src=x onerror=alert(1)>';
const PLACE = { type: 'Point', coordinates: [HERE.lon, HERE.lat] };

let server: TestServer;
let staff: Account;
let calloutId: string;
let phone: Phone;
let other: Phone;
let bookingId: string;
let joined: PassJoinedView;

const path = (rest = ''): string => `/v1/callouts/${calloutId}${rest}`;
const anyone = () => account(server.url, null);
const codeOf = ({ body }: { readonly body: object }): unknown =>
  'code' in body ? body.code : null;

beforeAll(async () => {
  server = await startServer();
  staff = server.dispatcher();
  phone = await phoneAt(server, HERE);
  other = await enrolPhone(server.registrar(), server.url);
  const record = await RecordKeeper.open(server);
  await record.hasPosition(phone);
  await record.close();
  calloutId = await open();
  const pass = { label: 'Rowing club', usesMax: 9, validUntil: soon() };
  const given = await staff.post<PassGivenView>(path('/passes'), pass);
  const join = { code: given.body.code, displayName: MARKUP, phone: null };
  joined = (await anyone().post<PassJoinedView>('/v1/pass/join', join)).body;
  bookingId = await saysYes();
}, 90_000);

afterAll(() => server.stop());

function soon(): string {
  return new Date(Date.now() + 3_600_000).toISOString();
}

async function open(): Promise<string> {
  const body = calloutBody({
    controlRef: `FLOOD-${randomUUID()}`,
    area: { type: 'Circle', centre: [HERE.lon, HERE.lat], radiusM: 3_000 },
    needs: [
      {
        ...{ needKey: 'hands', label: MARKUP, minimumCount: 0, wantedCount: 8 },
        ...{ credentialKinds: [], equipment: {}, shiftKey: null },
      },
    ],
  });
  const opened = await staff.post<CalloutView>('/v1/callouts', body);
  expect(opened.status).toBe(201);
  return opened.body.id;
}

async function saysYes(): Promise<string> {
  const live = await phone.connect();
  const { alert } = await live.hears(({ kind }) => kind === 'alert-sent', 'the question');
  live.close();
  await phone.post('/v1/me/answers', { alertId: alert.alertId, answer: 'accept' });
  const { body } = await phone.get<{ items: { bookingId: string }[] }>('/v1/me/bookings');
  return body.items[0]?.bookingId ?? '';
}

async function desk(): Promise<DeskOpened> {
  return (await staff.post<DeskOpened>(path('/muster-desks'), {})).body;
}

describe('desks of muster points', () => {
  it('open for nobody once they are ended; after the call-out people still check out', async () => {
    const [ended, kept] = [await desk(), await desk()];
    const opens = (deskCode: string) => anyone().post('/v1/desk/open', { deskCode });
    expect((await opens(ended.deskCode)).status).toBe(200);
    await staff.post(path(`/muster-desks/${ended.deskId}/end`));
    expect(codeOf(await opens(ended.deskCode))).toBe('pass-invalid');
    expect((await opens(kept.deskCode)).status).toBe(200);
    const short = await open();
    const of = await staff.post<DeskOpened>(`/v1/callouts/${short}/muster-desks`, {});
    await staff.post(`/v1/callouts/${short}/end`, { outcome: 'cancelled' });
    expect((await opens(of.body.deskCode)).status).toBe(200);
  });

  it('tell no more of a code that is nearly right than of one that is not', async () => {
    const { deskCode } = await desk();
    const last = deskCode.slice(-1) === 'A' ? 'B' : 'A';
    const near = await anyone().post('/v1/desk/open', { deskCode: deskCode.slice(0, -1) + last });
    const far = await anyone().post('/v1/desk/open', { deskCode: 'Z'.repeat(deskCode.length) });
    expect([near.status, codeOf(near)]).toEqual([far.status, codeOf(far)]);
    expect(near.status).not.toBe(200);
  });
});

describe('people of one call-out', () => {
  it('neither read nor move what is another’s', async () => {
    const taskId = randomUUID();
    const where = { kind: 'place', place: PLACE };
    await staff.post(path('/tasks'), { taskId, title: 'Bags', where });
    await staff.post(path(`/tasks/${taskId}/assign`), { bookingIds: [bookingId] });
    const reportId = randomUUID();
    const seenAt = new Date().toISOString();
    const facts = { kind: 'flooded', depthM: 0.4 };
    const report = { reportId, calloutId, place: PLACE, text: MARKUP, facts, seenAt };
    expect((await phone.post('/v1/me/field-reports', report)).status).toBe(201);
    const photo = { path: `/v1/me/field-reports/${reportId}/photo`, type: 'image/jpeg' };
    const bytes = Buffer.from(SMALL_JPEG, 'base64');
    const tries = [
      await other.get(`/v1/me/bookings/${bookingId}/badge`),
      await other.post(`/v1/me/bookings/${bookingId}/progress`, { step: 'en-route' }),
      await other.get(`/v1/me/bookings/${bookingId}/debrief`),
      await other.post(`/v1/me/tasks/${taskId}/progress`, { step: 'done' }),
      await other.post(`/v1/me/notes/${randomUUID()}/seen`),
      await upload(server.url, other.token, { ...photo, bytes }),
    ];
    for (const { status } of tries) expect([400, 403, 404]).toContain(status);
    const bookings = await other.get<{ items: object[] }>('/v1/me/bookings');
    expect(bookings.body.items).toEqual([]);
  });

  it('a picture that carries a script keeps the picture and loses the script', async () => {
    const reportId = randomUUID();
    const seenAt = new Date().toISOString();
    const facts = { kind: 'flooded', depthM: 0.4 };
    const report = { reportId, calloutId, place: PLACE, text: null, facts, seenAt };
    await phone.post('/v1/me/field-reports', report);
    const to = `/v1/me/field-reports/${reportId}/photo`;
    const script = Buffer.from('<script>alert(1)</script>');
    const send = (type: string, bytes: Buffer) =>
      upload(server.url, phone.token, { path: to, type, bytes });
    const both = Buffer.concat([Buffer.from(SMALL_JPEG, 'base64'), script]);
    expect((await send('image/jpeg', both)).status).toBeLessThan(300);
    expect(codeOf(await send('image/jpeg', script))).toBe('proof-invalid');
    expect((await send('text/html', script)).status).toBe(400);
    const response = await fetch(`${server.url}/v1/field-reports/${reportId}/photo`, {
      headers: { authorization: `Bearer ${server.keys.dispatcher}` },
    });
    expect(Buffer.from(await response.arrayBuffer()).includes('<script')).toBe(false);
  });
});

describe('what people write', () => {
  it('is text on the printed list, never markup', async () => {
    const page = await staff.get<{ text: string }>(path('/headcount.html'));
    expect(joined.badge).toContain('CB1:');
    expect(page.body.text).toContain('&lt;img src=x');
    expect(page.body.text).not.toContain(MARKUP);
  });
});

describe('the public board', () => {
  it('takes only so many entries from one address, and shows no contact of any', async () => {
    const slug = (await server.supervisor().get<{ slug: string }>('/v1/organisation')).body.slug;
    const board = `/v1/public-board/${slug}`;
    await server.supervisor().put('/v1/board-settings', { isPublic: true });
    const entry = (number: string) => ({
      ...{ side: 'offer', kind: 'food', title: MARKUP, quantity: 1, place: PLACE },
      ...{ from: new Date().toISOString(), until: soon() },
      ...{ displayName: 'Kim Door', phone: number },
    });
    const statuses: number[] = [];
    for (let turn = 0; turn <= LIMITS['code-of-address'].uses; turn += 1) {
      const number = `+1757555${String(1_000 + turn)}`;
      statuses.push((await anyone().post(`${board}/entries`, entry(number))).status);
    }
    expect(statuses[0]).toBe(202);
    expect(statuses.at(-1)).toBe(429);
    const shown = await anyone().get(board);
    expect(JSON.stringify(shown.body)).not.toMatch(/Kim Door|757555/);
  });
});
