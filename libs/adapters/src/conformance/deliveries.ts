import { beforeEach, expect, it } from '@jest/globals';
import { ALWAYS_AVAILABLE } from '#core/availability';
import type { DeliveryRank } from '#core/delivery';
import { DAY_MS, HOUR_MS, SECOND_MS } from '#core/units';
import type { DueDelivery } from '#flow/ports';
import {
  carry,
  climbing,
  emptyQueue,
  FAILED,
  LEASE_MS,
  leaseAt,
  takeDue,
  takeOne,
  TAKEN,
  tell,
} from './lease';
import { suite } from './suite';
import { delivery, NOW, type OpenStores, type World } from './world';

const FIVE_S = NOW + 5 * SECOND_MS;

/** What every queue promises of deliveries, as tests. */
export function deliveriesConformance(name: string, open: OpenStores): void {
  suite(`${name} as queue of deliveries`, open, (world) => {
    beforeEach(() => emptyQueue(world()));
    leases(world);
    ordersByRank(world);
    finishes(world);
    losesLeases(world);
    keepsLeases(world);
    saysWhatAChannelNeeds(world);
    saysWhatDecides(world);
    tellsCalloutsApart(world);
    saysWhatOthersDid(world);
    pullsForward(world);
    leavesWaiting(world);
  });
}

function leases(world: () => World): void {
  it('gives each due delivery to one of many workers of its channel, and to no other', async () => {
    const { alerts } = await world().raise(await world().responders(40));
    const { queue } = world().stores;
    const none = await queue.takeDeliveries({ ...leaseAt(NOW), channel: 'sms' });
    const taken = await Promise.all(
      Array.from({ length: 8 }, () =>
        queue.takeDeliveries({ ...leaseAt(NOW, 4), channel: 'push' }),
      ),
    );
    const { due: rest } = await takeDue(world());
    const ids = [...taken.flat(), ...rest].map((one) => one.alertId);
    expect(none).toEqual([]);
    expect(ids.sort()).toEqual(alerts.map((alert) => alert.id).sort());
    expect((await takeDue(world())).due).toEqual([]);
  });

  it('hands out again what a worker that died had taken, once its lease runs out', async () => {
    await climbing(world(), { push: 0 });
    const first = await takeOne(world());
    expect((await takeDue(world(), 'push', NOW + LEASE_MS - 1)).due).toEqual([]);
    await expect(takeOne(world(), 'push', NOW + LEASE_MS)).resolves.toEqual({
      ...{ ...first, attempt: 2, failures: 1 },
    });
  });
}

function ordersByRank(world: () => World): void {
  it('hands out stand-downs first, then by urgency, then what is longest due', async () => {
    const ranks: DeliveryRank[] = ['drill', 'routine', 'stood-down', 'urgent', 'life-threatening'];
    const incident = world().incident();
    const people = await world().responders(ranks.length + 1);
    const alerts = people.map((person) => world().alert({ incidentId: incident.id }, person.id));
    const deliveries = alerts.map((alert, i) => {
      const rank = ranks[i] ?? 'urgent';
      const subject = rank === 'stood-down' ? rank : 'alert';
      return delivery(alert, { rank, subject, dueAt: NOW - i });
    });
    await world().stores.incidents.save({ ...world().raising(incident, alerts), deliveries });
    const { queue } = world().stores;
    const first = await queue.takeDeliveries({ ...leaseAt(NOW, 2), channel: 'push' });
    const ofIncidents = { ...leaseAt(NOW), channel: 'push', crowds: false } as const;
    const single = await queue.takeDeliveries(ofIncidents);
    const { due } = await takeDue(world());
    expect(due.map(({ rank }) => rank)).toEqual(['drill']);
    const all = [...first, ...single, ...due];
    const expected = ['stood-down', 'life-threatening', 'urgent', 'urgent', 'routine', 'drill'];
    expect(all.map((one) => one.rank)).toEqual(expected);
    expect(all[2]?.dueAt).toBeLessThan(all[3]?.dueAt ?? 0);
  });
}

function finishes(world: () => World): void {
  it('does not hand out again what was handed over, failed or is not needed', async () => {
    await world().raise(await world().responders(3));
    const { leaseId, due } = await takeDue(world());
    const outcomes = [
      { status: 'handed-over', providerRef: 'fcm/1' },
      { status: 'failed', error: 'gone' },
      { status: 'not-needed', spared: 'off-duty' },
    ] as const;
    const finished = due.flatMap(({ id: deliveryId }, i) => {
      const outcome = outcomes[i];
      return outcome === undefined ? [] : [{ deliveryId, outcome, attempts: [] }];
    });
    await world().stores.queue.finishDeliveries(leaseId, finished, NOW);
    expect((await takeDue(world(), 'push', NOW + DAY_MS)).due).toEqual([]);
  });

  it('hands a retried delivery out when it is due again, counting attempts', async () => {
    await climbing(world(), { push: 0 });
    const outcome = { status: 'retry', error: 'quota', dueAt: NOW + 50 } as const;
    const [first] = await carry(world(), 'push', { outcome });
    expect((await takeDue(world(), 'push', NOW + 49)).due).toEqual([]);
    const again = await takeOne(world(), 'push', NOW + 50);
    expect(again).toEqual({ ...first, attempt: 2, dueAt: NOW + 50 });
  });
}

