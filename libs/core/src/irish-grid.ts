import { fromWgs84, toWgs84, type Datum } from '#core/datum';
import type { Place } from '#core/geometry';
import { metreDigits, squareAccuracyM, squareDigits, type PlaceReading } from '#core/place-reading';
import { ok } from '#core/problem';
import { fromGrid, toGrid, type MercatorGrid } from '#core/transverse-mercator';

/*
 * The Irish Grid (EPSG 29903) and its seven numbers to WGS 84 (EPSG 1641): Ordnance Survey Ireland
 * and Ordnance Survey of Northern Ireland, Making maps compatible with GPS.
 */

/** Airy 1830, modified. */
const AIRY_MODIFIED = { semiMajorM: 6_377_340.189, semiMinorM: 6_356_034.447938 };
const IRELAND_1975: Datum = {
  ellipsoid: AIRY_MODIFIED,
  shiftM: [482.5, -130.6, 564.6],
  turnSeconds: [-1.042, -0.214, -0.631],
  scalePpm: 8.15,
};
/** The seven numbers are said to be right to a metre. */
const GRID_ERROR_M = 1;
/** The projection itself, in degrees of the survey of 1975. */
export const IRISH_GRID: MercatorGrid = {
  ellipsoid: AIRY_MODIFIED,
  scale: 1.000035,
  origin: { lat: 53.5, lon: -8 },
  falseM: { eastM: 200_000, northM: 250_000 },
};
const LETTERS = 'ABCDEFGHJKLMNOPQRSTUVWXYZ';
const SQUARE_M = 100_000;
const SQUARES = 5;
const REFERENCE = /^([A-HJ-Z]) ?([\d ]+)$/;

/** Reads `O 15904 34671` or `O159346`: the middle of the square it names. */
export function readIrishGrid(text: string): PlaceReading {
  const [, letter, digits] = REFERENCE.exec(text) ?? [];
  if (letter === undefined || digits === undefined) return null;
  const square = squareDigits(digits);
  if (square === null || square.written === '') return null;
  const index = LETTERS.indexOf(letter);
  const point = {
    eastM: (index % SQUARES) * SQUARE_M + square.eastM,
    northM: (SQUARES - 1 - Math.floor(index / SQUARES)) * SQUARE_M + square.northM,
  };
  return ok({
    place: toWgs84(fromGrid(point, IRISH_GRID), IRELAND_1975),
    accuracyM: squareAccuracyM(square.sideM, GRID_ERROR_M),
    notation: 'irish-grid',
    written: `${letter} ${square.written}`,
  });
}

/** The reference of the square metre of a place; null outside the grid. */
export function irishGridOf(place: Place): string | null {
  const { eastM, northM } = toGrid(fromWgs84(place, IRELAND_1975), IRISH_GRID);
  const [column, row] = [Math.floor(eastM / SQUARE_M), Math.floor(northM / SQUARE_M)];
  if (!(column >= 0 && column < SQUARES && row >= 0 && row < SQUARES)) return null;
  const letter = LETTERS.charAt((SQUARES - 1 - row) * SQUARES + column);
  return `${letter} ${metreDigits(eastM, northM)}`;
}
