import type { DeliveryChannel, DeliverySubject } from '#core/delivery';
import type { CarriedLine } from '#core/delivery-truth';
import type { Instant } from '#core/units';
import type { DeliveryAttempt } from '#flow/ports/queue';

/** One line of the ledger: one thing, one person, one channel, and every attempt at it. */
export interface LedgerLine extends CarriedLine {
  readonly deliveryId: string;
  readonly attempts: readonly DeliveryAttempt[];
}

/** What a provider reports of a message it took. */
export interface ProviderReport {
  readonly channel: DeliveryChannel;
  readonly providerRef: string;
  readonly status: 'delivered' | 'failed';
  readonly error: string | null;
  readonly now: Instant;
}

export interface DeliveryLedger {
  /** All lines of an incident, call-out or drill, in the order they were queued. */
  linesOf(organisationId: string, aboutId: string): Promise<readonly LedgerLine[]>;
  /**
   * Keeps what a provider reports later; a repeat, or a report after the phone's own receipt,
   * changes nothing. A failure makes the next rung due as in `Queue.finishDeliveries`. A delivery
   * is marked by the receipt that is to follow, and told as a change until it has; so nothing is
   * lost between the two.
   *
   * @returns what it was about, for a receipt on behalf of the phone; null for an unknown reference
   */
  report(report: ProviderReport): Promise<{
    readonly organisationId: string;
    readonly alertId: string;
    readonly responderId: string;
    readonly subject: DeliverySubject;
    readonly changed: boolean;
  } | null>;
}
