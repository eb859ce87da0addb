import { SECOND_MS, type Instant } from '#core/units';

/** So many failures in a row, and a source is left alone; source: proposed. */
export const FAILURES_MAX = 3;
/** For so long; then one query tries it again; source: proposed. */
export const REST_MS = 10 * SECOND_MS;

/** Leaves a source alone for a while that failed again and again, so that nobody waits for it. */
export class Rest {
  private failures = 0;
  private restsUntil: Instant = -Infinity;

  constructor(private readonly now: () => Instant) {}

  /** Whether to ask the source. After a rest one is told yes, the others once it has answered. */
  mayAsk(): boolean {
    if (this.failures < FAILURES_MAX) return true;
    if (this.now() < this.restsUntil) return false;
    this.restsUntil = this.now() + REST_MS;
    return true;
  }

  answered(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures += 1;
    if (this.failures >= FAILURES_MAX) this.restsUntil = this.now() + REST_MS;
  }
}
