import { DAY_MS, type Instant } from '#core/units';

/** So many days before a credential ends its person is reminded, once at each. */
export const RENEWAL_DAYS = [30, 7, 1] as const;
export type RenewalDays = (typeof RENEWAL_DAYS)[number];

/** From when on a registrar sees that a credential comes to its end. */
export const ENDING_WITHIN_MS = RENEWAL_DAYS[0] * DAY_MS;

/**
 * Which reminder of an end is due: the nearest to it whose time has begun, so that one verified
 * five days before its end brings one reminder and not two.
 *
 * @returns null before the first, and once it has ended
 */
export function renewalDue(validTo: Instant, now: Instant): RenewalDays | null {
  if (validTo <= now) return null;
  const begun = RENEWAL_DAYS.filter((days) => validTo - days * DAY_MS <= now);
  return begun.at(-1) ?? null;
}
