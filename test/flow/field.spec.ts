import { NO_CONDITIONS, type Booking } from '#core/callout-booking';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import type { ReviewReportMessage, SendReportMessage } from '#contracts/field-report-api';
import { addTaskSchema } from '#contracts/field-task-api';
import { fromPlace, toIso } from '#contracts/shapes';
import { putWatchPointSchema } from '#contracts/watch-point-api';
import { CalloutMap } from '#flow/callout-map';
import { FieldReports } from '#flow/field-reports';
import { FieldTasks } from '#flow/field-tasks';
import { localTime } from '#flow/local-time';
import { OwnTasks } from '#flow/own-tasks';
import type { NewNote, ResponderCaller } from '#flow/ports';
import { RisingWater } from '#flow/rising-water';
import { WatchPoints } from '#flow/watch-points';
import { WatchReadings } from '#flow/watch-readings';
import { WatchRounds } from '#flow/watch-rounds';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';
import { SANDBAGS } from './sandbags';

type Note = Omit<NewNote, 'id' | 'at'>;

/** The steps of the field over a service in memory; notes are kept, warnings are as told. */
async function field() {
  const service = await MemoryService.open();
  const { store, clock, ids, live, limits, organisationId } = service;
  const told: Note[] = [];
  const notes = { tell: (some: readonly Note[]) => Promise.resolve(void told.push(...some)) };
  const warned: string[] = [];
  const covering = { at: () => Promise.resolve(() => warned) };
  const { callouts, fieldTasks, fieldReports, watchPoints, people } = store;
  const ports = {
    ...{ callouts, fieldTasks, fieldReports, watchPoints, people },
    ...{ clock, ids, live, limits, notes },
  };
  const rising = new RisingWater({ ...ports, covering });
  const zone = (_id: string, at: number) => Promise.resolve(localTime('America/New_York', at));
  const onError = (error: unknown): never => {
    throw error;
  };
  const tasks = new FieldTasks(ports);
  const opened = valueOf(await service.steps.callouts.open(organisationId, SANDBAGS));
  const of = { organisationId, calloutId: opened.view.id };
  return {
    ...{ service, told, warned, of, tasks, organisationId },
    own: new OwnTasks({ ...ports, tasks }),
    reports: new FieldReports(ports),
    map: new CalloutMap(ports),
    points: new WatchPoints({ ...ports, rising }),
    readings: new WatchReadings({ ...ports, rising }),
    rounds: new WatchRounds({ ...ports, rising, onError, decide: { localTimeAt: zone } }),
  };
}
type Field = Awaited<ReturnType<typeof field>>;

/** Somebody with a place in the call-out. */
async function booked({ service, of }: Field, ref: string) {
  const person = await service.person(ref, 100, { onDuty: false });
  const booking = {
    ...{ id: service.ids.id(), ...of, alertId: null, responderId: person.responderId },
    ...{ passId: null, groupId: null, displayName: null, phone: null },
    ...{ conditions: NO_CONDITIONS, wishes: { needKey: null, musterKey: null } },
  };
  const { bookings } = service.store;
  const made = valueOf(await bookings.book({ booking, now: service.clock.now() })).booking;
  return { person, booking: made };
}

const TASK = addTaskSchema.parse({
  title: 'Bags along the wall',
  where: { kind: 'place', place: fromPlace(SCENE) },
});

const events = ({ service }: Field, name: string) =>
  service.live.toControl.map(({ message }) => message).filter(({ event }) => event === name);

