import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { RETENTION_NAMES } from '#core/retention';
import { aFieldReport, aFieldTask, aWatchPoint } from '#core/field-examples';
import { DAY_MS } from '#core/units';
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

/** As the owner: what else a flood leaves of somebody, one row of each. */
const TRACES = [
  `INSERT INTO note (organisation_id, id, responder_id, callout_id, kind, body, is_exercise,
    made_at, attempt, by_ways)
    VALUES ($1::uuid, gen_random_uuid(), $2::uuid, $3::uuid, 'task', 'Go', false, now(), 0, '{}')`,
  `INSERT INTO callout_considered (callout_id, responder_id, organisation_id, reason, waves,
    need_keys, equipment, channels, turn, decided_at)
    VALUES ($3::uuid, $2::uuid, $1::uuid, 'asked', 1, '{}', '{}', '{}', 0, now())`,
  `INSERT INTO check_event (organisation_id, id, callout_id, booking_id, kind, happened_at,
    received_at, outcome)
  SELECT $1::uuid, gen_random_uuid(), $3::uuid, id, 'in', now(), now(), 'done'
    FROM callout_booking WHERE id = $4::uuid AND responder_id = $2::uuid`,
  `WITH g AS (INSERT INTO responder_group (organisation_id, id, group_ref, name, kind, status,
      equipment, created_at, updated_at)
    VALUES ($1::uuid, gen_random_uuid(), 'g', 'G', 'community', 'active', '{}', now(), now())
    RETURNING id)
  INSERT INTO group_member SELECT $1::uuid, id, $2::uuid, true, now() FROM g`,
  `WITH e AS (INSERT INTO board_entry (organisation_id, id, source, responder_id, side, kind, title,
      quantity, from_at, until_at, lat, lon, cell_lat, cell_lon, cell_size_m, travel_max_m, status,
      created_at, confirmed_at, due_at)
    VALUES ($1::uuid, gen_random_uuid(), 'responder', $2::uuid, 'offer', 'pump', 'Pump', 1, now(),
      now() + interval '1 day', 1, 1, 1, 1, 500, 1000, 'open', now(), now(), now()) RETURNING id)
  INSERT INTO board_claim (organisation_id, id, entry_id, responder_id, quantity, status,
    claimed_at, expires_at)
  SELECT $1::uuid, gen_random_uuid(), id, $2::uuid, 1, 'held', now(), now() FROM e`,
];

async function leaveTraces(of: Awaited<ReturnType<typeof somebody>>): Promise<void> {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(`SET closeby.purpose = 'maintenance'`);
  const { organisationId, responderId, booking } = of;
  for (const [i, text] of TRACES.entries()) {
    const all = [organisationId, responderId, booking.calloutId, booking.id];
    await owner.query(text, all.slice(0, i < 2 ? 3 : i === 2 ? 4 : 2));
  }
  await owner.end();
}

test('a person is told of their reports, and erased out of them', async () => {
  const whole = await somebody();
  await leaveTraces(whole);
  const { organisationId, responderId, booking, taskId, reportId, readingId, point } = whole;
  const equipment = ['boat'] as const;
  await store.people.setEquipment({ organisationId, responderId, equipment, now: NOW });
  const sections = await store.privacy.sections(organisationId, responderId);
  expect(Object.keys(sections ?? {})).toEqual(
    expect.arrayContaining([
      ...['field_photo', 'field_report_author', 'field_task_member', 'watch_adoption'],
      'watch_reading_author',
      ...['board_claim', 'board_entry', 'callout_booking', 'callout_considered', 'check_event'],
      ...['group_member', 'note'],
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
  const remains = await store.privacy.sections(organisationId, responderId);
  expect(Object.keys(remains ?? {}).sort()).toEqual([
    ...['alert', 'fact', 'identity', 'responder', 'responder_feed'],
  ]);
  expect(remains?.['responder']).toMatchObject([{ equipment: [] }]);
  expect((await store.fieldTasks.task(organisationId, taskId))?.members).toEqual([]);
  const report = await store.fieldReports.report(organisationId, reportId);
  expect(report).toMatchObject({ responderId: null, text: null, hasPhoto: false });
  expect(await store.fieldReports.photo(organisationId, readingId)).toBeNull();
  const after = await store.watchPoints.watchPoint(organisationId, point.pointRef);
  expect(after?.adopterIds).toEqual([]);
});

test('whom a call-out considered goes by age once it is over, and not before', async () => {
  const whole = await somebody();
  await leaveTraces(whole);
  const { organisationId, booking } = whole;
  const what = 'callout-considered';
  const before = NOW + 10 * 365 * DAY_MS;
  expect(await store.privacy.forget({ organisationId, what, before })).toBe(0);
  const state = await store.callouts.loadCallout(organisationId, booking.calloutId);
  if (state === null) throw new Error('the call-out is there');
  const none = { opened: null, newAlerts: [], alertMoves: [], deliveries: [], feed: [], facts: [] };
  await store.callouts.saveCallout({
    ...{ organisationId, calloutId: booking.calloutId, now: NOW, status: 'closed', ...none },
    ...{ expectedRevision: state.callout.revision, reviewAt: undefined },
  });
  expect(await store.privacy.forget({ organisationId, what, before })).toBe(1);
});

test.each(RETENTION_NAMES)('%s goes by age alone: nothing that is young', async (what) => {
  const { organisationId } = await somebody();
  const before = NOW - 3_650 * DAY_MS;
  const gone = await store.privacy.forget({ organisationId, what, before });
  expect(what === 'positions' ? 0 : gone).toBe(0);
});
