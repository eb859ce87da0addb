import { fromWgs84, toWgs84, type Datum } from '#core/datum';
import type { Place } from '#core/geometry';
import { metreDigits, squareAccuracyM, squareDigits, type PlaceReading } from '#core/place-reading';
import { ok, refuse } from '#core/problem';
import { fromGrid, toGrid, type MercatorGrid } from '#core/transverse-mercator';

/*
 * The National Grid of Great Britain: Ordnance Survey, A guide to coordinate systems in Great
 * Britain, sections 6 and 7 and annexes A and C.
 */

/** Airy 1830. */
const AIRY = { semiMajorM: 6_377_563.396, semiMinorM: 6_356_256.909 };
/** OSGB36 to WGS 84 by seven numbers; the Survey says they are right to about five metres. */
const OSGB36: Datum = {
  ellipsoid: AIRY,
  shiftM: [446.448, -125.157, 542.06],
  turnSeconds: [0.1502, 0.247, 0.8421],
  scalePpm: -20.4894,
};
const GRID_ERROR_M = 5;
/** The projection itself, in degrees of OSGB36. */
export const NATIONAL_GRID: MercatorGrid = {
  ellipsoid: AIRY,
  scale: 0.9996012717,
  origin: { lat: 49, lon: -2 },
  falseM: { eastM: 400_000, northM: -100_000 },
};
const LETTERS = 'ABCDEFGHJKLMNOPQRSTUVWXYZ';
const SQUARE_M = 100_000;
/** Squares of 100 km that the grid uses, to the east and to the north. */
const COLUMNS = 7;
const ROWS = 13;
const REFERENCE = /^([A-HJ-Z])([A-HJ-Z]) ?([\d ]*)$/;

/** Reads `TG 51409 13177`, `TG514131` or `TG51`: the middle of the square it names. */
export function readOsGrid(text: string): PlaceReading {
  const [, first, second, digits] = REFERENCE.exec(text) ?? [];
  if (first === undefined || second === undefined || digits === undefined) return null;
  const square = squareDigits(digits);
  if (square === null || square.written === '') return null;
  const { column, row } = squareOf(first, second);
  if (column < 0 || column >= COLUMNS || row < 0 || row >= ROWS) {
    return refuse('place-invalid', `The National Grid has no square ${first}${second}.`);
  }
  const point = {
    eastM: column * SQUARE_M + square.eastM,
    northM: row * SQUARE_M + square.northM,
  };
  return ok({
    place: toWgs84(fromGrid(point, NATIONAL_GRID), OSGB36),
    accuracyM: squareAccuracyM(square.sideM, GRID_ERROR_M),
    notation: 'os-grid',
    written: `${first}${second} ${square.written}`,
  });
}

/** The reference of the square metre of a place; null outside the grid. */
export function osGridOf(place: Place): string | null {
  const { eastM, northM } = toGrid(fromWgs84(place, OSGB36), NATIONAL_GRID);
  const [column, row] = [Math.floor(eastM / SQUARE_M), Math.floor(northM / SQUARE_M)];
  if (!(column >= 0 && column < COLUMNS && row >= 0 && row < ROWS)) return null;
  return `${lettersOf(column, row)} ${metreDigits(eastM, northM)}`;
}

/** The first letter names 500 km, the second 100 km in it; both run from the north-west. */
function squareOf(
  first: string,
  second: string,
): { readonly column: number; readonly row: number } {
  const [outer, inner] = [LETTERS.indexOf(first), LETTERS.indexOf(second)];
  return {
    column: ((outer + 3) % 5) * 5 + (inner % 5),
    row: 19 - Math.floor(outer / 5) * 5 - Math.floor(inner / 5),
  };
}

function lettersOf(column: number, row: number): string {
  const outer = Math.floor((19 - row) / 5) * 5 + ((Math.floor(column / 5) + 2) % 5);
  const inner = ((19 - row) % 5) * 5 + (column % 5);
  return `${LETTERS.charAt(outer)}${LETTERS.charAt(inner)}`;
}
