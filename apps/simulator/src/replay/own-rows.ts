import { readFileSync } from 'node:fs';
import type { Place } from '#core/geometry';
import { isPlausiblePlace } from '#core/geometry';
import { readCsv, type CsvRow, type RefusedRow } from '../city/csv';
import { UsageError } from './usage-error';

/** What came of reading a file: nothing is dropped without being named. */
export interface ReadFile<T> {
  readonly file: string;
  readonly rows: readonly T[];
  /** Rows not used, each with its line and reason. */
  readonly refused: readonly RefusedRow[];
}

/** A row that is not used, and why. */
export interface Refused {
  readonly refused: string;
}

/** The text of a file; a UsageError when there is none. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `cannot read ${file}`);
  }
}

/**
 * Reads a CSV row by row. Throws a UsageError when a needed column is missing; a row that cannot
 * be read is refused with its line.
 */
export function readRows<T extends object>(
  file: string,
  needed: readonly string[],
  read: (cells: CsvRow['cells']) => T | Refused,
): ReadFile<T> {
  const csv = csvOf(file, needed);
  const rows: T[] = [];
  const refused: RefusedRow[] = [...csv.refused];
  const refs = new Set<string>();
  for (const { line, cells } of csv.rows) {
    const ref = cells.get('ref') ?? '';
    const row = ref === '' ? { refused: 'ref is empty' } : read(cells);
    if ('refused' in row) refused.push({ line, reason: row.refused });
    else if (refs.has(ref)) refused.push({ line, reason: `ref ${ref} came before` });
    else {
      refs.add(ref);
      rows.push(row);
    }
  }
  return { file, rows, refused: refused.sort((a, b) => a.line - b.line) };
}

function csvOf(file: string, needed: readonly string[]): ReturnType<typeof readCsv> {
  const text = textOf(file);
  try {
    return readCsv(text, needed);
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : 'not a CSV'}`);
  }
}

/** The place in two columns; null where they hold none. */
export function placeIn(cells: CsvRow['cells'], lat = 'lat', lon = 'lon'): Place | null {
  const place = { lat: numberIn(cells, lat) ?? NaN, lon: numberIn(cells, lon) ?? NaN };
  return isPlausiblePlace(place) ? place : null;
}

/** The number in a column; null where the cell is empty or none; NaN where it is something else. */
export function numberIn(cells: CsvRow['cells'], column: string): number | null {
  const text = cells.get(column)?.trim() ?? '';
  if (text === '') return null;
  return /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}

/** Lines that say how much of a file was used, and each row that was not. */
export function inputLines<T>(
  name: string,
  { file, rows, refused }: ReadFile<T>,
): readonly string[] {
  return [
    `INPUT ${name}=${file} read=${rows.length + refused.length} used=${rows.length} ` +
      `refused=${refused.length}`,
    ...refused.map(({ line, reason }) => `  ${file}:${line}: ${reason}`),
  ];
}
