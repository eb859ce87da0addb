import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '#core/delivery';
import { DAY_MS } from '#core/units';
import {
  carry,
  climbing,
  emptyQueue,
  FAILED,
  LEASE_MS,
  linesBy,
  takeDue,
  takeOne,
  TAKEN,
  tell,
} from './lease';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const LADDER = { live: 0, push: 0, sms: 5, voice: 15 };

/** What every store promises of receipts by subject and channel, as tests. */
export function receiptsConformance(name: string, open: OpenStores): void {
  suite(`${name} as keeper of receipts`, open, (world) => {
    beforeEach(() => emptyQueue(world()));
    endsTheLadder(world);
    marksTheChannel(world);
    marksWithoutAChannel(world);
    confirmsStandDowns(world);
    confirmsTheNewestChange(world);
    keepsFactsOnce(world);
    keepsManyAtOnce(world);
    hearsOfDevices(world);
  });
}

async function statuses(world: World, incident: { readonly id: string }) {
  const lines = await linesBy(world, incident);
  return Object.fromEntries(Object.entries(lines).map(([channel, line]) => [channel, line.status]));
}

function keepsManyAtOnce(world: () => World): void {
  it('keeps what comes at one moment as it keeps each by itself, a stranger beside', async () => {
    const people = await world().responders(8);
    const raised = [await world().raise(people), await world().raise(people)];
    const alerts = raised.flatMap((one) => one.alerts);
    const stranger = { ...alerts[0], responderId: randomUUID() } as (typeof alerts)[number];
    const received = await Promise.all([
      ...alerts.map((alert) => world().receive(alert, { now: NOW + 1 })),
      world().receive(stranger),
      ...alerts.map((alert) => world().receive(alert, { kind: 'seen', now: NOW + 2 })),
    ]);
    expect(received.filter((one) => one === null)).toHaveLength(1);
    expect(received[alerts.length]).toBeNull();
    for (const { incident } of raised) {
      const { organisationId, stores } = world();
      const facts = await stores.incidents.facts(organisationId, incident.id);
      const told = facts.filter(({ kind }) => /^alert-(delivered|seen)$/.test(kind));
      expect(told.map(({ kind }) => kind).toSorted()).toEqual([
        ...Array<string>(people.length).fill('alert-delivered'),
        ...Array<string>(people.length).fill('alert-seen'),
      ]);
      expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index + 1));
    }
    const stored = await Promise.all(raised.map(({ incident }) => world().stored(incident)));
    for (const alert of stored.flatMap((one) => one.alerts)) {
      expect([alert.deliveredAt, alert.seenAt]).not.toContain(null);
    }
  });
}

function endsTheLadder(world: () => World): void {
  it('makes what waits not needed, with the reason, and hands it out no more', async () => {
    const { incident, alert } = await climbing(world(), LADDER);
    await carry(world(), 'live', { outcome: TAKEN });
    await world().receive(alert, { channel: 'live', now: NOW + 7 });
    const lines = await linesBy(world(), incident);
    expect(lines.live).toMatchObject({ status: 'delivered', deliveredAt: NOW + 7, spared: null });
    for (const channel of ['push', 'sms', 'voice'] as const) {
      expect(lines[channel]).toMatchObject({
        ...{ status: 'not-needed', spared: 'confirmed', finishedAt: NOW + 7, deliveredAt: null },
      });
      expect((await takeDue(world(), channel, NOW + DAY_MS)).due).toEqual([]);
    }
  });

  it('leaves the stand-down of the same alert to be sent', async () => {
    const { incident, alert } = await climbing(world(), LADDER);
    const what = { subject: 'stood-down', rungs: { push: 0 }, now: NOW } as const;
    await tell(world(), { incident, alert, revision: 0 }, what);
    await world().receive(alert);
    const down = await takeOne(world());
    expect(down).toMatchObject({ subject: 'stood-down', feedSeq: 2 });
    expect(down.facts.confirmedAt).toBeNull();
  });
}

