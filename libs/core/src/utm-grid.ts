import { WGS84 } from '#core/datum';
import type { Place } from '#core/geometry';
import { metreDigits, squareAccuracyM, squareDigits, type PlaceReading } from '#core/place-reading';
import { ok, refuse, type Result } from '#core/problem';
import { fromGrid, toGrid, type GridPoint, type MercatorGrid } from '#core/transverse-mercator';

/*
 * UTM and the squares of MGRS: NGA.STND.0037, Universal grids and grid reference systems (2014).
 * The poles, which have a grid of their own, are left out.
 */

/** Bands of eight degrees from 80° south; the last has twelve. */
const BANDS = 'CDEFGHJKLMNPQRSTUVWX';
const SOUTH_MOST = -80;
const NORTH_MOST = 84;
const BAND_DEGREES = 8;
const SOUTH_FALSE_M = 10_000_000;
const SQUARE_M = 100_000;
const SQUARES_ROUND_M = 2_000_000;
const COLUMN_SETS = ['ABCDEFGH', 'JKLMNPQR', 'STUVWXYZ'];
const ROWS = 'ABCDEFGHJKLMNPQRSTUV';
const EVEN_ZONE_ROWS = 'FGHJKLMNPQRSTUVABCDE';
const EAST_LEAST_M = 100_000;
const EAST_MOST_M = 900_000;
/** Squares reach over the edges of bands and zones by their own width, about a degree. */
const EDGE_DEGREES = 1;
const UTM = /^(\d{1,2}) ?([NS]|[C-HJ-NP-X]) (\d{6}(?:\.\d+)?)[ ,]{1,2}(\d{1,8}(?:\.\d+)?)$/;
const MGRS = /^(\d{1,2}) ?([C-HJ-NP-X]) ?([A-HJ-NP-Z])([A-HJ-NP-V]) ?([\d ]*)$/;

/**
 * Reads `31U 448251 5411932` or `31 N 448251 5411932`. `S` is both a band and the southern half:
 * where both could be meant it is refused.
 */
export function readUtm(text: string): PlaceReading {
  const [, zoneText, letter, east, north] = UTM.exec(text) ?? [];
  if (letter === undefined || east === undefined || north === undefined) return null;
  const zone = Number(zoneText);
  const point = { eastM: Number(east), northM: Number(north) };
  if (!isZone(zone)) return noZone();
  if (point.eastM < EAST_LEAST_M || point.eastM >= EAST_MOST_M) {
    return refuse('place-invalid', 'The easting of UTM is from 100 000 to 900 000 metres.');
  }
  const asBand = inBand(placeOf(zone, point, BANDS.indexOf(letter) < BANDS.indexOf('N')), letter);
  const half = letter === 'N' || letter === 'S' ? placeOf(zone, point, letter === 'S') : null;
  const asHalf = half !== null && isOnGrid(half) ? half : null;
  if (letter === 'S' && asBand !== null && asHalf !== null) {
    const says = 'S may be the band or the southern half here';
    return refuse('place-invalid', `${says}: type the place in degrees or as MGRS.`);
  }
  const place = asBand ?? asHalf;
  if (place === null) return refuse('place-invalid', `The northing is not in the band ${letter}.`);
  const written = `${zone}${bandOf(place.lat)} ${east} ${north}`;
  return ok({ place, accuracyM: squareAccuracyM(1, 0), notation: 'utm', written });
}

/** Reads `31U DQ 48251 11932`, `31UDQ4825111932` or fewer digits: the middle of the square. */
export function readMgrs(text: string): PlaceReading {
  const [, zoneText, band, column, row, digits] = MGRS.exec(text) ?? [];
  if (band === undefined || column === undefined || row === undefined) return null;
  const zone = Number(zoneText);
  const square = squareDigits(digits ?? '');
  if (square === null || square.written === '') return null;
  if (!isZone(zone)) return noZone();
  const columnIndex = (COLUMN_SETS[(zone - 1) % 3] ?? '').indexOf(column);
  const rowIndex = (zone % 2 === 0 ? EVEN_ZONE_ROWS : ROWS).indexOf(row);
  const name = `${zone}${band} ${column}${row}`;
  const none = refuse('place-invalid', `MGRS has no square ${name}.`);
  if (columnIndex < 0) return none;
  const eastM = (columnIndex + 1) * SQUARE_M + square.eastM;
  const isSouth = BANDS.indexOf(band) < BANDS.indexOf('N');
  for (let roundM = 0; roundM < SOUTH_FALSE_M; roundM += SQUARES_ROUND_M) {
    const northM = roundM + rowIndex * SQUARE_M + square.northM;
    const place = inBand(placeOf(zone, { eastM, northM }, isSouth), band, EDGE_DEGREES);
    if (place === null) continue;
    const accuracyM = squareAccuracyM(square.sideM, 0);
    return ok({ place, accuracyM, notation: 'mgrs', written: `${name} ${square.written}` });
  }
  return none;
}

/** The square metre of a place in MGRS; null at the poles. */
export function mgrsOf(place: Place): string | null {
  if (!isOnGrid(place)) return null;
  const zone = zoneOf(place);
  const { eastM, northM } = toGrid(place, gridOf(zone, place.lat < 0));
  const columns = COLUMN_SETS[(zone - 1) % 3] ?? '';
  const rows = zone % 2 === 0 ? EVEN_ZONE_ROWS : ROWS;
  const column = columns.charAt(Math.floor(eastM / SQUARE_M) - 1);
  const row = rows.charAt(Math.floor(northM / SQUARE_M) % rows.length);
  return `${zone}${bandOf(place.lat)} ${column}${row} ${metreDigits(eastM, northM)}`;
}

function placeOf(zone: number, point: GridPoint, isSouth: boolean): Place {
  const { lat, lon } = fromGrid(point, gridOf(zone, isSouth));
  return { lat, lon: lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon };
}

function gridOf(zone: number, isSouth: boolean): MercatorGrid {
  return {
    ellipsoid: WGS84,
    scale: 0.9996,
    origin: { lat: 0, lon: zone * 6 - 183 },
    falseM: { eastM: 500_000, northM: isSouth ? SOUTH_FALSE_M : 0 },
  };
}

/** Zones of six degrees, but for the south of Norway and Svalbard. */
function zoneOf({ lat, lon }: Place): number {
  if (lat >= 56 && lat < 64 && lon >= 3 && lon < 12) return 32;
  if (lat >= 72 && lon >= 0 && lon < 42) {
    return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
  }
  return Math.min(60, Math.floor((lon + 180) / 6) + 1);
}

function bandOf(lat: number): string {
  const index = Math.floor((lat - SOUTH_MOST) / BAND_DEGREES);
  return BANDS.charAt(Math.min(BANDS.length - 1, Math.max(0, index)));
}

function inBand(place: Place, band: string, edgeDegrees = 0): Place | null {
  const south = SOUTH_MOST + BANDS.indexOf(band) * BAND_DEGREES;
  const north = band === 'X' ? NORTH_MOST : south + BAND_DEGREES;
  return place.lat >= south - edgeDegrees && place.lat <= north + edgeDegrees ? place : null;
}

function isOnGrid({ lat }: Place): boolean {
  return lat >= SOUTH_MOST && lat <= NORTH_MOST;
}

function isZone(zone: number): boolean {
  return zone >= 1 && zone <= 60;
}

function noZone(): Result<never> {
  return refuse('place-invalid', 'UTM and MGRS have zones from 1 to 60.');
}
