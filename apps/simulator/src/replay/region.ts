import type { StreetTravel } from '#adapters/streets/street-travel';
import type { Aed } from '#core/aed';
import type { Place } from '#core/geometry';
import type { Instant } from '#core/units';
import type { Population } from './population';

/** A call about a cardiac arrest, as the benchmark takes it. */
export interface BenchCase {
  readonly ref: string;
  /** Cases of one origin: repeats and what was resampled from it. They stay together. */
  readonly group: string;
  readonly place: Place;
  readonly calledAt: Instant;
  readonly localHour: number;
  readonly isWorkday: boolean;
  /** From the call to the first unit; null where it is not recorded. */
  readonly responseMs: number | null;
}

/** A city or country as the benchmark needs it. */
export interface Region {
  readonly name: string;
  readonly timeZone: string;
  /** Built-up square kilometres. */
  readonly areaKm2: number;
  /** Cases in the records; where there are none, as many as make a fair run. */
  readonly recordedCases: number;
  /** Arrests a year, to turn alerts into alerts a year. */
  readonly incidentsPerYear: number;
  /** Roads that people truly take; null where only straight lines are known. */
  readonly roads: StreetTravel | null;
  /** The people, where they are known; null where they are to be made up. */
  readonly people: ((seed: number) => Population) | null;
  /** A place where somebody lives or works, for two uniform draws. */
  homeAt(share: number, side: number): Place;
  /** So many calls; the same for the same seed. */
  cases(count: number, seed: string): readonly BenchCase[];
  /** The register as it stands when a case happens. */
  aedsFor(at: Instant): readonly Aed[];
  /** Sentences on what is made up. */
  readonly madeUp: readonly string[];
}
