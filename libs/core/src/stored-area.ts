import type { Area } from '#core/geometry';
import type { Instant } from '#core/units';

/** A code by which warnings name an area without drawing it, e.g. UGC `VAZ098`. */
export interface Geocode {
  /** Its kind, as CAP writes it (`valueName`): `UGC`, `SAME`, `FIPS6`, `TargetAreaCode`. */
  readonly name: string;
  readonly value: string;
}

/** An area that an organisation keeps under a name of its own: a flood area, a district. */
export interface StoredArea {
  readonly organisationId: string;
  readonly areaRef: string;
  readonly label: string;
  readonly description: string | null;
  readonly area: Area;
  readonly geocodes: readonly Geocode[];
  /** Where it came from, e.g. the name of a register; null where somebody drew it. */
  readonly source: string | null;
  readonly updatedAt: Instant;
}

/** Kinds of codes are told apart without regard to case, as senders write them. */
export function sameGeocode(a: Geocode, b: Geocode): boolean {
  return geocodeKey(a) === geocodeKey(b);
}

/** Under which a code is found again: both parts without regard to case. */
export function geocodeKey({ name, value }: Geocode): string {
  return `${name.toUpperCase()} ${value.toUpperCase()}`;
}
