import { mayAsk, type Callout } from '#core/callout';
import { batchSize } from '#core/callout-batch';
import { learn, type BatchTally } from '#core/callout-learning';
import { missingTargets, type CalloutTarget } from '#core/callout-targets';
import { waveNow } from '#core/callout-waves';
import { timeOf } from '#core/consider-for-callout';
import type { Instant } from '#core/units';

/** How many people to ask for a target, and out of which waves, one after the other. */
export interface PlannedAsk {
  readonly target: CalloutTarget;
  readonly count: number;
  readonly waves: readonly number[];
}

/**
 * Whom a call-out asks next: for every target that misses people, the scarcest first, as many as
 * bring what is missing at the policy's confidence without risking more yes than it allows. They
 * are taken from the wave that is asked now, then from those after it where nobody is left in it,
 * then from those whose time has passed. A broadcast asks everyone.
 */
export function planCallout(input: {
  readonly callout: Callout;
  readonly tallies: readonly BatchTally[];
  /** People of each need whom groups find among their own. */
  readonly held: Readonly<Record<string, number>>;
  readonly now: Instant;
}): readonly PlannedAsk[] {
  const { callout, tallies, now } = input;
  const { policy } = callout;
  if (!mayAsk(callout, now)) return [];
  const targets = missingTargets(callout, input.held).filter((target) =>
    isAhead(target, callout, now),
  );
  const [scarcest] = targets;
  if (policy.order === 'all-at-once' && scarcest !== undefined) {
    return [{ target: scarcest, count: Infinity, waves: wavesInOrder(policy, [], now) }];
  }
  const beliefs = learn(tallies, policy, now);
  let left = policy.batchMax;
  return targets.flatMap((target) => {
    const own = tallies.filter((tally) => isFor(tally, target));
    const count = Math.min(left, batchSize({ policy, target, tallies: own, beliefs, now }));
    left -= count;
    return count > 0 ? [{ target, count, waves: wavesInOrder(policy, own, now) }] : [];
  });
}

/** The wave of now, those after it, and last those before it. */
function wavesInOrder(
  policy: Callout['policy'],
  tallies: readonly BatchTally[],
  now: Instant,
): readonly number[] {
  const first = waveNow({ policy, tallies, now });
  const all = policy.waves.map((_, index) => index);
  return [...all.slice(first), ...all.slice(0, first)];
}

function isAhead({ needKey }: CalloutTarget, callout: Callout, now: Instant): boolean {
  const need = callout.needs.find((each) => each.needKey === needKey);
  return need !== undefined && timeOf(need, callout).until > now;
}

function isFor(tally: BatchTally, target: CalloutTarget): boolean {
  return tally.needKey === target.needKey && tally.equipment === target.equipment;
}
