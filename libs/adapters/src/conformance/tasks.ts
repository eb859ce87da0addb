import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import type { Incident } from '#core/incident';
import type { TeamTask } from '#core/team-role';
import type { IncidentChange } from '#flow/ports';
import { suite } from './suite';
import { DIRECT, NOW, type OpenStores, type World } from './world';

const ETA = NOW + 240_007;
const GONE = { outcome: 'changed-meanwhile' };

/** What every incident store promises of tasks and of the AEDs people fetch, as tests. */
export function tasksConformance(name: string, open: OpenStores): void {
  suite(`${name} as keeper of tasks`, open, (world) => {
    reservesAeds(world);
    freesAeds(world);
    ordersPeople(world);
    refusesOrders(world);
    collectsAeds(world);
  });
}

function reservesAeds(world: () => World): void {
  it('takes the task of the alert over, and reserves the AED for the incident', async () => {
    const aed = await world().aed();
    const { incident, assignment } = await onTheWay(world(), aed.task);
    expect(assignment).toMatchObject({ task: aed.task, aedCollectedAt: null, etaAt: null });
    const state = await world().stored(incident);
    expect(state.alerts[0]?.task).toEqual(aed.task);
    expect(state.assignments).toEqual([assignment]);
    await expect(reservedFor(world(), aed.id)).resolves.toBe(incident.id);
    const near = await world().stores.aeds.aedsNear(world().organisationId, incident.place, 10);
    expect(near.map((one) => one.reservedForId)).toEqual([incident.id]);
  });

  it('sends a yes straight to the patient when others fetch the AED by then', async () => {
    const aed = await world().aed();
    const first = await onTheWay(world(), aed.task);
    const second = await onTheWay(world(), aed.task);
    expect(second.assignment.task).toEqual(DIRECT);
    expect((await world().stored(second.incident)).assignments).toEqual([second.assignment]);
    await expect(reservedFor(world(), aed.id)).resolves.toBe(first.incident.id);
  });

  it('never lets two people fetch one AED, however close together they say yes', async () => {
    for (let round = 0; round < 10; round += 1) {
      const aed = await world().aed();
      const going = await Promise.all([1, 2, 3].map(() => onTheWay(world(), aed.task)));
      const roles = going.map(({ assignment }) => assignment.task.role).sort();
      expect(roles).toEqual(['direct', 'direct', 'via-aed']);
    }
  });
}

function freesAeds(world: () => World): void {
  it.each(['withdrawn', 'stood-down', 'on-scene'] as const)(
    'frees the AED of somebody who is %s without it',
    async (to) => {
      const aed = await world().aed();
      const { incident, assignment } = await onTheWay(world(), aed.task);
      await save(world(), incident, { assignmentMoves: [move(assignment, to)] });
      await expect(reservedFor(world(), aed.id)).resolves.toBeNull();
      const next = await onTheWay(world(), aed.task);
      expect(next.assignment.task).toEqual(aed.task);
    },
  );
}

function ordersPeople(world: () => World): void {
  it('gives new orders with their times, and swaps two AEDs in one change', async () => {
    const [one, other] = [await world().aed(), await world().aed()];
    const { incident, team } = await teamOf(world(), [one.task, other.task]);
    const [first, second] = team;
    await expect(
      save(world(), incident, { orders: [order(first, other.task), order(second, one.task)] }),
    ).resolves.toMatchObject({ outcome: 'saved' });
    const { assignments } = await world().stored(incident);
    expect(tasksOf(assignments, team)).toEqual([other.task, one.task]);
    expect(assignments.map(({ etaAt }) => etaAt)).toEqual([ETA, ETA]);
    const guide: TeamTask = { role: 'guide', aedId: null };
    await save(world(), incident, { orders: [order(second, guide)] });
    expect(tasksOf((await world().stored(incident)).assignments, team)).toEqual([
      other.task,
      guide,
    ]);
    await expect(reservedFor(world(), one.id)).resolves.toBeNull();
  });

  it('moves a person, collects and orders in one change', async () => {
    const [one, other] = [await world().aed(), await world().aed()];
    const { incident, team } = await teamOf(world(), [one.task, DIRECT]);
    const [first, second] = team;
    await save(world(), incident, {
      assignmentMoves: [move(first, 'en-route'), move(second, 'withdrawn')],
      orders: [order(first, other.task)],
      aedCollected: [{ assignmentId: first.id, at: NOW + 11 }],
    });
    const { assignments } = await world().stored(incident);
    expect(assignments.find(({ id }) => id === first.id)).toMatchObject({
      ...{ status: 'en-route', enRouteAt: NOW + 9, task: other.task, etaAt: ETA },
      aedCollectedAt: NOW + 11,
    });
    expect(assignments.find(({ id }) => id === second.id)).toMatchObject({
      ...{ status: 'withdrawn', releasedAt: NOW + 9, task: DIRECT, etaAt: null },
    });
  });
}

