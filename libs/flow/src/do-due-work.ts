import { DELIVERY_CHANNELS } from '#core/delivery';
import type { CarryDeliveries } from '#flow/carry-deliveries';
import type { FillCallout } from '#flow/fill-callout';
import type { Accidents, Clock, DueReview, Ids, Meter, Queue } from '#flow/ports';
import type { ReviewIncident } from '#flow/review-incident';
import { ReviewLane } from '#flow/review-lane';

/** Reviews under way at once, in one process. */
export const REVIEWS_AT_ONCE = 20;
/** Call-outs filled at once; each turns pages of hundreds of people. */
export const CALLOUTS_AT_ONCE = 2;

/** Whatever starts and ends drills when their time has come. */
export interface ReviewDrills {
  review(organisationId: string, drillId: string): Promise<void>;
}

/** What a worker does: reviews whose time has come, and deliveries that wait to be handed over. */
export class DoDueWork {
  /** Of incidents and drills. */
  readonly reviews: ReviewLane;
  /** Of call-outs, apart from the others, which have not to wait for a crowd. */
  readonly callouts: ReviewLane;

  constructor(
    private readonly ports: {
      readonly queue: Queue;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly meter: Meter;
      readonly accidents: Accidents;
      readonly review: ReviewIncident;
      readonly fill: Pick<FillCallout, 'review'>;
      readonly drills: ReviewDrills;
      readonly carry: CarryDeliveries;
      readonly onError: (error: unknown) => void;
    },
  ) {
    const look = (due: DueReview, leaseId: string): Promise<void> => this.look(due, leaseId);
    const lane = { ...ports, look };
    this.reviews = new ReviewLane(lane, { of: 'others', inHandMax: REVIEWS_AT_ONCE });
    this.callouts = new ReviewLane(lane, { of: 'callouts', inHandMax: CALLOUTS_AT_ONCE });
  }

  /**
   * Everything that is due now, once, to its end: for whoever drives the time by hand. A worker
   * runs reviews and each channel in loops of their own instead.
   */
  async runOnce(): Promise<{ readonly reviews: number; readonly deliveries: number }> {
    const [reviews, callouts, ...started] = await Promise.all([
      toItsEnd(this.reviews),
      toItsEnd(this.callouts),
      ...DELIVERY_CHANNELS.map((channel) => this.ports.carry.round(channel)),
    ]);
    await this.ports.carry.idle();
    return {
      reviews: reviews + callouts,
      deliveries: started.reduce((sum, { count }) => sum + count, 0),
    };
  }

  /** Keeps the leases of reviews and deliveries that take their time. */
  async renew(): Promise<void> {
    await Promise.all([this.reviews.renew(), this.callouts.renew(), this.ports.carry.renew()]);
  }

  /** Resolves when no review is under way. */
  async idle(): Promise<void> {
    await Promise.all([this.reviews.idle(), this.callouts.idle()]);
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

async function toItsEnd(lane: ReviewLane): Promise<number> {
  const started = await lane.round();
  await lane.idle();
  return started;
}
