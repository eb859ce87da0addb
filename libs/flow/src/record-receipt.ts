import { ok, refuse, type Result } from '#core/problem';
import type { AlertView, ReceiptMessage } from '#contracts/responder-api';
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
    if (!(await this.keep(receipt))) return refuse('not-found', 'There is no such alert.');
    const view = await this.ports.feed.alert(caller, alertId);
    return view === null ? refuse('not-found', 'There is no such alert.') : ok(view);
  }

  /** Keeps a receipt, of a phone or of a provider about a phone; false for an unknown alert. */
  async keep(receipt: Receipt): Promise<boolean> {
    const { organisationId, alertId, responderId, kind, subject } = receipt;
    const now = this.ports.clock.now();
    const kept = await this.ports.incidents.recordReceipt({ ...receipt, now });
    if (kept === null) return false;
    const { incidentId } = kept;
    if (incidentId !== null) {
      for (const fact of kept.facts) {
        this.ports.live.tellControl(organisationId, { event: 'fact', incidentId, fact });
      }
    }
    if (kept.first && kind === 'delivered' && subject === 'alert') {
      const found = await this.ports.incidents.loadAlert(organisationId, alertId, responderId);
      if (found !== null) this.ports.meter.receiptAfter(now - found.alert.sentAt);
    }
    return true;
  }
}
