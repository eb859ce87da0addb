import type { Clock } from '#flow/ports';

interface Kept<T> {
  readonly at: number;
  readonly value: T;
  /** Whether it is being read again, while this value still serves. */
  isRenewed: boolean;
}

/**
 * What is read from the record often and changes seldom, kept in memory for a short while. Whoever
 * asks in the second half of that while is answered at once and has it read again for those who
 * come after, so that of many who ask nobody waits.
 */
export class KeptFresh<T> {
  private readonly kept = new Map<string, Kept<T>>();
  /** Grows with every `forget`: what was being read at that moment is not kept. */
  private forgotten = 0;

  constructor(
    private readonly options: {
      readonly read: (key: string) => Promise<T>;
      readonly clock: Clock;
      /** Nothing older than this is given; milliseconds. */
      readonly freshMs: number;
      /** The oldest makes room beyond this. */
      readonly max: number;
    },
  ) {}

  /** The value of a key, never older than promised; rejects where it had to be read and was not. */
  async of(key: string): Promise<T> {
    const { clock, freshMs } = this.options;
    const known = this.kept.get(key);
    const age = known === undefined ? Infinity : clock.now() - known.at;
    if (known === undefined || age < 0 || age >= clock.stretch(freshMs)) return this.read(key);
    if (age >= clock.stretch(freshMs) / 2 && !known.isRenewed) {
      known.isRenewed = true;
      // Where that fails, whoever comes once the value is too old waits and is told.
      this.read(key).catch(() => undefined);
    }
    return known.value;
  }

  /** Reads anew what is asked for next: it has just changed here. */
  forget(key: string): void {
    this.forgotten += 1;
    this.kept.delete(key);
  }

  private async read(key: string): Promise<T> {
    const { clock, read, max } = this.options;
    const [at, forgotten] = [clock.now(), this.forgotten];
    const value = await read(key);
    if (forgotten !== this.forgotten) return value;
    this.kept.delete(key);
    this.kept.set(key, { at, value, isRenewed: false });
    const oldest = this.kept.keys().next();
    if (this.kept.size > max && oldest.done !== true) this.kept.delete(oldest.value);
    return value;
  }
}
