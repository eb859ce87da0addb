import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Alert } from '#core/alert';
import { MINUTE_MS } from '#core/units';
import { suite } from './suite';
import { fact, NOW, type OpenStores, type World } from './world';

/** What every store of call-outs promises, as tests. */
export function calloutStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of call-outs`, open, (world) => {
    savesCallouts(world);
    refusesStale(world);
    countsYes(world);
    refusesYes(world);
    keepsLateYes(world);
    changesNeeds(world);
    takesNo(world);
  });
}

function changesNeeds(world: () => World): void {
  it('writes other needs with their kinds, and a filled call-out opens again', async () => {
    const { callout } = await world().open([], { status: 'filled' });
    const { callouts } = world().stores;
    const [need] = callout.needs;
    if (need === undefined) throw new Error('one need');
    const needs = [{ ...need, wantedCount: 9, credentialKinds: [] }];
    const policy = { ...callout.policy, intervalMs: MINUTE_MS };
    const changed = { needs, policy, wantedCount: 9 };
    const change = { ...world().calloutChange(callout, 0), changed, status: 'open' as const };
    expect((await callouts.saveCallout(change)).outcome).toBe('saved');
    const state = await callouts.loadCallout(world().organisationId, callout.id);
    expect(state?.callout).toEqual({ ...callout, ...changed, status: 'open', revision: 1 });
  });
}

function takesNo(world: () => World): void {
  it('takes a no once, without touching the call-out', async () => {
    const { callout, alerts } = await world().open(await world().responders(1));
    const [alert] = alerts;
    if (alert === undefined) throw new Error('one alert');
    const { organisationId } = world();
    const { callouts } = world().stores;
    const { id: alertId, responderId } = alert;
    const no = { organisationId, alertId, responderId, now: NOW + 5 };
    const saved = { feed: [{ kind: 'alert-answered', seq: 1, alertId, responderId }], facts: [] };
    await expect(callouts.declineQuestion(no)).resolves.toMatchObject(saved);
    await expect(callouts.declineQuestion(no)).resolves.toBeNull();
    const state = await callouts.loadCallout(organisationId, callout.id);
    expect(state).toMatchObject({
      ...{ callout: { revision: 0 }, counts: { declinedCount: 1, openCount: 0 } },
    });
  });
}

function yes(world: World, alert: Alert, now = NOW + 1_000) {
  const { organisationId } = world;
  const { id: alertId, responderId } = alert;
  return world.stores.callouts.takeCalloutPlace({ organisationId, alertId, responderId, now });
}

function savesCallouts(world: () => World): void {
  it('gives a call-out back as it was saved, under its id and its reference', async () => {
    const { callout } = await world().open(await world().responders(1));
    const counts = { askedCount: 1, openCount: 1, declinedCount: 0, lateYesCount: 0 };
    const state = { callout, counts };
    const { callouts } = world().stores;
    const { organisationId } = world();
    await expect(callouts.loadCallout(organisationId, callout.id)).resolves.toEqual(state);
    await expect(callouts.loadCalloutByRef(organisationId, callout.controlRef)).resolves.toEqual(
      state,
    );
    await expect(callouts.loadCallout(randomUUID(), callout.id)).resolves.toBeNull();
    const exclusions = { polygons: callout.area.polygons };
    const fenced = await world().open([], { exclusions, stopComingAt: NOW + 1 });
    await expect(callouts.loadCallout(organisationId, fenced.callout.id)).resolves.toMatchObject({
      callout: { exclusions, stopComingAt: NOW + 1 },
    });
  });

  it('opens one call-out of several concurrent copies of a reference', async () => {
    const controlRef = `CO-${randomUUID()}`;
    const opening = () => {
      const opened = world().callout({ controlRef });
      return world().stores.callouts.saveCallout({
        ...{ ...world().calloutChange(opened, null), opened },
      });
    };
    const outcomes = await Promise.all([opening(), opening(), opening()]);
    const names = outcomes.map((one) => one.outcome).sort();
    expect(names).toEqual(['duplicate', 'duplicate', 'saved']);
  });
}

function refusesStale(world: () => World): void {
  it('refuses a decision on an older revision and applies nothing of it', async () => {
    const { callout, alerts } = await world().open(await world().responders(1));
    const { callouts } = world().stores;
    const change = world().calloutChange(callout, 0);
    await expect(callouts.saveCallout({ ...change, status: 'closed' })).resolves.toMatchObject({
      outcome: 'saved',
    });
    const alertId = alerts[0]?.id ?? '';
    const move = { alertId, to: 'withdrawn', at: NOW, endedReason: 'callout-closed' } as const;
    await expect(
      callouts.saveCallout({ ...change, alertMoves: [move], facts: [fact('callout-closed')] }),
    ).resolves.toEqual({ outcome: 'changed-meanwhile' });
    const state = await callouts.loadCallout(world().organisationId, callout.id);
    expect(state).toMatchObject({
      ...{ callout: { status: 'closed', revision: 1 }, counts: { openCount: 1 } },
    });
  });

  it('lists newest first, page by page', async () => {
    for (const openedAt of [NOW, NOW + 2, NOW + 1]) await world().open([], { openedAt });
    const { callouts } = world().stores;
    const { organisationId } = world();
    const first = await callouts.listCallouts(organisationId, { cursor: null, limit: 2 });
    const rest = await callouts.listCallouts(organisationId, {
      ...{ cursor: first.nextCursor, limit: 2 },
    });
    const times = [...first.items, ...rest.items].map((one) => one.callout.openedAt - NOW);
    expect(times).toEqual([2, 1, 0]);
    expect(rest.nextCursor).toBeNull();
  });
}

function countsYes(world: () => World): void {
  it('counts as many as are wanted of many who say yes at once, and is then filled', async () => {
    const { callout, alerts } = await world().open(await world().responders(20), {
      wantedCount: 7,
    });
    const answers = await Promise.all(alerts.map((alert) => yes(world(), alert)));
    const counted = answers.flatMap((one) => (one.ok ? [one.value] : []));
    expect(counted).toHaveLength(7);
    expect(counted.filter((one) => one.filled)).toHaveLength(1);
    const codes = answers.flatMap((one) => (one.ok ? [] : [one.problem.code]));
    expect(new Set(codes)).toEqual(new Set(['places-taken']));
    const { callouts, queue } = world().stores;
    const state = await callouts.loadCallout(world().organisationId, callout.id);
    expect(state).toMatchObject({
      callout: { status: 'filled', acceptedCount: 7, revision: 7 },
      counts: { lateYesCount: 13 },
    });
    const lease = { leaseId: randomUUID(), now: NOW + 1_000, leaseMs: 1, max: 1_000 };
    const due = await queue.takeReviews(lease);
    expect(due.map((review) => review.subjectId)).toContain(callout.id);
  });
}

function refusesYes(world: () => World): void {
  it('tells what was stored with a yes, and takes it once', async () => {
    const { callout, alerts } = await world().open(await world().responders(1), { wantedCount: 1 });
    const [alert] = alerts;
    if (alert === undefined) throw new Error('one alert');
    const taken = await yes(world(), alert);
    if (!taken.ok) throw new Error(taken.problem.code);
    expect(taken.value).toMatchObject({
      ...{ calloutId: callout.id, filled: true },
      saved: {
        feed: [{ kind: 'alert-answered', seq: 1, at: NOW + 1_000 }],
        facts: [
          { kind: 'alert-accepted', seq: 2, responderId: alert.responderId },
          { kind: 'callout-filled', seq: 3, detail: { acceptedCount: 1 } },
        ],
      },
    });
    await expect(yes(world(), alert)).resolves.toMatchObject({
      problem: { code: 'already-answered' },
    });
    const stolen = { ...alert, responderId: randomUUID() };
    await expect(yes(world(), stolen)).resolves.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('refuses a yes after the time, and one to a call-out that is over', async () => {
    const { callout, alerts } = await world().open(await world().responders(1));
    const [alert] = alerts;
    if (alert === undefined) throw new Error('one alert');
    await expect(yes(world(), alert, NOW + 5 * MINUTE_MS)).resolves.toMatchObject({
      problem: { code: 'alert-expired' },
    });
    const { callouts } = world().stores;
    await callouts.saveCallout({ ...world().calloutChange(callout, 0), status: 'cancelled' });
    await expect(yes(world(), alert)).resolves.toMatchObject({
      problem: { code: 'callout-over' },
    });
  });
}

function keepsLateYes(world: () => World): void {
  it('keeps a yes that comes too late, once, with its fact', async () => {
    const { callout, alerts } = await world().open(await world().responders(2), { wantedCount: 1 });
    const [first, second] = alerts;
    if (first === undefined || second === undefined) throw new Error('two alerts');
    await yes(world(), first);
    for (const now of [NOW + 2_000, NOW + 3_000]) {
      await expect(yes(world(), second, now)).resolves.toMatchObject({
        problem: { code: 'places-taken' },
      });
    }
    const { callouts, incidents } = world().stores;
    const { organisationId } = world();
    const state = await callouts.loadCallout(organisationId, callout.id);
    expect(state).toMatchObject({ counts: { lateYesCount: 1 }, callout: { acceptedCount: 1 } });
    const ask = (alert: Alert) =>
      callouts.loadCalloutAlert(organisationId, alert.id, alert.responderId);
    await expect(ask(second)).resolves.toMatchObject({ lateYes: true, alert: { status: 'sent' } });
    await expect(ask(first)).resolves.toMatchObject({
      ...{ lateYes: false, callout: { id: callout.id, status: 'filled' } },
    });
    await expect(ask({ ...first, responderId: second.responderId })).resolves.toBeNull();
    const added = await incidents.addFacts({
      ...{ organisationId, incidentId: null, calloutId: callout.id, now: NOW, notAlerted: [] },
      facts: [fact('degraded')],
    });
    // Opened, accepted, filled and one late yes came before.
    expect(added.map((one) => one.seq)).toEqual([5]);
  });
}
