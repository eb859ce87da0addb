import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { NO_CONDITIONS } from '#core/callout-booking';
import { headcountOf } from '#core/headcount';
import { OVERDUE_ANSWER_MS, OVERDUE_GRACE_MS } from '#core/overdue';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import type { CalloutMessage, NewNote } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

const PAGE = { cursor: null, limit: 50 };
const LEASE = { leaseMs: MINUTE_MS, max: 1_000 };

/** What every store of a call-out's day promises, as tests. */
export function musterConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of notes`, open, (world) => {
    for (const promise of [keepsNotes, leasesNotes, resolvesMessages]) promise(world);
  });
  suite(`${name} as store of musters`, open, (world) => {
    for (const promise of [keepsDesks, keepsChecks, counts, findsOverdue, stops, debriefs]) {
      promise(world);
    }
  });
}

/** A call-out with room for ten, and a yes of each of these. */
async function opened(world: World, people: number) {
  const { callout } = await world.open([], { wantedCount: 10, needs: needsOf(world) });
  const bookings: string[] = [];
  const responders = await world.responders(people);
  for (const { id } of responders)
    bookings.push(await book(world, { calloutId: callout.id, responderId: id }));
  return { callout, bookings, responders, calloutId: callout.id };
}

function needsOf(world: World) {
  const [need] = world.callout().needs;
  return need === undefined ? [] : [{ ...need, wantedCount: 10, credentialKinds: [] }];
}

async function book(
  world: World,
  of: { readonly calloutId: string; readonly responderId: string | null },
  people = 1,
) {
  const { calloutId, responderId } = of;
  const id = randomUUID();
  const booked = await world.stores.bookings.book({
    booking: {
      ...{ id, organisationId: world.organisationId, calloutId, responderId, alertId: null },
      ...{ passId: null, groupId: null, phone: null, wishes: { needKey: null, musterKey: null } },
      displayName: responderId === null ? 'Kim' : null,
      conditions: { ...NO_CONDITIONS, peopleCount: people },
    },
    now: NOW,
  });
  expect(booked.ok).toBe(true);
  return id;
}

async function checkIn(
  world: World,
  bookingId: string,
  { at, dueOutAt }: { readonly at: Instant; readonly dueOutAt: Instant },
) {
  const moved = await world.stores.bookings.moveBooking({
    ...{ organisationId: world.organisationId, bookingId, from: ['expected'], to: 'checked-in' },
    ...{ change: { checkedInAt: at, dueOutAt }, facts: [], now: NOW },
  });
  expect(moved.ok).toBe(true);
}

function note(world: World, of: Partial<NewNote>): NewNote {
  return {
    ...{ id: randomUUID(), organisationId: world.organisationId, responderId: null },
    ...{ bookingId: null, calloutId: null, kind: 'task', text: 'Go', isExercise: false, at: NOW },
    ...of,
  };
}

function message(world: World, calloutId: string, to: Partial<CalloutMessage['to']> = {}) {
  const { organisationId } = world;
  const all = { statuses: ['expected' as const], musterKey: null, needKey: null, groupId: null };
  const sent: CalloutMessage = {
    ...{ id: randomUUID(), organisationId, calloutId, kind: 'callout-message', text: 'Soup' },
    ...{ to: { ...all, ...to }, by: { role: 'coordinator', id: randomUUID() }, at: NOW },
  };
  return sent;
}

function keepsNotes(world: () => World): void {
  it('keeps notes once, newest first, each for its own person alone', async () => {
    const { organisationId, stores } = world();
    const [robin, sam] = await world().responders(2);
    if (robin === undefined || sam === undefined) throw new Error('two are there');
    const first = note(world(), { responderId: robin.id, text: '' });
    const second = note(world(), { responderId: robin.id, at: NOW + 1 });
    await stores.notes.addNotes([first, second, note(world(), { responderId: sam.id })]);
    await stores.notes.addNotes([first]);
    const read = () => stores.notes.notesOf(organisationId, { responderId: robin.id }, PAGE);
    expect((await read()).items).toEqual([
      { ...second, seenAt: null, by: [] },
      { ...first, seenAt: null, by: [] },
    ]);
    const seen = { responderId: sam.id, noteId: first.id, now: NOW + 5 };
    expect(await stores.notes.noteSeen(organisationId, seen)).toBeNull();
    const own = { ...seen, responderId: robin.id };
    expect(await stores.notes.noteSeen(organisationId, own)).toMatchObject({ seenAt: NOW + 5 });
    const later = { ...own, now: NOW + 9 };
    expect(await stores.notes.noteSeen(organisationId, later)).toMatchObject({ seenAt: NOW + 5 });
    expect(await stores.notes.noteSeen(randomUUID(), own)).toBeNull();
    const page = await stores.notes.notesOf(
      organisationId,
      { responderId: robin.id },
      { cursor: null, limit: 1 },
    );
    const { nextCursor: cursor } = page;
    const rest = await stores.notes.notesOf(
      organisationId,
      { responderId: robin.id },
      { cursor, limit: 1 },
    );
    expect(rest.items.map(({ id }) => id)).toEqual([first.id]);
  });
}

function leasesNotes(world: () => World): void {
  it('gives a due note to one worker with how its person is reached, until it is', async () => {
    const { organisationId, stores } = world();
    const robin = await world().responder();
    await world().signIn(robin.id, 'push-1');
    const one = note(world(), { responderId: robin.id });
    await stores.notes.addNotes([one]);
    const take = async (now: Instant, leaseId: string = randomUUID()) => {
      const due = await stores.notes.takeNotes({ ...LEASE, leaseId, now });
      return due.filter(({ note: { id } }) => id === one.id);
    };
    const leaseId = randomUUID();
    const both = await Promise.all([take(NOW, leaseId), take(NOW)]);
    expect(both.flat()).toHaveLength(1);
    expect(both.flat()[0]).toMatchObject({
      ...{ attempt: 1, language: 'en', timeZone: 'America/New_York', declined: [] },
      pushes: [{ channel: 'push', address: 'push-1' }],
      person: { onDuty: true, isBooked: false, hasAccount: true, testPhone: false },
    });
    expect(await take(NOW)).toEqual([]);
    const [again] = await take(NOW + LEASE.leaseMs, 'mine');
    expect(again?.attempt).toBe(2);
    const handled = { organisationId, noteId: one.id, spared: null, resetAttempts: true };
    const late = { ...handled, leaseId, by: ['sms' as const], nextAt: null };
    await stores.notes.noteHandled(late);
    const nextAt = NOW + HOUR_MS;
    await stores.notes.noteHandled({ ...late, leaseId: 'mine', by: ['push', 'live'], nextAt });
    expect(await take(NOW + 2 * LEASE.leaseMs)).toEqual([]);
    const [more] = await take(nextAt, 'last');
    expect(more).toMatchObject({ attempt: 1, note: { by: expect.arrayContaining(['live']) } });
    expect(more?.note.by).not.toContain('sms');
    const seen = { responderId: robin.id, noteId: one.id, now: nextAt };
    await stores.notes.noteSeen(organisationId, seen);
    await stores.notes.noteHandled({ ...late, leaseId: 'last', nextAt: nextAt + 1 });
    expect(await take(nextAt + HOUR_MS)).toEqual([]);
  });
}

function resolvesMessages(world: () => World): void {
  it('makes a note for whoever is in that state at that moment, and keeps who', async () => {
    const { organisationId, stores } = world();
    const { calloutId, bookings, responders } = await opened(world(), 3);
    const kim = await book(world(), { calloutId, responderId: null });
    await checkIn(world(), bookings[0] ?? '', { at: NOW, dueOutAt: NOW + HOUR_MS });
    const sent = message(world(), calloutId);
    expect(await stores.notes.addMessage(sent, false)).toBe(3);
    expect(await stores.notes.addMessage(sent, false)).toBe(0);
    const none = message(world(), calloutId, { musterKey: 'nowhere' });
    expect(await stores.notes.addMessage({ ...none, at: NOW + 1 }, true)).toBe(0);
    expect(await stores.notes.addMessage(message(world(), randomUUID()), false)).toBeNull();
    const { items } = await stores.notes.recipients(
      organisationId,
      { calloutId, messageId: sent.id },
      PAGE,
    );
    expect(items.map((one) => one.responderId ?? one.bookingId).sort()).toEqual(
      [responders[1]?.id, responders[2]?.id, kim].sort(),
    );
    const of = { calloutId, messageId: sent.id };
    expect(await stores.notes.hasMessage(organisationId, of)).toBe(true);
    expect(await stores.notes.hasMessage(randomUUID(), of)).toBe(false);
    const list = await stores.notes.messages(organisationId, calloutId, PAGE);
    expect(list.items.map((one) => [one.message.id, one.recipientCount])).toEqual([
      [none.id, 0],
      [sent.id, 3],
    ]);
    expect(list.items[1]).toMatchObject({ message: sent, reachedCount: 0, seenCount: 0 });
    const theirs = await stores.notes.notesOf(organisationId, { bookingId: kim }, PAGE);
    expect(theirs.items).toMatchObject([{ text: 'Soup', calloutId, responderId: null }]);
    const other = await World.make(stores);
    expect((await stores.notes.messages(other.organisationId, calloutId, PAGE)).items).toEqual([]);
  });
}

function keepsDesks(world: () => World): void {
  it('finds a desk by its code until it ends, and by nothing else', async () => {
    const { organisationId, stores } = world();
    const { calloutId } = await opened(world(), 0);
    const desk = {
      ...{ id: randomUUID(), organisationId, calloutId, musterKey: 'pier' },
      ...{ createdBy: null, createdAt: NOW, expiresAt: NOW + HOUR_MS, endedAt: null },
    };
    const code = randomUUID();
    await stores.musters.addDesk(desk, code);
    expect(await stores.musters.deskByCode(code, NOW)).toEqual(desk);
    expect(await stores.musters.deskByCode(code, NOW + HOUR_MS)).toBeNull();
    expect(await stores.musters.deskByCode('other', NOW)).toBeNull();
    expect(await stores.musters.desks(organisationId, calloutId)).toEqual([desk]);
    expect(await stores.musters.desks(randomUUID(), calloutId)).toEqual([]);
    const end = { calloutId, deskId: desk.id, now: NOW + 1 };
    expect(await stores.musters.endDesk(randomUUID(), end)).toBeNull();
    expect(await stores.musters.endDesk(organisationId, end)).toMatchObject({ endedAt: NOW + 1 });
    expect(await stores.musters.deskByCode(code, NOW)).toBeNull();
  });
}

function keepsChecks(world: () => World): void {
  it('keeps each check once, whatever came of it', async () => {
    const { organisationId, stores } = world();
    const { calloutId, bookings } = await opened(world(), 1);
    const eventId = randomUUID();
    const check = {
      ...{ organisationId, calloutId, bookingId: bookings[0] ?? '', deskId: null, eventId },
      ...{ kind: 'in' as const, at: NOW - 5, receivedAt: NOW },
    };
    const tries = [stores.musters.addCheck(check, 'done'), stores.musters.addCheck(check, 'late')];
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    await stores.musters.setOutcome(organisationId, { eventId, outcome: 'no-place' });
    expect(await stores.musters.check(organisationId, eventId)).toEqual({
      ...{ check, outcome: 'no-place' },
    });
    expect(await stores.musters.check(randomUUID(), eventId)).toBeNull();
    expect(await stores.musters.checksOf(organisationId, check.bookingId)).toEqual([
      { eventId, kind: 'in', at: NOW - 5 },
    ]);
  });
}

function counts(world: () => World): void {
  it('counts people by state, those who are here without a place, and who comes', async () => {
    const { organisationId, stores } = world();
    const { calloutId, bookings } = await opened(world(), 2);
    await book(world(), { calloutId, responderId: null }, 8);
    const spare = await book(world(), { calloutId, responderId: null }, 3);
    await checkIn(world(), bookings[0] ?? '', {
      at: NOW - HOUR_MS,
      dueOutAt: NOW - OVERDUE_GRACE_MS,
    });
    const check = {
      ...{ organisationId, calloutId, bookingId: spare, deskId: null, eventId: randomUUID() },
      ...{ kind: 'in' as const, at: NOW, receivedAt: NOW },
    };
    await stores.musters.addCheck(check, 'no-place');
    const groups = await stores.musters.headcounts(organisationId, calloutId, NOW);
    expect(headcountOf(groups)).toEqual({
      ...{ expected: 9, enRoute: 0, held: 0, in: 1, out: 0, overdue: 1, withoutPlace: 3 },
    });
    const theirs = { expected: 9, in: 1, withoutPlace: 0 };
    expect(headcountOf(groups, { musterKey: 'pier' })).toMatchObject(theirs);
    const [need] = needsOf(world());
    expect(headcountOf(groups, { needKey: need?.needKey ?? '' })).toMatchObject(theirs);
    const coming = await stores.musters.coming(organisationId, calloutId, NOW);
    const people = coming.reduce(
      (sum, { partySize, partyCount }) => sum + partySize * partyCount,
      0,
    );
    expect(people).toBe(9);
    expect(coming.every(({ way, musterKey }) => way === null && musterKey === 'pier')).toBe(true);
    expect(await stores.musters.headcounts(randomUUID(), calloutId, NOW)).toEqual([]);
  });
}

function findsOverdue(world: () => World): void {
  it('gives each step with somebody overdue once, and lets them answer first', async () => {
    const { organisationId, stores } = world();
    const { calloutId, bookings } = await opened(world(), 2);
    const bookingId = bookings[0] ?? '';
    await checkIn(world(), bookingId, { at: NOW - HOUR_MS, dueOutAt: NOW });
    await checkIn(world(), bookings[1] ?? '', { at: NOW - HOUR_MS, dueOutAt: NOW + 5 * HOUR_MS });
    const take = async (now: Instant, leaseId: string = randomUUID()) => {
      const due = await stores.musters.takeOverdue({ ...LEASE, leaseId, now });
      return due.filter((step) => step.calloutId === calloutId);
    };
    const late = NOW + 3 * HOUR_MS;
    expect(await take(NOW)).toEqual([]);
    const [step] = await take(late, 'mine');
    expect(step).toMatchObject({ bookingId, level: 1, askedAt: null, isExercise: false });
    if (step === undefined) throw new Error('one is due');
    expect(await take(late)).toEqual([]);
    await stores.musters.overdueTold(step, 'other', late);
    await stores.musters.overdueTold(step, 'mine', late);
    expect(await take(late + MINUTE_MS)).toEqual([]);
    const [alarm] = await take(late + OVERDUE_ANSWER_MS, 'next');
    expect(alarm?.level).toBeGreaterThan(2);
    if (alarm === undefined) throw new Error('it is due');
    await stores.musters.overdueTold(alarm, 'next', late + OVERDUE_ANSWER_MS);
    const at = { now: late + OVERDUE_ANSWER_MS, max: 9 };
    expect(await stores.musters.overdue(organisationId, calloutId, at)).toMatchObject([
      { bookingId, askedAt: late, alarmAt: late + OVERDUE_ANSWER_MS, level: alarm.level },
    ]);
  });
}

function stops(world: () => World): void {
  it('sets once that nobody should come, and tells which call-outs have ended', async () => {
    const { organisationId, stores } = world();
    const { calloutId, callout } = await opened(world(), 1);
    const fact = { kind: 'stop-coming', at: NOW, actor: 'coordinator', responderId: null } as const;
    const facts = [{ ...fact, detail: {} }];
    const stop = { organisationId, calloutId, stopComingAt: NOW, facts, now: NOW };
    expect(await stores.musters.setStopComing(stop)).toEqual({
      ok: true,
      value: { changed: true },
    });
    expect(await stores.musters.setStopComing(stop)).toEqual({
      ok: true,
      value: { changed: false },
    });
    const found = await stores.callouts.loadCallout(organisationId, calloutId);
    expect(found?.callout.stopComingAt).toBe(NOW);
    const foreign = await stores.musters.setStopComing({ ...stop, calloutId: randomUUID() });
    expect(foreign).toMatchObject({ problem: { code: 'not-found' } });
    const untold = async () => {
      const all = await stores.musters.endedUntold({ now: NOW, max: 1_000 });
      return all.filter((one) => one.calloutId === calloutId);
    };
    expect(await untold()).toEqual([]);
    await stores.callouts.saveCallout({
      ...{ organisationId, calloutId, now: NOW, opened: null },
      expectedRevision: found?.callout.revision ?? null,
      ...{ status: 'closed', newAlerts: [], alertMoves: [], deliveries: [], feed: [], facts: [] },
      reviewAt: null,
    });
    expect(await untold()).toEqual([{ organisationId, calloutId, isExercise: false }]);
    await stores.notes.addMessage({ ...message(world(), callout.id), id: callout.id }, false);
    expect(await untold()).toEqual([]);
    expect(await stores.musters.setStopComing({ ...stop, stopComingAt: null })).toMatchObject({
      problem: { code: 'callout-over' },
    });
  });
}

function debriefs(world: () => World): void {
  it('keeps one debrief, and of each booking the last answer', async () => {
    const { organisationId, stores } = world();
    const { calloutId, bookings } = await opened(world(), 1);
    const debrief = { organisationId, calloutId, thanks: 'Thanks', questions: ['A', 'B', 'C'] };
    const sent = { ...debrief, sentAt: NOW, askedCount: 0 };
    expect(await stores.debriefs.addDebrief(sent)).toBe(true);
    expect(await stores.debriefs.addDebrief({ ...sent, thanks: 'Again' })).toBe(false);
    await stores.debriefs.setAsked(organisationId, { calloutId, askedCount: 7 });
    expect(await stores.debriefs.debrief(organisationId, calloutId)).toEqual({
      ...{ ...sent, askedCount: 7 },
    });
    const answer = {
      ...{ organisationId, calloutId, bookingId: bookings[0] ?? '', at: NOW, callBack: true },
      ...{ answers: ['Soup', null, null], wellbeing: 'mixed' as const },
    };
    await stores.debriefs.putAnswer(answer);
    await stores.debriefs.putAnswer({ ...answer, callBack: false, at: NOW + 1 });
    expect(await stores.debriefs.answers(organisationId, calloutId, 9)).toEqual({
      answers: [{ ...answer, callBack: false, at: NOW + 1 }],
      count: 1,
    });
    expect(await stores.debriefs.debrief(randomUUID(), calloutId)).toBeNull();
    // Nobody was there yet: the questions are for nobody.
    const own = { bookingId: answer.bookingId };
    expect(await stores.debriefs.askedOf(organisationId, own, 0)).toEqual([]);
  });
}
