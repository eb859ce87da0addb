import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { MINUTE_MS } from '#core/units';
import type { FactView } from '#contracts/incident-api';
import { suite } from './suite';
import { fact, NOW, type OpenStores, type World } from './world';

const TRYING = 50;

/** What every incident store promises of answers and receipts, as tests. */
export function placesConformance(
  name: string,
  open: OpenStores,
  options: { /** Repetitions of what only goes wrong sometimes. */ readonly rounds: number },
): void {
  suite(`${name} as keeper of places`, open, (world) => {
    takesPlaces(world, options.rounds);
    bindsOnce(world);
    refusesAnswers(world);
    refusesOver(world);
    keepsReceipts(world);
    numbersWithoutGaps(world);
  });
}

function takesPlaces(world: () => World, rounds: number): void {
  it('binds a responder who says yes and tells what was stored', async () => {
    const { incident, alerts } = await world().raise(await world().responders(1));
    const [alert] = alerts;
    if (alert === undefined) throw new Error('one alert');
    const taken = await world().take(alert);
    if (!taken.ok) throw new Error(taken.problem.code);
    const { assignment, placesLeft, saved } = taken.value;
    expect(placesLeft).toBe(1);
    expect(saved.feed).toEqual([
      {
        ...{ responderId: alert.responderId, kind: 'alert-answered', alertId: alert.id },
        ...{ seq: 2, at: NOW + 1_000 },
      },
    ]);
    const state = await world().stored(incident);
    expect(state.assignments).toEqual([assignment]);
    expect(state.alerts[0]).toMatchObject({ status: 'accepted', answeredAt: NOW + 1_000 });
    expect(state.incident).toMatchObject({ acceptedCount: 1, revision: 1 });
    const facts = await world().stores.incidents.facts(world().organisationId, incident.id);
    expect(facts.slice(-1)).toEqual(saved.facts);
    expect(saved.facts[0]).toMatchObject({ kind: 'alert-accepted', actor: 'responder', seq: 3 });
  });

  it(
    'gives two places to two of fifty who say yes at once, every time',
    async () => {
      const people = await world().responders(TRYING);
      for (let round = 0; round < rounds; round += 1) {
        const { incident, alerts } = await world().raise(people);
        const answers = await Promise.all(alerts.map((alert) => world().take(alert)));
        const codes = answers.map((one) => (one.ok ? 'yes' : one.problem.code));
        expect(codes.filter((code) => code === 'yes')).toHaveLength(2);
        expect(codes.filter((code) => code === 'places-taken')).toHaveLength(TRYING - 2);
        const state = await world().stored(incident);
        expect(state.incident).toMatchObject({ acceptedCount: 2, revision: 2 });
        expect(state.assignments).toHaveLength(2);
        await letGo(world(), incident.id);
      }
    },
    rounds * 2_000,
  );
}

function bindsOnce(world: () => World): void {
  it('lets nobody be bound to two incidents, however close together they say yes', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [person] = await world().responders(1);
      const people = person === undefined ? [] : [person];
      const raised = [await world().raise(people), await world().raise(people)];
      const answers = await Promise.all(
        raised.flatMap(({ alerts }) => alerts.map((alert) => world().take(alert))),
      );
      const codes = answers.map((one) => (one.ok ? 'yes' : one.problem.code)).sort();
      expect(codes).toEqual(['bound-elsewhere', 'yes']);
      const states = await Promise.all(raised.map(({ incident }) => world().stored(incident)));
      const counts = states.map((state) => state.incident.acceptedCount).sort();
      expect(counts).toEqual([0, 1]);
    }
  });
}

function refusesAnswers(world: () => World): void {
  it('refuses the alert of somebody else, and one that was never sent', async () => {
    const { alert } = await one(world());
    const [another] = await world().responders(1);
    const stolen = { ...alert, responderId: another?.id ?? '' };
    await expect(code(world().take(stolen))).resolves.toBe('not-found');
    await expect(code(world().take({ ...alert, id: randomUUID() }))).resolves.toBe('not-found');
  });

  it('refuses an answer that comes when the time is over', async () => {
    const { alert, incident } = await one(world());
    const late = world().take(alert, NOW + 5 * MINUTE_MS);
    await expect(code(late)).resolves.toBe('alert-expired');
    expect((await world().stored(incident)).incident.acceptedCount).toBe(0);
  });

  it('leaves everything as it is when the same yes comes again', async () => {
    const { alert, incident } = await one(world());
    await expect(code(world().take(alert))).resolves.toBe('yes');
    const before = await world().stored(incident);
    await expect(code(world().take(alert))).resolves.toBe('already-answered');
    await expect(world().stored(incident)).resolves.toEqual(before);
  });
}

