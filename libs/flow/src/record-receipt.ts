import { ok, refuse, type Result } from '#core/problem';
import type { AlertView, ReceiptMessage } from '#contracts/responder-api';
import { renderCalloutAlert } from '#flow/alert-view';
import type { CalloutStore, Clock, IncidentStore, Live, Meter, ResponderCaller } from '#flow/ports';
import type { Teller } from '#flow/teller';

/** A phone says that an alert has arrived, or that somebody has looked at it. */
export class RecordReceipt {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly calloutStore: CalloutStore;
      readonly live: Live;
      readonly clock: Clock;
      readonly meter: Meter;
      readonly teller: Teller;
    },
  ) {}

  /**
   * Keeps the first receipt of its kind and spares the phone further attempts. Receipts come late
   * and out of order, so every alert of one's own takes one, whatever its status.
   */
  async record(caller: ResponderCaller, message: ReceiptMessage): Promise<Result<AlertView>> {
    const { organisationId, responderId } = caller;
    const { alertId, kind } = message;
    const now = this.ports.clock.now();
    const input = { organisationId, alertId, responderId, kind, now };
    const receipt = await this.ports.incidents.recordReceipt(input);
    if (receipt === null) return refuse('not-found', 'There is no such alert.');
    for (const fact of receipt.incidentId === null ? [] : receipt.facts) {
      const incidentId = receipt.incidentId ?? '';
      this.ports.live.tellControl(organisationId, { event: 'fact', incidentId, fact });
    }
    const found = await this.ports.incidents.loadAlert(organisationId, alertId, responderId);
    if (found !== null && found.state !== null) {
      if (receipt.first && kind === 'delivered') {
        this.ports.meter.receiptAfter(now - found.alert.sentAt);
      }
      return ok(await this.ports.teller.ownView(found.alert, found.state));
    }
    const asked = await this.ports.calloutStore.loadCalloutAlert(
      organisationId,
      alertId,
      responderId,
    );
    return asked === null
      ? refuse('not-found', 'There is no such alert.')
      : ok(renderCalloutAlert(asked));
  }
}
