import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS, SECOND_MS } from '#core/units';
import type { DueDelivery, Lease } from '#flow/ports';
import { delivery, NOW, realIds, World, type OpenStores, type StoresUnderTest } from './world';

const LEASE_MS = 2 * SECOND_MS;
const RING_DEADLINE_MS = 5 * SECOND_MS;

/** What every queue of due deliveries and reviews promises, as tests. */
export function queueConformance(name: string, open: OpenStores): void {
  describe(`${name} as queue`, () => {
    let under: StoresUnderTest;
    let world: World;
    beforeAll(async () => {
      const clock = { now: () => NOW, stretch: (ms: number) => ms };
      under = await open({ clock, ids: realIds });
    });
    afterAll(() => under.close());
    beforeEach(async () => {
      world = await World.make(under.stores);
      await emptyQueue(world);
    });

    leasesReviews(() => world);
    losesNoReview(() => world);
    leasesDeliveries(() => world);
    rechecks(() => world);
    wantsNoLonger(() => world);
    wakes(() => world);
  });
}

function leaseAt(now: number, max = 100): Lease {
  return { leaseId: randomUUID(), now, leaseMs: LEASE_MS, max };
}

function leasesReviews(world: () => World): void {
  it('gives a review to one worker, and back when its lease runs out', async () => {
    const incident = await reviewed(world(), NOW);
    const { queue } = world().stores;
    await expect(queue.takeReviews(leaseAt(NOW - 1))).resolves.toEqual([]);
    const taken = await Promise.all([1, 2, 3].map(() => queue.takeReviews(leaseAt(NOW))));
    const { organisationId } = world();
    const review = { organisationId, subject: 'incident', subjectId: incident.id, attempt: 1 };
    expect(taken.flat()).toEqual([review]);
    await expect(queue.takeReviews(leaseAt(NOW + LEASE_MS - 1))).resolves.toEqual([]);
    await expect(queue.takeReviews(leaseAt(NOW + LEASE_MS))).resolves.toEqual([
      { ...review, attempt: 2 },
    ]);
  });

  it('takes a finished review up again when it is next due, or never', async () => {
    await reviewed(world(), NOW);
    const { queue } = world().stores;
    const first = leaseAt(NOW);
    const [review] = await queue.takeReviews(first);
    if (review === undefined) throw new Error('one review');
    await queue.finishReview(review, 'somebody else', null);
    await queue.finishReview(review, first.leaseId, NOW + 10);
    await expect(queue.takeReviews(leaseAt(NOW + 9))).resolves.toEqual([]);
    const second = leaseAt(NOW + 10);
    const again = await queue.takeReviews(second);
    expect(again).toHaveLength(1);
    await queue.finishReview(review, second.leaseId, null);
    await expect(queue.takeReviews(leaseAt(NOW + DAY_MS))).resolves.toEqual([]);
  });
}

function losesNoReview(world: () => World): void {
  it('does not lose a review that became due while an older one was being done', async () => {
    const { incident, alerts } = await world().raise(await world().responders(1));
    const { incidents, queue } = world().stores;
    await incidents.save({ ...world().change(incident, 0), reviewAt: NOW });
    const lease = leaseAt(NOW);
    const [review] = await queue.takeReviews(lease);
    if (review === undefined || alerts[0] === undefined) throw new Error('one review, one alert');
    await world().take(alerts[0], NOW + 1);
    await queue.finishReview(review, lease.leaseId, NOW + DAY_MS);
    const due = await queue.takeReviews(leaseAt(NOW + 1));
    expect(due).toEqual([{ ...review, attempt: 1 }]);
  });

  it('forgets the review of an incident that wants none', async () => {
    const incident = await reviewed(world(), NOW);
    const { incidents, queue } = world().stores;
    await incidents.save({ ...world().change(incident, 1), reviewAt: null });
    await expect(queue.takeReviews(leaseAt(NOW + DAY_MS))).resolves.toEqual([]);
  });

  it('hands out the longest waiting first, and says how much waits how long', async () => {
    const [late, later] = [await reviewed(world(), NOW - 500), await reviewed(world(), NOW - 300)];
    await reviewed(world(), NOW + 1);
    const { queue } = world().stores;
    await expect(queue.depth(NOW)).resolves.toEqual({ dueCount: 2, oldestWaitMs: 500 });
    const [first] = await queue.takeReviews(leaseAt(NOW, 1));
    expect(first?.subjectId).toBe(late.id);
    await expect(queue.depth(NOW)).resolves.toEqual({ dueCount: 1, oldestWaitMs: 300 });
    const [second] = await queue.takeReviews(leaseAt(NOW, 1));
    expect(second?.subjectId).toBe(later.id);
    await expect(queue.depth(NOW)).resolves.toEqual({ dueCount: 0, oldestWaitMs: 0 });
  });
}

