/** Asked together, at most. */
const TOGETHER_MAX = 500;
/** Under way at once; what is asked meanwhile goes together with the next. */
const UNDER_WAY_MAX = 2;

interface Asked<K, V> {
  readonly key: K;
  readonly resolve: (value: V | Promise<V>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks for one thing as soon as it is wanted; while others are asked for, whatever is wanted is
 * gathered and asked for together. Nothing joins what has begun, so that an answer is never older
 * than its question.
 */
export class Gathered<K, V> {
  private asked: Asked<K, V>[] = [];
  private underWay = 0;

  /** @param ask resolves one answer for each key, in their order; one may fail by itself */
  constructor(
    private readonly ask: (keys: readonly K[]) => Promise<readonly (V | Promise<V>)[]>,
    private readonly limits = { together: TOGETHER_MAX, underWay: UNDER_WAY_MAX },
  ) {}

  of(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.asked.push({ key, resolve, reject });
      this.begin();
    });
  }

  private begin(): void {
    if (this.underWay >= this.limits.underWay || this.asked.length === 0) return;
    const some = this.asked.splice(0, this.limits.together);
    this.underWay += 1;
    void this.settle(some).finally(() => {
      this.underWay -= 1;
      this.begin();
    });
  }

  private async settle(some: readonly Asked<K, V>[]): Promise<void> {
    try {
      const answers = await this.ask(some.map(({ key }) => key));
      some.forEach(({ resolve }, index) => resolve(answers[index] as V | Promise<V>));
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }
}
