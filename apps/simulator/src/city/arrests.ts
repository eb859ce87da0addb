import type { Place } from '#adapters/streets/street-graph';
import { readCsv } from './csv';
import type { CsvRow, RefusedRow } from './csv';
import type { LocalDay } from './local-time';

/** One recorded arrest. The time of day is not in the data. */
export interface Arrest {
  /** Number of the row in the data. */
  readonly row: number;
  readonly date: LocalDay;
  readonly place: Place;
  /** Minutes until the recorded first unit; null where the data has 0, which is not recorded. */
  readonly responseMin: number | null;
  readonly blockAddress: string;
  /** An earlier row with the same date and place, most likely the same arrest; null when none. */
  readonly repeatOf: number | null;
}

export interface Arrests {
  readonly arrests: readonly Arrest[];
  /** Rows left out, each with its line and reason. */
  readonly refused: readonly RefusedRow[];
  /** Rows kept, but with something missing, each with its line and reason. */
  readonly noted: readonly RefusedRow[];
}

const COLUMNS = ['id', 'date', 'response_min', 'lat', 'lon', 'block_address'];
/** A first unit later than a day after the call is a broken time stamp. */
const RESPONSE_MAX_MIN = 24 * 60;

/**
 * Reads the recorded arrests from CSV text. Every row comes back, as an arrest or under `refused`;
 * `noted` tells which arrests have no usable response time. Throws when a column is missing.
 */
export function readArrests(text: string): Arrests {
  const csv = readCsv(text, COLUMNS);
  const arrests: Arrest[] = [];
  const refused: RefusedRow[] = [...csv.refused];
  const noted: RefusedRow[] = [];
  const firstAt = new Map<string, number>();
  for (const row of csv.rows) {
    const read = readArrest(row);
    if (typeof read === 'string') {
      refused.push({ line: row.line, reason: read });
      continue;
    }
    const key = [row.cells.get('date'), read.place.lat, read.place.lon].join(' ');
    const repeatOf = firstAt.get(key) ?? null;
    if (repeatOf === null) firstAt.set(key, read.row);
    if (read.responseMin === null) {
      noted.push({ line: row.line, reason: 'response_min is 0: first unit not recorded' });
    }
    arrests.push({ ...read, repeatOf });
  }
  return { arrests, refused, noted };
}

/** Reads the places of stations from CSV text with columns id, lat, lon; doubles are kept once. */
export function readStations(text: string): Place[] {
  const places = new Map<string, Place>();
  for (const { cells } of readCsv(text, ['id', 'lat', 'lon']).rows) {
    const place = readPlace(cells);
    if (place !== null) places.set(`${place.lat} ${place.lon}`, place);
  }
  return [...places.values()];
}

function readArrest({ cells }: CsvRow): Omit<Arrest, 'repeatOf'> | string {
  const row = readNumber(cells.get('id'));
  if (row === null || !Number.isInteger(row)) return 'id is not a whole number';
  const date = readDate(cells.get('date') ?? '');
  if (date === null) return 'date is not a day of the calendar as month/day/year';
  const place = readPlace(cells);
  if (place === null) return 'lat and lon are not a place';
  const minutes = readNumber(cells.get('response_min'));
  if (minutes === null || minutes < 0) return 'response_min is not a number of minutes';
  if (minutes > RESPONSE_MAX_MIN) return 'response_min is more than a day';
  const responseMin = minutes === 0 ? null : minutes;
  return { row, date, place, responseMin, blockAddress: cells.get('block_address') ?? '' };
}

function readPlace(cells: CsvRow['cells']): Place | null {
  const lat = readNumber(cells.get('lat'));
  const lon = readNumber(cells.get('lon'));
  if (lat === null || lon === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return lat === 0 && lon === 0 ? null : { lat, lon };
}

function readNumber(text: string | undefined): number | null {
  const isNumber = text !== undefined && /^-?\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : null;
}

function readDate(text: string): LocalDay | null {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (parts === null) return null;
  const [month, day, year] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? { year, month, day } : null;
}
