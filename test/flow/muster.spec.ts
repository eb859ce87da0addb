import type { CheckKind } from '#core/check-event';
import { OVERDUE_ANSWER_MS, OVERDUE_GRACE_MS, STAY_LEAST_MS } from '#core/overdue';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import { toIso } from '#contracts/shapes';
import { codeOf, MemoryService, START, valueOf } from './memory-service';
import { book, musterSteps, openCallout } from './muster-steps';

const BY = { role: 'coordinator', id: null };
const WINDOW = { from: toIso(START), until: toIso(START + 4 * HOUR_MS) };

async function set() {
  const service = await MemoryService.open();
  const steps = musterSteps(service);
  const of = await openCallout(service, { window: WINDOW });
  const desk = valueOf(await steps.desks.create(of, { musterKey: null, by: null }));
  const sync = async (...events: object[]) => {
    const asked = { deskCode: desk.deskCode, events: events as never };
    return valueOf(await steps.desks.sync(asked, 'here')).results;
  };
  const event = (kind: CheckKind, minute: number, bookingId: string) => ({
    ...{ eventId: service.ids.id(), kind, at: toIso(START + minute * MINUTE_MS), bookingId },
  });
  const count = async () => valueOf(await steps.counts.read(of.organisationId, of.calloutId));
  const status = async (id: string) =>
    (await service.store.bookings.booking(of.organisationId, id))?.booking;
  return { service, steps, of, desk, sync, event, count, status };
}

describe('a muster point', () => {
  it('takes what desks say in any order and however often', async () => {
    const { service, of, sync, event, status } = await set();
    const robin = await book(service, of.calloutId, await service.person('robin', 100));
    service.clock.advanceTo(START + 3 * HOUR_MS);
    const [first, out, again] = [
      event('in', 10, robin),
      event('out', 60, robin),
      event('in', 90, robin),
    ];
    expect((await sync(again))[0]?.outcome).toBe('done');
    expect((await sync(out, first)).map(({ outcome }) => outcome)).toEqual(['late', 'late']);
    expect((await sync(first, again))[1]?.outcome).toBe('done');
    expect(await status(robin)).toMatchObject({
      ...{ status: 'checked-in', checkedInAt: START + 90 * MINUTE_MS, checkedOutAt: null },
      dueOutAt: START + 4 * HOUR_MS,
    });
  });

  it('loses nobody: who is in reserve or of another call-out is told and kept', async () => {
    const { service, steps, of, sync, event, count } = await set();
    const family = await book(service, of.calloutId, { name: 'The Kims', people: 5 });
    const late = await book(service, of.calloutId, { name: 'Late', people: 2 });
    const elsewhere = await openCallout(service, { controlRef: 'OTHER' });
    const other = await book(service, elsewhere.calloutId, { name: 'Other' });
    const badge = { eventId: service.ids.id(), kind: 'in', at: toIso(START), badge: 'CB1:nothing' };
    const told = await sync(
      ...[event('in', 1, family), event('in', 2, late), event('in', 3, other), badge],
    );
    expect(told.map(({ outcome }) => outcome)).toEqual([
      ...['done', 'no-place', 'other-callout', 'badge-unknown'],
    ]);
    expect(await count()).toMatchObject({ in: 5, withoutPlace: 2, expected: 0 });
    expect(valueOf(await steps.counts.read(of.organisationId, elsewhere.calloutId)).in).toBe(0);
  });

  it('who came without a place is checked in once they get a place', async () => {
    const { service, steps, of, sync, event, count, status } = await set();
    const family = await book(service, of.calloutId, { name: 'The Kims', people: 5 });
    const late = await book(service, of.calloutId, { name: 'Late', people: 2 });
    await sync(event('in', 0, late));
    const list = valueOf(await steps.counts.list(of.organisationId, of.calloutId));
    const people = [];
    for await (const page of list.people()) people.push(...page);
    expect(people.map(({ displayName, isHere }) => [displayName, isHere])).toEqual([
      ['Late', true],
      ['The Kims', false],
    ]);
    expect(await steps.desks.settlePlaced()).toBe(0);
    await service.store.bookings.moveBooking({
      ...{ organisationId: of.organisationId, bookingId: family, from: ['expected'] },
      ...{ to: 'withdrawn', change: {}, facts: [], now: START },
    });
    expect(await steps.desks.settlePlaced()).toBe(1);
    expect(await steps.desks.settlePlaced()).toBe(0);
    expect(await status(late)).toMatchObject({ status: 'checked-in', checkedInAt: START });
    expect(await count()).toMatchObject({ in: 2, withoutPlace: 0 });
  });

  it('knows a badge, and books whoever walks in once', async () => {
    const { service, steps, of, sync, count } = await set();
    const person = await service.person('robin', 100);
    const bookingId = await book(service, of.calloutId, person);
    const { badge } = valueOf(await steps.desks.badge({ ...person, bookingId }));
    const scanned = { eventId: service.ids.id(), kind: 'in', at: toIso(START), badge };
    const walkIn = { displayName: 'Kim', phone: null, peopleCount: 2, passCode: null };
    const walked = { eventId: service.ids.id(), kind: 'in', at: toIso(START), walkIn };
    await sync(scanned, walked);
    const told = await sync(walked);
    expect(told[0]).toMatchObject({ outcome: 'done', person: { displayName: 'Kim' } });
    expect(await count()).toMatchObject({ in: 3 });
    const stranger = await service.person('sam', 100);
    expect(codeOf(await steps.desks.badge({ ...stranger, bookingId }))).toBe('not-found');
  });

  it('is open to nobody without the code of a desk, or once the desk has ended', async () => {
    const { steps, of, desk } = await set();
    const open = (deskCode: string) => steps.desks.open({ deskCode, cursor: null }, 'here');
    expect(codeOf(await open('made-up'))).toBe('pass-invalid');
    expect(valueOf(await open(desk.deskCode)).callout.title).toBe('Sandbags');
    valueOf(await steps.desks.end(of.organisationId, { ...of, deskId: desk.deskId }));
    expect(codeOf(await open(desk.deskCode))).toBe('pass-invalid');
  });
});

