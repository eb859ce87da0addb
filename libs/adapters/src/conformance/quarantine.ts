import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import { FAILURES_MAX, SUSPECT_FROM } from '#core/work-attempts';
import type { DueReview } from '#flow/ports';
import { carry, climbing, emptyQueue, LEASE_MS, leaseAt, takeDue, takeOne } from './lease';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const PAGE = { cursor: null, limit: 10 };

/** What every queue promises of work that fails again and again, as tests. */
export function quarantineConformance(name: string, open: OpenStores): void {
  suite(`${name} as quarantine`, open, (world) => {
    beforeEach(() => emptyQueue(world()));
    countsFailures(world);
    takesSuspectsAlone(world);
    setsReviewsAside(world);
    setsDeliveriesAside(world);
  });
}

function countsFailures(world: () => World): void {
  it('counts a review that failed and one nobody heard of again, until one goes well', async () => {
    await reviewed(world(), NOW);
    const { queue } = world().stores;
    const failing = await takeReview(world(), NOW);
    const again = { dueAt: NOW, counts: true };
    await queue.failReview(failing.review, failing.leaseId, again);
    await takeReview(world(), NOW);
    const lost = await takeReview(world(), NOW + LEASE_MS);
    expect(lost.review.failures).toBe(2);
    await queue.failReview(lost.review, lost.leaseId, { dueAt: NOW, counts: false });
    const well = await takeReview(world(), NOW + LEASE_MS);
    expect(well.review.failures).toBe(2);
    await queue.absolveReview(well.review);
    await queue.finishReview(well.review, well.leaseId, NOW);
    expect((await takeReview(world(), NOW + LEASE_MS)).review.failures).toBe(0);
  });

  it('keeps what failed when something else makes the review due again', async () => {
    const incident = await reviewed(world(), NOW);
    const { incidents, queue } = world().stores;
    const { review, leaseId } = await takeReview(world(), NOW);
    await queue.failReview(review, leaseId, { dueAt: NOW, counts: true });
    await incidents.save({ ...world().change(incident, 1), reviewAt: NOW });
    expect((await takeReview(world(), NOW)).review).toMatchObject({ attempt: 1, failures: 1 });
  });

  it('keeps a review longer for whoever still is at it', async () => {
    await reviewed(world(), NOW);
    const { queue } = world().stores;
    const { leaseId } = await takeReview(world(), NOW);
    await queue.renewReviews([leaseId], NOW + 2 * LEASE_MS);
    await expect(queue.takeReviews(leaseAt(NOW + LEASE_MS))).resolves.toEqual([]);
    await expect(queue.takeReviews(leaseAt(NOW + 2 * LEASE_MS))).resolves.toHaveLength(1);
  });

  it('counts accidents of ours at a delivery, and nothing that a provider answers', async () => {
    await climbing(world(), { push: 0 });
    const retry = { status: 'retry', error: 'ours', dueAt: NOW } as const;
    await carry(world(), 'push', { outcome: { ...retry, isFailure: true } });
    await takeDue(world());
    const now = NOW + LEASE_MS;
    const [delivery] = await carry(world(), 'push', { outcome: retry, now });
    expect(delivery).toMatchObject({ attempt: 3, failures: 2, unreadable: false });
    expect((await takeOne(world(), 'push', now)).failures).toBe(0);
  });
}

function takesSuspectsAlone(world: () => World): void {
  it('takes only one review at a time that may be what ends its workers', async () => {
    const fresh = [await reviewed(world(), NOW), await reviewed(world(), NOW)];
    for (let lost = 0; lost < SUSPECT_FROM + 1; lost += 1) {
      await world().stores.queue.takeReviews(leaseAt(NOW + lost * LEASE_MS));
    }
    const later = NOW + (SUSPECT_FROM + 1) * LEASE_MS;
    fresh.push(await reviewed(world(), later));
    const { queue } = world().stores;
    const none = await queue.takeReviews({ ...leaseAt(later), suspects: false });
    expect(none.map((one) => one.subjectId)).toEqual([fresh.at(-1)?.id]);
    await expect(queue.takeReviews(leaseAt(later))).resolves.toHaveLength(1);
    await expect(queue.takeReviews(leaseAt(later))).resolves.toHaveLength(1);
    await expect(queue.takeReviews(leaseAt(later))).resolves.toEqual([]);
  });

  it('takes only one delivery at a time that may be what ends its workers', async () => {
    await climbing(world(), { push: 0 });
    await climbing(world(), { push: 0 });
    for (let lost = 0; lost < SUSPECT_FROM + 1; lost += 1) {
      expect((await takeDue(world(), 'push', NOW + lost * LEASE_MS)).due).toHaveLength(2);
    }
    const later = NOW + (SUSPECT_FROM + 1) * LEASE_MS;
    expect((await takeDue(world(), 'push', later)).due).toHaveLength(1);
    expect((await takeDue(world(), 'push', later)).due).toHaveLength(1);
    expect((await takeDue(world(), 'push', later)).due).toHaveLength(0);
  });
}