function leasesDeliveries(world: () => World): void {
  it('gives each due delivery to one worker', async () => {
    const { alerts } = await world().raise(await world().responders(10));
    const { queue } = world().stores;
    const taken = await Promise.all([1, 2, 3, 4].map(() => queue.takeDeliveries(leaseAt(NOW, 4))));
    const rest = await queue.takeDeliveries(leaseAt(NOW));
    const ids = [...taken.flat(), ...rest].map((one) => one.alertId);
    expect(ids.sort()).toEqual(alerts.map((alert) => alert.id).sort());
  });

  it('does not hand out again what was handed over, failed or is not needed', async () => {
    await world().raise(await world().responders(3));
    const { queue } = world().stores;
    const lease = leaseAt(NOW);
    const taken = await queue.takeDeliveries(lease);
    const outcomes = [
      { status: 'handed-over', providerRef: 'fcm/1' },
      { status: 'failed', error: 'gone' },
      { status: 'not-needed' },
    ] as const;
    const done = taken.flatMap(({ id: deliveryId }, i) => {
      const outcome = outcomes[i];
      return outcome === undefined ? [] : [{ deliveryId, outcome }];
    });
    await queue.finishDeliveries(lease.leaseId, done, NOW);
    await expect(queue.takeDeliveries(leaseAt(NOW + DAY_MS))).resolves.toEqual([]);
  });

  it('hands a retried delivery out when it is due again, counting attempts', async () => {
    await world().raise(await world().responders(1));
    const { queue } = world().stores;
    const lease = leaseAt(NOW);
    const [first] = await queue.takeDeliveries(lease);
    const outcome = { status: 'retry', error: 'quota', dueAt: NOW + 50 } as const;
    const done = [{ deliveryId: first?.id ?? '', outcome }];
    await queue.finishDeliveries('somebody else', done, NOW);
    await queue.finishDeliveries(lease.leaseId, done, NOW);
    await expect(queue.takeDeliveries(leaseAt(NOW + 49))).resolves.toEqual([]);
    const again = await queue.takeDeliveries(leaseAt(NOW + 50));
    expect(again).toEqual([{ ...first, attempt: 2, dueAt: NOW + 50 }]);
  });
}

function rechecks(world: () => World): void {
  it('says what a channel needs: subject, number of the feed entry, push tokens', async () => {
    const { person, incident, alert } = await one(world());
    const { people } = world().stores;
    const { organisationId } = world();
    const phones = [
      { pushToken: 'b'.repeat(3_000), tokenExpiresAt: NOW + 1 },
      { pushToken: 'a', tokenExpiresAt: NOW + 1 },
      { pushToken: 'expired', tokenExpiresAt: NOW },
      { pushToken: null, tokenExpiresAt: NOW + 1 },
    ];
    for (const phone of phones) {
      const enrolment = { responderId: person.id, expiresAt: NOW + 1, now: NOW };
      const code = randomUUID();
      await people.addEnrolment({ organisationId, code, ...enrolment });
      const device = { code, deviceId: randomUUID(), token: randomUUID(), now: NOW, ...phone };
      await people.signInDevice({ ...device, platform: 'ios' });
    }
    await expect(take(world())).resolves.toMatchObject({
      ...{ organisationId, incidentId: incident.id, calloutId: null, alertId: alert.id },
      ...{ responderId: person.id, channel: 'push', subject: 'alert', dueAt: NOW },
      ...{ attempt: 1, stillWanted: true, feedSeq: 1 },
      pushTokens: ['a', 'b'.repeat(3_000)],
    });
    await people.dropPushToken('a');
    await expect(take(world(), NOW + LEASE_MS)).resolves.toMatchObject({ pushTokens: [] });
  });
}

