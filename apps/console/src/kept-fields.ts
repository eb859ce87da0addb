import type { KeptFieldListView } from '#contracts/control-format-api';
import type { PageListener } from './asker';
import { OncePer } from './once-per';

/** Messages of control come in bursts. */
const BURST_MS = 400;

/** What control said of the opened incident that was not understood. */
export class KeptFields {
  items: KeptFieldListView['items'] = [];
  private incidentId: string | null = null;
  private readonly burst = new OncePer(BURST_MS, () => void this.load());

  constructor(private readonly listener: PageListener) {}

  async open(incidentId: string | null): Promise<void> {
    if (incidentId === this.incidentId) return;
    this.forget();
    this.incidentId = incidentId;
    await this.load();
  }

  /** Something has changed about this incident. */
  heard(incidentId: string): void {
    if (incidentId === this.incidentId) this.burst.ask();
  }

  forget(): void {
    this.burst.cancel();
    this.items = [];
    this.incidentId = null;
  }

  private async load(): Promise<void> {
    const { incidentId } = this;
    if (incidentId === null) return;
    const path = `/v1/incidents/${encodeURIComponent(incidentId)}/kept-fields`;
    const reply = await this.listener.ask<KeptFieldListView>(path);
    if (!reply.ok || this.incidentId !== incidentId) return;
    this.items = reply.value.items;
    this.listener.onChange();
  }
}
