import type { PointMessage } from '#contracts/shapes';
import { fromPlace } from './points';

const LAT_MAX = 90;
const LON_MAX = 180;
const PLACE = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/u;

/** A place as a map copies it, degrees north first; null where it is none. */
export function placeOf(text: string): PointMessage | null {
  const [, north = '', east = ''] = PLACE.exec(text) ?? [];
  const [lat, lon] = [Number(north), Number(east)];
  const isPlace = north !== '' && Math.abs(lat) <= LAT_MAX && Math.abs(lon) <= LON_MAX;
  return isPlace ? fromPlace({ lat, lon }) : null;
}