describe('somebody who does not check out', () => {
  it('is asked first, then coordinators are told until somebody has found them', async () => {
    const { service, steps, of, sync, event, status } = await set();
    const person = await service.person('robin', 100, { pushToken: 'p1' });
    const id = await book(service, of.calloutId, person);
    await sync(event('in', 0, id));
    const dueAt = START + 4 * HOUR_MS;
    const alarms = () =>
      service.live.toControl.filter(({ message }) => message.event === 'overdue');
    const at = async (moment: number) => {
      service.clock.advanceTo(moment);
      return steps.overdue.review();
    };
    expect(await at(dueAt + OVERDUE_GRACE_MS - 1)).toBe(0);
    expect(await at(dueAt + OVERDUE_GRACE_MS)).toBe(1);
    expect(await at(dueAt + OVERDUE_GRACE_MS)).toBe(0);
    await steps.send.round();
    expect(steps.channels.push.sent[0]?.text.title).toBe('Are you safe?');
    expect(alarms()).toHaveLength(0);
    expect(await at(dueAt + OVERDUE_GRACE_MS + OVERDUE_ANSWER_MS)).toBe(1);
    expect(alarms()).toHaveLength(1);
    const list = valueOf(await steps.overdue.list(of.organisationId, of.calloutId));
    expect(list).toMatchObject([{ bookingId: id, level: 2, displayName: 'robin' }]);
    const found = { found: true, note: 'At home.', by: null };
    valueOf(await steps.overdue.settle({ ...of, bookingId: id }, found));
    expect(await status(id)).toMatchObject({ status: 'checked-out', dueOutAt: null });
    expect(valueOf(await steps.overdue.list(of.organisationId, of.calloutId))).toEqual([]);
    expect(codeOf(await steps.overdue.settle({ ...of, bookingId: id }, found))).toBe(
      'illegal-step',
    );
  });

  it('has their time to answer, however late they are asked', async () => {
    const { service, steps, of, sync, event } = await set();
    const id = await book(service, of.calloutId, { name: 'Kim', phone: '+17575550104' });
    await sync(event('in', 0, id));
    service.clock.advanceTo(START + 24 * HOUR_MS);
    expect(await steps.overdue.review()).toBe(1);
    expect(await steps.overdue.review()).toBe(0);
    expect(service.live.toControl.filter(({ message }) => message.event === 'overdue')).toEqual([]);
    await steps.send.round();
    expect(steps.channels.sms.sent.map(({ address }) => address)).toEqual(['+17575550104']);
    service.clock.advanceTo(START + 24 * HOUR_MS + OVERDUE_ANSWER_MS);
    expect(await steps.overdue.review()).toBe(1);
    expect(STAY_LEAST_MS).toBeLessThan(4 * HOUR_MS);
  });
});

