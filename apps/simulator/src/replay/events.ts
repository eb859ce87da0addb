import type { Instant } from '#core/units';

export interface Event {
  readonly at: Instant;
  readonly run: () => void;
}

/** What is to happen, in order of time; at the same moment in the order it was added. */
export class Events {
  now: Instant = -Infinity;
  private readonly waiting: Event[] = [];

  add(at: Instant, run: () => void): void {
    let index = this.waiting.length;
    while (index > 0 && (this.waiting[index - 1]?.at ?? 0) <= at) index -= 1;
    this.waiting.splice(index, 0, { at, run });
  }

  /** The next one, and the clock moved to it; null when nothing waits. */
  next(): Event | null {
    const event = this.waiting.pop();
    if (event === undefined) return null;
    this.now = Math.max(this.now, event.at);
    return event;
  }
}
