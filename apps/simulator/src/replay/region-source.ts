import { ownRegion } from './own-region';
import type { Region } from './region';
import { virginiaBeach } from './virginia-beach';
import { zurich } from './zurich';

export const CITIES = ['virginia-beach', 'zurich', 'own'] as const;
export type CityName = (typeof CITIES)[number];

/** Where the world of a run comes from, as plain data that threads can be told. */
export interface RegionSource {
  readonly city: CityName;
  readonly aedsPerKm2: number;
  /** For `own`. */
  readonly timeZone: string;
  readonly cases: string | null;
  readonly aeds: string | null;
  readonly people: string | null;
}

const opened = new Map<string, Region>();

/** The region of a source; each is loaded once in a thread. Throws a UsageError for bad files. */
export function openRegion(source: RegionSource): Region {
  const key = JSON.stringify(source);
  const known = opened.get(key);
  if (known !== undefined) return known;
  const region = regionOf(source);
  opened.set(key, region);
  return region;
}

function regionOf(source: RegionSource): Region {
  if (source.cases !== null) return ownRegion({ ...source, cases: source.cases });
  if (source.city === 'zurich') return zurich();
  return virginiaBeach({ aedSeed: 'replay', aedsPerKm2: source.aedsPerKm2 });
}
