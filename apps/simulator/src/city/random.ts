/**
 * A seeded random number generator (sfc32, Chris Doty-Humphrey's Small Fast Counting generator)
 * with sub-streams by name.
 *
 * The same key gives the same numbers on every machine. `stream(name)` depends on the key and the
 * name alone, not on what was drawn before, so that one draw more in one place shifts no other.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(private readonly key: string) {
    [this.a, this.b, this.c] = hash96(key);
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) this.next();
  }

  /** An independent generator for one purpose, named after it. */
  stream(name: string): Random {
    return new Random(`${this.key}/${name}`);
  }

  /** Uniform in [0, 1), 32 bits fine. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Uniform between two numbers. */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** One of the given; throws when there is none. */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** One of the given by weight; the weights need not add up to one. Throws when there is none. */
  weighted<T>(from: readonly (readonly [T, number])[]): T {
    const last = from.at(-1);
    if (last === undefined) throw new RangeError('nothing to pick from');
    let left = this.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of from) {
      left -= weight;
      if (left < 0) return value;
    }
    return last[0];
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Lognormal with the given median; `sigma` is the standard deviation of its logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Beta(a, b) for a, b ≥ 1, as the share of two gammas. */
  beta(a: number, b: number): number {
    const first = this.gamma(a);
    return first / (first + this.gamma(b));
  }

  /** Gamma with shape ≥ 1 and scale 1 (Marsaglia and Tsang 2000). */
  private gamma(shape: number): number {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(1 - this.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }
}

const WARM_UP_ROUNDS = 15;

/** Three FNV-1a hashes of the text from different starts, each finished by murmur3's mixer. */
function hash96(text: string): [number, number, number] {
  const hash = (start: number): number => {
    let h = start | 0;
    for (let i = 0; i < text.length; i += 1) {
      h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    }
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return h ^ (h >>> 16);
  };
  return [hash(0x811c9dc5), hash(0x2545f491), hash(0x9e3779b9)];
}
