import { isUsable, type Aed, type AedReport } from '#core/aed';
import { distanceM, type Place } from '#core/geometry';
import { openAt, type CompiledHours } from '#core/hours';
import type { Instant } from '#core/units';

/** How an AED near an incident stands, the most useful first. */
export const AED_STANDINGS = [
  'fetched-here',
  'open',
  'hours-unknown',
  'fetched-elsewhere',
  'shut',
  'no-access',
  'out-of-service',
] as const;
export type AedStanding = (typeof AED_STANDINGS)[number];

/** An AED near an incident, whether or not it can be had, and why. */
export interface AedAround {
  readonly aed: Aed;
  readonly distanceM: number;
  readonly standing: AedStanding;
  /** When it opens or shuts next, as far as its hours are known; null where it does neither. */
  readonly changesAt: Instant | null;
  /** What was reported of one that is out of service. */
  readonly report: AedReport | null;
}

/**
 * Every AED around an incident with how it stands, the nearest of the useful first; ties by id.
 * Those that have left the register are not listed.
 */
export function aedsAround(
  aeds: readonly Aed[],
  near: {
    readonly place: Place;
    readonly incidentId: string;
    readonly at: Instant;
    readonly max: number;
  },
): readonly AedAround[] {
  return aeds
    .filter(({ status }) => status !== 'retired')
    .map((aed) => ({
      aed,
      distanceM: Math.round(distanceM(near.place, aed.place)),
      standing: standingOf(aed, near),
      changesAt: nextChange(aed.hours, near.at),
      report: aed.status === 'out-of-service' ? aed.outOfServiceReason : null,
    }))
    .sort(
      (a, b) =>
        Number(isToBeHad(b.standing)) - Number(isToBeHad(a.standing)) ||
        a.distanceM - b.distanceM ||
        (a.aed.id < b.aed.id ? -1 : 1),
    )
    .slice(0, near.max);
}

function isToBeHad(standing: AedStanding): boolean {
  return standing === 'open' || standing === 'fetched-here' || standing === 'hours-unknown';
}

function standingOf(
  aed: Aed,
  near: { readonly incidentId: string; readonly at: Instant },
): AedStanding {
  if (aed.status === 'out-of-service') return 'out-of-service';
  if (aed.reservedForId !== null) {
    return aed.reservedForId === near.incidentId ? 'fetched-here' : 'fetched-elsewhere';
  }
  if (!isUsable(aed)) return 'no-access';
  const open = openAt(aed.hours, near.at);
  return open === 'open' ? 'open' : open === 'closed' ? 'shut' : 'hours-unknown';
}

/** The next beginning or end of an opening after that moment, within what was compiled. */
function nextChange(hours: CompiledHours, at: Instant): Instant | null {
  if (hours.state !== 'intervals') return null;
  const moments = hours.intervals
    .flatMap(({ from, to }) => [from, to])
    .filter((moment) => moment > at && moment < hours.compiledUntil);
  return moments.length === 0 ? null : Math.min(...moments);
}
