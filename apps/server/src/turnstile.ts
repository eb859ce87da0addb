import type { Pressure } from './pressure';

/** How often some of those who wait are let through; real time. */
const TURN_EVERY_MS = 10;
/** So late, a process lets fewer through: long before anything else is held back. */
const LATE_MAX_MS = 20;
/** Let through in one turn: at least, at first, and at most. */
const A_TURN = { min: 4, first: 10, max: 40 };

/**
 * Lets a herd through a few at a time, as many as the process keeps up with: all at once they
 * would hold up an incident that comes in between. Whoever comes alone does not wait.
 */
export class Turnstile {
  private readonly waiting = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private aTurn = A_TURN.first;
  private left = A_TURN.first;

  constructor(private readonly pressure: Pick<Pressure, 'lateMs'>) {}

  /** How many wait. */
  get size(): number {
    return this.waiting.size;
  }

  /**
   * Calls back at once or when it is this one's turn.
   *
   * @returns ends the waiting of somebody who is gone
   */
  pass(through: () => void): () => void {
    this.timer ??= setInterval(() => this.turn(), TURN_EVERY_MS).unref();
    if (this.left > 0 && this.waiting.size === 0) {
      this.left -= 1;
      through();
      return () => undefined;
    }
    this.waiting.add(through);
    return () => this.waiting.delete(through);
  }

  private turn(): void {
    const isLate = this.pressure.lateMs > LATE_MAX_MS;
    this.aTurn = isLate
      ? Math.max(A_TURN.min, this.aTurn >> 1)
      : Math.min(A_TURN.max, this.aTurn + 1);
    this.left = this.aTurn;
    for (const through of this.waiting) {
      if (this.left <= 0) return;
      this.left -= 1;
      this.waiting.delete(through);
      through();
    }
    if (this.waiting.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.left = this.aTurn;
  }
}
