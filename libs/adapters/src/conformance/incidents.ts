import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { SECOND_MS } from '#core/units';
import type { IncidentChange } from '#flow/ports';
import { suite } from './suite';
import { createOf, delivery, fact, NOW, World, type OpenStores } from './world';

/** What every incident store promises of saving and reading, as tests. */
export function incidentStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as incident store`, open, (world) => {
    savesWhole(world);
    keepsApart(world);
    savesOnce(world);
    refusesStale(world);
    refusesFaster(world);
    knowsNewest(world);
    keepsEarly(world);
    movesPeople(world);
    changesFields(world);
  });
}

function savesWhole(world: () => World): void {
  it('gives an incident back as it was saved, to the millisecond and the last digit', async () => {
    const people = await world().responders(2);
    const incident = world().incident();
    const alerts = people.map((one, i) =>
      world().alert({ incidentId: incident.id }, one.id, { sentAt: NOW + i }),
    );
    const aeds = [{ aedId: randomUUID(), distanceM: 80, open: 'open' as const }];
    const outcome = await world().stores.incidents.save({
      ...world().raising(incident, alerts),
      aeds,
    });
    expect(outcome).toMatchObject({ outcome: 'saved', saved: { feed: [{ seq: 1 }, { seq: 1 }] } });
    await expect(world().stored(incident)).resolves.toEqual({
      incident,
      policyName: 'nearest-10',
      policyVersion: 3,
      aeds,
      messages: [createOf(incident)],
      alerts,
      assignments: [],
    });
    const { controlRef, organisationId } = incident;
    const byRef = await world().stores.incidents.loadByRef(organisationId, controlRef);
    expect(byRef.state).toEqual(await world().stored(incident));
    expect(byRef.messages).toEqual([createOf(incident)]);
  });

  it('gives what was saved the numbers that are then read', async () => {
    const [person] = await world().responders(1);
    const { incident, alerts } = await world().raise(person === undefined ? [] : [person]);
    const { incidents, people } = world().stores;
    const outcome = await incidents.save({
      ...world().change(incident, 0),
      facts: [fact('degraded'), fact('plan-made')],
      feed: [
        { responderId: person?.id ?? '', kind: 'incident-changed', alertId: alerts[0]?.id ?? '' },
        { responderId: person?.id ?? '', kind: 'alert-withdrawn', alertId: alerts[0]?.id ?? '' },
      ],
    });
    if (outcome.outcome !== 'saved') throw new Error(outcome.outcome);
    expect(outcome.saved.feed.map((entry) => entry.seq)).toEqual([2, 3]);
    expect(outcome.saved.facts.map((one) => one.seq)).toEqual([3, 4]);
    const facts = await incidents.facts(world().organisationId, incident.id);
    expect(facts.map((one) => one.seq)).toEqual([1, 2, 3, 4]);
    expect(facts.slice(2)).toEqual(outcome.saved.facts);
    const feed = await people.feedAfter(world().organisationId, person?.id ?? '', 1);
    expect(feed).toEqual({ entries: outcome.saved.feed, lastSeq: 3 });
  });
}

function knowsNewest(world: () => World): void {
  it('knows the newest number of a feed, and none of another organisation', async () => {
    const [person] = await world().responders(1);
    await world().raise(person === undefined ? [] : [person]);
    const { people } = world().stores;
    const newest = [world().organisationId, randomUUID()].map((organisationId) => {
      return people.newestInFeed(organisationId, person?.id ?? '');
    });
    await expect(Promise.all(newest)).resolves.toEqual([1, 0]);
  });
}

function keepsApart(world: () => World): void {
  it('keeps an incident from every other organisation', async () => {
    const { incident, alerts } = await world().raise(await world().responders(1));
    const other = await World.make(world().stores);
    const { incidents } = world().stores;
    const [alert] = alerts;
    await expect(incidents.load(other.organisationId, incident.id)).resolves.toBeNull();
    await expect(incidents.facts(other.organisationId, incident.id)).resolves.toEqual([]);
    await expect(
      incidents.loadAlert(other.organisationId, alert?.id ?? '', alert?.responderId ?? ''),
    ).resolves.toBeNull();
    await expect(incidents.save({ ...other.change(incident, 0) })).resolves.toEqual({
      outcome: 'changed-meanwhile',
    });
  });

  it('shows an alert to its own responder only', async () => {
    const [mine, another] = await world().responders(2);
    const { incident, alerts } = await world().raise(mine === undefined ? [] : [mine]);
    const { incidents } = world().stores;
    const { organisationId } = world();
    const id = alerts[0]?.id ?? '';
    const found = await incidents.loadAlert(organisationId, id, mine?.id ?? '');
    expect(found).toEqual({ alert: alerts[0], state: await world().stored(incident) });
    await expect(incidents.loadAlert(organisationId, id, another?.id ?? '')).resolves.toBeNull();
  });
}

function savesOnce(world: () => World): void {
  it('makes one incident of five concurrent copies of a reference', async () => {
    const people = await world().responders(3);
    const controlRef = `CAD-${randomUUID()}`;
    const copies = Array.from({ length: 5 }, () => {
      const incident = world().incident({ controlRef });
      const alerts = people.map((one) => world().alert({ incidentId: incident.id }, one.id));
      return world().raising(incident, alerts);
    });
    const { incidents } = world().stores;
    const outcomes = await Promise.all(copies.map((copy) => incidents.save(copy)));
    expect(outcomes.map((one) => one.outcome).sort()).toEqual([
      ...Array.from({ length: 4 }, () => 'duplicate'),
      'saved',
    ]);
    const { state } = await incidents.loadByRef(world().organisationId, controlRef);
    expect(state?.alerts).toHaveLength(3);
    expect(state?.messages).toHaveLength(1);
    for (const person of people) {
      const feed = await world().stores.people.feedAfter(world().organisationId, person.id, 0);
      expect(feed.entries.map((entry) => entry.seq)).toEqual([1]);
    }
  });

  it('saves a message of control once, whatever it wants to change', async () => {
    const { incident } = await world().raise([]);
    const message = { op: 'update', order: 2, facts: { address: 'elsewhere' } } as const;
    const change = { ...world().change(incident, 0), message: { message, receivedAt: NOW } };
    const { incidents } = world().stores;
    await expect(incidents.save(change)).resolves.toMatchObject({ outcome: 'saved' });
    await expect(incidents.save({ ...change, expectedRevision: 1 })).resolves.toEqual({
      outcome: 'duplicate',
    });
    expect((await world().stored(incident)).incident.revision).toBe(1);
  });
}

function refusesStale(world: () => World): void {
  it('refuses a decision on an older revision and applies nothing of it', async () => {
    const [first, second] = await world().responders(2);
    const { incident, alerts } = await world().raise(first === undefined ? [] : [first]);
    const { incidents, queue } = world().stores;
    await incidents.save({ ...world().change(incident, 0), facts: [fact('degraded')] });
    const before = await world().stored(incident);
    const facts = await incidents.facts(world().organisationId, incident.id);
    const late = world().alert({ incidentId: incident.id }, second?.id ?? '', { wave: 2 });
    const change: IncidentChange = {
      ...world().change(incident, 0),
      incident: { ...incident, address: 'wrong' },
      newAlerts: [late],
      alertMoves: [{ alertId: alerts[0]?.id ?? '', to: 'declined', at: NOW, endedReason: null }],
      deliveries: [delivery(late)],
      feed: [{ responderId: second?.id ?? '', kind: 'alert-sent', alertId: late.id }],
      facts: [fact('alert-declined')],
      notAlerted: [{ responderId: second?.id ?? '', reason: 'enough', distanceM: 1 }],
      reviewAt: NOW - SECOND_MS,
    };
    await expect(incidents.save(change)).resolves.toEqual({ outcome: 'changed-meanwhile' });
    await expect(world().stored(incident)).resolves.toEqual(before);
    await expect(incidents.facts(world().organisationId, incident.id)).resolves.toEqual(facts);
    const feed = await world().stores.people.feedAfter(world().organisationId, second?.id ?? '', 0);
    expect(feed).toEqual({ entries: [], lastSeq: 0 });
    const lease = { leaseId: randomUUID(), now: NOW, leaseMs: 1, max: 1_000 };
    const reviews = await queue.takeReviews(lease);
    expect(reviews.filter((review) => review.subjectId === incident.id)).toEqual([]);
  });
}

function refusesFaster(world: () => World): void {
  it('refuses to move an alert that was answered meanwhile, and applies nothing', async () => {
    const { incident, alerts } = await world().raise(await world().responders(2));
    const { incidents } = world().stores;
    const [first, second] = alerts.map((alert) => ({
      ...{ alertId: alert.id, to: 'declined' as const, at: NOW + 5, endedReason: null },
    }));
    if (first === undefined || second === undefined) throw new Error('two alerts');
    await incidents.save({ ...world().change(incident, 0), alertMoves: [first] });
    const before = await world().stored(incident);
    expect(before.alerts.find((alert) => alert.id === first.alertId)).toMatchObject({
      status: 'declined',
      answeredAt: NOW + 5,
    });
    await expect(
      incidents.save({ ...world().change(incident, 1), alertMoves: [second, first] }),
    ).resolves.toEqual({ outcome: 'changed-meanwhile' });
    await expect(world().stored(incident)).resolves.toEqual(before);
  });

  it('lets one of many decisions on the same revision through', async () => {
    const { incident } = await world().raise([]);
    const { incidents } = world().stores;
    const change = { ...world().change(incident, 0), facts: [fact('plan-made')] };
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => incidents.save(change)));
    expect(outcomes.filter((one) => one.outcome === 'saved')).toHaveLength(1);
    const facts = await incidents.facts(world().organisationId, incident.id);
    expect(facts.map((one) => one.seq)).toEqual([1, 2]);
  });
}

function keepsEarly(world: () => World): void {
  const cancel = {
    message: { op: 'cancel', order: 9, reason: 'hoax' } as const,
    receivedAt: NOW - 5,
  };

  it('keeps a message that overtook its create, once, until the create comes', async () => {
    const incident = world().incident();
    const { organisationId, controlRef } = incident;
    const { incidents } = world().stores;
    const early = { organisationId, controlRef, message: cancel };
    await expect(incidents.keepEarlyMessage(early)).resolves.toBe('kept');
    await expect(incidents.keepEarlyMessage(early)).resolves.toBe('duplicate');
    await expect(incidents.loadByRef(organisationId, controlRef)).resolves.toEqual({
      messages: [cancel],
      state: null,
    });
  });

  it('does not save an incident that does not know of a cancel stored before it', async () => {
    const incident = world().incident();
    const { organisationId, controlRef } = incident;
    const { incidents } = world().stores;
    await incidents.keepEarlyMessage({ organisationId, controlRef, message: cancel });
    await expect(incidents.save(world().raising(incident, []))).resolves.toEqual({
      outcome: 'changed-meanwhile',
    });
    const ended = { ...incident, status: 'cancelled' as const, endedAt: NOW, disposition: 'hoax' };
    await expect(incidents.save(world().raising(ended, []))).resolves.toMatchObject({
      outcome: 'saved',
    });
    await expect(
      incidents.keepEarlyMessage({ organisationId, controlRef, message: cancel }),
    ).resolves.toBe('created-meanwhile');
  });

  it('loses neither a create nor a cancel that come at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const incident = world().incident();
      const { organisationId, controlRef } = incident;
      const { incidents } = world().stores;
      const early = { organisationId, controlRef, message: cancel };
      const [kept, saved] = await Promise.all([
        incidents.keepEarlyMessage(early),
        incidents.save(world().raising(incident, [])),
      ]);
      const order = `${kept} ${saved.outcome}`;
      expect(['kept changed-meanwhile', 'created-meanwhile saved']).toContain(order);
    }
  });
}

function movesPeople(world: () => World): void {
  it('gives a place back when somebody on the way withdraws, and not when they clear', async () => {
    const { incident, alerts } = await world().raise(await world().responders(2));
    const { incidents } = world().stores;
    const taken = await Promise.all(alerts.map((alert) => world().take(alert)));
    const [first, second] = taken.map((one) => (one.ok ? one.value.assignment : null));
    expect((await world().stored(incident)).incident).toMatchObject({
      acceptedCount: 2,
      revision: 2,
    });
    await incidents.save({
      ...world().change(incident, 2),
      assignmentMoves: [
        { assignmentId: first?.id ?? '', from: 'accepted', to: 'en-route', at: NOW, reason: null },
        {
          ...{ assignmentId: second?.id ?? '', from: 'accepted', to: 'on-scene' },
          ...{ at: NOW + 3, reason: null },
        },
      ],
    });
    await incidents.save({
      ...world().change(incident, 3),
      assignmentMoves: [
        {
          ...{ assignmentId: first?.id ?? '', from: 'en-route', to: 'withdrawn' },
          ...{ at: NOW + 7, reason: 'flat tyre' },
        },
        {
          ...{ assignmentId: second?.id ?? '', from: 'on-scene', to: 'cleared' },
          ...{ at: NOW + 8, reason: null },
        },
      ],
    });
    const state = await world().stored(incident);
    expect(state.incident).toMatchObject({ acceptedCount: 1, revision: 4 });
    expect(state.assignments.find((one) => one.id === first?.id)).toMatchObject({
      ...{ status: 'withdrawn', enRouteAt: NOW, releasedAt: NOW + 7 },
      releasedReason: 'flat tyre',
    });
    expect(state.assignments.find((one) => one.id === second?.id)).toMatchObject({
      ...{ status: 'cleared', onSceneAt: NOW + 3, clearedAt: NOW + 8, releasedAt: null },
    });
  });
}

function changesFields(world: () => World): void {
  it('refuses to move an assignment that is elsewhere by now', async () => {
    const { incident, alerts } = await world().raise(await world().responders(1));
    const [alert] = alerts;
    const taken = alert === undefined ? null : await world().take(alert);
    const assignmentId = taken?.ok === true ? taken.value.assignment.id : '';
    const move = { assignmentId, from: 'en-route', to: 'on-scene', at: NOW, reason: null } as const;
    const change = { ...world().change(incident, 1), assignmentMoves: [move] };
    await expect(world().stores.incidents.save(change)).resolves.toEqual({
      outcome: 'changed-meanwhile',
    });
    expect((await world().stored(incident)).incident.revision).toBe(1);
  });

  it("replaces the incident's own fields but never its counts", async () => {
    const { incident, alerts } = await world().raise(await world().responders(1));
    if (alerts[0] !== undefined) await world().take(alerts[0]);
    const changed = {
      ...incident,
      place: { lat: 36.9, lon: -76.001 },
      address: null,
      status: 'closed' as const,
      endedAt: NOW + 9,
      disposition: 'handed over',
      warnings: [],
      acceptedCount: 0,
      revision: 77,
    };
    await world().stores.incidents.save({ ...world().change(incident, 1), incident: changed });
    expect((await world().stored(incident)).incident).toEqual({
      ...changed,
      acceptedCount: 1,
      revision: 2,
    });
  });
}
