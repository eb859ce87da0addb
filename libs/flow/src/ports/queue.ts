import type { Instant } from '#core/units';
import type { NewDelivery } from '#flow/ports/incident-store';

export interface Lease {
  readonly leaseId: string;
  readonly now: Instant;
  readonly leaseMs: number;
  readonly max: number;
}

export interface DueReview {
  readonly organisationId: string;
  readonly subject: 'incident' | 'callout';
  readonly subjectId: string;
  readonly attempt: number;
}

/** A delivery with what its channel needs, re-checked at the moment of handing over. */
export interface DueDelivery extends NewDelivery {
  readonly organisationId: string;
  readonly incidentId: string | null;
  readonly calloutId: string | null;
  readonly attempt: number;
  /** False when the alert has ended, was delivered, or the person went off duty meanwhile. */
  readonly stillWanted: boolean;
  readonly pushTokens: readonly string[];
  readonly feedSeq: number | null;
}

export type DeliveryOutcome =
  | { readonly status: 'handed-over'; readonly providerRef: string | null }
  | { readonly status: 'not-needed' }
  | { readonly status: 'failed'; readonly error: string }
  | { readonly status: 'retry'; readonly error: string; readonly dueAt: Instant };

export interface Queue {
  /** Leases due reviews; a lease that runs out puts the review back. */
  takeReviews(lease: Lease): Promise<readonly DueReview[]>;
  /** Gives a review up: due again at `dueAt`, or never. */
  finishReview(review: DueReview, leaseId: string, dueAt: Instant | null): Promise<void>;
  takeDeliveries(lease: Lease): Promise<readonly DueDelivery[]>;
  finishDeliveries(
    leaseId: string,
    outcomes: readonly { readonly deliveryId: string; readonly outcome: DeliveryOutcome }[],
    now: Instant,
  ): Promise<void>;
  /** Earliest due moment of anything waiting, and how long the oldest due thing has waited. */
  depth(now: Instant): Promise<{ readonly dueCount: number; readonly oldestWaitMs: number }>;
  /** Calls back when something became due elsewhere; returns how to stop listening. */
  onWake(listener: () => void): Promise<() => Promise<void>>;
}
