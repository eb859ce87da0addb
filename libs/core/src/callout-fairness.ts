/** How many people had something so many times. */
export interface HistogramBar {
  readonly times: number;
  readonly peopleCount: number;
}

/**
 * How unevenly something is spread: the Gini coefficient, 0 where all have as many, (n − 1)/n where
 * one of n has everything. From bars in any order; 0 where nobody has any.
 */
export function gini(bars: readonly HistogramBar[]): number {
  const rising = [...bars].sort((a, b) => a.times - b.times);
  let [people, total, weighted] = [0, 0, 0];
  for (const { times, peopleCount } of rising) {
    // Ranks people+1 … people+peopleCount all have `times`.
    weighted += times * (peopleCount * people + (peopleCount * (peopleCount + 1)) / 2);
    people += peopleCount;
    total += times * peopleCount;
  }
  if (total === 0) return 0;
  // Sørensen's formula: G = 2 Σ i·xᵢ / (n Σ xᵢ) − (n + 1)/n, of values in rising order.
  return Math.max(0, (2 * weighted) / (people * total) - (people + 1) / people);
}

/** The bars of counts, least first; counts that nobody has are left out. */
export function histogram(counts: readonly number[]): HistogramBar[] {
  const bars = new Map<number, number>();
  for (const count of counts) bars.set(count, (bars.get(count) ?? 0) + 1);
  return [...bars]
    .map(([times, peopleCount]) => ({ times, peopleCount }))
    .sort((a, b) => a.times - b.times);
}
