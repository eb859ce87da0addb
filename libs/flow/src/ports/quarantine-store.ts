import type { DeliveryChannel } from '#core/delivery';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** A review or a delivery that failed again and again and waits for a human. */
export interface SetAside {
  readonly id: string;
  readonly organisationId: string;
  readonly about: 'incident' | 'callout' | 'drill';
  readonly aboutId: string;
  /** Of a delivery; null for a review. */
  readonly channel: DeliveryChannel | null;
  readonly failures: number;
  readonly reason: string;
  readonly setAsideAt: Instant;
}

/** What was set aside. The queue puts it there. */
export interface QuarantineStore {
  /** What an organisation has set aside, newest first. */
  setAside(organisationId: string, page: PageRequest): Promise<Page<SetAside>>;
  /**
   * Puts one back into the queue, due now and as if it had never failed; null where it is not
   * there. A delivery that was settled otherwise meanwhile stays as it is.
   */
  putBack(organisationId: string, id: string, now: Instant): Promise<SetAside | null>;
  /** How many there are, of all organisations. */
  count(): Promise<number>;
}

/** Says of what was thrown what may be kept and what follows from it. */
export interface Accidents {
  /** The world around was at fault, such as the database; trying again is all there is to do. */
  isOutage(error: unknown): boolean;
  /** What broke, in words that carry nothing of the rows. */
  reasonOf(error: unknown): string;
}