function refusesOrders(world: () => World): void {
  it('refuses one AED for two of the team, and applies nothing of it', async () => {
    const aed = await world().aed();
    const { incident, team } = await teamOf(world(), [aed.task, DIRECT]);
    const before = await world().stored(incident);
    const [first, second] = team;
    const both = { orders: [order(first, aed.task), order(second, aed.task)] };
    await expect(save(world(), incident, both)).resolves.toEqual(GONE);
    await expect(save(world(), incident, { orders: [order(second, aed.task)] })).resolves.toEqual(
      GONE,
    );
    await expect(world().stored(incident)).resolves.toEqual(before);
  });

  it('refuses an AED that another incident fetches meanwhile', async () => {
    const aed = await world().aed();
    const { incident, team } = await teamOf(world(), [DIRECT, DIRECT]);
    await onTheWay(world(), aed.task);
    await expect(save(world(), incident, { orders: [order(team[0], aed.task)] })).resolves.toEqual(
      GONE,
    );
    expect((await world().stored(incident)).incident.revision).toBe(2);
  });

  it('refuses orders to people of another incident', async () => {
    const { incident } = await teamOf(world(), [DIRECT, DIRECT]);
    const { assignment } = await onTheWay(world(), DIRECT);
    await expect(save(world(), incident, { orders: [order(assignment, DIRECT)] })).resolves.toEqual(
      GONE,
    );
    const collected = { aedCollected: [{ assignmentId: assignment.id, at: NOW }] };
    await expect(save(world(), incident, collected)).resolves.toEqual(GONE);
  });
}

function collectsAeds(world: () => World): void {
  it('keeps when the AED was taken, the first time only, until it is put down again', async () => {
    const aed = await world().aed();
    const { incident, assignment } = await onTheWay(world(), aed.task);
    const collect = (at: number | null) =>
      save(world(), incident, { aedCollected: [{ assignmentId: assignment.id, at }] });
    await collect(NOW + 5);
    await collect(NOW + 9);
    const { assignments } = await world().stored(incident);
    expect(assignments).toMatchObject([{ aedCollectedAt: NOW + 5, task: aed.task }]);
    await expect(reservedFor(world(), aed.id)).resolves.toBeNull();
    await collect(null);
    const dropped = await world().stored(incident);
    expect(dropped.assignments).toMatchObject([{ aedCollectedAt: null }]);
  });
}

interface Going {
  readonly incident: Incident;
  readonly assignment: Assignment;
}

/** Somebody new who has said yes to a new incident. */
async function onTheWay(world: World, task: TeamTask): Promise<Going> {
  const { incident, alerts } = await world.raise(await world.responders(1), {}, task);
  return { incident, assignment: await taken(world, alerts[0]) };
}

/** An incident with two on the way, each with a task. */
async function teamOf(world: World, tasks: readonly [TeamTask, TeamTask]) {
  const people = await world.responders(2);
  const incident = world.incident();
  const alerts = people.map((person, i) =>
    world.alert({ incidentId: incident.id }, person.id, { task: tasks[i] ?? DIRECT }),
  );
  await world.stores.incidents.save(world.raising(incident, alerts));
  const team = [await taken(world, alerts[0]), await taken(world, alerts[1])] as const;
  return { incident, team };
}

async function taken(world: World, alert: Alert | undefined): Promise<Assignment> {
  if (alert === undefined) throw new Error('an alert');
  const result = await world.take(alert);
  if (!result.ok) throw new Error(result.problem.code);
  return result.value.assignment;
}

/** Saves a change of the incident as it is stored now. */
async function save(world: World, incident: Incident, fields: Partial<IncidentChange>) {
  const { revision } = (await world.stored(incident)).incident;
  return world.stores.incidents.save({ ...world.change(incident, revision), ...fields });
}

async function reservedFor(world: World, aedId: string): Promise<string | null | undefined> {
  const [aed] = await world.stores.aeds.aedsByIds(world.organisationId, [aedId, randomUUID()]);
  return aed?.reservedForId;
}

function order(assignment: Assignment, task: TeamTask) {
  return { assignmentId: assignment.id, task, etaAt: ETA };
}

function move(assignment: Assignment, to: Assignment['status']) {
  return { assignmentId: assignment.id, from: 'accepted' as const, to, at: NOW + 9, reason: null };
}

function tasksOf(assignments: readonly Assignment[], team: readonly Assignment[]) {
  return team.map(({ id }) => assignments.find((one) => one.id === id)?.task);
}
