import type { Place } from '#core/geometry';
import type { StreetClass } from '#flow/ports';

/** One line of a road as the data has it: a name (may be empty) and its vertices in order. */
export interface StreetLine {
  readonly name: string;
  readonly places: readonly Place[];
  /** How a map draws it; as a lesser street where the data does not say. */
  readonly class?: StreetClass;
}

/** What was read, and what was left out with its position in the file and the reason. */
export interface StreetLines {
  readonly lines: readonly StreetLine[];
  readonly leftOut: readonly { readonly index: number; readonly reason: string }[];
  /** Lines that nobody may walk and a map has all the same, such as motorways. */
  readonly drawn?: readonly StreetLine[];
  /** What whoever shows the data must say; left out where it is public. */
  readonly attribution?: string;
}

/** Of data under the ODbL. */
export const OSM_ATTRIBUTION = '© OpenStreetMap contributors';

/** How many lines were left out for each reason, the most frequent first. */
export function leftOutByReason(streets: StreetLines): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { reason } of streets.leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

/** How a map draws a road by the tag `highway` of OpenStreetMap. */
export function classOfHighway(highway: string): StreetClass {
  if (/^(motorway|trunk|primary)(_link)?$/.test(highway)) return 'major';
  if (/^(secondary|tertiary)(_link)?$/.test(highway)) return 'middle';
  const isPath = /^(footway|path|steps|cycleway|bridleway|track|pedestrian|corridor)$/;
  return isPath.test(highway) ? 'path' : 'minor';
}

/** The same by the class of TIGER (MTFCC); ramps and frontage roads are lesser streets. */
export function classOfTiger(mtfcc: string): StreetClass {
  if (mtfcc === 'S1100') return 'major';
  if (mtfcc === 'S1200') return 'middle';
  return mtfcc === 'S1710' || mtfcc === 'S1720' || mtfcc === 'S1820' ? 'path' : 'minor';
}
