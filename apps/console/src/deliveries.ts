import type { LedgerView } from '#contracts/delivery-api';
import { sentenceOf } from '#web/problem-words';
import type { PageListener } from './asker';
import { OncePer } from './once-per';

/** Receipts come in bursts; the ledger is fetched once per burst. */
const BURST_MS = 250;
/** What is waiting becomes "not reached" by time alone, and nobody says so. */
const AGAIN_MS = 10_000;

/** Whose deliveries are shown. */
export interface DeliveriesOf {
  readonly kind: 'incident' | 'callout';
  readonly id: string;
}

/** The delivery truth of the opened incident or call-out, as it changes. */
export class Deliveries {
  ledger: LedgerView | null = null;
  of: DeliveriesOf | null = null;
  problem: string | null = null;
  private readonly burst = new OncePer(BURST_MS, () => void this.load());
  private again: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly listener: PageListener) {}

  /** Opens the ledger of one incident or call-out, or none. */
  async open(of: DeliveriesOf | null): Promise<void> {
    if (of?.id === this.of?.id && of?.kind === this.of?.kind) return;
    this.forget();
    this.of = of;
    if (of === null) return;
    this.again = setInterval(() => this.refreshWhileWaiting(), AGAIN_MS);
    await this.load();
  }

  /** Something was said about this incident or call-out. */
  heard(id: string): void {
    if (id === this.of?.id) this.burst.ask();
  }

  async load(): Promise<void> {
    const { of } = this;
    if (of === null) return;
    const path = `/v1/${of.kind}s/${encodeURIComponent(of.id)}/deliveries`;
    const reply = await this.listener.ask<LedgerView>(path);
    if (this.of !== of) return;
    if (reply.ok) this.ledger = reply.value;
    this.problem = reply.ok ? null : sentenceOf(reply.problem);
    this.listener.onChange();
  }

  forget(): void {
    this.burst.cancel();
    clearInterval(this.again);
    this.ledger = null;
    this.of = null;
    this.problem = null;
  }

  private refreshWhileWaiting(): void {
    const waits = this.ledger?.people.some(({ state }) => state === 'waiting') ?? true;
    if (waits) void this.load();
  }
}
