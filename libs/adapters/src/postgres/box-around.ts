import type { Place } from '#core/geometry';

/** Mean radius of WGS 84, (2a + b) / 3: the sphere on which PostGIS measures here. */
const SPHERE_RADIUS_M = 6_371_008.7714;
const DEGREES = 180 / Math.PI;
/** Far more than rounding may lose, far less than anybody would notice. */
const SLACK_DEGREES = 1e-7;

/**
 * A box in degrees that holds every place within a distance on the sphere; wider than needed near
 * a pole and across the date line, never narrower.
 *
 * Why there is one: operators of PostGIS may tell what they see, so that row-level security lets
 * none of them choose rows by an index. Comparing numbers tells nothing; an index on organisation,
 * latitude and longitude therefore finds what lies in the box, and PostGIS measures what is left.
 *
 * @returns south, north, west, east in degrees
 */
export function boxAround(place: Place, radiusM: number): readonly number[] {
  const angle = Math.min(Math.PI, radiusM / SPHERE_RADIUS_M);
  const south = place.lat - angle * DEGREES - SLACK_DEGREES;
  const north = place.lat + angle * DEGREES + SLACK_DEGREES;
  const reach = Math.sin(angle) / Math.cos(place.lat / DEGREES);
  const half = south <= -90 || north >= 90 || reach >= 1 ? 180 : Math.asin(reach) * DEGREES;
  const [west, east] = [place.lon - half - SLACK_DEGREES, place.lon + half + SLACK_DEGREES];
  return west < -180 || east > 180 ? [south, north, -180, 180] : [south, north, west, east];
}

/** What lies in a box of which `first` is the number of the first of four parameters. */
export function inBox(first: number): string {
  const [south, north, west, east] = [0, 1, 2, 3].map((step) => `$${String(first + step)}::float8`);
  return `lat BETWEEN ${String(south)} AND ${String(north)}
    AND lon BETWEEN ${String(west)} AND ${String(east)}`;
}
