/**
 * How far the true place is looked for around the one that control gave; metres. A call that is
 * located worse than this is known to a district only: looking further would ask a whole town, and
 * control is told.
 */
export const PLACE_SLACK_MAX_M = 2_000;

/**
 * A round normal cloud of which 95 % lie within r has 68 % of it within this share of r:
 * √(ln 0.32 / ln 0.05), from the Rayleigh distribution of the distance from its middle.
 */
const SHARE_OF_68_PERCENT = Math.sqrt(Math.log(0.32) / Math.log(0.05));

/**
 * Metres by which every radius around the place grows, so that who is near any point of the circle
 * in which the patient may be is looked at: nobody is left out for standing beside the patient and
 * far from the middle.
 */
export function placeSlackM(place: { readonly placeAccuracyM: number | null }): number {
  return Math.min(Math.max(place.placeAccuracyM ?? 0, 0), PLACE_SLACK_MAX_M);
}

/**
 * The radius of 68 % confidence of somebody's way to the patient, in metres, where both ends of it
 * are uncertain: independent errors add as squares.
 */
export function wayUncertaintyM(
  personM: number,
  place: { readonly placeAccuracyM: number | null },
): number {
  return Math.hypot(personM, SHARE_OF_68_PERCENT * (place.placeAccuracyM ?? 0));
}

/** What control is told of a place that is known too badly to look all around it; else null. */
export function tooVague(place: { readonly placeAccuracyM: number | null }): string | null {
  const accuracyM = place.placeAccuracyM ?? 0;
  if (accuracyM <= PLACE_SLACK_MAX_M) return null;
  return (
    `The place is known to ${Math.round(accuracyM)} m only; ` +
    `people are looked for up to ${PLACE_SLACK_MAX_M} m further than usual. Say where it is.`
  );
}
