import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import { DAY_MS } from '#core/units';
import type { ProviderReport } from '#flow/ports';
import {
  attempt,
  carry,
  climbing,
  emptyQueue,
  LEASE_MS,
  linesBy,
  takeDue,
  takeOne,
  tell,
} from './lease';
import { suite } from './suite';
import { delivery, NOW, type OpenStores, type World } from './world';

/** What every ledger of deliveries promises, as tests. */
export function deliveryLedgerConformance(name: string, open: OpenStores): void {
  suite(`${name} as ledger of deliveries`, open, (world) => {
    beforeEach(() => emptyQueue(world()));
    keepsLines(world);
    keepsAttempts(world);
    keepsAttemptsOfZombies(world);
    knowsWhatWasOvertaken(world);
    takesReports(world);
    takesFailures(world);
    knowsNoOthers(world);
  });
}

function keepsLines(world: () => World): void {
  it('has a line for each thing, person and channel, with all its moments', async () => {
    const { incident, alert, deliveries } = await climbing(world(), { push: 0, sms: 5 });
    const lines = await world().stores.ledger.linesOf(world().organisationId, incident.id);
    const [push, sms] = deliveries;
    const line = {
      ...{ alertId: alert.id, responderId: alert.responderId, displayName: 'Robin' },
      ...{ alertStatus: 'sent', subject: 'alert', status: 'queued', queuedAt: NOW },
      ...{ finishedAt: null, deliveredAt: null, seenAt: null, answeredAt: null },
      ...{ spared: null, error: null, attempts: [] },
    };
    expect(lines).toEqual([
      { ...line, deliveryId: push?.id, channel: 'push', dueAt: NOW },
      { ...line, deliveryId: sms?.id, channel: 'sms', dueAt: NOW + 5_000 },
    ]);
    await world().take(alert, NOW + 3);
    const { push: answered } = await linesBy(world(), incident);
    expect(answered).toMatchObject({ alertStatus: 'accepted', answeredAt: NOW + 3 });
  });

  it('has the lines of a call-out too, and shows none to another organisation', async () => {
    const { callout, alerts } = await world().open(await world().responders(2));
    const deliveries = alerts.map((alert) => delivery(alert, { rank: 'callout' }));
    const change = { ...world().calloutChange(callout, 0), deliveries };
    await world().stores.callouts.saveCallout(change);
    const { ledger } = world().stores;
    const lines = await ledger.linesOf(world().organisationId, callout.id);
    expect(lines.map((line) => line.deliveryId).sort()).toEqual(
      deliveries.map((one) => one.id).sort(),
    );
    await expect(ledger.linesOf(randomUUID(), callout.id)).resolves.toEqual([]);
  });
}

function keepsAttempts(world: () => World): void {
  it('keeps every attempt with its times, once however often it is told', async () => {
    const { incident } = await climbing(world(), { push: 0 });
    const deviceIds = [randomUUID(), randomUUID()];
    const [gone, busy] = deviceIds.map((deviceId) => attempt({ deviceId }));
    if (gone === undefined || busy === undefined) throw new Error('two phones');
    const first = [
      { ...gone, outcome: 'address-gone', error: 'UNREGISTERED' } as const,
      { ...busy, outcome: 'no-answer', answeredAt: null, error: 'deadline' } as const,
    ];
    const { queue } = world().stores;
    const { leaseId, due } = await takeDue(world());
    const outcome = { status: 'retry', error: 'deadline', dueAt: NOW + 50 } as const;
    const finished = due.map(({ id: deliveryId }) => ({ deliveryId, outcome, attempts: first }));
    await queue.finishDeliveries(leaseId, finished, NOW);
    await queue.finishDeliveries(leaseId, finished, NOW);
    const last = { ...busy, handedOverAt: NOW + 60, answeredAt: NOW + 80, providerRef: 'fcm/9' };
    const taken = { status: 'handed-over', providerRef: 'fcm/9' } as const;
    await carry(world(), 'push', { outcome: taken, attempts: [last], now: NOW + 50 });
    const { push } = await linesBy(world(), incident);
    expect(push).toMatchObject({ status: 'handed-over', error: null, finishedAt: NOW + 50 });
    expect(push?.attempts).toEqual([...first, last]);
  });
}

function keepsAttemptsOfZombies(world: () => World): void {
  it('keeps what a worker did whose lease was lost, and its heir decides', async () => {
    const { incident } = await climbing(world(), { sms: 0 });
    const { queue } = world().stores;
    const zombie = await takeDue(world(), 'sms');
    const heir = await takeDue(world(), 'sms', NOW + LEASE_MS);
    const tell = (leaseId: string, providerRef: string, status: 'handed-over' | 'failed') => {
      const outcome = status === 'failed' ? { status, error: 'late' } : { status, providerRef };
      const attempts = [attempt({ providerRef })];
      const finished = heir.due.map(({ id: deliveryId }) => ({ deliveryId, outcome, attempts }));
      return queue.finishDeliveries(leaseId, finished, NOW + LEASE_MS);
    };
    await Promise.all([
      tell(heir.leaseId, 'heir', 'handed-over'),
      tell(zombie.leaseId, 'zombie', 'failed'),
    ]);
    const { sms } = await linesBy(world(), incident);
    expect(sms).toMatchObject({ status: 'handed-over', error: null });
    expect(sms?.attempts.map((one) => one.providerRef).sort()).toEqual(['heir', 'zombie']);
  });
}

