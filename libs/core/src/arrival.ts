import { distanceM, type Place } from '#core/geometry';
import type { Fix } from '#core/location-fix';
import { placeSlackM } from '#core/place-uncertainty';
import { MINUTE_MS, type Instant } from '#core/units';

/** Whoever is farther from the place than this, give or take, has not arrived there. */
export const ARRIVED_WITHIN_M = 300;
/** An older position says nothing of where somebody is now. */
export const ARRIVAL_FIX_AGE_MAX_MS = 5 * MINUTE_MS;

/** Where somebody was sent. */
export interface Whither {
  readonly place: Place;
  readonly placeAccuracyM: number | null;
}

/** What the last position says of somebody who says that they are there. */
export type ArrivalTrust = 'near' | 'far' | 'unknown';

/**
 * Whether to believe an arrival. It is taken all the same, since phones measure badly indoors and
 * a person with a patient must not argue with an app; but control sees what it is worth. A place
 * that is known badly is near over all of its circle.
 */
export function arrivalTrust(fix: Fix | null, at: Whither, now: Instant): ArrivalTrust {
  if (fix === null || now - fix.at > ARRIVAL_FIX_AGE_MAX_MS) return 'unknown';
  const atLeastM = distanceM(fix.place, at.place) - fix.accuracyM - placeSlackM(at);
  return atLeastM <= ARRIVED_WITHIN_M ? 'near' : 'far';
}