function wantsNoLonger(world: () => World): void {
  it('no longer wants an alert that ended or expired, or whose person is off duty', async () => {
    const { person, incident, alert } = await one(world());
    const { organisationId } = world();
    const { people, incidents } = world().stores;
    const duty = { organisationId, responderId: person.id, now: NOW };
    await people.setDuty({ ...duty, onDuty: false });
    await expect(take(world(), NOW)).resolves.toMatchObject({ stillWanted: false });
    await people.setDuty({ ...duty, onDuty: true });
    await expect(take(world(), NOW + LEASE_MS)).resolves.toMatchObject({ stillWanted: true });
    const move = { alertId: alert.id, to: 'declined', at: NOW, endedReason: null } as const;
    await incidents.save({ ...world().change(incident, 0), alertMoves: [move] });
    await expect(take(world(), NOW + 2 * LEASE_MS)).resolves.toMatchObject({ stillWanted: false });
    await emptyQueue(world());
    await one(world());
    await expect(take(world(), NOW + DAY_MS)).resolves.toMatchObject({ stillWanted: false });
  });

  it('drops what waits for an alert once a receipt came, but not its stand-down', async () => {
    const { incident, alert } = await one(world());
    const { incidents } = world().stores;
    const standDown = delivery(alert, { subject: 'stood-down' });
    const { responderId } = alert;
    await incidents.save({
      ...world().change(incident, 0),
      deliveries: [standDown],
      feed: [{ responderId, kind: 'stood-down', alertId: alert.id }],
    });
    const { organisationId } = world();
    const key = { organisationId, alertId: alert.id, responderId };
    await incidents.recordReceipt({ ...key, kind: 'delivered', now: NOW });
    const due = await world().stores.queue.takeDeliveries(leaseAt(NOW));
    expect(due).toMatchObject([
      { id: standDown.id, subject: 'stood-down', stillWanted: true, feedSeq: 2 },
    ]);
  });
}

function wakes(world: () => World): void {
  it('wakes whoever listens when something becomes due, and not after they stopped', async () => {
    const { queue } = world().stores;
    let ring: () => void = () => undefined;
    let rings = 0;
    const stop = await queue.onWake(() => {
      rings += 1;
      ring();
    });
    const rung = new Promise<void>((resolve, reject) => {
      const late = () => {
        reject(new Error('nobody was woken'));
      };
      const timer = setTimeout(late, RING_DEADLINE_MS);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    await world().raise(await world().responders(1));
    await rung;
    await stop();
    const before = rings;
    await world().raise(await world().responders(1));
    expect(rings).toBe(before);
  });
}

/** Takes away what other tests left waiting. */
async function emptyQueue(world: World): Promise<void> {
  const { queue } = world.stores;
  const lease = { ...leaseAt(NOW + 30 * DAY_MS), max: 10_000 };
  for (const review of await queue.takeReviews(lease)) {
    await queue.finishReview(review, lease.leaseId, null);
  }
  const outcome = { status: 'not-needed' } as const;
  const taken = await queue.takeDeliveries(lease);
  await queue.finishDeliveries(
    lease.leaseId,
    taken.map(({ id: deliveryId }) => ({ deliveryId, outcome })),
    NOW,
  );
}

/** An incident that is to be looked at again then. */
async function reviewed(world: World, reviewAt: number) {
  const { incident } = await world.raise([]);
  await world.stores.incidents.save({ ...world.change(incident, 0), reviewAt });
  return incident;
}

/** One person alerted to one incident. */
async function one(world: World) {
  const person = await world.responder();
  const { incident, alerts } = await world.raise([person]);
  const [alert] = alerts;
  if (alert === undefined) throw new Error('one alert');
  return { person, incident, alert };
}

async function take(world: World, now = NOW): Promise<DueDelivery | undefined> {
  const [first] = await world.stores.queue.takeDeliveries(leaseAt(now));
  return first;
}
