import { distanceM, type Place } from '#core/geometry';
import { distanceOf } from '#web/format';
import { t } from '#web/language';

const DEGREES = 360;
const RADIANS = Math.PI / 180;
/** Nearer than this a direction says less than looking around. */
const HERE_M = 15;

/** Degrees clockwise from north from one place to another, on the great circle; in [0, 360). */
export function bearingDeg(from: Place, to: Place): number {
  const [a, b] = [from.lat * RADIANS, to.lat * RADIANS];
  const east = (to.lon - from.lon) * RADIANS;
  const y = Math.sin(east) * Math.cos(b);
  const x = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(east);
  return (Math.atan2(y, x) / RADIANS + DEGREES) % DEGREES;
}

/** One of eight directions, 0 north, clockwise. */
export function octantOf(degrees: number): number {
  return Math.round((((degrees % DEGREES) + DEGREES) % DEGREES) / 45) % 8;
}

const BY_COMPASS: readonly ((far: string) => string)[] = [
  (far) => t('{{far}} to the north', { far }),
  (far) => t('{{far}} to the north-east', { far }),
  (far) => t('{{far}} to the east', { far }),
  (far) => t('{{far}} to the south-east', { far }),
  (far) => t('{{far}} to the south', { far }),
  (far) => t('{{far}} to the south-west', { far }),
  (far) => t('{{far}} to the west', { far }),
  (far) => t('{{far}} to the north-west', { far }),
];

/** Two octants to the front and back, since nobody walks exactly at a place. */
const BY_COURSE: readonly ((far: string) => string)[] = [
  (far) => t('{{far}} straight ahead', { far }),
  (far) => t('{{far}} ahead to the right', { far }),
  (far) => t('{{far}} to your right', { far }),
  (far) => t('{{far}} behind you, to the right', { far }),
  (far) => t('{{far}} behind you', { far }),
  (far) => t('{{far}} behind you, to the left', { far }),
  (far) => t('{{far}} to your left', { far }),
  (far) => t('{{far}} ahead to the left', { far }),
];

/** Where a place lies from here, in words and as an angle for an arrow. */
export interface Direction {
  readonly metres: number;
  readonly words: string;
  /** Clockwise from the top of the screen; null where they are there. */
  readonly arrowDeg: number | null;
}

/**
 * How far and in which direction a place lies.
 *
 * @param courseDeg the way somebody moves, clockwise from north; null while they stand, and then
 *   the words are of the compass
 */
export function directionTo(from: Place, to: Place, courseDeg: number | null): Direction {
  const metres = distanceM(from, to);
  if (metres <= HERE_M) return { metres, words: t('You are there'), arrowDeg: null };
  const bearing = bearingDeg(from, to);
  const arrowDeg = courseDeg === null ? bearing : (bearing - courseDeg + DEGREES) % DEGREES;
  const table = courseDeg === null ? BY_COMPASS : BY_COURSE;
  const say = table[octantOf(arrowDeg)];
  const far = distanceOf(roundly(metres));
  return { metres, words: say?.(far) ?? far, arrowDeg };
}

/** As exact as a position is: by 5 m nearby, by 10 m from 200 m on. */
function roundly(metres: number): number {
  const step = metres < 200 ? 5 : 10;
  return Math.round(metres / step) * step;
}
