import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { CalloutView } from '#contracts/callout-api';
import { RESPONDER_NAMESPACE } from '#contracts/live-events';
import type { MessageView } from '#contracts/message-api';
import type {
  CheckResult,
  DeskOpened,
  DeskState,
  HeadcountView,
  OverdueView,
} from '#contracts/muster-api';
import type { NoteView } from '#contracts/note-api';
import type { PassGivenView, PassJoinedView } from '#contracts/pass-api';
import { calloutBody } from '../support/callout-message';
import { account, phoneAt, until, type Phone } from '../support/clients';
import { rowsOf } from '../support/database';
import { RecordKeeper } from '../support/record-keeper';
import { isOfMuster, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const HOUR_MS = 3_600_000;
const NEED = { needKey: 'hands', label: 'Sandbags', minimumCount: 0, wantedCount: 8 };
const checks = new RouteChecks();

let server: TestServer;
let calloutId: string;
let phone: Phone;
let bookingId: string;
let joined: PassJoinedView;
let desk: DeskOpened;

const path = (rest = ''): string => `/v1/callouts/${calloutId}${rest}`;
const anyone = () => account(server.url, null);

beforeAll(async () => {
  server = await startServer();
  const { lat, lon } = HERE;
  const body = calloutBody({
    controlRef: `FLOOD-${randomUUID()}`,
    area: { type: 'Circle', centre: [lon, lat], radiusM: 3_000 },
    needs: [{ ...NEED, credentialKinds: [], equipment: {}, shiftKey: null }],
    // Over long ago for whoever checks in early: they are overdue at once.
    window: {
      from: new Date(Date.now() - 10 * HOUR_MS).toISOString(),
      until: new Date(Date.now() + HOUR_MS).toISOString(),
    },
  });
  phone = await phoneAt(server, HERE);
  // Call-outs look for people in the record.
  const record = await RecordKeeper.open(server);
  await record.hasPosition(phone);
  await record.close();
  const opened = await server.dispatcher().post<CalloutView>('/v1/callouts', body);
  expect(opened.status).toBe(201);
  calloutId = opened.body.id;
  await phoneSaysYes();
  await helperJoins();
}, 90_000);

afterAll(() => server.stop());

async function phoneSaysYes(): Promise<void> {
  const live = await phone.connect();
  const { alert } = await live.hears((message) => message.kind === 'alert-sent', 'the question');
  live.close();
  const answer = { alertId: alert.alertId, answer: 'accept' };
  expect((await phone.post('/v1/me/answers', answer)).status).toBe(200);
  const { body } = await phone.get<{ items: { bookingId: string }[] }>('/v1/me/bookings');
  bookingId = body.items[0]?.bookingId ?? '';
}

async function helperJoins(): Promise<void> {
  const pass = { label: 'Rowing club', usesMax: 9, validUntil: soon() };
  const given = await server.dispatcher().post<PassGivenView>(path('/passes'), pass);
  const join = { code: given.body.code, displayName: '=cmd|Kim', phone: null };
  joined = (await anyone().post<PassJoinedView>('/v1/pass/join', join)).body;
}

function isSoup({ text }: NoteView): boolean {
  return text === 'Soup at noon.';
}

function soon(): string {
  return new Date(Date.now() + HOUR_MS).toISOString();
}

describe('the day of a call-out', () => {
  it('a desk knows its people, checks them in late, out of order and once', async () => {
    const made = await server.dispatcher().post<DeskOpened>(path('/muster-desks'), {});
    checks.fits('createMusterDesk', made);
    desk = made.body;
    expect(desk.page).toContain(`/muster/#${desk.deskCode}`);
    checks.fits('listMusterDesks', await server.dispatcher().get(path('/muster-desks')));
    const { deskCode } = desk;
    const state = await anyone().post<DeskState>('/v1/desk/open', { deskCode });
    checks.fits('openDesk', state);
    expect(state.body.people.map(({ displayName }) => displayName).sort()).toEqual([
      ...['=cmd|Kim', 'Test Person'],
    ]);

    const own = await phone.get<{ badge: string }>(`/v1/me/bookings/${bookingId}/badge`);
    checks.fits('readOwnBadge', own);
    const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    const came = { eventId: randomUUID(), kind: 'in', at: ago(300), badge: own.body.badge };
    const kim = { eventId: randomUUID(), kind: 'in', at: ago(20), badge: joined.badge };
    const walkIn = { displayName: 'Walter', peopleCount: 2 };
    const walked = { eventId: randomUUID(), kind: 'in', at: ago(5), walkIn };
    const made_up = `CB1:${'0'.repeat(96)}`;
    const wrong = { eventId: randomUUID(), kind: 'in', at: ago(5), badge: made_up };
    const events = [walked, wrong, kim, came];
    const told = await sync(events);
    expect(told.map(({ outcome }) => outcome).slice(1)).toEqual(['badge-unknown', 'done', 'done']);
    const again = await Promise.all([sync(events), sync([...events].reverse())]);
    expect(again[0].map(({ outcome }) => outcome)).toEqual(told.map(({ outcome }) => outcome));
    expect((await anyone().post('/v1/desk/open', { deskCode: 'made-up' })).body).toMatchObject({
      code: 'pass-invalid',
    });
  });

  it('counts heads, on paper and as a table in which nothing is a formula', async () => {
    const dispatcher = server.dispatcher();
    const count = await dispatcher.get<HeadcountView>(path('/headcount'));
    checks.fits('readHeadcount', count);
    expect(count.body.in + count.body.withoutPlace).toBe(4);
    checks.fits('readArrivals', await dispatcher.get(path('/arrivals')));
    const csv = await dispatcher.get<{ text: string }>(path('/headcount.csv'));
    checks.called('readHeadcountCsv', 'readHeadcountPage');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.body.text).toContain(`"'=cmd|Kim","1","IN"`);
    const page = await dispatcher.get<{ text: string }>(path('/headcount.html'));
    expect(page.headers.get('content-security-policy')).toContain("style-src 'sha256-");
    expect(page.body.text).toContain('The flood warden, 555 0100');
    expect(page.body.text).toContain('=cmd|Kim');
    const other = account(server.url, (await server.otherOrganisation()).dispatcher);
    expect((await other.get(path('/headcount.csv'))).status).toBe(404);
  });

  it('sends a text to exactly those in a state, and the phone hears it on its socket', async () => {
    const heard = await listen();
    const to = { statuses: ['checked-in'], musterKey: 'pier' };
    const sent = await server
      .dispatcher()
      .post<MessageView>(path('/messages'), { to, text: 'Soup at noon.' });
    checks.fits('sendMessage', sent);
    expect(sent.body.recipientCount).toBeGreaterThanOrEqual(2);
    await until(() => Promise.resolve(heard.notes.some(isSoup)), 'note');
    heard.close();
    const own = await phone.get<{ items: NoteView[] }>('/v1/me/notes');
    checks.fits('listOwnNotes', own);
    const note = own.body.items.find(isSoup);
    checks.fits('seeNote', await phone.post(`/v1/me/notes/${note?.noteId ?? ''}/seen`));
    const list = await server.dispatcher().get<{ items: MessageView[] }>(path('/messages'));
    checks.fits('listMessages', list);
    expect(list.body.items[0]).toMatchObject({ seenCount: 1, reachedCount: 1 });
    const who = await server.dispatcher().get(path(`/messages/${sent.body.messageId}/recipients`));
    checks.fits('listRecipients', who);
    const mail = await anyone().post<{ items: NoteView[] }>('/v1/pass/notes', {
      badge: joined.badge,
    });
    checks.fits('readNotesByBadge', mail);
    expect(mail.body.items.map(({ text }) => text)).toContain('Soup at noon.');
    const nowhere = { to: { ...to, musterKey: 'nowhere' }, text: 'x' };
    expect((await server.dispatcher().post(path('/messages'), nowhere)).body).toMatchObject({
      ...{ code: 'invalid-field', field: 'to.musterKey' },
    });
  });

  it('stops people coming and lets them come again', async () => {
    const reason = { reason: 'Enough hands.' };
    const stopped = await server.dispatcher().post(path('/stop-coming'), reason);
    checks.fits('stopComing', stopped);
    const seen = await server.dispatcher().get<CalloutView>(path());
    expect(seen.body.stopComingAt).not.toBeNull();
    checks.fits('comingAgain', await server.dispatcher().post(path('/coming-again'), reason));
  });

  it('tells who is overdue, and that they were found', async () => {
    await rowsOf(
      server.database.ownerUrl,
      `UPDATE callout_booking SET due_out_at = now() - interval '3 hours' WHERE id = $1`,
      [bookingId],
    );
    const dispatcher = server.dispatcher();
    const asked = async () => {
      const list = await dispatcher.get<{ items: OverdueView[] }>(path('/overdue'));
      checks.fits('listOverdue', list);
      return list.body.items[0];
    };
    await until(async () => typeof (await asked())?.askedAt === 'string', 'the question');
    expect(await asked()).toMatchObject({ bookingId, displayName: 'Test Person' });
    const found = { found: true, note: 'At home' };
    checks.fits('settleOverdue', await dispatcher.post(path(`/overdue/${bookingId}`), found));
    expect(await asked()).toBeUndefined();
    const back = await dispatcher.post(path(`/bookings/${bookingId}/check`), { kind: 'in' });
    checks.fits('checkBooking', back);
  });

  it('thanks, asks three questions and sums up what is answered', async () => {
    const sent = await server.dispatcher().post(path('/debrief'), { thanks: 'Thank you all.' });
    checks.fits('sendDebrief', sent);
    const said = { answers: ['Soup', null, null], wellbeing: 'mixed', callBack: true };
    const own = await phone.post(`/v1/me/bookings/${bookingId}/debrief`, said);
    const asked = await phone.get(`/v1/me/bookings/${bookingId}/debrief`);
    checks.fits('readOwnDebrief', asked);
    expect(asked.body).toMatchObject({ bookingId, thanks: 'Thank you all.' });
    const all = await phone.get<{ items: unknown[] }>('/v1/me/debriefs');
    checks.fits('listOwnDebriefs', all);
    expect(all.body.items).toEqual([asked.body]);
    const held = { badge: joined.badge };
    checks.fits('readDebriefByBadge', await anyone().post('/v1/pass/debrief-questions', held));
    const kim = { ...said, badge: joined.badge, callBack: false };
    checks.fits('answerDebrief', own);
    checks.fits('answerDebriefByBadge', await anyone().post('/v1/pass/debrief', kim));
    const summary = await server.dispatcher().get(path('/debrief'));
    checks.fits('readDebrief', summary);
    expect(summary.body).toMatchObject({
      ...{ answeredCount: 2, wellbeing: { mixed: 2 }, callBacks: [{ bookingId }] },
    });
    const rows = await rowsOf(server.database.ownerUrl, 'SELECT sealed FROM debrief_answer');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('Soup').toString('hex'));
  });

  it('takes nothing from a desk that has ended, and tells people when all is over', async () => {
    const end = path(`/muster-desks/${desk.deskId}/end`);
    checks.fits('endMusterDesk', await server.dispatcher().post(end));
    const late = { deskCode: desk.deskCode, events: [] };
    expect((await anyone().post('/v1/desk/sync', late)).status).toBe(403);
    await server.dispatcher().post(path('/end'), { outcome: 'closed' });
    await until(async () => {
      const list = await server.dispatcher().get<{ items: MessageView[] }>(path('/messages'));
      return list.body.items.some(({ kind }) => kind === 'stood-down');
    }, 'the stand-down');
  });

  it('has called every route of its own', () => {
    expect(checks.missing(isOfMuster)).toEqual([]);
  });
});

async function sync(events: readonly object[]): Promise<CheckResult[]> {
  const asked = { deskCode: desk.deskCode, events };
  const answer = await anyone().post<{ results: CheckResult[] }>('/v1/desk/sync', asked);
  checks.fits('syncDesk', answer);
  return answer.body.results;
}

/** Notes as they come on the phone's socket. */
async function listen(): Promise<{ readonly notes: NoteView[]; close(): void }> {
  const notes: NoteView[] = [];
  const socket = io(`${server.url}${RESPONDER_NAMESPACE}`, {
    ...{ transports: ['websocket'], reconnection: false, auth: { token: phone.token } },
  });
  socket.on('note', (note: NoteView) => notes.push(note));
  await until(() => Promise.resolve(socket.connected), 'socket');
  return { notes, close: () => void socket.close() };
}
