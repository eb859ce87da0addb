import type { PolicyMessage } from '#contracts/policy-api';
import { clockOf, distanceOf, percentOf } from '#web/format';
import { count, t } from '#web/language';

/** What a policy does in two sentences: whom it picks, and when it asks more people. */
export function policyInWords(policy: PolicyMessage): string {
  const { choice, radiusM } = policy;
  const asked = count(policy.alertedAtOnceMax, 'person', 'people');
  const within = t('within {{distance}}', { distance: distanceOf(radiusM) });
  const picks = t('Asks {{choice}}, at most {{asked}} at once {{within}}.', {
    choice: whom(choice),
    asked,
    within,
  });
  const then = policy.replaces
    ? t('Replaces who declines or is silent for {{time}}.', { time: clockOf(policy.silentAfterMs) })
    : t('Replaces nobody.');
  const wanted = t('Wants {{people}} on the way.', {
    people: count(policy.wantedCount, 'person', 'people'),
  });
  return `${picks} ${then} ${wanted}`;
}

function whom(choice: PolicyMessage['choice']): string {
  if (choice.kind === 'nearest') {
    return choice.by === 'distance' ? t('the nearest') : t('whoever is there soonest');
  }
  const gain = t('whoever adds at least {{share}} to survival', {
    share: percentOf(choice.pricePerAlert),
  });
  return t('{{gain}} ({{objective}}; never fewer than {{floorCount}} who are there)', {
    gain,
    objective: choice.objective,
    floorCount: choice.floorCount,
  });
}
