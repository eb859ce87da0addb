/** Read at once, at most. */
const GATHERED_MAX = 500;
/** Reads under way at once; what is asked meanwhile goes together with the next. */
const READS_MAX = 2;

interface Asked<K, V> {
  readonly key: K;
  readonly resolve: (value: V) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads one thing by its key, as soon as it is asked for; while others are read, whatever is asked
 * for is gathered and read together. Nothing joins a read that has begun, so that what is found is
 * never older than the question.
 */
export class GatheredReads<K, V> {
  private asked: Asked<K, V>[] = [];
  private reading = 0;

  /** @param read resolves one value for each key, in their order */
  constructor(private readonly read: (keys: readonly K[]) => Promise<readonly V[]>) {}

  of(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.asked.push({ key, resolve, reject });
      this.begin();
    });
  }

  private begin(): void {
    if (this.reading >= READS_MAX || this.asked.length === 0) return;
    const some = this.asked.splice(0, GATHERED_MAX);
    this.reading += 1;
    void this.settle(some).finally(() => {
      this.reading -= 1;
      this.begin();
    });
  }

  private async settle(some: readonly Asked<K, V>[]): Promise<void> {
    try {
      const values = await this.read(some.map(({ key }) => key));
      some.forEach(({ resolve }, index) => resolve(values[index] as V));
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }
}
