import { TRAVEL_MODES } from '#core/responder';
import type { ResponseHistory } from '#core/response-history';
import { NO_HISTORY } from '#core/response-history';
import type { CsvRow } from '../city/csv';
import { numberIn, placeIn, readRows, type ReadFile, type Refused } from './own-rows';
import type { Known } from './population';

/** Columns a file of responders must have; the others of `readPeople` may be left out or empty. */
export const PERSON_COLUMNS = ['ref', 'lat', 'lon'] as const;

/**
 * Reads a service's own responders: `ref`, `lat`, `lon` of home; and, where known, `work_lat`,
 * `work_lon`, `mode` (foot, bicycle, car), `from_hour` and `to_hour` on duty, `accept_share` (true
 * share of yes), `alerts`, `accepts` and `declines` of the past. What is empty is drawn.
 */
export function readPeople(file: string): ReadFile<Known> {
  return readRows(file, PERSON_COLUMNS, knownOf);
}

function knownOf(cells: CsvRow['cells']): Known | Refused {
  const home = placeIn(cells);
  if (home === null) return { refused: 'lat and lon are not a place' };
  const hasWork = (cells.get('work_lat') ?? '') !== '';
  const work = hasWork ? placeIn(cells, 'work_lat', 'work_lon') : null;
  if (hasWork && work === null) return { refused: 'work_lat and work_lon are not a place' };
  const modeText = cells.get('mode') ?? '';
  const mode = TRAVEL_MODES.find((each) => each === modeText) ?? null;
  if (modeText !== '' && mode === null) return { refused: `mode is "${modeText}"` };
  const [fromHour, toHour] = [numberIn(cells, 'from_hour'), numberIn(cells, 'to_hour')];
  const isDay = (hour: number | null): boolean => hour === null || (hour >= 0 && hour <= 24);
  if (!isDay(fromHour) || !isDay(toHour)) return { refused: 'hours are not from 0 to 24' };
  const acceptShare = numberIn(cells, 'accept_share');
  if (acceptShare !== null && !(acceptShare >= 0 && acceptShare <= 1)) {
    return { refused: 'accept_share is not from 0 to 1' };
  }
  const history = historyIn(cells);
  if (history === 'broken') return { refused: 'alerts, accepts and declines do not add up' };
  const shift = fromHour === null || toHour === null ? null : { fromHour, toHour };
  return { id: cells.get('ref') ?? '', home, work, mode, shift, acceptShare, history };
}

function historyIn(cells: CsvRow['cells']): ResponseHistory | null | 'broken' {
  const alerts = numberIn(cells, 'alerts');
  if (alerts === null) return null;
  const accepts = numberIn(cells, 'accepts') ?? 0;
  const declines = numberIn(cells, 'declines') ?? 0;
  const areCounts = [alerts, accepts, declines].every((n) => Number.isInteger(n) && n >= 0);
  if (!areCounts || accepts + declines > alerts) return 'broken';
  return { ...NO_HISTORY, alerts, accepts, declines };
}
