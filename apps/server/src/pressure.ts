/** How often it is looked whether this process keeps up; real time. */
export const LOOK_EVERY_MS = 20;
/** A process that comes to look later than this by so much has more to do than it can. */
const LATE_HIGH_MS = 40;

/** Whether the process keeps up: how late it comes to what it meant to do by now. */
export class Pressure {
  private timer: NodeJS.Timeout | undefined;
  private expectedAt = Infinity;
  private newestMs = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Begins to look. */
  start(): void {
    this.expectedAt = this.nowMs() + LOOK_EVERY_MS;
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.expectedAt = Infinity;
  }

  /** How late the process came when it looked last, or is now where that is more; milliseconds. */
  get lateMs(): number {
    return Math.max(this.newestMs, this.nowMs() - this.expectedAt, 0);
  }

  /** Whether what may wait should. */
  get isHigh(): boolean {
    return this.lateMs > LATE_HIGH_MS;
  }

  private look(): void {
    const now = this.nowMs();
    this.newestMs = Math.max(0, now - this.expectedAt);
    this.expectedAt = now + LOOK_EVERY_MS;
  }
}
