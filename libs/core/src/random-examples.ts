/*
 * Seeded chance for tests that compare a formula with many draws. The seed stands in the name of
 * the test, so that a failure can be repeated.
 */

export interface SeededChance {
  /** Evenly from [0, 1). */
  readonly uniform: () => number;
  /** From the standard normal distribution. */
  readonly normal: () => number;
}

/** The same numbers for the same seed: mulberry32 (Tommy Ettinger, public domain). */
export function seededChance(seed: number): SeededChance {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box and Muller 1958; 1 − u keeps the logarithm finite.
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/** Mean and variance of numbers. */
export function momentsOfDraws(draws: readonly number[]): { mean: number; variance: number } {
  const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
  const variance = draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length;
  return { mean, variance };
}
