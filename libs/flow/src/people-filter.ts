import type { Instant } from '#core/units';
import type { PeopleQuery } from '#contracts/people-register-api';
import type { ResponderView } from '#contracts/registry-api';
import { toInstant } from '#contracts/shapes';

/** Whom a list of people shows; each left out lets everybody through. */
export type PeopleFilter = Partial<
  Pick<PeopleQuery, 'words' | 'duty' | 'credential' | 'reach' | 'standing'>
>;

/** Whether somebody belongs into a list that is narrowed down like this. */
export function fitsPerson(view: ResponderView, wanted: PeopleFilter, now: Instant): boolean {
  const { words, duty, credential, reach, standing } = wanted;
  const text = `${view.displayName} ${view.externalRef}`.toLowerCase();
  return (
    (words === undefined || text.includes(words.trim().toLowerCase())) &&
    (duty === undefined || view.onDuty === (duty === 'on')) &&
    (reach === undefined || view.channels.length > 0 === (reach === 'reached')) &&
    (standing === undefined || view.disabled === (standing === 'disabled')) &&
    (credential === undefined || credentialStates(view, now).includes(credential))
  );
}

/** Somebody may have one credential that is good and another that waits. */
function credentialStates(
  { credentials }: ResponderView,
  now: Instant,
): readonly (PeopleFilter['credential'] & string)[] {
  const good = credentials.filter(({ status, validFrom, validTo }) => {
    const isNow = toInstant(validFrom) <= now && (validTo === null || toInstant(validTo) > now);
    return status === 'verified' && isNow;
  });
  const waits = credentials.some(({ status }) => status === 'pending');
  if (credentials.length === 0) return ['none'];
  const standing = good.length > 0 ? ('valid' as const) : ('ended' as const);
  return waits ? (good.length > 0 ? [standing, 'pending'] : ['pending']) : [standing];
}
