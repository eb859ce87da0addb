import { beforeEach, expect, it } from '@jest/globals';
import { DAY_MS, SECOND_MS } from '#core/units';
import { emptyQueue, LEASE_MS, leaseAt } from './lease';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const RING_DEADLINE_MS = 5 * SECOND_MS;

/** What every queue promises of reviews, and of waking whoever waits, as tests. */
export function queueConformance(name: string, open: OpenStores): void {
  suite(`${name} as queue`, open, (world) => {
    beforeEach(() => emptyQueue(world()));
    leasesReviews(world);
    losesNoReview(world);
    wakes(world);
  });
}

function leasesReviews(world: () => World): void {
  it('gives a review to one worker, and back when its lease runs out', async () => {
    const incident = await reviewed(world(), NOW);
    const { queue } = world().stores;
    await expect(queue.takeReviews(leaseAt(NOW - 1))).resolves.toEqual([]);
    const taken = await Promise.all([1, 2, 3].map(() => queue.takeReviews(leaseAt(NOW))));
    const { organisationId } = world();
    const key = { organisationId, subject: 'incident', subjectId: incident.id };
    const review = { ...key, attempt: 1, failures: 0 };
    expect(taken.flat()).toEqual([review]);
    await expect(queue.takeReviews(leaseAt(NOW + LEASE_MS - 1))).resolves.toEqual([]);
    await expect(queue.takeReviews(leaseAt(NOW + LEASE_MS))).resolves.toEqual([
      { ...review, attempt: 2, failures: 1 },
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

/** An incident that is to be looked at again then. */
async function reviewed(world: World, reviewAt: number) {
  const { incident } = await world.raise([]);
  await world.stores.incidents.save({ ...world.change(incident, 0), reviewAt });
  return incident;
}
