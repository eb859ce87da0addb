/** What one person who may be asked brings within the time; chances in [0, 1]. */
export interface Reach {
  /** Metres straight to the patient; settles in which order people are sent for an AED. */
  readonly wayM: number;
  /** That they are there in time, going straight. */
  readonly straight: number;
  /** That they are there in time with an AED that works, going by the best one for them. */
  readonly withAed: number;
}

/**
 * Chance that at least two people are there in time and at least one of them with an AED, each of
 * them coming or not independently of the others.
 *
 * Somebody goes straight or by an AED, not both. With those sent for an AED in F and the others in
 * D it is 1 − P(F = 0) − P(F = 1)·P(D = 0), the counts being Poisson-binomial (a sum of unlike coin
 * tosses), whose first two terms follow by the recurrence
 * P(F = k) ← P(F = k)·(1 − q) + P(F = k − 1)·q.
 * The best of these splits counts: the first so many by their way, from the near end or the far
 * one. Whoever is sent for an AED counts only if they bring one. So the chance is never higher for
 * one person less, one AED less, or a shorter time.
 */
export function twoWithAed(people: readonly Reach[]): number {
  const near = [...people].sort((a, b) => a.wayM - b.wayM);
  return Math.max(bestSplitAlong(near), bestSplitAlong(near.toReversed()));
}

/** The best of sending the first 1, 2, … all of them for an AED. */
function bestSplitAlong(people: readonly Reach[]): number {
  // Chance that none of those from here on, going straight, is there.
  const noneStraight = new Float64Array(people.length + 1).fill(1);
  for (let from = people.length - 1; from >= 0; from -= 1) {
    noneStraight[from] = (noneStraight[from + 1] ?? 1) * (1 - (people[from]?.straight ?? 0));
  }
  let [none, one, best] = [1, 0, 0];
  people.forEach(({ withAed }, index) => {
    one = one * (1 - withAed) + none * withAed;
    none *= 1 - withAed;
    best = Math.max(best, 1 - none - one * (noneStraight[index + 1] ?? 1));
  });
  return best;
}
