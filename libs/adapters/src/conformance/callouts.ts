import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Alert } from '#core/alert';
import { MINUTE_MS } from '#core/units';
import { yes } from './booking-steps';
import { suite } from './suite';
import { fact, NOW, type OpenStores, type World } from './world';

/** What every store of call-outs promises, as tests. */
export function calloutStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of call-outs`, open, (world) => {
    savesCallouts(world);
    refusesStale(world);
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

function keepsLateYes(world: () => World): void {
  it('shows a yes that came too late on its question, and numbers its fact', async () => {
    const { callout, alerts } = await world().open(await world().responders(2), { wantedCount: 1 });
    const [first, second] = alerts;
    if (first === undefined || second === undefined) throw new Error('two alerts');
    await yes(world(), first);
    await yes(world(), second);
    const again = await yes(world(), second, { now: NOW + 3_000 });
    expect(again).toMatchObject({ problem: { code: 'already-answered' } });
    const { callouts, incidents } = world().stores;
    const { organisationId } = world();
    const state = await callouts.loadCallout(organisationId, callout.id);
    expect(state).toMatchObject({ counts: { lateYesCount: 1 }, callout: { acceptedCount: 1 } });
    const ask = (alert: Alert) =>
      callouts.loadCalloutAlert(organisationId, alert.id, alert.responderId);
    await expect(ask(second)).resolves.toMatchObject({
      ...{ lateYes: true, alert: { status: 'accepted' } },
    });
    await expect(ask(first)).resolves.toMatchObject({
      ...{ lateYes: false, callout: { id: callout.id, status: 'filled' } },
    });
    await expect(ask({ ...first, responderId: second.responderId })).resolves.toBeNull();
    const added = await incidents.addFacts({
      ...{ organisationId, incidentId: null, calloutId: callout.id, now: NOW, notAlerted: [] },
      facts: [fact('degraded')],
    });
    // Opened, made, filled and one in reserve came before.
    expect(added.map((one) => one.seq)).toEqual([5]);
  });
}
