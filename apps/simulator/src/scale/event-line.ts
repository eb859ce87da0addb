interface Event {
  readonly atMs: number;
  /** Of two at the same moment the one that was planned first comes first. */
  readonly order: number;
  readonly act: () => void;
}

/** What happens when, in a time of its own: nothing waits for a real clock. */
export class EventLine {
  nowMs = 0;
  private readonly heap: Event[] = [];
  private planned = 0;

  /** Plans something for so long after now. */
  after(delayMs: number, act: () => void): void {
    this.planned += 1;
    this.put({ atMs: this.nowMs + delayMs, order: this.planned, act });
  }

  /** Lets everything happen up to that moment. */
  runUntil(endMs: number): void {
    for (let next = this.heap[0]; next !== undefined && next.atMs <= endMs; next = this.heap[0]) {
      this.take();
      this.nowMs = next.atMs;
      next.act();
    }
    this.nowMs = endMs;
  }

  private put(event: Event): void {
    const { heap } = this;
    let hole = heap.length;
    while (hole > 0) {
      const up = (hole - 1) >> 1;
      const parent = heap[up];
      if (parent === undefined || !isBefore(event, parent)) break;
      heap[hole] = parent;
      hole = up;
    }
    heap[hole] = event;
  }

  private take(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let hole = 0;
    for (;;) {
      const left = heap[2 * hole + 1];
      const right = heap[2 * hole + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (!isBefore(child, last)) break;
      heap[hole] = child;
      hole = 2 * hole + (isRight ? 2 : 1);
    }
    heap[hole] = last;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
