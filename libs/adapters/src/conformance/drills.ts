import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Alert } from '#core/alert';
import type { Drill } from '#core/drill';
import type { Responder } from '#core/responder';
import { DAY_MS, MINUTE_MS } from '#core/units';
import type { DrillChange } from '#flow/ports';
import { suite } from './suite';
import { delivery, NOW, type OpenStores, type World } from './world';

/** What every store of drills promises, as tests. */
export function drillStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of drills`, open, (world) => {
    savesDrills(world);
    saysHowFar(world);
    takesAnswers(world);
    endsDrills(world);
    listsDrills(world);
    keepsApart(world);
  });
}

function drillOf(world: World, fields: Partial<Drill> = {}): Drill {
  return {
    id: randomUUID(),
    organisationId: world.organisationId,
    title: 'Monthly drill',
    responderIds: null,
    startsAt: NOW,
    windowMs: 5 * MINUTE_MS,
    everyDays: null,
    status: 'planned',
    startedAt: null,
    endedAt: null,
    revision: 0,
    ...fields,
  };
}

function changeOf(drill: Drill, expectedRevision: number | null): DrillChange {
  return {
    drill,
    expectedRevision,
    newAlerts: [],
    endedAlertIds: [],
    next: null,
    deliveries: [],
    feed: [],
    reviewAt: null,
    now: NOW,
  };
}

/** A running drill that has called these people. */
async function running(
  world: World,
  people: readonly Responder[],
): Promise<{ readonly drill: Drill; readonly alerts: readonly Alert[] }> {
  const drill = drillOf(world, { responderIds: people.map((person) => person.id) });
  await world.stores.drills.save({ ...changeOf(drill, null), reviewAt: NOW });
  const started: Drill = { ...drill, status: 'running', startedAt: NOW };
  const alerts = people.map((person) =>
    world.alert({ drillId: drill.id }, person.id, { reason: 'drill', distanceM: null }),
  );
  const outcome = await world.stores.drills.save({
    ...changeOf(started, 0),
    newAlerts: alerts,
    deliveries: alerts.map((alert) => delivery(alert, { rank: 'drill' })),
    feed: alerts.map(({ id: alertId, responderId }) => ({
      ...{ responderId, kind: 'alert-sent', alertId },
    })),
    reviewAt: NOW + 5 * MINUTE_MS,
  });
  expect(outcome.outcome).toBe('saved');
  return { drill: { ...started, revision: 1 }, alerts };
}

function answer(world: World, alert: Alert, now = NOW + 1_000) {
  const { organisationId } = world;
  const { id: alertId, responderId } = alert;
  return world.stores.drills.answer({ organisationId, alertId, responderId, now });
}

function reload(world: World, drill: Drill) {
  return world.stores.drills.load(world.organisationId, drill.id);
}

function savesDrills(world: () => World): void {
  it('gives a drill back as it was saved, with everybody who was called', async () => {
    const people = await world().responders(2);
    const { drill, alerts } = await running(world(), people);
    const state = await reload(world(), drill);
    expect(state?.drill).toEqual(drill);
    const byId = [...(state?.calls ?? [])].sort((a, b) => (a.alert.id < b.alert.id ? -1 : 1));
    const sorted = [...alerts].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId).toEqual(sorted.map((alert) => ({ alert, displayName: 'Robin', heardBy: [] })));
    const [alert] = alerts;
    if (alert === undefined) throw new Error('somebody was called');
    const { organisationId } = world();
    const { drills } = world().stores;
    await expect(
      drills.loadDrillAlert(organisationId, alert.id, alert.responderId),
    ).resolves.toEqual({ alert, drill });
    await expect(drills.loadDrillAlert(organisationId, alert.id, randomUUID())).resolves.toBeNull();
    await expect(drills.load(randomUUID(), drill.id)).resolves.toBeNull();
  });

  it('numbers what phones are told and leaves the rest to the queue', async () => {
    const [person] = await world().responders(1);
    const { drill } = await running(world(), person === undefined ? [] : [person]);
    const { organisationId, stores } = world();
    const feed = await stores.people.feedAfter(organisationId, person?.id ?? '', 0);
    expect(feed.entries.map((entry) => entry.kind)).toEqual(['alert-sent']);
    const lease = { leaseId: randomUUID(), leaseMs: 1, max: 1_000 };
    const due = await stores.queue.takeReviews({ ...lease, now: NOW + 5 * MINUTE_MS });
    expect(due).toContainEqual({
      ...{ organisationId, subject: 'drill', subjectId: drill.id, attempt: 1, failures: 0 },
    });
  });

  it('plans one drill of several concurrent copies of an id', async () => {
    const drill = drillOf(world());
    const { drills } = world().stores;
    const planning = () => drills.save({ ...changeOf(drill, null), reviewAt: NOW });
    const outcomes = await Promise.all([planning(), planning(), planning()]);
    const names = outcomes.map(({ outcome }) => outcome).sort();
    expect(names).toEqual(['duplicate', 'duplicate', 'saved']);
  });

  it('refuses a step on an older revision and applies nothing of it', async () => {
    const { drill } = await running(world(), await world().responders(1));
    const { drills } = world().stores;
    const stale = changeOf({ ...drill, status: 'cancelled', endedAt: NOW }, 0);
    await expect(drills.save(stale)).resolves.toEqual({ outcome: 'changed-meanwhile' });
    expect((await reload(world(), drill))?.drill.status).toBe('running');
  });
}

function saysHowFar(world: () => World): void {
  it('says how far it has come without reading everybody', async () => {
    const people = await world().responders(3);
    const { drill } = await running(world(), people);
    const { organisationId, stores } = world();
    const { drills } = stores;
    const lastCalledId = people
      .map(({ id }) => id)
      .sort()
      .at(-1);
    await expect(drills.progress(organisationId, drill.id)).resolves.toEqual({
      drill,
      lastCalledId,
    });
    await expect(drills.progress(randomUUID(), drill.id)).resolves.toBeNull();
    const idle = drillOf(world());
    await drills.save(changeOf(idle, null));
    await expect(drills.progress(organisationId, idle.id)).resolves.toEqual({
      ...{ drill: idle, lastCalledId: null },
    });
  });
}

function takesAnswers(world: () => World): void {
  it('counts the first answer of a person and keeps it', async () => {
    const [first] = (await running(world(), await world().responders(1))).alerts;
    if (first === undefined) throw new Error('somebody was called');
    const answers = await Promise.all([answer(world(), first), answer(world(), first)]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['again', 'answered']);
    const { organisationId, stores } = world();
    const { entries } = await stores.people.feedAfter(organisationId, first.responderId, 0);
    expect(entries.map(({ kind }) => kind)).toEqual(['alert-sent', 'alert-answered']);
    const found = await stores.drills.loadDrillAlert(organisationId, first.id, first.responderId);
    expect(found?.alert).toMatchObject({ status: 'accepted', answeredAt: NOW + 1_000 });
  });

  it('takes no answer after the window, and none from anybody else', async () => {
    const [first] = (await running(world(), await world().responders(1))).alerts;
    if (first === undefined) throw new Error('somebody was called');
    const late = await answer(world(), first, first.expiresAt);
    expect(late).toEqual({ outcome: 'over' });
    const stranger = await answer(world(), { ...first, responderId: randomUUID() });
    expect(stranger).toEqual({ outcome: 'not-found' });
    const { alerts } = await world().raise(await world().responders(1));
    const [real] = alerts;
    if (real === undefined) throw new Error('somebody was alerted');
    expect(await answer(world(), real)).toEqual({ outcome: 'not-found' });
  });
}

function endsDrills(world: () => World): void {
  it('ends what is still open, and leaves those their answer who gave it meanwhile', async () => {
    const { drill, alerts } = await running(world(), await world().responders(2));
    const [heard, silent] = alerts;
    if (heard === undefined || silent === undefined) throw new Error('two were called');
    await answer(world(), heard);
    const ended: Drill = { ...drill, status: 'ended', endedAt: NOW };
    const next = drillOf(world(), { startsAt: NOW + 7 * DAY_MS });
    const outcome = await world().stores.drills.save({
      ...changeOf(ended, 1),
      endedAlertIds: alerts.map(({ id }) => id),
      feed: alerts.map(({ id: alertId, responderId }) => ({
        ...{ responderId, kind: 'alert-expired', alertId },
      })),
      next,
    });
    if (outcome.outcome !== 'saved') throw new Error(outcome.outcome);
    expect(outcome.saved.feed.map(({ alertId }) => alertId)).toEqual([silent.id]);
    const state = await reload(world(), drill);
    const statuses = new Map(state?.calls.map(({ alert }) => [alert.id, alert.status]));
    expect(statuses.get(heard.id)).toBe('accepted');
    expect(statuses.get(silent.id)).toBe('expired');
    expect((await reload(world(), next))?.drill).toEqual(next);
    const late = await answer(world(), silent);
    expect(late).toEqual({ outcome: 'over' });
  });

  it('withdraws what is open of a drill that is called off', async () => {
    const { drill, alerts } = await running(world(), await world().responders(1));
    const off: Drill = { ...drill, status: 'cancelled', endedAt: NOW };
    await world().stores.drills.save({
      ...changeOf(off, 1),
      endedAlertIds: alerts.map(({ id }) => id),
    });
    const [call] = (await reload(world(), drill))?.calls ?? [];
    expect(call?.alert).toMatchObject({ status: 'withdrawn', endedReason: 'drill-cancelled' });
  });
}

function listsDrills(world: () => World): void {
  it('lists newest first with their counts, page by page', async () => {
    const { drill, alerts } = await running(world(), await world().responders(3));
    const [heard, rang] = alerts;
    if (heard === undefined || rang === undefined) throw new Error('three were called');
    await answer(world(), heard);
    const { organisationId, stores } = world();
    await stores.incidents.recordReceipt({
      ...{ organisationId, alertId: rang.id, responderId: rang.responderId },
      ...{ kind: 'delivered', subject: 'alert', channel: 'push', deviceId: null },
      now: NOW + 1,
    });
    const newer = drillOf(world(), { startsAt: NOW + DAY_MS });
    await stores.drills.save(changeOf(newer, null));
    const first = await stores.drills.list(organisationId, { cursor: null, limit: 1 });
    expect(first.items).toEqual([
      { drill: newer, tally: { calledCount: 0, reachedCount: 0, answeredCount: 0 } },
    ]);
    const rest = await stores.drills.list(organisationId, { cursor: first.nextCursor, limit: 1 });
    expect(rest).toEqual({
      items: [{ drill, tally: { calledCount: 3, reachedCount: 2, answeredCount: 1 } }],
      nextCursor: null,
    });
  });
}

function keepsApart(world: () => World): void {
  it('keeps drills out of what decides about incidents, and shows them to the phone', async () => {
    const [person] = await world().responders(1);
    if (person === undefined) throw new Error('somebody is there');
    const { alerts } = await running(world(), [person]);
    const { organisationId, stores } = world();
    const [candidate] = await stores.people.candidates(organisationId, [person.id]);
    expect(candidate?.alertedForId).toBeNull();
    expect(candidate?.history).toMatchObject({ alerts: 0, alertsLast7Days: 0 });
    const open = await stores.people.openAlertIds(organisationId, person.id);
    expect(open).toEqual(alerts.map(({ id }) => id));
  });

  it('names everybody on duty for a drill of all', async () => {
    const [here, off] = await world().responders(2);
    const { organisationId, stores } = world();
    const duty = { organisationId, responderId: off?.id ?? '', onDuty: false, now: NOW };
    await stores.people.setDuty(duty);
    await expect(stores.drills.onDutyIds(organisationId)).resolves.toEqual([here?.id]);
    await expect(stores.drills.onDutyIds(randomUUID())).resolves.toEqual([]);
  });
}