describe('a task', () => {
  it('is told to its team without its place, and shown with it to them alone', async () => {
    const here = await field();
    const [one, two] = [await booked(here, 'one'), await booked(here, 'two')];
    const { view } = valueOf(await here.tasks.add(here.of, TASK));
    const key = { ...here.of, taskId: view.id };
    const team = { bookingIds: [one.booking.id], leaderBookingId: null };
    const given = valueOf(await here.tasks.assign(key, team));
    expect(given).toMatchObject({ status: 'given', assignedCount: 1, team: [{ isLeader: true }] });
    const [note, ...more] = here.told;
    expect(more).toEqual([]);
    expect(note).toMatchObject({ responderId: one.person.responderId, kind: 'task' });
    expect(note?.text).toMatch(/Bags along the wall/);
    expect(JSON.stringify(here.told)).not.toContain('36.85');
    const mine = await here.own.list(one.person);
    expect(mine.items).toMatchObject([{ where: { place: fromPlace(SCENE) }, isLeader: true }]);
    expect((await here.own.list(two.person)).items).toEqual([]);
    const step = { step: 'done', note: null } as const;
    expect(codeOf(await here.own.progress(two.person, view.id, step))).toBe('not-found');
    const done = valueOf(await here.own.progress(one.person, view.id, step));
    expect(done.status).toBe('done');
    expect(valueOf(await here.own.progress(one.person, view.id, step)).status).toBe('done');
    expect(events(here, 'field-task').at(-1)).toMatchObject({ view: { status: 'done' } });
  });

  it('has nobody who is in another one, has gone, or is of another call-out', async () => {
    const here = await field();
    const { booking, person } = await booked(here, 'one');
    const first = valueOf(await here.tasks.add(here.of, TASK)).view;
    const second = valueOf(await here.tasks.add(here.of, TASK)).view;
    const team = { bookingIds: [booking.id], leaderBookingId: null };
    const assign = (taskId: string) => here.tasks.assign({ ...here.of, taskId }, team);
    valueOf(await assign(first.id));
    expect(codeOf(await assign(second.id))).toBe('double-booked');
    await leave(here, booking);
    expect((await here.own.list(person)).items).toEqual([]);
    const listed = valueOf(await here.tasks.list(here.of, null, { cursor: null, limit: 9 }));
    expect(listed.items.find(({ id }) => id === first.id)).toMatchObject({
      ...{ assignedCount: 0, team: [{ trouble: 'left' }] },
    });
    const nobody = { bookingIds: [], leaderBookingId: null };
    const emptied = valueOf(await here.tasks.assign({ ...here.of, taskId: first.id }, nobody));
    expect(emptied.status).toBe('open');
    expect(codeOf(await assign(second.id))).toBe('not-eligible');
    const stranger = { bookingIds: [here.service.ids.id()], leaderBookingId: null };
    const refused = await here.tasks.assign({ ...here.of, taskId: first.id }, stranger);
    expect(codeOf(refused)).toBe('not-found');
  });

  it('is suggested to who is free, is added once by its id, and opens again empty', async () => {
    const here = await field();
    const { booking } = await booked(here, 'one');
    const taskId = here.service.ids.id();
    const added = [1, 2].map(() => here.tasks.add(here.of, { ...TASK, taskId }));
    const made = (await Promise.all(added)).map(valueOf);
    expect(made.map(({ created }) => created)).toEqual([true, false]);
    const key = { ...here.of, taskId };
    const suggestion = valueOf(await here.tasks.suggest(key));
    expect(suggestion).toMatchObject({
      ...{ says: 'These would do.', items: [{ bookingId: booking.id, isSuggested: true }] },
    });
    valueOf(await here.tasks.assign(key, { bookingIds: [booking.id], leaderBookingId: null }));
    valueOf(await here.tasks.end(key, { outcome: 'done-by-others', note: null }));
    const again = valueOf(await here.tasks.end(key, { outcome: 'reopened', note: null }));
    expect(again).toMatchObject({ status: 'open', team: [], endedAt: null });
    const odd = await here.tasks.add(here.of, { ...TASK, needKey: 'unknown' });
    expect(codeOf(odd)).toBe('invalid-field');
  });
});

async function leave({ service, organisationId }: Field, { id, status }: Booking): Promise<void> {
  const of = { organisationId, bookingId: id, from: [status], to: 'withdrawn' } as const;
  const step = { change: {}, facts: [], now: service.clock.now() };
  const left = await service.store.bookings.moveBooking({ ...of, ...step });
  expect(left.ok).toBe(true);
}

function report(
  { service, of }: Field,
  fields: Partial<SendReportMessage> = {},
): SendReportMessage {
  return {
    ...{ reportId: service.ids.id(), calloutId: of.calloutId, text: 'By the mill' },
    facts: { kind: 'flooded', depthM: 0.4 },
    ...{ place: fromPlace(SCENE), seenAt: toIso(service.clock.now()) },
    ...fields,
  };
}

