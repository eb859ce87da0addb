/** A loop looks for work at least this often, whatever wakes it; real time. */
export const POLL_EVERY_MS = 250;

/**
 * Runs `work` whenever woken and at least every `everyMs`, never twice at once. An error is told
 * and the loop goes on.
 */
export class WorkLoop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private wokenMeanwhile = false;
  private stopped = true;

  constructor(
    private readonly options: {
      /** Says whether there may be more to do right now. */
      readonly work: () => Promise<boolean>;
      readonly everyMs: number;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Runs now; when it is running, once more after that. */
  wake(): void {
    if (this.stopped) return;
    if (this.running !== null) {
      this.wokenMeanwhile = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = this.run().finally(() => {
      this.running = null;
      if (this.stopped) return;
      if (this.wokenMeanwhile) {
        this.wokenMeanwhile = false;
        setImmediate(() => this.wake());
      } else {
        this.timer = setTimeout(() => this.wake(), this.options.everyMs);
      }
    });
  }

  /** No new round; resolves when the one at hand is done. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      if (await this.options.work()) this.wokenMeanwhile = true;
    } catch (error) {
      this.options.onError(error);
    }
  }
}
