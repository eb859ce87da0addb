import type { Region } from './region';
import { virginiaBeach } from './virginia-beach';

export const CITIES = ['virginia-beach'] as const;
export type CityName = (typeof CITIES)[number];

/** Where the world of a run comes from, as plain data that threads can be told. */
export interface RegionSource {
  readonly city: CityName;
  readonly aedsPerKm2: number;
}

const opened = new Map<string, Region>();

/** The region of a source; each is loaded once in a thread. */
export function openRegion(source: RegionSource): Region {
  const key = JSON.stringify(source);
  const known = opened.get(key);
  if (known !== undefined) return known;
  const region = virginiaBeach({ aedSeed: 'replay', aedsPerKm2: source.aedsPerKm2 });
  opened.set(key, region);
  return region;
}
