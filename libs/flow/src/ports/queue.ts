import type { DeliveryChannel, Language } from '#core/delivery';
import type { DeliveryFacts } from '#core/may-send';
import type { Instant } from '#core/units';
import type { HandOver } from '#flow/ports/channel';
import type { NewDelivery } from '#flow/ports/incident-store';

export interface Lease {
  readonly leaseId: string;
  readonly now: Instant;
  readonly leaseMs: number;
  readonly max: number;
  /** False: nothing that is suspected of ending its workers; otherwise one such at most. */
  readonly suspects?: boolean;
}

export interface DueReview {
  readonly organisationId: string;
  readonly subject: 'incident' | 'callout' | 'drill';
  readonly subjectId: string;
  readonly attempt: number;
  /** Attempts in a row that failed before this one, or of which nobody heard how they ended. */
  readonly failures: number;
}

export type { DeliveryFacts } from '#core/may-send';

/** Where a delivery may go: an address of one device, or of the person. */
export interface DeliveryAddress {
  readonly deviceId: string | null;
  readonly address: string;
}

/** A delivery with what its channel needs, read at the moment of taking it. */
export interface DueDelivery extends NewDelivery {
  readonly organisationId: string;
  readonly timeZone: string;
  /** The incident, call-out or drill. */
  readonly aboutId: string;
  readonly attempt: number;
  /** As of reviews; what a provider answered is no failure. */
  readonly failures: number;
  /** Where the row itself cannot be made out; there are no addresses then. */
  readonly unreadable: boolean;
  readonly facts: DeliveryFacts;
  readonly language: Language;
  /** Of the channel; empty where the person has none (any more), and for `live`. */
  readonly addresses: readonly DeliveryAddress[];
  /** Newest number in the person's feed of what is carried; null where there is none. */
  readonly feedSeq: number | null;
  /**
   * When the next SMS, call or e-mail of the same alert and subject falls due that waits and has
   * not been tried, other than this one; null where none does.
   */
  readonly nextRungAt: Instant | null;
}

/** One hand-over of one delivery to one address, as the ledger keeps it. */
export interface DeliveryAttempt {
  readonly deviceId: string | null;
  readonly handedOverAt: Instant;
  /** Null where no answer came. */
  readonly answeredAt: Instant | null;
  readonly outcome: HandOver['outcome'];
  readonly providerRef: string | null;
  readonly error: string | null;
}

export type DeliveryOutcome =
  | { readonly status: 'handed-over'; readonly providerRef: string | null }
  /** Spared, with the reason. */
  | { readonly status: 'not-needed'; readonly spared: string }
  | { readonly status: 'failed'; readonly error: string }
  | {
      readonly status: 'retry';
      readonly error: string;
      readonly dueAt: Instant;
      /** An accident of ours, which counts as a failure. */
      readonly isFailure?: boolean;
    }
  /** Set aside for a human; the next rung is climbed. */
  | { readonly status: 'quarantined'; readonly error: string; readonly failures: number };

export interface FinishedDelivery {
  readonly deliveryId: string;
  readonly outcome: DeliveryOutcome;
  readonly attempts: readonly DeliveryAttempt[];
}

export interface Queue {
  /**
   * Leases due reviews, those of call-outs or the others where told; a lease that runs out puts the
   * review back.
   */
  takeReviews(
    lease: Lease & { readonly of?: 'callouts' | 'others' },
  ): Promise<readonly DueReview[]>;
  /** Gives a review back that went well: due again at `dueAt`, or never. */
  finishReview(review: DueReview, leaseId: string, dueAt: Instant | null): Promise<void>;
  /** Gives a review back that failed; it counts where the review itself may be what is wrong. */
  failReview(
    review: DueReview,
    leaseId: string,
    again: { readonly dueAt: Instant; readonly counts: boolean },
  ): Promise<void>;
  /** Forgets failures of a review that went well and has written itself when it is due again. */
  absolveReview(review: DueReview): Promise<void>;
  /** Takes a review under this lease out of the queue, for a human; see `QuarantineStore`. */
  setReviewAside(
    review: DueReview,
    leaseId: string,
    why: { readonly reason: string; readonly failures: number; readonly now: Instant },
  ): Promise<void>;
  /** Keeps reviews under these leases for longer, where they still are. */
  renewReviews(leaseIds: readonly string[], leasedUntil: Instant): Promise<void>;
  /** Leases due deliveries of one channel, lowest rank first, then the longest due. */
  takeDeliveries(
    lease: Lease & {
      readonly channel: DeliveryChannel;
      /** False: nothing that calls a crowd, only what concerns an incident. */
      readonly crowds?: boolean;
    },
  ): Promise<readonly DueDelivery[]>;
  /** Keeps these deliveries for longer, where they still are under this lease. */
  renewDeliveries(
    leaseId: string,
    deliveryIds: readonly string[],
    leasedUntil: Instant,
  ): Promise<void>;
  /**
   * Writes what came of deliveries under this lease, and their attempts. Where something was given
   * up and nothing of the same alert and subject was handed over or is due, the next rung that
   * waits is due now. A delivery whose lease was lost keeps its status; its attempts are kept.
   */
  finishDeliveries(
    leaseId: string,
    finished: readonly FinishedDelivery[],
    now: Instant,
  ): Promise<void>;
  /** What is due, and how long the oldest due thing has waited. */
  depth(now: Instant): Promise<{ readonly dueCount: number; readonly oldestWaitMs: number }>;
  /** Calls back when something became due elsewhere; returns how to stop listening. */
  onWake(listener: () => void): Promise<() => Promise<void>>;
}