function marksTheChannel(world: () => World): void {
  it('marks each channel that a phone confirms, also after the first', async () => {
    const { incident, alert } = await climbing(world(), LADDER);
    await carry(world(), 'live', { outcome: TAKEN });
    await carry(world(), 'push', { outcome: TAKEN });
    await world().receive(alert, { channel: 'push', now: NOW + 3 });
    await expect(statuses(world(), incident)).resolves.toEqual({
      ...{ live: 'handed-over', push: 'delivered', sms: 'not-needed', voice: 'not-needed' },
    });
    await world().receive(alert, { channel: 'live', kind: 'seen', now: NOW + 9 });
    const { live, push } = await linesBy(world(), incident);
    expect(live).toMatchObject({ status: 'delivered', deliveredAt: NOW + 9, seenAt: NOW + 9 });
    expect(push).toMatchObject({ status: 'delivered', deliveredAt: NOW + 3, seenAt: null });
  });

  it('believes a phone before its provider has answered, and after it said no', async () => {
    const { incident, alert } = await climbing(world(), { push: 0, 'web-push': 0, sms: 5 });
    await carry(world(), 'web-push', { outcome: FAILED });
    const { leaseId, due } = await takeDue(world());
    await world().receive(alert, { channel: 'push' });
    await world().receive(alert, { channel: 'web-push' });
    const finished = due.map(({ id: deliveryId }) => ({ deliveryId, outcome: FAILED }));
    await world().stores.queue.finishDeliveries(
      leaseId,
      finished.map((one) => ({ ...one, attempts: [] })),
      NOW,
    );
    await expect(statuses(world(), incident)).resolves.toEqual({
      ...{ push: 'delivered', 'web-push': 'delivered', sms: 'not-needed' },
    });
  });
}

function marksWithoutAChannel(world: () => World): void {
  it('marks all that were handed over where a phone does not say how it heard', async () => {
    const { incident, alert } = await climbing(world(), { ...LADDER, 'web-push': 0 });
    for (const channel of ['push', 'web-push'] as const) {
      await carry(world(), channel, { outcome: TAKEN });
    }
    await world().receive(alert, { kind: 'seen' });
    await expect(statuses(world(), incident)).resolves.toMatchObject({
      ...{ live: 'not-needed', push: 'delivered', 'web-push': 'delivered', sms: 'not-needed' },
    });
  });

  it('takes it for the live socket where nothing was handed over yet', async () => {
    const { incident, alert } = await climbing(world(), LADDER);
    await world().receive(alert);
    await expect(statuses(world(), incident)).resolves.toEqual({
      ...{ live: 'delivered', push: 'not-needed', sms: 'not-needed', voice: 'not-needed' },
    });
  });

  it.each([
    ['a push under way', true, 'delivered'],
    ['nothing that was ever tried', false, 'not-needed'],
  ])('loses no receipt where there is only %s', async (_what, isTried, status) => {
    const { incident, alert } = await climbing(world(), {});
    const what = { subject: 'stood-down', rungs: { push: 0 }, now: NOW } as const;
    await tell(world(), { incident, alert, revision: 0 }, what);
    if (isTried) await takeDue(world());
    const told = { subject: 'stood-down', now: NOW + 4 } as const;
    await expect(world().receive(alert, told)).resolves.toMatchObject({ first: true });
    await expect(world().receive(alert, told)).resolves.toMatchObject({ first: false });
    const { push } = await linesBy(world(), incident, 'stood-down');
    expect(push).toMatchObject({ status, deliveredAt: NOW + 4 });
  });
}

function confirmsStandDowns(world: () => World): void {
  it('confirms a stand-down by its own receipt and by no other', async () => {
    const { incident, alert } = await climbing(world(), {});
    const rungs = { push: 0, sms: 5 };
    const told = { subject: 'stood-down', rungs, now: NOW } as const;
    await tell(world(), { incident, alert, revision: 0 }, told);
    await world().receive(alert, { kind: 'seen' });
    await world().receive(alert, { subject: 'changed' });
    expect((await takeOne(world())).facts.confirmedAt).toBeNull();
    const receipt = { subject: 'stood-down', channel: 'push', now: NOW + 5 } as const;
    const kept = await world().receive(alert, receipt);
    expect(kept).toMatchObject({ first: true, incidentId: incident.id });
    expect(kept?.facts).toMatchObject([
      { kind: 'stand-down-delivered', detail: { alertId: alert.id, channel: 'push' } },
    ]);
    const lines = await linesBy(world(), incident, 'stood-down');
    expect(lines.push).toMatchObject({ status: 'delivered', deliveredAt: NOW + 5 });
    expect(lines.sms).toMatchObject({ status: 'not-needed', spared: 'confirmed' });
  });
}

