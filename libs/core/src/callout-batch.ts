import { isAnythingKnown, yesAfterSilence } from '#core/callout-learning';
import type { BatchTally, Belief } from '#core/callout-learning';
import type { CalloutPolicy } from '#core/callout-needs';
import type { CalloutTarget } from '#core/callout-targets';
import { normalBelow } from '#core/log-normal';
import type { Instant } from '#core/units';

export interface BatchInput {
  readonly policy: Pick<
    CalloutPolicy,
    'batchMax' | 'confidence' | 'intervalMs' | 'overshootShareMax'
  >;
  readonly target: CalloutTarget;
  /** Earlier batches for the same target. */
  readonly tallies: readonly BatchTally[];
  /** What all answers of the call-out say. */
  readonly beliefs: readonly Belief[];
  readonly now: Instant;
}

/**
 * How many more people to ask for a target. Asking goes on until those asked will do, and stops
 * before so many would say yes that the target overshot by more than the policy allows; both at the
 * policy's confidence or better. Where share and delay are known that is Σp − z·√Σp(1−p) ≥ missing and
 * Σp + z·√Σp(1−p) ≤ room, the normal approximation of the Poisson-binomial distribution, with p of
 * a question falling with its silence; over all that may be so it is weighed by how likely that is.
 */
export function batchSize(input: BatchInput): number {
  const { policy, target, tallies } = input;
  const room = target.missingCount + Math.floor(target.wantedCount * policy.overshootShareMax);
  // Decided batch after batch, each with a risk of its own: so half the risk for each.
  const safe = (1 + policy.confidence) / 2;
  const isEnough = (more: number) =>
    1 - chanceOfAtMost(input, target.missingCount - 1, more) >= policy.confidence;
  // Of people of whom nothing is known, all may say yes.
  const certain = isAnythingKnown(tallies) ? -Infinity : freshCount(input);
  const isTooMany = (more: number) =>
    certain + more > room || chanceOfAtMost(input, room, more) < safe;
  const enough = firstWhere(isEnough, policy.batchMax);
  const tooMany = firstWhere(isTooMany, policy.batchMax + 1);
  return Math.max(0, Math.min(policy.batchMax, enough, tooMany - 1));
}

/** Questions that have not had their time yet. */
function freshCount({ policy, tallies, now }: BatchInput): number {
  return tallies
    .filter(({ askedAt }) => now - askedAt < policy.intervalMs)
    .reduce((sum, { openCount }) => sum + openCount, 0);
}

/** How likely no more than so many of those asked, and of so many more, say yes from now on. */
export function chanceOfAtMost(
  { tallies, beliefs, now }: Pick<BatchInput, 'tallies' | 'beliefs' | 'now'>,
  yesCount: number,
  moreCount: number,
): number {
  const open = tallies.reduce((sum, tally) => sum + tally.openCount, 0);
  if (yesCount >= open + moreCount) return 1;
  let chance = 0;
  for (const belief of beliefs) {
    let mean = moreCount * belief.share;
    let variance = mean * (1 - belief.share);
    for (const { openCount, askedAt } of tallies) {
      const p = yesAfterSilence(belief, now - askedAt);
      mean += openCount * p;
      variance += openCount * p * (1 - p);
    }
    // Half a person more: the distribution of whole people under the normal one.
    const z = (yesCount + 0.5 - mean) / Math.sqrt(Math.max(variance, Number.EPSILON));
    chance += belief.weight * normalBelow(z);
  }
  return chance;
}

/** The least count for which it holds, by halving, since it holds for all above; else the most. */
function firstWhere(holds: (count: number) => boolean, max: number): number {
  let [low, high] = [0, max];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