function losesLeases(world: () => World): void {
  it('lets nobody finish what another took over, and what was finished stays so', async () => {
    const { incident } = await climbing(world(), { push: 0 });
    const { queue, ledger } = world().stores;
    const zombie = await takeDue(world());
    const heir = await takeDue(world(), 'push', NOW + LEASE_MS);
    const finished = (outcome: typeof TAKEN) =>
      heir.due.map(({ id: deliveryId }) => ({ deliveryId, outcome, attempts: [] }));
    await queue.finishDeliveries(zombie.leaseId, finished(FAILED), NOW + LEASE_MS);
    const statusNow = async () => {
      const lines = await ledger.linesOf(world().organisationId, incident.id);
      return lines.map((line) => line.status);
    };
    await expect(statusNow()).resolves.toEqual(['queued']);
    await queue.finishDeliveries(heir.leaseId, finished(TAKEN), NOW + LEASE_MS);
    await queue.finishDeliveries(heir.leaseId, finished(FAILED), NOW + LEASE_MS);
    await expect(statusNow()).resolves.toEqual(['handed-over']);
  });
}

function keepsLeases(world: () => World): void {
  it('keeps for longer what its own worker keeps, and nothing that another has', async () => {
    await climbing(world(), { push: 0 });
    const { queue } = world().stores;
    const { leaseId, due } = await takeDue(world());
    const ids = due.map(({ id }) => id);
    await queue.renewDeliveries(leaseId, ids, NOW + 2 * LEASE_MS);
    expect((await takeDue(world(), 'push', NOW + LEASE_MS)).due).toEqual([]);
    await queue.renewDeliveries('another', ids, NOW + 3 * LEASE_MS);
    const heir = await takeDue(world(), 'push', NOW + 2 * LEASE_MS);
    expect(heir.due.map(({ id }) => id)).toEqual(ids);
  });
}

function saysWhatAChannelNeeds(world: () => World): void {
  it('gives a push the addresses of phones that are signed in, and no others', async () => {
    const { person, incident, alert } = await climbing(world(), { push: 0, 'web-push': 0 });
    const { reach } = world().stores;
    const { organisationId } = world();
    const [android, browser, left] = [
      await world().signIn(person.id, 'a'.repeat(3_000)),
      await world().signIn(person.id),
      await world().signIn(person.id, 'left'),
    ];
    const web = { organisationId, deviceId: browser, channel: 'web-push', now: NOW } as const;
    await reach.setPushAddress({ ...web, address: '{"endpoint":"https://push.example"}' });
    await reach.signOut({ organisationId, deviceId: left, now: NOW });
    const pushed = await takeOne(world());
    expect(pushed).toMatchObject({
      ...{ organisationId, aboutId: incident.id, alertId: alert.id, responderId: person.id },
      ...{ channel: 'push', subject: 'alert', rank: 'life-threatening', dueAt: NOW, attempt: 1 },
      ...{ feedSeq: 1, language: 'en', timeZone: 'America/New_York', nextRungAt: null },
      addresses: [{ deviceId: android, address: 'a'.repeat(3_000) }],
    });
    await expect(takeOne(world(), 'web-push')).resolves.toMatchObject({
      addresses: [{ deviceId: browser, address: '{"endpoint":"https://push.example"}' }],
    });
    await reach.dropPushAddress('a'.repeat(3_000), NOW);
    const again = await takeOne(world(), 'push', NOW + LEASE_MS);
    expect(again.addresses).toEqual([]);
    // A token that has run out is worth no push either.
    const late = await takeOne(world(), 'web-push', NOW + 31 * DAY_MS);
    expect(late.addresses).toEqual([]);
  });

  it('gives telephone and e-mail the addresses of the person, while there are any', async () => {
    const { person } = await climbing(world(), { live: 0, sms: 0, voice: 0, email: 0 });
    const { reach } = world().stores;
    const key = { organisationId: world().organisationId, responderId: person.id, now: NOW };
    const change = { phone: '+15550100', email: 'robin@example.org', language: 'fr' } as const;
    await reach.setReach({ ...key, change });
    const to = async (channel: 'live' | 'sms' | 'voice' | 'email', now = NOW) =>
      (await takeOne(world(), channel, now)).addresses;
    await expect(to('live')).resolves.toEqual([]);
    await expect(to('sms')).resolves.toEqual([{ deviceId: null, address: '+15550100' }]);
    await expect(to('voice')).resolves.toEqual([{ deviceId: null, address: '+15550100' }]);
    await expect(to('email')).resolves.toEqual([{ deviceId: null, address: 'robin@example.org' }]);
    await reach.setReach({ ...key, change: { phone: null } });
    await expect(to('sms', NOW + LEASE_MS)).resolves.toEqual([]);
    await expect(takeOne(world(), 'email', NOW + LEASE_MS)).resolves.toMatchObject({
      language: 'fr',
    });
  });
}

