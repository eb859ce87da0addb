import type { Instant } from '#core/units';
import type { Clock } from '#flow/ports';

/** A clock that stands still until it is told to move, and never goes back. */
export class MemoryClock implements Clock {
  constructor(private at: Instant) {}

  now(): Instant {
    return this.at;
  }

  stretch(realMs: number): number {
    return realMs;
  }

  /** Moves to that moment; throws when it lies in the past. */
  advanceTo(instant: Instant): void {
    if (instant < this.at) throw new Error('a clock does not go back');
    this.at = instant;
  }

  advanceBy(ms: number): void {
    this.advanceTo(this.at + ms);
  }
}
