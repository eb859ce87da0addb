import { DELIVERY_CHANNELS } from '#core/delivery';
import { SECOND_MS } from '#core/units';
import type { CarryDeliveries } from '#flow/carry-deliveries';
import type { FillCallout } from '#flow/fill-callout';
import type { Clock, DueReview, Ids, Queue } from '#flow/ports';
import type { ReviewIncident } from '#flow/review-incident';

/** A worker that says nothing for this long has died; another takes its work over. */
export const LEASE_MS = 2 * SECOND_MS;
/** Due things taken at a time. */
export const REVIEWS_PER_ROUND = 20;
/** Call-outs filled at a time; each turns pages of hundreds of people. */
export const CALLOUTS_PER_ROUND = 2;
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
      readonly fill: Pick<FillCallout, 'review'>;
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
    const [reviews, callouts, ...started] = await Promise.all([
      this.runReviews(),
      this.fillCallouts(),
      ...DELIVERY_CHANNELS.map((channel) => this.ports.carry.round(channel)),
    ]);
    await this.ports.carry.idle();
    return {
      reviews: reviews + callouts,
      deliveries: started.reduce((sum, count) => sum + count, 0),
    };
  }

  /** One round of reviews but those of call-outs; a failure of one never holds up another. */
  runReviews(): Promise<number> {
    return this.round('others', REVIEWS_PER_ROUND);
  }

  /** One round of filling call-outs, apart from the others, which have not to wait for a crowd. */
  fillCallouts(): Promise<number> {
    return this.round('callouts', CALLOUTS_PER_ROUND);
  }

  private async round(of: 'callouts' | 'others', max: number): Promise<number> {
    const { clock, ids, queue } = this.ports;
    const leaseMs = clock.stretch(LEASE_MS);
    const lease = { leaseId: ids.id(), now: clock.now(), leaseMs, max, of };
    const due = await queue.takeReviews(lease);
    await Promise.all(due.map((review) => this.runReview(review, lease.leaseId)));
    return due.length;
  }

  private async runReview(review: DueReview, leaseId: string): Promise<void> {
    try {
      await this.look(review, leaseId);
    } catch (error) {
      this.ports.onError(error);
      const wait = Math.min(REVIEW_AGAIN_MAX_MS, REVIEW_AGAIN_MS * 2 ** review.attempt);
      const dueAt = this.ports.clock.now() + this.ports.clock.stretch(wait);
      await this.ports.queue.finishReview(review, leaseId, dueAt);
    }
  }

  private async look(due: DueReview, leaseId: string): Promise<void> {
    const { review, fill, drills, queue } = this.ports;
    const { subject, organisationId, subjectId } = due;
    switch (subject) {
      case 'incident':
        await review.review(organisationId, subjectId);
        return review.explainEveryone(organisationId, subjectId);
      case 'callout':
        return queue.finishReview(due, leaseId, await fill.review(organisationId, subjectId));
      case 'drill':
        return drills.review(organisationId, subjectId);
    }
  }
}
