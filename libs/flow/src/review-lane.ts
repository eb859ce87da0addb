import { isPoison, isSuspect, whySetAside } from '#core/work-attempts';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import type { Accidents, Clock, DueReview, Ids, Meter, Queue } from '#flow/ports';

/** A worker that says nothing for this long has died; another takes its work over. */
export const LEASE_MS = 2 * SECOND_MS;
/** Nothing may take longer; what does is held for dead. */
export const REVIEW_MAX_MS = MINUTE_MS;
/** A review that fails is tried again after this long, doubled each time. */
export const REVIEW_AGAIN_MS = 500;
export const REVIEW_AGAIN_MAX_MS = 30 * SECOND_MS;

interface InHand {
  readonly leaseId: string;
  readonly begunAt: Instant;
  readonly isSuspect: boolean;
}

/**
 * One way out of the queue for reviews: takes as many as it can start now and starts each on its
 * own, so that one that is slow holds up nobody. One that fails is tried again later each time;
 * one that fails for good, or ends whoever is at it, is set aside.
 */
export class ReviewLane {
  private readonly inHand = new Set<InHand>();
  private readonly running = new Set<Promise<void>>();
  private onRoom: () => void = () => undefined;

  constructor(
    private readonly ports: {
      readonly queue: Queue;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly meter: Meter;
      readonly accidents: Accidents;
      readonly onError: (error: unknown) => void;
      /** Does one; it says itself when it is due again. */
      readonly look: (due: DueReview, leaseId: string) => Promise<void>;
    },
    private readonly rule: { readonly of: 'callouts' | 'others'; readonly inHandMax: number },
  ) {}

  /** Calls back when there is room again for what may be waiting. */
  listen(onRoom: () => void): void {
    this.onRoom = onRoom;
  }

  /** Takes and starts what is due; resolves when it is started, with how many that were. */
  async round(): Promise<number> {
    const { clock, ids, queue } = this.ports;
    const max = this.rule.inHandMax - this.inHand.size;
    if (max <= 0) return 0;
    const leaseId = ids.id();
    const leaseMs = clock.stretch(LEASE_MS);
    const suspects = ![...this.inHand].some((one) => one.isSuspect);
    const lease = { leaseId, now: clock.now(), leaseMs, max, suspects };
    const due = await queue.takeReviews({ ...lease, of: this.rule.of });
    for (const review of due) this.start(review, leaseId);
    return due.length;
  }

  /** Keeps what takes its time; to be called several times within a lease. */
  async renew(): Promise<void> {
    const { clock, queue } = this.ports;
    const now = clock.now();
    const slow = [...this.inHand].filter(({ begunAt }) => {
      const tookMs = now - begunAt;
      return tookMs > clock.stretch(LEASE_MS) / 4 && tookMs < clock.stretch(REVIEW_MAX_MS);
    });
    if (slow.length === 0) return;
    const leaseIds = [...new Set(slow.map((one) => one.leaseId))];
    await queue.renewReviews(leaseIds, now + clock.stretch(LEASE_MS));
  }

  /** Resolves when nothing is in hand. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private start(review: DueReview, leaseId: string): void {
    const begunAt = this.ports.clock.now();
    const held = { leaseId, begunAt, isSuspect: isSuspect(review.failures) };
    this.inHand.add(held);
    const run = this.run(review, leaseId)
      .catch(this.ports.onError)
      .finally(() => {
        const wasFull = this.inHand.size >= this.rule.inHandMax;
        this.inHand.delete(held);
        this.running.delete(run);
        if (wasFull || held.isSuspect || this.rule.of === 'callouts') this.onRoom();
      });
    this.running.add(run);
  }

  private async run(review: DueReview, leaseId: string): Promise<void> {
    if (isPoison(review.failures)) return this.setAside(review, leaseId, null);
    try {
      await this.ports.look(review, leaseId);
    } catch (error) {
      this.ports.onError(error);
      return this.failed(review, leaseId, error);
    }
    if (review.failures > 0) await this.ports.queue.absolveReview(review);
  }

  private async failed(review: DueReview, leaseId: string, error: unknown): Promise<void> {
    const { accidents, clock, queue } = this.ports;
    const counts = !accidents.isOutage(error);
    const failures = review.failures + (counts ? 1 : 0);
    if (isPoison(failures)) {
      return this.setAside({ ...review, failures }, leaseId, accidents.reasonOf(error));
    }
    const wait = Math.min(REVIEW_AGAIN_MAX_MS, REVIEW_AGAIN_MS * 2 ** review.failures);
    const dueAt = clock.now() + clock.stretch(wait);
    await queue.failReview(review, leaseId, { dueAt, counts });
  }

  private async setAside(review: DueReview, leaseId: string, why: string | null): Promise<void> {
    const { clock, meter, queue } = this.ports;
    const { failures } = review;
    const reason = whySetAside(why);
    await queue.setReviewAside(review, leaseId, { reason, failures, now: clock.now() });
    meter.setAside('review');
  }
}
