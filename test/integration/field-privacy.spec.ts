import { randomUUID } from 'node:crypto';
import { aFieldReport, aFieldTask, aWatchPoint } from '#core/field-examples';
import { hands, valueOf, yes } from '#adapters/conformance/booking-steps';
import { NOW, realIds, World } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import { makeDatabase, type TestDatabase } from '../support/database';
import { testVault } from '../support/vault';

const LATER = NOW + 1;
let database: TestDatabase;
let store: PostgresStore;

beforeAll(async () => {
  database = await makeDatabase();
  store = await PostgresStore.connect({
    ...{ url: database.appUrl, ids: realIds, vault: testVault(), onError: () => undefined },
    clock: { now: () => NOW, stretch: (ms: number) => ms },
  });
}, 60_000);

afterAll(async () => {
  await store.close();
  await database.drop();
});

/** Somebody with a task that is over, a report, a reading and a photo of each. */
async function somebody() {
  const world = await World.make(store);
  const { organisationId } = world;
  const [person] = await world.responders(1);
  const responderId = person?.id ?? '';
  const { callout, alerts } = await world.open(person === undefined ? [] : [person], hands(3));
  const [alert] = alerts;
  if (alert === undefined) throw new Error('somebody is asked');
  const { booking } = valueOf(await yes(world, alert));
  const of = { organisationId, calloutId: callout.id };
  const id = randomUUID();
  const task = aFieldTask({ ...of, id, whereNote: 'Flat 3', createdAt: NOW });
  await store.fieldTasks.addTask(task);
  const member = { bookingId: booking.id, isLeader: true, assignedAt: NOW, step: 'done' } as const;
  const members = [{ ...member, stepAt: NOW, note: 'The old lady is safe' }];
  const done = { ...task, members, status: 'done', endedAt: NOW } as const;
  await store.fieldTasks.saveTask({ task: done, expectedRevision: 0, facts: [], now: NOW });
  const facts = { kind: 'person-needs-help', peopleCount: 1, urgency: 'low' } as const;
  const report = aFieldReport({
    ...{ ...of, id: randomUUID(), responderId, text: 'Flat 3', seenAt: NOW },
    ...{ facts: { ...facts, mobility: 'unknown' }, place: { lat: 36.86123, lon: -76.01234 } },
  });
  await store.fieldReports.addReport(report, []);
  const point = aWatchPoint({ organisationId, id: randomUUID(), adopterIds: [responderId] });
  const kept = { point, expectedRevision: null, reviewAt: null, now: NOW };
  await store.watchPoints.saveWatchPoint(kept);
  const reading = { id: randomUUID(), organisationId, pointId: point.id, responderId, value: 1 };
  const said = { seenAt: NOW, receivedAt: NOW, note: 'by me', isJump: false };
  await store.watchPoints.addReading({ ...reading, ...said });
  const photo = { mediaType: 'image/png', file: Uint8Array.of(1) } as const;
  for (const ofId of [report.id, reading.id]) {
    const input = { organisationId, responderId, ofId, photo, now: NOW };
    expect(await store.fieldReports.putPhoto(input)).toBe(true);
  }
  const ids = { taskId: id, reportId: report.id, readingId: reading.id, point };
  return { organisationId, responderId, booking, ...ids };
}

test('texts, exact places, photos and authors go by age; what was seen stays', async () => {
  const { organisationId, taskId, reportId, readingId } = await somebody();
  const names = ['field-tasks', 'field-reports', 'field-photos', 'watch-authors'] as const;
  for (const what of names) {
    const early = await store.privacy.forget({ organisationId, what, before: NOW - 1 });
    const gone = await store.privacy.forget({ organisationId, what, before: LATER });
    const again = await store.privacy.forget({ organisationId, what, before: LATER });
    expect([what, early, gone > 0, again]).toEqual([what, 0, true, 0]);
  }
  expect(await store.fieldTasks.task(organisationId, taskId)).toMatchObject({
    ...{ whereNote: null, members: [{ note: null }] },
  });
  expect(await store.fieldReports.report(organisationId, reportId)).toMatchObject({
    ...{ text: null, place: { lat: 36.86, lon: -76.01 }, hasPhoto: false },
  });
  expect(await store.watchPoints.reading(organisationId, readingId)).toMatchObject({
    ...{ responderId: null, note: null, value: 1 },
  });
});

test('a person is told of their reports, and erased out of them', async () => {
  const { organisationId, responderId, booking, taskId, reportId, readingId, point } =
    await somebody();
  const sections = await store.privacy.sections(organisationId, responderId);
  expect(Object.keys(sections ?? {})).toEqual(
    expect.arrayContaining([
      ...['field_photo', 'field_report_author', 'field_task_member', 'watch_adoption'],
      'watch_reading_author',
    ]),
  );
  const left = await store.bookings.moveBooking({
    ...{ organisationId, bookingId: booking.id, from: [booking.status], to: 'withdrawn' },
    ...{ change: {}, facts: [], now: NOW },
  });
  expect(left.ok).toBe(true);
  await store.people.setDuty({ organisationId, responderId, onDuty: false, now: NOW });
  const erased = await store.privacy.erase({ organisationId, responderId, now: NOW });
  expect(erased.ok).toBe(true);
  expect((await store.fieldTasks.task(organisationId, taskId))?.members).toEqual([]);
  const report = await store.fieldReports.report(organisationId, reportId);
  expect(report).toMatchObject({ responderId: null, text: null, hasPhoto: false });
  expect(await store.fieldReports.photo(organisationId, readingId)).toBeNull();
  const after = await store.watchPoints.watchPoint(organisationId, point.pointRef);
  expect(after?.adopterIds).toEqual([]);
});
