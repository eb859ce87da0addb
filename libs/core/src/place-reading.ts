import type { Place } from '#core/geometry';
import type { Result } from '#core/problem';

/** Ways in which a place is typed. */
export const PLACE_NOTATIONS = [
  'degrees',
  'plus-code',
  'os-grid',
  'irish-grid',
  'swiss-grid',
  'utm',
  'mgrs',
] as const;
export type PlaceNotation = (typeof PLACE_NOTATIONS)[number];

/** A place that was typed. */
export interface TypedPlace {
  /** The middle of what was named. */
  readonly place: Place;
  /** Everything that was named lies within so many metres of it. */
  readonly accuracyM: number;
  readonly notation: PlaceNotation;
  /** What was read, written in full and as usual. */
  readonly written: string;
}

/** What one notation makes of a text; null where it is not of that notation. */
export type PlaceReading = Result<TypedPlace> | null;

/** A square of a grid, from digits that come half for the east and half for the north. */
export interface SquareDigits {
  /** The middle, from the corner of the 100 km square. */
  readonly eastM: number;
  readonly northM: number;
  readonly sideM: number;
  /** As they are written: `51409 13177`. */
  readonly written: string;
}

const HUNDRED_KM_DIGITS = 5;
/** Half the diagonal of a square of side one. */
const HALF_DIAGONAL = Math.SQRT1_2;

/** Reads `51409 13177`, `514131` or nothing; null where they are not two equal halves. */
export function squareDigits(text: string): SquareDigits | null {
  const groups = text.split(' ').filter((group) => group !== '');
  if (groups.length > 2 || !groups.every((group) => /^\d+$/.test(group))) return null;
  const digits = groups.join('');
  const half = digits.length / 2;
  const isHalved = groups.length < 2 || groups[0]?.length === half;
  if (!Number.isInteger(half) || half > HUNDRED_KM_DIGITS || !isHalved) return null;
  const sideM = 10 ** (HUNDRED_KM_DIGITS - half);
  const [east, north] = [digits.slice(0, half), digits.slice(half)];
  return {
    eastM: Number(east) * sideM + sideM / 2,
    northM: Number(north) * sideM + sideM / 2,
    sideM,
    written: half === 0 ? '' : `${east} ${north}`,
  };
}

/** How far the corners of a square are from its middle, with what the grid itself may be off. */
export function squareAccuracyM(sideM: number, gridErrorM: number): number {
  return sideM * HALF_DIAGONAL + gridErrorM;
}

/** Five digits of each, the metre in which a point of a 100 km square lies. */
export function metreDigits(eastM: number, northM: number): string {
  return [eastM, northM]
    .map((metres) => String(Math.floor(metres) % 100_000).padStart(HUNDRED_KM_DIGITS, '0'))
    .join(' ');
}