describe('what people of a call-out are told', () => {
  it('stop coming reaches those who are not there yet, once, and coming again too', async () => {
    const { service, steps, of, sync, event } = await set();
    const there = await book(service, of.calloutId, await service.person('there', 100));
    await book(service, of.calloutId, await service.person('coming', 100));
    await sync(event('in', 0, there));
    const stop = { stop: true, reason: 'Enough hands.', by: BY };
    expect(valueOf(await steps.talk.setComing(of, stop))).toMatchObject({ toldCount: 1 });
    expect(valueOf(await steps.talk.setComing(of, stop))).toMatchObject({ toldCount: 0 });
    const again = await steps.talk.setComing(of, { ...stop, stop: false });
    expect(valueOf(again)).toEqual({ stopComingAt: null, toldCount: 1 });
  });

  it('when it is over whoever is not there is stood down, and told so once', async () => {
    const { service, steps, of, sync, event, status } = await set();
    const there = await book(service, of.calloutId, await service.person('there', 100));
    const coming = await book(service, of.calloutId, await service.person('coming', 100));
    await sync(event('in', 0, there));
    expect(await steps.talk.standDownEnded()).toBe(0);
    await service.steps.callouts.end(of.organisationId, of.calloutId, 'closed');
    expect(await steps.talk.standDownEnded()).toBe(1);
    expect(await steps.talk.standDownEnded()).toBe(0);
    expect((await status(coming))?.status).toBe('stood-down');
    expect((await status(there))?.status).toBe('checked-in');
    const page = { cursor: null, limit: 9 };
    expect(valueOf(await steps.talk.messages(of, page)).items).toMatchObject([
      { kind: 'stood-down', recipientCount: 2 },
    ]);
  });

  it('thanks whoever was there, asks them once, and tells answers without names', async () => {
    const { service, steps, of, sync, event } = await set();
    const person = await service.person('robin', 100);
    const id = await book(service, of.calloutId, person);
    const answer = {
      answers: ['Food', null, null],
      wellbeing: 'not-well',
      callBack: true,
    } as const;
    const whose = { ...person, bookingId: id };
    await sync(event('in', 0, id), event('out', 0, id));
    expect(codeOf(await steps.debriefs.answer(whose, { ...answer, answers: [] }))).toBe(
      'illegal-step',
    );
    const asked = { thanks: 'Thank you', questions: ['A?', 'B?', 'C?'], by: BY };
    expect(valueOf(await steps.debriefs.send(of, asked))).toMatchObject({ created: true });
    expect(valueOf(await steps.debriefs.send(of, asked))).toMatchObject({ created: false });
    const own = () => steps.debriefs.askedOf(of.organisationId, person);
    expect(await own()).toMatchObject([
      { bookingId: id, thanks: 'Thank you', questions: ['A?', 'B?', 'C?'], answeredAt: null },
    ]);
    const stranger = await service.person('stranger', 100);
    expect(codeOf(await steps.debriefs.askedAbout(stranger, id))).toBe('not-found');
    valueOf(await steps.debriefs.answer(whose, { ...answer, answers: [...answer.answers] }));
    expect((await own())[0]?.answeredAt).not.toBeNull();
    service.clock.advanceTo(service.clock.now() + 31 * 86_400_000);
    expect(await own()).toEqual([]);
    expect(valueOf(await steps.debriefs.read(of.organisationId, of.calloutId))).toMatchObject({
      ...{ askedCount: 1, answeredCount: 1, wellbeing: { 'not-well': 1 } },
      callBacks: [{ bookingId: id, displayName: 'robin' }],
      answers: [{ question: 'A?', texts: ['Food'] }, { texts: [] }, { texts: [] }],
    });
  });
});
