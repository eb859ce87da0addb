/** One line of a table of values; a quoted value may go over several lines of the file. */
export interface CsvValues {
  /** Of the file, counted from 1, where it begins. */
  readonly line: number;
  readonly values: readonly string[];
  /** False for the last one where no line end follows: more may be missing. */
  readonly ends: boolean;
}

/** A line that is not understood, why, and in which column. */
export interface CsvFault {
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly says: string;
}

export interface CsvTable {
  readonly delimiter: string;
  readonly heading: readonly string[];
  readonly lines: readonly (CsvValues | CsvFault)[];
  /** Whether there are more lines than were to be read. */
  readonly hasMore: boolean;
}

/** Longer than any text of a message: a quotation that goes on is one that was not closed. */
const QUOTED_LENGTH_MAX = 5_000;
/** A line with its quotations over several: what is longer has quotation marks in wrong places. */
const LINE_LENGTH_MAX = 20_000;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads a table whose first line names the columns, as RFC 4180 has it, with commas, semicolons or
 * tabs, whichever the heading uses. A line that is not understood costs itself only: after a
 * quotation that never ends, reading goes on with the next line of the file. Empty lines are passed
 * over; names of columns are trimmed, and values too.
 *
 * @param linesMax lines to read at most, besides the heading
 */
export function readCsvLines(text: string, linesMax: number): CsvTable {
  const whole = text.replace(/^\ufeff/, '');
  const first = /^[^\r\n]*/.exec(whole)?.[0] ?? '';
  const delimiter = delimiterOf(first);
  const all: (CsvValues | CsvFault)[] = [];
  const at = { offset: 0, line: 1 };
  while (at.offset < whole.length && all.length <= linesMax) {
    const read = readLine(whole, at, delimiter);
    const isEmpty = 'values' in read && read.values.every((value) => value === '');
    if (!isEmpty) all.push(read);
  }
  const [heading, ...lines] = all;
  const names = heading !== undefined && 'values' in heading ? heading.values : [];
  return { delimiter, heading: names, lines, hasMore: at.offset < whole.length };
}

/** The sign that parts the names of the heading. */
function delimiterOf(heading: string): string {
  const counts = DELIMITERS.map((sign) => ({ sign, count: heading.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

/** Reads from the offset on and moves it behind what was read. */
function readLine(
  text: string,
  at: { offset: number; line: number },
  delimiter: string,
): CsvValues | CsvFault {
  const { offset: begin, line } = at;
  const values: string[] = [];
  let offset = begin;
  for (;;) {
    const isLong = offset - begin > LINE_LENGTH_MAX;
    const value = isLong ? TOO_LONG : readValue(text, offset, delimiter);
    if ('says' in value) {
      const end = lineEnd(text, begin);
      Object.assign(at, { offset: behindEnd(text, end), line: line + 1 });
      return { line, column: values.length + 1, says: value.says };
    }
    values.push(value.text.trim());
    offset = value.end;
    if (text[offset] !== delimiter) break;
    offset += 1;
  }
  const ends = offset < text.length;
  at.line = line + countLineEnds(text, begin, offset) + 1;
  at.offset = behindEnd(text, offset);
  return { line, values, ends };
}

const TOO_LONG = { says: 'the line is too long, or a quotation mark is not closed' };

type Value = { readonly text: string; readonly end: number } | { readonly says: string };

/** One value, and where the sign stands that ends it. */
function readValue(text: string, from: number, delimiter: string): Value {
  if (text[from] !== '"') {
    let end = from;
    while (end < text.length && !isEnd(text[end], delimiter)) end += 1;
    return { text: text.slice(from, end), end };
  }
  let said = '';
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0 || close - from > QUOTED_LENGTH_MAX) {
      return { says: 'a quotation mark is not closed' };
    }
    said += text.slice(at, close);
    if (text[close + 1] === '"') {
      said += '"';
      at = close + 2;
      continue;
    }
    const end = close + 1;
    if (end < text.length && !isEnd(text[end], delimiter)) {
      return { says: 'a quotation mark is out of place' };
    }
    return { text: said, end };
  }
}

function isEnd(sign: string | undefined, delimiter: string): boolean {
  return sign === delimiter || sign === '\n' || sign === '\r';
}

function lineEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

function behindEnd(text: string, end: number): number {
  return end + (text.startsWith('\r\n', end) ? 2 : 1);
}

function countLineEnds(text: string, from: number, to: number): number {
  return text.slice(from, to).match(/\r\n|\n|\r/g)?.length ?? 0;
}
