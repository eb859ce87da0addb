import { area as squareMetres, kinks, polygon } from '@turf/turf';
import type { Area, Place } from '#core/geometry';
import type { Areas } from '#flow/ports';

/** No call-out covers more than this; a larger one is a slip of the hand. */
export const AREA_MAX_KM2 = 50_000;
/** Nobody lives in less. */
export const AREA_MIN_M2 = 100;
/** Rings longer than this are not searched for crossings here: the search grows with the square. */
export const CROSSING_CHECK_POINTS_MAX = 2_000;

/** Checks areas with turf. */
export class TurfAreas implements Areas {
  /** Crossing edges, an area of nothing and an area of half a continent are faults. */
  fault(area: Area): string | null {
    let total = 0;
    for (const { outer, holes } of area.polygons) {
      const rings = [outer, ...holes].map(closed);
      const shape = polygon(rings);
      const points = rings.reduce((sum, ring) => sum + ring.length, 0);
      if (points <= CROSSING_CHECK_POINTS_MAX && kinks(shape).features.length > 0) {
        return 'The outline crosses itself.';
      }
      total += squareMetres(shape);
    }
    if (total < AREA_MIN_M2) return `The area is smaller than ${AREA_MIN_M2} square metres.`;
    return total > AREA_MAX_KM2 * 1e6
      ? `The area is larger than ${AREA_MAX_KM2} square kilometres.`
      : null;
  }
}

function closed(ring: readonly Place[]): [number, number][] {
  const points = ring.map(({ lon, lat }): [number, number] => [lon, lat]);
  const [first, last] = [points[0], points.at(-1)];
  if (first !== undefined && (last?.[0] !== first[0] || last[1] !== first[1])) points.push(first);
  return points;
}