function setsReviewsAside(world: () => World): void {
  it('takes a review out of the queue for a human, who puts it back as if new', async () => {
    const incident = await reviewed(world(), NOW);
    const { queue, quarantine } = world().stores;
    const { organisationId } = world();
    const before = await quarantine.count();
    const { review, leaseId } = await takeReview(world(), NOW);
    const why = { reason: 'TypeError', failures: FAILURES_MAX, now: NOW };
    await queue.setReviewAside(review, 'somebody else', why);
    await expect(quarantine.count()).resolves.toBe(before);
    await queue.setReviewAside(review, leaseId, why);
    await expect(queue.takeReviews(leaseAt(NOW + LEASE_MS))).resolves.toEqual([]);
    await expect(quarantine.count()).resolves.toBe(before + 1);
    const row = {
      ...{ id: incident.id, organisationId, about: 'incident', aboutId: incident.id },
      ...{ channel: null, failures: FAILURES_MAX, reason: 'TypeError', setAsideAt: NOW },
    };
    const page = { items: [row], nextCursor: null };
    await expect(quarantine.setAside(organisationId, PAGE)).resolves.toEqual(page);
    await expect(quarantine.putBack(randomUUID(), incident.id, NOW)).resolves.toBeNull();
    await expect(quarantine.putBack(organisationId, incident.id, NOW)).resolves.toEqual(row);
    await expect(quarantine.putBack(organisationId, incident.id, NOW)).resolves.toBeNull();
    const back = await takeReview(world(), NOW);
    expect(back.review).toMatchObject({ subjectId: incident.id, attempt: 1, failures: 0 });
  });

  it('shows the newest first, page by page', async () => {
    const { queue, quarantine } = world().stores;
    const ids: string[] = [];
    for (const now of [NOW, NOW + 1, NOW + 2]) {
      ids.unshift((await reviewed(world(), now)).id);
      const { review, leaseId } = await takeReview(world(), now);
      await queue.setReviewAside(review, leaseId, { reason: 'x', failures: 5, now });
    }
    const { organisationId } = world();
    const first = await quarantine.setAside(organisationId, { cursor: null, limit: 2 });
    const rest = await quarantine.setAside(organisationId, { ...PAGE, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map((one) => one.id)).toEqual(ids);
    expect(rest.nextCursor).toBeNull();
  });
}

function setsDeliveriesAside(world: () => World): void {
  it('sets a delivery aside, climbs the next rung, and carries it when put back', async () => {
    const { incident } = await climbing(world(), { push: 0, sms: 5 });
    const { quarantine } = world().stores;
    const { organisationId } = world();
    const error = 'TypeError';
    const outcome = { status: 'quarantined', error, failures: FAILURES_MAX } as const;
    const [delivery] = await carry(world(), 'push', { outcome });
    await takeOne(world(), 'sms');
    const { items } = await quarantine.setAside(organisationId, PAGE);
    expect(items).toEqual([
      {
        ...{ id: delivery?.id, organisationId, about: 'incident', aboutId: incident.id },
        ...{ channel: 'push', failures: FAILURES_MAX, reason: error, setAsideAt: NOW },
      },
    ]);
    await quarantine.putBack(organisationId, delivery?.id ?? '', NOW + 1);
    const again = await takeOne(world(), 'push', NOW + 1);
    expect(again).toMatchObject({ id: delivery?.id, attempt: 1, failures: 0 });
  });
}

async function takeReview(
  world: World,
  now: number,
): Promise<{ readonly leaseId: string; readonly review: DueReview }> {
  const lease = leaseAt(now);
  const [review] = await world.stores.queue.takeReviews(lease);
  if (review === undefined) throw new Error('a review is due');
  return { leaseId: lease.leaseId, review };
}

/** An incident that is to be looked at again then. */
async function reviewed(world: World, reviewAt: number) {
  const { incident } = await world.raise([]);
  await world.stores.incidents.save({ ...world.change(incident, 0), reviewAt });
  return incident;
}
