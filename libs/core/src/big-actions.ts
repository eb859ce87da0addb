import type { IncidentMode } from '#core/incident';
import type { LimitName } from '#core/limits';
import type { Place } from '#core/geometry';

/*
 * What one person must not do alone, or not without saying why. One table: who else is needed,
 * from when on, and how often it may be done at most.
 */
export const BIG_ACTIONS = {
  /** Hundreds of people asked out at once: a second person, above either number. */
  'open-callout': { wantedAloneMax: 100, reachAloneMax: 1_000 },
  /** An incident that no control system told of: a reason, and rarely. */
  'raise-by-hand': { limit: 'raised-by-hand' },
  /** Incidents in bulk: a reason, seldom, and no more than this at once. */
  'export-incidents': { limit: 'exports', incidentsMax: 5_000 },
} as const satisfies Record<
  string,
  { readonly limit?: LimitName; readonly [max: string]: unknown }
>;

/**
 * Whether a call-out needs a second person. Exercises and tests reach test phones only and need
 * none.
 *
 * @param callout.reachCount people whose last position lies in the area
 */
export function isBigCallout(callout: {
  readonly mode: IncidentMode;
  readonly wantedCount: number;
  readonly reachCount: number;
}): boolean {
  const { wantedAloneMax, reachAloneMax } = BIG_ACTIONS['open-callout'];
  const isLarge = callout.wantedCount > wantedAloneMax || callout.reachCount > reachAloneMax;
  return callout.mode === 'actual' && isLarge;
}

const PER_DEGREE = 1_000;

/** The place to a thousandth of a degree, about 100 metres: what leaves the record in bulk. */
export function roundedPlace({ lat, lon }: Place): Place {
  return {
    lat: Math.round(lat * PER_DEGREE) / PER_DEGREE,
    lon: Math.round(lon * PER_DEGREE) / PER_DEGREE,
  };
}
