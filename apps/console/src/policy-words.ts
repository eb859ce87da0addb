import type { PolicyMessage } from '#contracts/policy-api';
import { clockOf, count, distanceOf, percentOf } from '#web/format';

/** What a policy does in two sentences: whom it picks, and when it asks more people. */
export function policyInWords(policy: PolicyMessage): string {
  const { choice, radiusM } = policy;
  const asked = count(policy.alertedAtOnceMax, 'person', 'people');
  const within = `within ${distanceOf(radiusM)}`;
  const picks = `Asks ${whom(choice)}, at most ${asked} at once ${within}.`;
  const then = policy.replaces
    ? `Replaces who declines or is silent for ${clockOf(policy.silentAfterMs)}.`
    : 'Replaces nobody.';
  const wanted = `Wants ${count(policy.wantedCount, 'person', 'people')} on the way.`;
  return `${picks} ${then} ${wanted}`;
}

function whom(choice: PolicyMessage['choice']): string {
  if (choice.kind === 'nearest') {
    return choice.by === 'distance' ? 'the nearest' : 'whoever is there soonest';
  }
  const gain = `whoever adds at least ${percentOf(choice.pricePerAlert)} to survival`;
  return `${gain} (${choice.objective}; never fewer than ${choice.floorCount} who are there)`;
}