function refusesOver(world: () => World): void {
  it.each([
    ['declined', 'already-answered'],
    ['withdrawn', 'alert-withdrawn'],
    ['expired', 'alert-expired'],
  ] as const)('refuses a yes to an alert that was %s', async (to, expected) => {
    const { alert, incident } = await one(world());
    const endedReason = to === 'withdrawn' ? ('enough-accepted' as const) : null;
    const move = { alertId: alert.id, to, at: NOW, endedReason };
    await world().stores.incidents.save({ ...world().change(incident, 0), alertMoves: [move] });
    await expect(code(world().take(alert))).resolves.toBe(expected);
  });

  it('refuses a yes to an incident that is over, and one of somebody stood down', async () => {
    const { alert, incident } = await one(world());
    const taken = await world().take(alert);
    const assignmentId = taken.ok ? taken.value.assignment.id : '';
    const [late] = await world().responders(1);
    const second = world().alert({ incidentId: incident.id }, late?.id ?? '');
    await world().stores.incidents.save({
      ...world().change(incident, 1),
      newAlerts: [second],
      incident: { ...incident, status: 'cancelled', endedAt: NOW },
      assignmentMoves: [
        { assignmentId, from: 'accepted', to: 'stood-down', at: NOW, reason: 'cancelled' },
      ],
    });
    await expect(code(world().take(second))).resolves.toBe('incident-over');
    await expect(code(world().take(alert))).resolves.toBe('stood-down');
    expect((await world().stored(incident)).incident.acceptedCount).toBe(0);
  });
}

function keepsReceipts(world: () => World): void {
  it('keeps the first receipt of each kind, and takes seen for delivered', async () => {
    const { incident, alerts } = await world().raise(await world().responders(1));
    const [alert] = alerts;
    if (alert === undefined) throw new Error('one alert');
    const receive = (kind: 'delivered' | 'seen', now: number) =>
      world().receive(alert, { kind, now });
    const kinds = (facts: readonly FactView[] | undefined) => facts?.map((one) => one.kind);
    const seen = await receive('seen', NOW + 10);
    expect(seen).toMatchObject({ first: true, incidentId: incident.id });
    expect(kinds(seen?.facts)).toEqual(['alert-delivered', 'alert-seen']);
    await expect(receive('delivered', NOW + 20)).resolves.toMatchObject({
      first: false,
      facts: [],
    });
    await expect(receive('seen', NOW + 30)).resolves.toMatchObject({ first: false, facts: [] });
    expect((await world().stored(incident)).alerts[0]).toMatchObject({
      deliveredAt: NOW + 10,
      seenAt: NOW + 10,
    });
    const stranger = { ...alert, responderId: randomUUID() };
    await expect(world().receive(stranger)).resolves.toBeNull();
  });

  it('does not make a decision stale that was made before the receipt', async () => {
    const { incident, alerts } = await world().raise(await world().responders(1));
    const [alert] = alerts;
    if (alert === undefined) throw new Error('one alert');
    const { incidents } = world().stores;
    await world().receive(alert, { now: NOW + 5 });
    const move = { alertId: alert.id, to: 'declined', at: NOW, endedReason: null } as const;
    await expect(
      incidents.save({ ...world().change(incident, 0), alertMoves: [move] }),
    ).resolves.toMatchObject({ outcome: 'saved' });
    expect((await world().stored(incident)).alerts[0]?.deliveredAt).toBe(NOW + 5);
  });
}

function numbersWithoutGaps(world: () => World): void {
  it('numbers feeds and timelines without gaps under concurrent writers', async () => {
    const people = await world().responders(4);
    const raised = await Promise.all(Array.from({ length: 6 }, () => world().raise(people)));
    const { incidents } = world().stores;
    await Promise.all(
      raised.flatMap(({ incident, alerts }) => [
        ...alerts.flatMap((alert) => [
          world().take(alert),
          world().receive(alert, { kind: 'seen', now: NOW + 3 }),
        ]),
        incidents.save({
          ...world().change(incident, 0),
          facts: [fact('degraded')],
          feed: [...alerts].reverse().map(({ id: alertId, responderId }) => ({
            ...{ responderId, kind: 'incident-changed', alertId },
          })),
        }),
      ]),
    );
    for (const { incident } of raised) {
      const facts = await incidents.facts(world().organisationId, incident.id);
      expect(facts.map((one) => one.seq)).toEqual(facts.map((_, index) => index + 1));
    }
    for (const person of people) {
      const feed = await world().stores.people.feedAfter(world().organisationId, person.id, 0);
      const numbers = feed.entries.map((entry) => entry.seq);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      expect(feed.lastSeq).toBe(numbers.length);
      expect(numbers.length).toBeGreaterThanOrEqual(6);
    }
  });
}

/** Ends an incident so that its people are free for the next. */
async function letGo(world: World, incidentId: string): Promise<void> {
  const { incident, assignments } = await world.stored({ id: incidentId });
  await world.stores.incidents.save({
    ...world.change(incident, incident.revision),
    assignmentMoves: assignments.map((assignment) => ({
      ...{ assignmentId: assignment.id, from: 'accepted', to: 'stood-down', at: NOW, reason: null },
    })),
  });
}

async function one(world: World) {
  const { incident, alerts } = await world.raise(await world.responders(1));
  const [alert] = alerts;
  if (alert === undefined) throw new Error('one alert');
  return { incident, alert };
}

async function code(answer: ReturnType<World['take']>): Promise<string> {
  const result = await answer;
  return result.ok ? 'yes' : result.problem.code;
}
