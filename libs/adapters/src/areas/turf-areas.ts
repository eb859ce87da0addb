import { area as squareMetres, polygon } from '@turf/turf';
import { findCrossings } from '#core/area-crossings';
import type { Area, Place } from '#core/geometry';
import type { Areas } from '#flow/ports';

/** No call-out covers more than this; a larger one is a slip of the hand. */
export const AREA_MAX_KM2 = 50_000;
/** Nobody lives in less. */
export const AREA_MIN_M2 = 100;

/** Measures areas with turf; their edges are looked at by core. */
export class TurfAreas implements Areas {
  /** Crossing edges, an area of nothing and an area of half a continent are faults. */
  fault(area: Area): string | null {
    const rings = area.polygons.flatMap(({ outer, holes }) => [outer, ...holes]);
    const { crossings, isCutShort } = findCrossings(rings.map(places));
    if (crossings.length > 0 || isCutShort) return 'The outline crosses itself.';
    const total = area.polygons.reduce(
      (sum, { outer, holes }) => sum + squareMetres(polygon([outer, ...holes].map(closed))),
      0,
    );
    if (total < AREA_MIN_M2) return `The area is smaller than ${AREA_MIN_M2} square metres.`;
    return total > AREA_MAX_KM2 * 1e6
      ? `The area is larger than ${AREA_MAX_KM2} square kilometres.`
      : null;
  }
}

function closed(ring: readonly Place[]): [number, number][] {
  return places(ring).map(({ lon, lat }) => [lon, lat]);
}

/** The ring with its first point as its last. */
function places(ring: readonly Place[]): readonly Place[] {
  const [first, last] = [ring[0], ring.at(-1)];
  const isOpen = first !== undefined && (first.lat !== last?.lat || first.lon !== last.lon);
  return isOpen ? [...ring, first] : ring;
}
