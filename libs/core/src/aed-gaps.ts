import type { Aed } from '#core/aed';
import { DAY_MS, type Instant } from '#core/units';

/** An AED that nobody looked at for longer than this is to be looked at again. */
export const AED_CHECK_AFTER_MS = 365 * DAY_MS;

/** What may be missing of an AED in the register, the most pressing first. */
export const AED_GAPS = ['report', 'hours', 'check', 'detail', 'access'] as const;
export type AedGap = (typeof AED_GAPS)[number];

/**
 * What is missing of an AED: a report of it waits for somebody to look, its hours are not known,
 * nobody has checked it for a year, nothing says where in the building it hangs, or who may take
 * it. Of one that is retired nothing is missing.
 */
export function aedGaps(
  aed: Pick<
    Aed,
    'status' | 'outOfServiceReason' | 'hours' | 'lastCheckedAt' | 'locationDetail' | 'access'
  >,
  now: Instant,
): AedGap[] {
  if (aed.status === 'retired') return [];
  const missing: Readonly<Record<AedGap, boolean>> = {
    report: aed.status === 'out-of-service' && aed.outOfServiceReason !== null,
    hours: aed.hours.state === 'unknown',
    check: aed.lastCheckedAt === null || aed.lastCheckedAt < now - AED_CHECK_AFTER_MS,
    detail: aed.locationDetail === null,
    access: aed.access === 'unknown',
  };
  return AED_GAPS.filter((gap) => missing[gap]);
}
