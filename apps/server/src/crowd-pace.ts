import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** Of a worker's time, what crowds may take while nothing else is known of the machine. */
export const CROWD_SHARE = 0.5;

/**
 * How fast crowds go out. Fifty thousand people of a call-out would fill every core of a small
 * machine for as long as they take, and each alarm meanwhile would wait behind them: after each
 * serving of crowds a worker rests until its event loop was at work for no more than a share of
 * the time since then. What is not a crowd never rests.
 */
export class CrowdPace {
  private since: EventLoopUtilization | null = null;
  private waiting: NodeJS.Timeout | undefined;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly clock: Pick<typeof performance, 'eventLoopUtilization'> = performance,
    private readonly share = Number(process.env['CROWD_SHARE'] ?? CROWD_SHARE),
  ) {}

  /** Calls back when crowds that had to rest may be served again. */
  onRested(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Whether crowds may be served now; where not, the listeners are called as soon as they may. */
  mayServe(): boolean {
    if (this.since === null) return true;
    const restMs = this.restMs(this.since);
    if (restMs <= 0) {
      this.since = null;
      return true;
    }
    this.waiting ??= setTimeout(() => {
      this.waiting = undefined;
      for (const listener of this.listeners) listener();
    }, restMs);
    return false;
  }

  /** Crowds were served. */
  served(): void {
    this.since ??= this.clock.eventLoopUtilization();
  }

  stop(): void {
    clearTimeout(this.waiting);
  }

  private restMs(since: EventLoopUtilization): number {
    const { active, idle } = this.clock.eventLoopUtilization(since);
    return active / this.share - (active + idle);
  }
}