function knowsWhatWasOvertaken(world: () => World): void {
  it('knows an SMS that went out while the phone confirmed, and ends it that way too', async () => {
    const { incident, alert } = await climbing(world(), { live: 0, sms: 0 });
    const { leaseId, due } = await takeDue(world(), 'sms');
    await world().receive(alert, { channel: 'live' });
    const outcome = { status: 'handed-over', providerRef: randomUUID() } as const;
    const { providerRef } = outcome;
    const attempts = [attempt({ providerRef })];
    const finished = due.map(({ id: deliveryId }) => ({ deliveryId, outcome, attempts }));
    const { queue, ledger } = world().stores;
    await queue.finishDeliveries(leaseId, finished, NOW);
    const { sms } = await linesBy(world(), incident);
    expect(sms).toMatchObject({ status: 'not-needed', spared: 'confirmed', attempts });
    const report = { channel: 'sms', providerRef, status: 'delivered', error: null } as const;
    await expect(ledger.report({ ...report, now: NOW + 1 })).resolves.toMatchObject({
      changed: false,
    });
    const what = { subject: 'stood-down', rungs: { sms: 0 }, now: NOW } as const;
    await tell(world(), { incident, alert, revision: 0 }, what);
    const down = await takeOne(world(), 'sms');
    expect(down.facts).toMatchObject({ rangOutsideApp: true, confirmedAt: null });
  });
}

/** Somebody asked by SMS, of which the gateway will report. */
async function texted(world: World) {
  const made = await climbing(world, { sms: 0, voice: 15 });
  const providerRef = randomUUID();
  const outcome = { status: 'handed-over', providerRef } as const;
  await carry(world, 'sms', { outcome, attempts: [attempt({ providerRef })] });
  const report = (status: ProviderReport['status'], fields: Partial<ProviderReport> = {}) =>
    world.stores.ledger.report({
      ...{ channel: 'sms', providerRef, status, error: null, now: NOW + 9, ...fields },
    });
  const { organisationId } = world;
  const { alert } = made;
  const about = { organisationId, alertId: alert.id, responderId: alert.responderId };
  return { ...made, report, about: { ...about, subject: 'alert' } };
}

function takesReports(world: () => World): void {
  it('says whose message arrived until a receipt has kept it, then changes nothing', async () => {
    const { incident, alert, report, about } = await texted(world());
    await expect(report('delivered')).resolves.toEqual({ ...about, changed: true });
    // Whoever fell over between the report and the receipt is told again when it is repeated.
    await expect(report('delivered')).resolves.toEqual({ ...about, changed: true });
    await world().receive(alert, { channel: 'sms', now: NOW + 9 });
    const { sms, voice } = await linesBy(world(), incident);
    expect(sms).toMatchObject({ status: 'delivered', deliveredAt: NOW + 9 });
    expect(voice).toMatchObject({ status: 'not-needed', spared: 'confirmed' });
    for (const status of ['delivered', 'failed'] as const) {
      await expect(report(status)).resolves.toEqual({ ...about, changed: false });
    }
    await expect(linesBy(world(), incident)).resolves.toMatchObject({ sms });
  });
}

function takesFailures(world: () => World): void {
  it('keeps a failure with its reason, once, and makes the next rung due', async () => {
    const { incident, report, about } = await texted(world());
    const failed = { error: 'unknown subscriber' };
    await expect(report('failed', failed)).resolves.toEqual({ ...about, changed: true });
    await expect(report('failed', { error: 'x' })).resolves.toEqual({ ...about, changed: false });
    const { sms } = await linesBy(world(), incident);
    expect(sms).toMatchObject({ status: 'failed', error: 'unknown subscriber' });
    await expect(takeOne(world(), 'voice', NOW + 9)).resolves.toMatchObject({ dueAt: NOW + 9 });
  });

  it('lets a provider that said no come back to it', async () => {
    const { incident, alert, report, about } = await texted(world());
    await report('failed');
    await expect(report('delivered')).resolves.toEqual({ ...about, changed: true });
    await world().receive(alert, { channel: 'sms' });
    await expect(linesBy(world(), incident)).resolves.toMatchObject({
      sms: { status: 'delivered' },
    });
    expect((await takeDue(world(), 'voice', NOW + DAY_MS)).due).toEqual([]);
  });
}

function knowsNoOthers(world: () => World): void {
  it('knows nothing of a reference it never had, nor of one of another channel', async () => {
    const { report } = await texted(world());
    const providerRef = randomUUID();
    await expect(report('delivered', { providerRef })).resolves.toBeNull();
    await expect(report('failed', { channel: 'voice' })).resolves.toBeNull();
  });
}
