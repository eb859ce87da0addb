import type { PolicyMessage } from '#contracts/policy-api';
import { clockOf, count, distanceOf, percentOf } from '#web/format';

/** What a policy does in two sentences: whom it picks, and when it asks more people. */
export function policyInWords(policy: PolicyMessage): string {
  const { choice, radiusM } = policy;
  const asked = count(policy.alertedAtOnceMax, 'person', 'people');
  const within = `within ${distanceOf(radiusM)}`;
  const picks =
    choice.kind === 'nearest'
      ? `Asks the ${choice.by === 'distance' ? 'nearest' : 'soonest there'}, ${asked} at once ${within}.`
      : `Asks whoever adds at least ${percentOf(choice.pricePerAlert)} to survival (${choice.objective}), at most ${asked} at once ${within}, never fewer than ${choice.floorCount} where they are there.`;
  const then = policy.replaces
    ? `Replaces who declines or is silent for ${clockOf(policy.silentAfterMs)}.`
    : 'Replaces nobody.';
  const wanted = `Wants ${count(policy.wantedCount, 'person', 'people')} on the way.`;
  return `${picks} ${then} ${wanted}`;
}
