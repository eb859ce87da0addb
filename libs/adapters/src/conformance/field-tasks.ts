import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Booking } from '#core/callout-booking';
import type { FieldTask, FieldTaskMember } from '#core/field-task';
import type { Fact } from '#core/timeline';
import { HOUR_MS } from '#core/units';
import { AT, asked, hands, said, yes, valueOf } from './booking-steps';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

/** What every store of tasks promises, as tests. */
export function fieldTaskConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of tasks`, open, (world) => {
    keepsTasks(world);
    keepsTeams(world);
    knowsCrew(world);
  });
}

function taskOf(calloutId: string, world: World, fields: Partial<FieldTask> = {}): FieldTask {
  return {
    ...{ id: randomUUID(), organisationId: world.organisationId, calloutId },
    ...{ title: 'Sandbags', where: { kind: 'place', place: { lat: 36.8612345, lon: -76.01 } } },
    ...{ whereNote: 'By the gate', needKey: 'hands', wantedCount: 3, equipment: { pump: 1 } },
    ...{ riskNote: 'Wet', priority: 'high', until: NOW + HOUR_MS, status: 'open', members: [] },
    ...{ createdAt: NOW, endedAt: null, endedNote: null, revision: 0 },
    ...fields,
  };
}

function member(bookingId: string, fields: Partial<FieldTaskMember> = {}): FieldTaskMember {
  return {
    ...{ bookingId, isLeader: true, assignedAt: NOW, step: null, stepAt: null, note: null },
    ...fields,
  };
}

/** A call-out with so many people who have said yes. */
async function roster(world: World, count: number) {
  const people = await world.responders(count);
  const { callout, alerts } = await world.open(people, hands(count + 5));
  const bookings: Booking[] = [];
  for (const alert of alerts) bookings.push(valueOf(await yes(world, alert)).booking);
  return { callout, bookings };
}

function keepsTasks(world: () => World): void {
  it('keeps a task once by its id, and changes it only as it was read', async () => {
    const { callout } = await roster(world(), 1);
    const { organisationId, stores } = world();
    const store = stores.fieldTasks;
    const task = taskOf(callout.id, world());
    expect([await store.addTask(task), await store.addTask(task)]).toEqual([true, false]);
    expect(await store.task(organisationId, task.id)).toEqual(task);
    const where = { kind: 'cell', cell: { centre: { lat: 36.9, lon: -76 }, sizeM: 250 } } as const;
    const changed: FieldTask = { ...task, where, until: null, status: 'done', endedAt: AT };
    const save = { task: changed, facts: [FACT], now: AT };
    await expect(store.saveTask({ ...save, expectedRevision: 0 })).resolves.toBe('saved');
    const late = await store.saveTask({ ...save, expectedRevision: 0 });
    expect(late).toBe('changed-meanwhile');
    expect(await store.task(organisationId, task.id)).toEqual({ ...changed, revision: 1 });
    const other = (await roster(world(), 1)).callout;
    expect((await store.tasks({ organisationId, calloutId: other.id }, null, PAGE)).items).toEqual(
      [],
    );
  });

  it('lists tasks newest first in pages, by their status', async () => {
    const { callout } = await roster(world(), 1);
    const { organisationId, stores } = world();
    const store = stores.fieldTasks;
    const of = { organisationId, calloutId: callout.id };
    const ids: string[] = [];
    for (const age of [3, 2, 1]) {
      const task = taskOf(callout.id, world(), { createdAt: NOW - age });
      await store.addTask(task);
      ids.unshift(task.id);
    }
    const first = await store.tasks(of, ['open'], {
      cursor: null,
      limit: 2,
    });
    const next = { cursor: first.nextCursor, limit: 2 };
    const second = await store.tasks(of, ['open'], next);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect((await store.tasks(of, ['done'], PAGE)).items).toEqual([]);
  });
}

function keepsTeams(world: () => World): void {
  it('keeps the order and words of a team, and nobody in two open tasks', async () => {
    const { callout, bookings } = await roster(world(), 2);
    const { organisationId, stores } = world();
    const store = stores.fieldTasks;
    const [one, two] = bookings;
    if (!one || !two) throw new Error('two');
    const task = taskOf(callout.id, world());
    const members = [
      member(two.id, { step: 'under-way', stepAt: NOW + 5, note: 'there' }),
      member(one.id, { isLeader: false, assignedAt: NOW + 1 }),
    ];
    await store.addTask(task);
    const given = { ...task, members, status: 'given' } as const;
    await store.saveTask({ task: given, expectedRevision: 0, facts: [], now: AT });
    expect((await store.task(organisationId, task.id))?.members).toEqual(members);
    const other = taskOf(callout.id, world());
    await store.addTask(other);
    const twice = { ...other, members: [member(one.id)], status: 'given' } as const;
    const save = { task: twice, expectedRevision: 0, facts: [], now: AT };
    await expect(store.saveTask(save)).resolves.toBe('double-booked');
    expect(await store.task(organisationId, other.id)).toMatchObject({ members: [], revision: 0 });
    const over = { ...given, status: 'done', endedAt: AT } as const;
    await store.saveTask({ task: over, expectedRevision: 1, facts: [], now: AT });
    await expect(store.saveTask(save)).resolves.toBe('saved');
    const mine = await store.tasksOf(organisationId, one.responderId ?? '', null);
    expect(mine.map((own) => [own.task.id, own.bookingId])).toEqual([[other.id, one.id]]);
    const past = await store.tasksOf(organisationId, one.responderId ?? '', task.id);
    expect(past.map((own) => own.task.status)).toEqual(['done']);
  });

  it('lets one of two teams have somebody whom both name at once', async () => {
    const { callout, bookings } = await roster(world(), 1);
    const store = world().stores.fieldTasks;
    const tasks = [taskOf(callout.id, world()), taskOf(callout.id, world())];
    for (const task of tasks) await store.addTask(task);
    const outcomes = await Promise.all(
      tasks.map((task) => {
        const members = bookings.map(({ id }) => member(id));
        const given = { ...task, members, status: 'given' } as const;
        return store.saveTask({ task: given, expectedRevision: 0, facts: [], now: AT });
      }),
    );
    expect([...outcomes].sort()).toEqual(['double-booked', 'saved']);
  });
}

function knowsCrew(world: () => World): void {
  it('knows skills, pieces, people, tasks and names of those who may be given one', async () => {
    const { callout, bookings } = await roster(world(), 2);
    const { organisationId, stores } = world();
    const store = stores.fieldTasks;
    const guest = asked(callout, {
      ...{ displayName: 'Kim', conditions: said({ peopleCount: 2, pieces: { boat: 1 } }) },
    });
    valueOf(await stores.bookings.book({ booking: guest, now: AT }));
    const [one, two] = bookings;
    if (!one || !two) throw new Error('two');
    const task = taskOf(callout.id, world());
    await store.addTask(task);
    const given = { ...task, members: [member(one.id)], status: 'given' } as const;
    await store.saveTask({ task: given, expectedRevision: 0, facts: [], now: AT });
    const ids = [one.id, two.id, guest.id];
    const crew = await store.crew(organisationId, callout.id, { bookingIds: ids, now: AT });
    const byId = new Map(crew.map((each) => [each.bookingId, each]));
    expect(byId.get(one.id)).toEqual({
      ...{ bookingId: one.id, responderId: one.responderId, status: 'expected' },
      ...{ needKey: 'hands', musterKey: one.musterKey, peopleCount: 1, pieces: {} },
      ...{ credentialKinds: ['cpr'], dueOutAt: null, calledAway: false },
      ...{ openTaskId: task.id, taskCount: 1 },
    });
    expect(byId.get(guest.id)).toMatchObject({
      ...{ responderId: null, peopleCount: 2, pieces: { boat: 1 }, credentialKinds: [] },
    });
    const of = { needKey: 'hands', max: 10, now: AT };
    const free = await store.freeCrew(organisationId, callout.id, of);
    expect(free.map((each) => each.bookingId)).toEqual([two.id, guest.id].sort());
    const names = await store.crewNames(organisationId, ids);
    expect([names.get(one.id), names.get(guest.id)]).toEqual(['Robin', 'Kim']);
    const elsewhere = (await roster(world(), 1)).callout;
    expect(await store.crew(organisationId, elsewhere.id, { bookingIds: ids, now: AT })).toEqual(
      [],
    );
  });
}

const PAGE = { cursor: null, limit: 50 };
const FACT: Fact = {
  ...{ kind: 'task-ended', at: AT, actor: 'coordinator', responderId: null, detail: {} },
};