describe('a report from the field', () => {
  it('is kept once however often it is sent, told at once, and by nobody else', async () => {
    const here = await field();
    const { person } = await booked(here, 'one');
    const message = report(here, { seenAt: toIso(START - 2 * HOUR_MS) });
    const sent = [valueOf(await here.reports.take(person, message))];
    sent.push(valueOf(await here.reports.take(person, message)));
    expect(sent.map(({ created }) => created)).toEqual([true, false]);
    expect(events(here, 'field-report')).toHaveLength(1);
    const other = await booked(here, 'two');
    expect(codeOf(await here.reports.take(other.person, message))).toBe('reference-conflict');
    const outsider = await here.service.person('outside', 10, { onDuty: false });
    expect(codeOf(await here.reports.take(outsider, report(here)))).toBe('not-found');
    for (const seenAt of [START + HOUR_MS, START - 8 * DAY_MS]) {
      const wrong = report(here, { seenAt: toIso(seenAt) });
      expect(codeOf(await here.reports.take(person, wrong))).toBe('invalid-field');
    }
  });

  it('that somebody needs help says that it is no emergency call', async () => {
    const here = await field();
    const { person } = await booked(here, 'one');
    const facts = { kind: 'person-needs-help', peopleCount: 2, urgency: 'high' } as const;
    const urgent = report(here, { facts: { ...facts, mobility: 'cannot-walk' } });
    expect(valueOf(await here.reports.take(person, urgent)).view.says).toMatch(/112 or 999/);
    expect(events(here, 'field-report')).toMatchObject([{ view: { isUrgent: true } }]);
    expect(valueOf(await here.reports.take(person, report(here))).view.says).toBeNull();
  });

  it('is hinted at as a repeat, merged, confirmed, and leaves the map', async () => {
    const here = await field();
    const { person } = await booked(here, 'one');
    const [first, second] = [report(here), report(here)];
    for (const message of [first, second]) valueOf(await here.reports.take(person, message));
    const page = { cursor: null, limit: 9 };
    const all = { status: null, kind: null };
    const { items } = valueOf(await here.reports.list(here.of, all, page));
    const found = items.find(({ id }) => id === second.reportId);
    expect(found?.similarToId).toBe(first.reportId);
    const review = (id: string, message: Partial<ReviewReportMessage>) =>
      here.reports.review(here.organisationId, id, {
        ...{ status: 'confirmed', mergedIntoId: null, note: null, ...message },
      });
    const merge = { status: 'merged', mergedIntoId: first.reportId } as const;
    valueOf(await review(second.reportId, merge));
    expect(codeOf(await review(second.reportId, {}))).toBe('illegal-step');
    expect(codeOf(await review(first.reportId, { ...merge, mergedIntoId: second.reportId }))).toBe(
      'invalid-field',
    );
    const confirmed = valueOf(await review(first.reportId, {}));
    expect(confirmed.proposedExclusion?.type).toBe('MultiPolygon');
    valueOf(await here.tasks.add(here.of, TASK));
    const onMap = async () => {
      const map = valueOf(await here.map.read(here.organisationId, here.of.calloutId));
      return map.features.map(({ properties }) => properties.what).sort();
    };
    expect(await onMap()).toEqual(['area', 'muster-point', 'report', 'task']);
    here.service.clock.advanceTo(START + 12 * HOUR_MS);
    expect(await onMap()).toEqual(['area', 'muster-point', 'task']);
  });
});

const DRAIN = putWatchPointSchema.parse({
  ...{ name: 'Mill drain', kind: 'drain', place: fromPlace(SCENE), templateRef: 'sandbags' },
  rule: {
    ...{ measure: 'cm', warnAt: 40, alarmAt: 70, valueMin: 0, valueMax: 300, jumpPerHour: 60 },
    ...{ everyMs: DAY_MS, risingEveryMs: HOUR_MS },
  },
});

async function adopted(here: Field, pointRef: string, people: readonly ResponderCaller[]) {
  valueOf(await here.points.put(here.organisationId, pointRef, DRAIN));
  for (const { responderId } of people) {
    const adopt = { responderId, adopts: true };
    valueOf(await here.points.adopt(here.organisationId, pointRef, adopt));
  }
}

/** Lets time pass, with a round of the worker whenever a point is due. */
async function until({ service, rounds }: Field, at: number): Promise<void> {
  for (;;) {
    const dueAt = service.store.watchPoints.nextDueAt();
    if (dueAt === null || dueAt > at) break;
    service.clock.advanceTo(Math.max(dueAt, service.clock.now()));
    await rounds.round();
  }
  service.clock.advanceTo(at);
}

