import { DELIVERY_CHANNELS } from '#core/delivery';
import { SECOND_MS } from '#core/units';
import type { Callouts } from '#flow/callouts';
import type { CarryDeliveries } from '#flow/carry-deliveries';
import type { Clock, DueReview, Ids, Queue } from '#flow/ports';
import type { ReviewIncident } from '#flow/review-incident';

/** A worker that says nothing for this long has died; another takes its work over. */
export const LEASE_MS = 2 * SECOND_MS;
/** Due things taken at a time. */
export const REVIEWS_PER_ROUND = 20;
/** A review that fails is tried again after this long, doubled each time. */
export const REVIEW_AGAIN_MS = 500;
export const REVIEW_AGAIN_MAX_MS = 30 * SECOND_MS;

/** Whatever starts and ends drills when their time has come. */
export interface ReviewDrills {
  review(organisationId: string, drillId: string): Promise<void>;
}

/** What a worker does: reviews whose time has come, and deliveries that wait to be handed over. */
export class DoDueWork {
  constructor(
    private readonly ports: {
      readonly queue: Queue;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly review: ReviewIncident;
      readonly callouts: Callouts;
      readonly drills: ReviewDrills;
      readonly carry: CarryDeliveries;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Everything that is due now, once, to its end: for whoever drives the time by hand. A worker
   * runs reviews and each channel in loops of their own instead.
   */
  async runOnce(): Promise<{ readonly reviews: number; readonly deliveries: number }> {
    const [reviews, ...started] = await Promise.all([
      this.runReviews(),
      ...DELIVERY_CHANNELS.map((channel) => this.ports.carry.round(channel)),
    ]);
    await this.ports.carry.idle();
    return { reviews, deliveries: started.reduce((sum, count) => sum + count, 0) };
  }

  /** One round of reviews; a failure of one never holds up another. */
  async runReviews(): Promise<number> {
    const { clock, ids, queue } = this.ports;
    const leaseMs = clock.stretch(LEASE_MS);
    const lease = { leaseId: ids.id(), now: clock.now(), leaseMs, max: REVIEWS_PER_ROUND };
    const due = await queue.takeReviews(lease);
    await Promise.all(due.map((review) => this.runReview(review, lease.leaseId)));
    return due.length;
  }

  private async runReview(review: DueReview, leaseId: string): Promise<void> {
    try {
      await this.look(review);
    } catch (error) {
      this.ports.onError(error);
      const wait = Math.min(REVIEW_AGAIN_MAX_MS, REVIEW_AGAIN_MS * 2 ** review.attempt);
      const dueAt = this.ports.clock.now() + this.ports.clock.stretch(wait);
      await this.ports.queue.finishReview(review, leaseId, dueAt);
    }
  }

  private async look({ subject, organisationId, subjectId }: DueReview): Promise<void> {
    const { review, callouts, drills } = this.ports;
    switch (subject) {
      case 'incident':
        await review.review(organisationId, subjectId);
        return review.explainEveryone(organisationId, subjectId);
      case 'callout':
        return callouts.review(organisationId, subjectId);
      case 'drill':
        return drills.review(organisationId, subjectId);
    }
  }
}
