import type { FactView } from '#contracts/incident-api';
import { MINUTE_MS } from '#core/units';
import type { HttpClient } from './http-client';
import type { VirtualTimers } from './virtual-timers';

/** Checked and back at its place so long after it was taken or found wanting; an assumption. */
const BACK_AFTER_MS = 45 * MINUTE_MS;

/**
 * Those who look after the AEDs: each one that was fetched, or not found as registered, is checked
 * and back in service some time later. Without them a long demo would run out of AEDs.
 */
export class AedKeeper {
  private readonly awaited = new Set<string>();

  constructor(
    private readonly task: {
      readonly registrar: HttpClient;
      readonly timers: VirtualTimers;
      /** External reference of each AED by its id at the server. */
      readonly refs: ReadonlyMap<string, string>;
    },
  ) {}

  /** Takes note of what control is told. */
  hear({ kind, detail }: Pick<FactView, 'kind' | 'detail'>): void {
    if (kind !== 'aed-collected' && kind !== 'aed-reported') return;
    const { registrar, timers, refs } = this.task;
    const ref = refs.get(String(detail['aedId']));
    if (ref === undefined || this.awaited.has(ref)) return;
    this.awaited.add(ref);
    timers.after(BACK_AFTER_MS, () => {
      this.awaited.delete(ref);
      void registrar.ask('POST', `/v1/aeds/${ref}/status`, { status: 'available' });
    });
  }
}