function confirmsTheNewestChange(world: () => World): void {
  it('takes the receipt of an older change for no receipt of a newer one', async () => {
    const { incident, alert } = await climbing(world(), {});
    const rungs = { live: 0, sms: 10 };
    const changed = (revision: number, now: number) =>
      tell(world(), { incident, alert, revision }, { subject: 'changed', rungs, now });
    const receive = (now: number) => world().receive(alert, { subject: 'changed', now });
    await changed(0, NOW);
    await carry(world(), 'live', { outcome: TAKEN });
    await expect(receive(NOW + 5)).resolves.toMatchObject({ first: true });
    await changed(1, NOW + 10);
    const again = await takeOne(world(), 'live', NOW + 10);
    expect(again.facts.confirmedAt).toBeNull();
    await expect(receive(NOW + 20)).resolves.toMatchObject({ first: true });
    await expect(receive(NOW + 30)).resolves.toMatchObject({ first: false, facts: [] });
    const { ledger } = world().stores;
    const lines = await ledger.linesOf(world().organisationId, incident.id);
    const live = lines.filter((line) => line.channel === 'live');
    expect(live.map((line) => line.deliveredAt)).toEqual([NOW + 5, NOW + 20]);
    expect(lines.filter((line) => line.status === 'queued')).toEqual([]);
  });
}

function keepsFactsOnce(world: () => World): void {
  it.each([
    ['alert', 'alert-delivered', 'alert-seen'],
    ['stood-down', 'stand-down-delivered', 'stand-down-seen'],
    ['changed', 'change-delivered', 'change-seen'],
  ] as const)(
    'keeps the first %s of each kind as a fact, however many come at once',
    async (...of) => {
      const [subject, delivered, seen] = of;
      const { incident, alert } = await climbing(world(), { live: 0, push: 0 });
      if (subject !== 'alert') {
        const what = { subject, rungs: { live: 0, push: 0 }, now: NOW };
        await tell(world(), { incident, alert, revision: 0 }, what);
      }
      const channels: (DeliveryChannel | null)[] = ['live', 'push', null];
      const all = channels.flatMap((channel) => [
        world().receive(alert, { subject, channel }),
        world().receive(alert, { subject, channel, kind: 'seen' }),
      ]);
      const first = (await Promise.all(all)).filter((one) => one?.first === true);
      expect(first.length).toBeLessThanOrEqual(2);
      const facts = await world().stores.incidents.facts(world().organisationId, incident.id);
      const kinds = facts.map((one) => one.kind).filter((kind) => /-(delivered|seen)$/.test(kind));
      expect(kinds).toEqual([delivered, seen]);
      expect(facts.map((one) => one.seq)).toEqual(facts.map((_, index) => index + 1));
    },
  );

  it('has nothing to say of what was never sent', async () => {
    const { alert } = await climbing(world(), { push: 0 });
    const receipt = { subject: 'stood-down', kind: 'seen' } as const;
    await expect(world().receive(alert, receipt)).resolves.toMatchObject({
      ...{ first: false, facts: [] },
    });
    await expect(takeOne(world())).resolves.toMatchObject({ subject: 'alert' });
  });
}

function hearsOfDevices(world: () => World): void {
  it('has heard of the phone that confirms, and of no other', async () => {
    const { person, alert } = await climbing(world(), LADDER);
    const deviceId = await world().signIn(person.id);
    await world().receive(alert, { deviceId, now: NOW + LEASE_MS });
    await world().receive(alert, { deviceId, now: NOW });
    const stranger = await world().responder();
    await world().receive({ ...alert, responderId: stranger.id }, { deviceId, now: NOW + DAY_MS });
    const { reach } = world().stores;
    const known = await reach.reachOf(world().organisationId, person.id);
    const byId = new Map(known?.devices.map((one) => [one.deviceId, one]));
    expect(byId.get(deviceId)).toMatchObject({ receiptAt: NOW + LEASE_MS, seenAt: NOW + LEASE_MS });
    const others = known?.devices.filter((one) => one.deviceId !== deviceId) ?? [];
    expect(others.map((one) => one.receiptAt)).toEqual([null]);
  });
}