function saysWhatDecides(world: () => World): void {
  it('says what decides of the person and the incident, as it is at that moment', async () => {
    const { person, incident, alert } = await climbing(world(), { push: 0 }, { mode: 'exercise' });
    const facts = {
      ...{ about: 'incident', mode: 'exercise', priority: 'life-threatening', isOver: false },
      ...{ alertStatus: 'sent', expiresAt: alert.expiresAt, confirmedAt: null },
      ...{ superseded: false, rangOutsideApp: false, wasBound: false, onDuty: true },
      isUnderWay: false,
      ...{ disabledAt: null, testPhone: false, isTrained: true },
      ...{ availability: ALWAYS_AVAILABLE, declined: [] },
    };
    expect((await takeOne(world())).facts).toEqual(facts);
    const { people, reach, incidents, credentials } = world().stores;
    const key = { organisationId: world().organisationId, responderId: person.id, now: NOW };
    const availability = {
      schedule: [{ fromMinute: 0, toMinute: 600 }],
      quietHours: { fromMinute: 1_320, toMinute: 420, letThrough: 'nothing' as const },
      mutedUntil: NOW + HOUR_MS,
    };
    await reach.setReach({ ...key, change: { availability, declined: ['voice'] } });
    await people.setDuty({ ...key, onDuty: false });
    const revoked = { to: 'revoked', reason: null, by: person.id } as const;
    for (const { id: credentialId } of person.credentials) {
      await credentials.review({ ...key, credentialId, ...revoked });
    }
    const over = { ...incident, status: 'cancelled' as const, endedAt: NOW };
    const reason = 'incident-cancelled' as const;
    const move = { alertId: alert.id, to: 'withdrawn', at: NOW, endedReason: reason } as const;
    const change = { ...world().change(incident, 0), incident: over, alertMoves: [move] };
    await incidents.save(change);
    expect((await takeOne(world(), 'push', NOW + LEASE_MS)).facts).toEqual({
      ...{ ...facts, isOver: true, alertStatus: 'withdrawn', onDuty: false, isTrained: false },
      ...{ availability, declined: ['voice'] },
    });
  });
}

function tellsCalloutsApart(world: () => World): void {
  it('tells a call-out from an incident', async () => {
    const { callout, alerts } = await world().open([await world().responder()]);
    const { callouts } = world().stores;
    const deliveries = alerts.map((alert) => delivery(alert, { rank: 'callout' }));
    await callouts.saveCallout({ ...world().calloutChange(callout, 0), deliveries });
    const asked = await takeOne(world());
    expect(asked).toMatchObject({
      aboutId: callout.id,
      rank: 'callout',
      timeZone: 'America/New_York',
    });
    expect(asked.facts).toMatchObject({ about: 'callout', mode: 'actual', priority: null });
    await callouts.saveCallout({ ...world().calloutChange(callout, 1), status: 'closed' });
    const late = await takeOne(world(), 'push', NOW + LEASE_MS);
    expect(late.facts).toMatchObject({ isOver: true });
  });
}

function saysWhatOthersDid(world: () => World): void {
  it('knows whether it rang outside the app, and that somebody under way is bound', async () => {
    const { incident, alert } = await climbing(world(), { push: 0, sms: 5, voice: 15 });
    await expect(takeOne(world())).resolves.toMatchObject({ nextRungAt: FIVE_S });
    await world().take(alert);
    const what = { subject: 'stood-down', rungs: { push: 0 }, now: NOW } as const;
    await tell(world(), { incident, alert, revision: 1 }, what);
    const at = FIVE_S + LEASE_MS;
    const isDown = (one: DueDelivery) => one.subject === 'stood-down';
    const before = (await takeDue(world(), 'push', at)).due.find(isDown);
    expect(before).toMatchObject({ rank: 'stood-down', feedSeq: 3, nextRungAt: null });
    expect(before?.facts).toMatchObject({ wasBound: true, rangOutsideApp: false });
    await carry(world(), 'sms', { outcome: TAKEN, now: at });
    const after = (await takeDue(world(), 'push', at + LEASE_MS)).due.find(isDown);
    expect(after?.facts).toMatchObject({ wasBound: true, rangOutsideApp: true });
  });

  it('knows that a change was overtaken by a newer one, or by a stand-down', async () => {
    const { incident, alert } = await climbing(world(), {});
    const told = { incident, alert };
    const push = { push: 0 };
    await tell(world(), { ...told, revision: 0 }, { subject: 'changed', rungs: push, now: NOW });
    const stale = async (now: number) =>
      (await takeDue(world(), 'push', now)).due.map((one) => one.facts.superseded);
    await expect(stale(NOW)).resolves.toEqual([false]);
    const newer = { subject: 'changed', rungs: push, now: NOW + 1 } as const;
    await tell(world(), { ...told, revision: 1 }, newer);
    await expect(stale(NOW + LEASE_MS)).resolves.toEqual([true, false]);
    const down = { subject: 'stood-down', rungs: push, now: NOW + 2 } as const;
    await tell(world(), { ...told, revision: 2 }, down);
    await expect(stale(NOW + 2 * LEASE_MS)).resolves.toEqual([true, true, false]);
  });
}

