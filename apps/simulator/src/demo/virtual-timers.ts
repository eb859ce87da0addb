import type { Instant } from '#core/units';
import type { VirtualClock } from './virtual-clock';

/** Something that will happen at a virtual moment, unless it is cancelled before. */
export interface Timer {
  cancel(): void;
}

interface Entry {
  readonly dueAt: Instant;
  /** Entries of the same moment run in the order in which they were set. */
  readonly order: number;
  run: (() => void) | null;
}

/** The clock may be set anew while we wait, so we never sleep longer than this. */
const NAP_MAX_MS = 50;
/** After so long the event loop gets a turn, so that sockets are read while many timers are due. */
const TURN_MS = 4;

/** One heap of virtual moments and one real timer, for thousands of phones. */
export class VirtualTimers {
  private readonly heap: Entry[] = [];
  private readonly waiting = new Set<() => void>();
  private orderNext = 0;
  private nap: NodeJS.Timeout | null = null;
  private napEndsAt = 0;
  private isStopped = false;

  constructor(private readonly clock: VirtualClock) {}

  /** Runs something at a virtual moment, or as soon as possible when that has passed. */
  at(dueAt: Instant, run: () => void): Timer {
    const entry: Entry = { dueAt, order: this.orderNext, run };
    this.orderNext += 1;
    this.push(entry);
    if (!this.isStopped && (this.nap === null || dueAt < this.napEndsAt)) this.arm();
    return { cancel: () => (entry.run = null) };
  }

  after(virtualMs: number, run: () => void): Timer {
    return this.at(this.clock.now() + virtualMs, run);
  }

  /** Resolves at a virtual moment; at once when the timers are stopped. */
  async until(dueAt: Instant): Promise<void> {
    if (this.isStopped) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        resolve();
      };
      this.waiting.add(wake);
      this.at(dueAt, wake);
    });
  }

  /** Nothing happens any more; whoever waits in `until` goes on. */
  stop(): void {
    this.isStopped = true;
    if (this.nap !== null) clearTimeout(this.nap);
    this.heap.length = 0;
    for (const wake of [...this.waiting]) wake();
  }

  private arm(): void {
    if (this.nap !== null) clearTimeout(this.nap);
    this.nap = null;
    const next = this.heap[0];
    if (next === undefined || this.isStopped) return;
    this.napEndsAt = next.dueAt;
    const realMs = Math.min(Math.max(this.clock.realMsUntil(next.dueAt), 0), NAP_MAX_MS);
    this.nap = setTimeout(() => this.runDue(), realMs);
  }

  private runDue(): void {
    // What is set by the steps below waits for the nap after them.
    this.napEndsAt = -Infinity;
    const turnEndsMs = performance.now() + TURN_MS;
    for (;;) {
      const next = this.heap[0];
      if (next === undefined || next.dueAt > this.clock.now()) break;
      this.pop();
      next.run?.();
      if (performance.now() > turnEndsMs) break;
    }
    this.arm();
  }

  private push(entry: Entry): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(entry, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const child = this.smallerChild(at);
      const below = heap[child];
      if (below === undefined || !isBefore(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }

  private smallerChild(at: number): number {
    const left = this.heap[2 * at + 1];
    const right = this.heap[2 * at + 2];
    const rightIsFirst = left !== undefined && right !== undefined && isBefore(right, left);
    return rightIsFirst ? 2 * at + 2 : 2 * at + 1;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
}
