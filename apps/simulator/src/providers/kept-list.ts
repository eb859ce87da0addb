/** So that a long demonstration does not fill the memory. */
const KEPT_MAX = 10_000;

/** The newest of what came in, oldest first. */
export class KeptList<T> implements Iterable<T> {
  private kept: T[] = [];

  constructor(private readonly max = KEPT_MAX) {}

  push(item: T): void {
    this.kept.push(item);
    if (this.kept.length >= 2 * this.max) this.kept = this.kept.slice(-this.max);
  }

  get length(): number {
    return this.kept.length;
  }

  at(index: number): T | undefined {
    return this.kept.at(index);
  }

  find(fits: (item: T) => boolean): T | undefined {
    return this.kept.find(fits);
  }

  filter(fits: (item: T) => boolean): T[] {
    return this.kept.filter(fits);
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.kept.values();
  }
}