function pullsForward(world: () => World): void {
  it('makes the next rung due at once where everything before it was given up', async () => {
    await climbing(world(), { live: 0, push: 0, sms: 5, voice: 15 });
    await carry(world(), 'live', { outcome: FAILED });
    expect((await takeDue(world(), 'sms')).due).toEqual([]);
    await carry(world(), 'push', { outcome: FAILED });
    await expect(takeOne(world(), 'sms')).resolves.toMatchObject({ dueAt: NOW, attempt: 1 });
    expect((await takeDue(world(), 'voice')).due).toEqual([]);
    const outcome = { status: 'not-needed', spared: 'declined-channel' } as const;
    await carry(world(), 'sms', { outcome, now: NOW + LEASE_MS });
    await expect(takeOne(world(), 'voice', NOW + LEASE_MS)).resolves.toMatchObject({
      dueAt: NOW + LEASE_MS,
    });
  });

  it('finds the next rung also when the last two fail at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      await climbing(world(), { live: 0, push: 0, sms: 5 });
      const [live, push] = [await takeDue(world(), 'live'), await takeDue(world(), 'push')];
      await Promise.all(
        [live, push].map(({ leaseId, due }) =>
          world().stores.queue.finishDeliveries(
            leaseId,
            due.map(({ id: deliveryId }) => ({ deliveryId, outcome: FAILED, attempts: [] })),
            NOW,
          ),
        ),
      );
      await carry(world(), 'sms', { outcome: TAKEN });
      expect((await takeDue(world(), 'sms', FIVE_S)).due).toEqual([]);
    }
  });

  it('wakes whoever waits when a rung was pulled forward', async () => {
    await climbing(world(), { push: 0, sms: 5 });
    let ring: () => void = () => undefined;
    const rung = new Promise<void>((resolve) => (ring = resolve));
    const stop = await world().stores.queue.onWake(() => {
      ring();
    });
    await carry(world(), 'push', { outcome: FAILED });
    await rung;
    await stop();
  });
}

function leavesWaiting(world: () => World): void {
  it('leaves the next rung waiting while another channel has it, or is trying', async () => {
    await climbing(world(), { live: 0, push: 0, sms: 5 });
    await carry(world(), 'live', { outcome: TAKEN });
    await carry(world(), 'push', { outcome: FAILED });
    expect((await takeDue(world(), 'sms', FIVE_S - 1)).due).toEqual([]);
    await expect(takeOne(world(), 'sms', FIVE_S)).resolves.toMatchObject({ dueAt: FIVE_S });
  });

  it('does not hurry a provider that asked for time, but asks the next one', async () => {
    await climbing(world(), { live: 0, push: 0, sms: 5 });
    const retry = { status: 'retry', error: 'quota', dueAt: NOW + 2_000 } as const;
    await carry(world(), 'push', { outcome: retry });
    await carry(world(), 'live', { outcome: FAILED });
    expect((await takeDue(world(), 'push')).due).toEqual([]);
    await expect(takeOne(world(), 'sms')).resolves.toMatchObject({ dueAt: NOW });
    await expect(takeOne(world(), 'push', NOW + 2_000)).resolves.toMatchObject({ attempt: 2 });
  });

  it('takes neither an older message nor another subject for one handed over', async () => {
    const { incident, alert } = await climbing(world(), { push: 0 });
    await carry(world(), 'push', { outcome: TAKEN });
    const rungs = { push: 0, sms: 10 };
    for (const revision of [0, 1]) {
      const now = NOW + revision;
      await tell(world(), { incident, alert, revision }, { subject: 'changed', rungs, now });
      const outcome = revision === 0 ? TAKEN : FAILED;
      await carry(world(), 'push', { outcome, now });
    }
    const { due } = await takeDue(world(), 'sms', NOW + 1);
    expect(due.map((one) => one.dueAt)).toEqual([NOW + 1]);
  });
}
