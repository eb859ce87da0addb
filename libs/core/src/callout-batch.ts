import { isAnythingKnown, yesAfterSilence } from '#core/callout-learning';
import type { BatchTally, Belief } from '#core/callout-learning';
import type { CalloutPolicy } from '#core/callout-needs';
import type { CalloutTarget } from '#core/callout-targets';
import { normalBelowQuick } from '#core/log-normal';
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
 * policy's confidence or better. Where share and delay are known that is
 * Σp − z·√Σp(1−p) ≥ missing and Σp + z·√Σp(1−p) ≤ room, the normal approximation of the
 * Poisson-binomial distribution, with p of a question falling with its silence; over all that may
 * be so it is weighed by how likely that is.
 */
export function batchSize(input: BatchInput): number {
  const { policy, target, tallies } = input;
  const room = target.missingCount + Math.floor(target.wantedCount * policy.overshootShareMax);
  const outlooks = outlookOf(input);
  const open = tallies.reduce((sum, { openCount }) => sum + openCount, 0);
  const atMost = (yesCount: number, more: number) =>
    yesCount >= open + more ? 1 : chanceOfAtMost(outlooks, yesCount, more);
  // Decided batch after batch, each with a risk of its own: so half the risk for each.
  const safe = (1 + policy.confidence) / 2;
  const isEnough = (more: number) => 1 - atMost(target.missingCount - 1, more) >= policy.confidence;
  // Of people of whom nothing is known, all may say yes.
  const certain = isAnythingKnown(tallies) ? -Infinity : freshCount(input);
  const isTooMany = (more: number) => certain + more > room || atMost(room, more) < safe;
  const most = Math.max(0, firstWhere(isTooMany, policy.batchMax + 1) - 1);
  return firstWhere(isEnough, most);
}

/** Questions that have not had their time yet. */
function freshCount({ policy, tallies, now }: BatchInput): number {
  return tallies
    .filter(({ askedAt }) => now - askedAt < policy.intervalMs)
    .reduce((sum, { openCount }) => sum + openCount, 0);
}

/** What is expected of the questions that are open, by one belief. */
interface Outlook {
  readonly weight: number;
  readonly share: number;
  readonly mean: number;
  readonly variance: number;
}

function outlookOf({ tallies, beliefs, now }: BatchInput): readonly Outlook[] {
  return beliefs.map((belief) => {
    let [mean, variance] = [0, 0];
    for (const { openCount, askedAt } of tallies) {
      if (openCount === 0) continue;
      const p = yesAfterSilence(belief, now - askedAt);
      mean += openCount * p;
      variance += openCount * p * (1 - p);
    }
    return { weight: belief.weight, share: belief.share, mean, variance };
  });
}

/** How likely no more than so many of those asked, and of so many more, say yes from now on. */
function chanceOfAtMost(outlooks: readonly Outlook[], yesCount: number, moreCount: number): number {
  let chance = 0;
  for (const { weight, share, mean, variance } of outlooks) {
    const more = moreCount * share;
    const deviation = Math.sqrt(Math.max(variance + more * (1 - share), Number.EPSILON));
    // Half a person more: the distribution of whole people under the normal one.
    chance += weight * normalBelowQuick((yesCount + 0.5 - mean - more) / deviation);
  }
  return chance;
}

/**
 * The least count for which it holds, since it holds for all above; else the most. In steps that
 * double, then by halving: mostly few are needed.
 */
function firstWhere(holds: (count: number) => boolean, max: number): number {
  let [low, high] = [0, 0];
  while (high < max && !holds(high)) [low, high] = [high + 1, Math.min(max, 2 * high + 1)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
