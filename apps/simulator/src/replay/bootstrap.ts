import { numberOf, uniform } from './draws';

/** A difference of means and the interval in which 95 % of resampled ones lie. */
export interface Difference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const REPLICATES = 1_000;

/**
 * Paired bootstrap of the mean difference of two policies over the same cases. Whole groups of
 * cases are drawn: repeats and cases resampled from one recorded case are not independent. Seeded:
 * the same data give the same interval.
 */
export function pairedDifference(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  groups: readonly string[],
): Difference {
  const index = new Map<string, number>();
  const sums: number[] = [];
  const counts: number[] = [];
  groups.forEach((group, row) => {
    const at = index.get(group) ?? index.size;
    index.set(group, at);
    sums[at] = (sums[at] ?? 0) + (ours[row] ?? 0) - (theirs[row] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  });
  const total = sums.reduce((sum, value) => sum + value, 0);
  const means = Array.from({ length: REPLICATES }, (_, replicate) =>
    resampledMean(sums, counts, numberOf(`bootstrap/${replicate}`)),
  ).sort((a, b) => a - b);
  return {
    mean: groups.length === 0 ? 0 : total / groups.length,
    low: means[Math.floor(0.025 * REPLICATES)] ?? 0,
    high: means[Math.ceil(0.975 * REPLICATES) - 1] ?? 0,
  };
}

function resampledMean(sums: readonly number[], counts: readonly number[], key: number): number {
  let [sum, count] = [0, 0];
  for (let draw = 0; draw < sums.length; draw += 1) {
    const at = Math.floor(uniform(key, draw) * sums.length);
    sum += sums[at] ?? 0;
    count += counts[at] ?? 0;
  }
  return count === 0 ? 0 : sum / count;
}
