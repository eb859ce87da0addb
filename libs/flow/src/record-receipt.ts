import { ok, refuse, type Result } from '#core/problem';
import { SYNTHETIC_ORGANISATION_ID } from '#core/synthetic';
import type { Instant } from '#core/units';
import type { AlertView, ReceiptMessage } from '#contracts/responder-api';
import { toInstant } from '#contracts/shapes';
import type { Clock, IncidentStore, Live, Meter, ResponderCaller } from '#flow/ports';
import type { ReadFeed } from '#flow/read-feed';

type Receipt = Omit<Parameters<IncidentStore['recordReceipt']>[0], 'now'>;

/** A phone says that something has arrived, or that somebody has looked at it. */
export class RecordReceipt {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly live: Live;
      readonly clock: Clock;
      readonly meter: Meter;
      readonly feed: Pick<ReadFeed, 'alert'>;
    },
  ) {}

  /**
   * Keeps the first receipt of its kind and subject and spares the phone further attempts.
   * Receipts come late and out of order, so every alert of one's own takes one, whatever its
   * status.
   *
   * @returns the alert as it may be seen now; `not-found` for somebody else's
   */
  async record(caller: ResponderCaller, message: ReceiptMessage): Promise<Result<AlertView>> {
    const { organisationId, responderId, deviceId } = caller;
    const { alertId, kind, subject, channel = null } = message;
    const receipt = { organisationId, responderId, deviceId, alertId, kind, subject, channel };
    const kept = await this.store(receipt);
    if (kept === null) return refuse('not-found', 'There is no such alert.');
    const view = await this.ports.feed.alert(caller, alertId);
    if (view === null) return refuse('not-found', 'There is no such alert.');
    if (kept.counts) this.ports.meter.receiptAfter(kept.now - toInstant(view.sentAt));
    return ok(view);
  }

  /** Keeps a receipt of a provider about a phone; false for an unknown alert. */
  async keep(receipt: Receipt): Promise<boolean> {
    const { organisationId, alertId, responderId } = receipt;
    const kept = await this.store(receipt);
    if (kept === null) return false;
    if (kept.counts) {
      const found = await this.ports.incidents.loadAlert(organisationId, alertId, responderId);
      if (found !== null) this.ports.meter.receiptAfter(kept.now - found.alert.sentAt);
    }
    return true;
  }

  /** When it was kept, and whether it says how long a ring took; null for an unknown alert. */
  private async store(
    receipt: Receipt,
  ): Promise<{ readonly now: Instant; readonly counts: boolean } | null> {
    const { organisationId, kind, subject } = receipt;
    const now = this.ports.clock.now();
    const kept = await this.ports.incidents.recordReceipt({ ...receipt, now });
    if (kept === null) return null;
    const { incidentId } = kept;
    if (incidentId !== null) {
      for (const fact of kept.facts) {
        this.ports.live.tellControl(organisationId, { event: 'fact', incidentId, fact });
      }
    }
    // The watchdog's phone answers late on purpose.
    const isRing = kept.first && kind === 'delivered' && subject === 'alert';
    return { now, counts: isRing && organisationId !== SYNTHETIC_ORGANISATION_ID };
  }
}
