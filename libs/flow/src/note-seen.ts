import { MINUTE_MS, type Instant } from '#core/units';
import type { Clock, ReachStore } from '#flow/ports';

/** A phone is noted as heard of this often at most. */
export const SEEN_EVERY_MS = 10 * MINUTE_MS;
/** Phones remembered at most; a phone that is forgotten is noted once more. */
export const SEEN_REMEMBERED_MAX = 200_000;

/**
 * Notes that a phone's app spoke with us, for the light that says whether it would ring. Cheap
 * enough for every fix: a note in ten minutes for each phone, and all of them in one write.
 */
export class NoteSeen {
  private readonly notedAt = new Map<string, Instant>();
  private readonly waiting = new Set<string>();

  constructor(private readonly ports: { readonly reach: ReachStore; readonly clock: Clock }) {}

  /** This phone was heard of just now. */
  note(deviceId: string): void {
    const now = this.ports.clock.now();
    const before = this.notedAt.get(deviceId);
    if (before !== undefined && now - before < SEEN_EVERY_MS) return;
    if (this.notedAt.size >= SEEN_REMEMBERED_MAX) this.notedAt.clear();
    this.notedAt.set(deviceId, now);
    this.waiting.add(deviceId);
  }

  /** Writes what has been noted. */
  async write(): Promise<void> {
    if (this.waiting.size === 0) return;
    const deviceIds = [...this.waiting].sort();
    this.waiting.clear();
    await this.ports.reach.noteSeen(deviceIds, this.ports.clock.now());
  }
}
