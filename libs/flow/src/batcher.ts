/** Things written in one go, at most. */
export const BATCH_MAX = 500;
/** What could not be written so often is let go, lest it hold up what comes after it. */
export const WRITES_MAX = 3;

interface Waiting<T> {
  readonly thing: T;
  readonly writes: number;
}

/** Writes what comes one batch after the other: whatever comes meanwhile goes with the next. */
export class Batcher<T> {
  private waiting: Waiting<T>[] = [];
  private writing: Promise<void> | null = null;

  constructor(
    private readonly options: {
      readonly write: (batch: readonly T[]) => Promise<void>;
      readonly onError: (error: unknown) => void;
      /** Told of what is done with: written, or let go. */
      readonly onDone?: (batch: readonly T[]) => void;
      /** How often something is tried to be written; `WRITES_MAX` where left out. */
      readonly writesMax?: number;
    },
  ) {}

  /** Takes something to be written, at once or with the next batch. */
  add(thing: T): void {
    this.waiting.push({ thing, writes: 0 });
    this.begin();
  }

  /** Takes something that may wait: it goes with the next batch, or when `begin` is called. */
  lay(thing: T): void {
    this.waiting.push({ thing, writes: 0 });
  }

  /** Writes what waits, also what could not be written before. */
  begin(): void {
    if (this.writing !== null || this.waiting.length === 0) return;
    this.writing = this.writeAll().finally(() => {
      this.writing = null;
    });
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    while (this.writing !== null) await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH_MAX);
      try {
        await this.options.write(batch.map(({ thing }) => thing));
      } catch (error) {
        const { writesMax = WRITES_MAX } = this.options;
        const again = batch.map(({ thing, writes }) => ({ thing, writes: writes + 1 }));
        this.waiting.unshift(...again.filter(({ writes }) => writes < writesMax));
        this.done(again.filter(({ writes }) => writes >= writesMax));
        this.options.onError(error);
        return;
      }
      this.done(batch);
    }
  }

  private done(batch: readonly Waiting<T>[]): void {
    if (batch.length > 0) this.options.onDone?.(batch.map(({ thing }) => thing));
  }
}