function reading({ service }: Field, value: number, seenAt = service.clock.now()) {
  return { readingId: service.ids.id(), value, seenAt: toIso(seenAt), note: null };
}

describe('a watch point', () => {
  it('reminds one adopter after the other, then tells the coordinator, each once', async () => {
    const here = await field();
    const one = await here.service.person('one', 10, { onDuty: false });
    const two = await here.service.person('two', 10, { onDuty: false });
    await adopted(here, 'drain', [one, two]);
    await until(here, START + DAY_MS - 1);
    expect(here.told).toEqual([]);
    await until(here, START + DAY_MS + MINUTE_MS);
    expect(here.told.map(({ responderId }) => responderId)).toEqual([one.responderId]);
    await until(here, START + DAY_MS + 5 * DAY_MS);
    expect(here.told.map(({ responderId }) => responderId)).toEqual([
      ...[one.responderId, two.responderId],
    ]);
    expect(events(here, 'watch-point')).toHaveLength(1);
    const detail = valueOf(await here.points.read(here.organisationId, 'drain'));
    expect(detail).toMatchObject({ isOverdue: true, state: 'unknown' });
    expect(detail.escalatedAt).not.toBeNull();
    valueOf(await here.readings.take(two, 'drain', reading(here, 10)));
    const after = valueOf(await here.points.read(here.organisationId, 'drain'));
    expect(after).toMatchObject({ isOverdue: false, escalatedAt: null, state: 'normal' });
  });

  it('is read sooner where a warning covers it or the water upstream stands high', async () => {
    const here = await field();
    const one = await here.service.person('one', 10, { onDuty: false });
    await adopted(here, 'weir', [one]);
    valueOf(
      await here.points.put(here.organisationId, 'drain', { ...DRAIN, upstreamRefs: ['weir'] }),
    );
    valueOf(await here.readings.take(one, 'weir', reading(here, 45)));
    const below = valueOf(await here.points.read(here.organisationId, 'drain'));
    expect(below).toMatchObject({ isRising: true, dueAt: toIso(START + HOUR_MS) });
    expect(below.risingBecause).toEqual(['Upstream, Mill drain is high.']);
    valueOf(await here.readings.take(one, 'weir', reading(here, 5, START + 1)));
    here.warned.push('Flood warning');
    const warned = valueOf(await here.points.read(here.organisationId, 'drain'));
    expect(warned.risingBecause).toEqual(['A warning covers it: Flood warning.']);
    here.told.length = 0;
    await until(here, START + 2 * HOUR_MS);
    expect(here.told.length).toBeGreaterThan(0);
  });

  it('warns once when it crosses a threshold, tells a jump, and keeps a reading once', async () => {
    const here = await field();
    const one = await here.service.person('one', 10, { onDuty: false });
    await adopted(here, 'drain', [one]);
    const first = reading(here, 20);
    const sent = [valueOf(await here.readings.take(one, 'drain', first))];
    sent.push(valueOf(await here.readings.take(one, 'drain', first)));
    expect(sent.map(({ created }) => created)).toEqual([true, false]);
    here.service.clock.advanceTo(START + HOUR_MS);
    const told = events(here, 'watch-point').length;
    const warn = valueOf(await here.readings.take(one, 'drain', reading(here, 50)));
    expect(warn.view).toMatchObject({ state: 'warn', isJump: false });
    valueOf(await here.readings.take(one, 'drain', reading(here, 51, START + HOUR_MS - 1)));
    expect(events(here, 'watch-point').slice(told)).toMatchObject([
      { view: { state: 'warn', proposesTemplateRef: 'sandbags' } },
    ]);
    here.service.clock.advanceTo(START + HOUR_MS + MINUTE_MS);
    const jump = valueOf(await here.readings.take(one, 'drain', reading(here, 200)));
    expect(jump.view).toMatchObject({ isJump: true, state: 'alarm' });
    expect(jump.view.says).toMatch(/look once more/);
    const outside = await here.readings.take(one, 'drain', reading(here, 301));
    expect(codeOf(outside)).toBe('invalid-field');
    const two = await here.service.person('two', 10, { onDuty: false });
    expect(codeOf(await here.readings.take(two, 'drain', reading(here, 1)))).toBe('not-found');
  });
});
