import { EARTH_RADIUS_M, type Place, type Polygon } from '#core/geometry';

/** Corners of a circle's polygon: it lies within a thousandth of the radius of the true circle. */
export const CIRCLE_CORNERS = 96;
const RADIANS = Math.PI / 180;

/**
 * A circle on the ground as a polygon around it: nobody within the radius is left out, and nobody
 * further out than a thousandth of it is let in. Great circles on the mean sphere.
 *
 * @returns null where it would reach over a pole or the antimeridian
 */
export function circleOf(centre: Place, radiusM: number): Polygon | null {
  const angle = radiusM / EARTH_RADIUS_M / Math.cos(Math.PI / CIRCLE_CORNERS);
  const outer: Place[] = [];
  for (let corner = 0; corner <= CIRCLE_CORNERS; corner += 1) {
    // Against the clock, as outlines run.
    const bearing = (-2 * Math.PI * (corner % CIRCLE_CORNERS)) / CIRCLE_CORNERS;
    outer.push(destination(centre, angle, bearing));
  }
  const reachesOver =
    Math.abs(centre.lat) + angle / RADIANS >= 90 || outer.some(({ lon }) => Math.abs(lon) > 180);
  return reachesOver ? null : { outer, holes: [] };
}

/** Where one comes out, that many radians along a great circle. */
function destination(from: Place, angle: number, bearing: number): Place {
  const lat = from.lat * RADIANS;
  const sine =
    Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing);
  const eastward = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(lat),
    Math.cos(angle) - Math.sin(lat) * sine,
  );
  return { lat: Math.asin(sine) / RADIANS, lon: from.lon + eastward / RADIANS };
}
