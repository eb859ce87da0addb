/** A row of a CSV file with a heading: values by column name. */
export interface CsvRow {
  /** Line of the file where the row begins, counted from 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** The file is not CSV with the columns it should have. */
export class CsvError extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(`line ${line}: ${message}`);
    this.name = 'CsvError';
  }
}

/**
 * Reads CSV (RFC 4180): comma separated, quoted with `"`, the first row names the columns. A byte
 * order mark and empty lines are passed over.
 *
 * @throws CsvError where a quotation does not end, a row has another number of values than the
 *   heading, or a column is unknown, missing or there twice
 */
export function readCsv(
  text: string,
  columns: { readonly required: readonly string[]; readonly optional: readonly string[] },
): readonly CsvRow[] {
  return readTable(text, { separator: ',', check: (names) => checkColumns(names, columns) });
}

/**
 * As `readCsv` with another separator, and with whatever columns `check` lets pass.
 *
 * @throws CsvError
 */
export function readTable(
  text: string,
  {
    separator,
    check,
  }: { readonly separator: Separator; readonly check: (names: readonly string[]) => void },
): readonly CsvRow[] {
  const [heading, ...rows] = records(text.replace(/^\ufeff/, ''), separator);
  if (heading === undefined) throw new CsvError(1, 'the file is empty');
  const names = heading.values.map((name) => name.trim());
  check(names);
  return rows.map(({ line, values }) => {
    if (values.length !== names.length) {
      throw new CsvError(line, `has ${values.length} values and not ${names.length}`);
    }
    const pairs = names.map((name, i): [string, string] => [name, values[i]?.trim() ?? '']);
    return { line, values: Object.fromEntries(pairs) };
  });
}

function checkColumns(
  names: readonly string[],
  columns: { readonly required: readonly string[]; readonly optional: readonly string[] },
): void {
  const known = [...columns.required, ...columns.optional];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new CsvError(1, `there is no column "${unknown}"; columns are ${known.join(', ')}`);
  }
  const missing = columns.required.find((name) => !names.includes(name));
  if (missing !== undefined) throw new CsvError(1, `the column "${missing}" is missing`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new CsvError(1, `the column "${twice}" is there twice`);
}

interface Line {
  readonly line: number;
  readonly values: readonly string[];
}

/** What stands between values; tables of some countries have the comma in their numbers. */
export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** One value, quoted or not, and what ends it: a separator, the end of the line, or of the file. */
const valueBefore = (separator: Separator): RegExp =>
  new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'y');

function records(text: string, separator: Separator): Line[] {
  const value = valueBefore(separator);
  const all: Line[] = [];
  let line = 1;
  let began = 1;
  let values: string[] = [];
  value.lastIndex = 0;
  while (value.lastIndex < text.length || values.length > 0) {
    const match = value.exec(text);
    if (match === null) throw new CsvError(line, 'a quotation mark is out of place');
    const [, quoted, bare, end] = match;
    values.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    line += quoted?.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === separator) continue;
    if (values.length > 1 || values[0] !== '') all.push({ line: began, values });
    values = [];
    line += 1;
    began = line;
  }
  return all;
}
