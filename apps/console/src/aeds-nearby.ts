import type { AedsAroundView } from '#contracts/dispatch-api';
import type { PageListener } from './asker';
import { OncePer } from './once-per';

/** Orders and reports come in bursts. */
const BURST_MS = 400;
/** Doors open and shut by time alone, and nobody says so. */
const AGAIN_MS = 60_000;

/** The AEDs around the opened incident, also those that cannot be had. */
export class AedsNearby {
  items: AedsAroundView['items'] | null = null;
  private incidentId: string | null = null;
  private again: ReturnType<typeof setInterval> | undefined;
  private readonly burst = new OncePer(BURST_MS, () => void this.load());

  constructor(private readonly listener: PageListener) {}

  async open(incidentId: string | null): Promise<void> {
    if (incidentId === this.incidentId) return;
    this.forget();
    this.incidentId = incidentId;
    if (incidentId === null) return;
    this.again = setInterval(() => void this.load(), AGAIN_MS);
    await this.load();
  }

  /** Something has changed about this incident. */
  heard(incidentId: string): void {
    if (incidentId === this.incidentId) this.burst.ask();
  }

  async load(): Promise<void> {
    const { incidentId } = this;
    if (incidentId === null) return;
    const path = `/v1/incidents/${encodeURIComponent(incidentId)}/aeds`;
    const reply = await this.listener.ask<AedsAroundView>(path);
    if (!reply.ok || this.incidentId !== incidentId) return;
    this.items = reply.value.items;
    this.listener.onChange();
  }

  forget(): void {
    this.burst.cancel();
    clearInterval(this.again);
    this.items = null;
    this.incidentId = null;
  }
}
