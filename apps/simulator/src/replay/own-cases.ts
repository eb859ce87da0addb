import { DAY_MS, MINUTE_MS } from '#core/units';
import type { LocalClock } from './local-clock';
import { numberIn, placeIn, readRows, type ReadFile, type Refused } from './own-rows';
import type { BenchCase } from './region';
import type { CsvRow } from '../city/csv';

/** Columns a file of calls must have; `response_min` may be left out or empty. */
export const CASE_COLUMNS = ['ref', 'called_at', 'lat', 'lon'] as const;
/** A first unit later than a day after the call is a broken time stamp. */
const RESPONSE_MAX_MIN = DAY_MS / MINUTE_MS;

/**
 * Reads a service's own calls: `ref` (unique), `called_at` (ISO 8601 with Z or an offset), `lat`,
 * `lon` (WGS 84 degrees), and `response_min`, minutes from the call to the first unit; empty where
 * nobody wrote it down.
 */
export function readCases(file: string, clock: LocalClock): ReadFile<BenchCase> {
  return readRows(file, CASE_COLUMNS, (cells) => caseOf(cells, clock));
}

function caseOf(cells: CsvRow['cells'], clock: LocalClock): BenchCase | Refused {
  const place = placeIn(cells);
  if (place === null) return { refused: 'lat and lon are not a place' };
  const text = cells.get('called_at') ?? '';
  const calledAt = /T.*(Z|[-+]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(calledAt)) return { refused: 'called_at is not an ISO 8601 time with offset' };
  const minutes = numberIn(cells, 'response_min');
  if (minutes !== null && !(minutes > 0 && minutes <= RESPONSE_MAX_MIN)) {
    return { refused: 'response_min is not a number of minutes up to a day' };
  }
  const ref = cells.get('ref') ?? '';
  return {
    ref,
    group: `${place.lat} ${place.lon}`,
    place,
    calledAt,
    ...clock.read(calledAt),
    responseMs: minutes === null ? null : minutes * MINUTE_MS,
  };
}
