import type { EvidenceView } from '#contracts/evidence-api';
import { csvLine } from './muster-paper';

type Cell = string | number;
const BYTE_ORDER_MARK = '\ufeff';
const FIGURES = ['table', 'title', 'line', 'says', 'column', 'counts', 'number', 'rows'];
const NOT_KNOWN = 'not known to Closeby';

/**
 * One part of a pack as a table that spreadsheets read: the rows that were asked for, else the
 * system, else the figures. What is not known, or kept back, is an empty cell.
 */
export function evidenceCsv(view: EvidenceView, part: string): string {
  const rows = view.arrests ?? view.alerts ?? view.deliveries;
  if (rows !== null) return BYTE_ORDER_MARK + linesOf(rows);
  if (part === 'system') {
    const items = view.system.map(({ topic, item, value }) => [topic, item, value ?? NOT_KNOWN]);
    return table([['topic', 'item', 'value'], ...items]);
  }
  return table([FIGURES, ...tableLines(view), ...timeLines(view)]);
}

function linesOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const names = Object.keys(first);
  return csvLine(names) + rows.map((row) => csvLine(names.map((name) => cell(row[name])))).join('');
}

function cell(value: unknown): Cell {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : '';
}

function tableLines({ tables }: EvidenceView): readonly (readonly Cell[])[] {
  return tables.flatMap(({ name, title, counts: unit, columns, totals, bars }) => [
    ...bars.flatMap((bar) =>
      bar.counts.map((count, at) => [
        ...[name, title, bar.name, bar.says, columns[at] ?? '', unit],
        ...[cell(count), bar.figures[at] ?? ''],
      ]),
    ),
    ...totals.map((total, at) => [
      ...[name, title, 'total', 'total', columns[at] ?? '', unit, cell(total), ''],
    ]),
  ]);
}

function timeLines({ times, unevenness }: EvidenceView): readonly (readonly Cell[])[] {
  const lines = times.flatMap(({ name, says, count, p10S, p50S, p90S, figure }) =>
    Object.entries({ count, p10S, p50S, p90S }).map(([column, value]) => [
      ...['times', 'How long it took', name, says, column],
      ...[column === 'count' ? 'arrests' : 'seconds', cell(value), figure ?? ''],
    ]),
  );
  const gini = ['unevenness', 'Gini coefficient of alerts', 'people', 'those alerted', '', 'share'];
  return [...lines, [...gini, cell(unevenness), '']];
}

function table(lines: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + lines.map(csvLine).join('');
}
