/** One data row by column name, with its line in the file (the header is line 1). */
export interface CsvRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

export interface CsvFile {
  readonly rows: readonly CsvRow[];
  readonly refused: readonly RefusedRow[];
}

/** A row that was not used, or used with a reservation, and why. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
}

/**
 * Reads a CSV with a header; quoted cells and a byte-order mark are allowed, quoted line breaks are
 * not. A row with too few or too many cells, or with an open quote, is refused with its line.
 * Throws when one of the needed columns is missing: then it is another file.
 */
export function readCsv(text: string, needed: readonly string[]): CsvFile {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = splitRow(header) ?? [];
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new Error(`the header has no column ${missing.join(', ')}`);
  const rows: CsvRow[] = [];
  const refused: RefusedRow[] = [];
  lines.forEach((row, index) => {
    const line = index + 2;
    if (row.trim() === '') return;
    const cells = splitRow(row);
    if (cells?.length !== columns.length) {
      const found = cells === null ? 'an open quote' : `${cells.length} cells`;
      refused.push({ line, reason: `${found} where the header has ${columns.length} cells` });
      return;
    }
    rows.push({ line, cells: new Map(columns.map((name, i) => [name, cells[i] ?? ''])) });
  });
  return { rows, refused };
}

function splitRow(row: string): string[] | null {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < row.length; i += 1) {
    const char = row.charAt(i);
    if (isQuoted && char === '"' && row.charAt(i + 1) === '"') {
      cell += '"';
      i += 1;
    } else if (char === '"') {
      isQuoted = !isQuoted;
    } else if (char === ',' && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else {
      cell += char;
    }
  }
  cells.push(cell.trim());
  return isQuoted ? null : cells;
}
