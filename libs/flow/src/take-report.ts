import { SECOND_MS } from '#core/units';
import type { Clock, DeliveryLedger, ProviderEvent } from '#flow/ports';
import type { RecordReceipt } from '#flow/record-receipt';

/**
 * A provider may report on a message before what it answered to that message has been written:
 * what is not known is looked for again after these waits; real milliseconds.
 */
export const KNOWN_AFTER_MS: readonly number[] = [0.1 * SECOND_MS, 0.5 * SECOND_MS, 2 * SECOND_MS];

type Report = Extract<ProviderEvent, { kind: 'report' }>;

/** What a provider reports of a message it took earlier. */
export class TakeReport {
  constructor(
    private readonly ports: {
      readonly ledger: DeliveryLedger;
      readonly clock: Clock;
      readonly receipts: Pick<RecordReceipt, 'keep'>;
      /** How one waits so many real milliseconds. */
      readonly wait?: (ms: number) => Promise<void>;
    },
  ) {}

  /**
   * Keeps the report. Delivered means that the telephone rang, and counts as its receipt; failed
   * makes the next rung due. A repeat changes nothing.
   *
   * @returns false for a message that nobody here has sent
   */
  async take(event: Report): Promise<boolean> {
    for (const waitMs of [0, ...KNOWN_AFTER_MS]) {
      if (waitMs > 0) await (this.ports.wait ?? timeOut)(waitMs);
      if (await this.keep(event)) return true;
    }
    return false;
  }

  private async keep(event: Report): Promise<boolean> {
    const { channel, providerRef, status, error } = event;
    const now = this.ports.clock.now();
    const known = await this.ports.ledger.report({ channel, providerRef, status, error, now });
    if (known === null) return false;
    if (status !== 'delivered' || !known.changed) return true;
    const { organisationId, alertId, responderId, subject } = known;
    const whose = { organisationId, alertId, responderId, subject };
    await this.ports.receipts.keep({ ...whose, kind: 'delivered', channel, deviceId: null });
    return true;
  }
}

function timeOut(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
