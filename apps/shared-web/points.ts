import type { PointMessage } from '#contracts/shapes';
import type { Place } from '#core/geometry';

/*
 * As the interface's own, without the rules by which it checks messages: those would be most of
 * what a phone has to load.
 */

/** Place of a GeoJSON Point. */
export function toPlace({ coordinates: [lon, lat] }: PointMessage): Place {
  return { lat, lon };
}

/** GeoJSON Point of a place. */
export function fromPlace({ lat, lon }: Place): PointMessage {
  return { type: 'Point', coordinates: [lon, lat] };
}
