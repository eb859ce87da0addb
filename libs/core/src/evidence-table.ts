/** Lists of rows behind the numbers: one row each per arrest, alert, or delivery. */
export const EVIDENCE_ROWS = ['arrests', 'alerts', 'deliveries'] as const;
export type EvidenceRows = (typeof EVIDENCE_ROWS)[number];

/** A number, and the ids of the rows that it was counted from. */
export interface Counted {
  readonly count: number;
  readonly ids: readonly string[];
}

/** One line of a table: as many cells as the table has columns. */
export interface EvidenceBar {
  readonly name: string;
  readonly says: string;
  readonly cells: readonly Counted[];
}

/** What something is divided into: each column of cells adds up to the number that it divides. */
export interface EvidenceTable {
  readonly name: string;
  readonly title: string;
  /** What one counts: `arrests`, `people`. */
  readonly counts: string;
  /** Where the ids of its cells are; null where no rows stand behind its numbers. */
  readonly rows: EvidenceRows | null;
  /** For each column the cell that it divides, as `table/bar`; none where it divides no other. */
  readonly of: readonly string[];
  /** Names of the columns where there are more than one. */
  readonly columns: readonly string[];
  readonly bars: readonly EvidenceBar[];
  /** False where its cells overlap with those of a table that may be published. */
  readonly mayBePublic: boolean;
  /** So many lines are kept back at least where one is. */
  readonly keptBackMin: number;
}

/** What is counted into a table: the line, the row, and how many where it is not one. */
export interface Entry {
  readonly bar: string;
  readonly id: string | readonly string[];
  readonly column?: number;
  readonly count?: number;
}

type Head = Pick<EvidenceTable, 'name' | 'title' | 'counts' | 'rows'> &
  Partial<Pick<EvidenceTable, 'of' | 'columns' | 'mayBePublic' | 'keptBackMin'>>;

const KEPT_BACK_MIN = 2;

/** Counts entries into the lines of a table; an entry for no line of it is a fault. */
export function tableOf(
  head: Head,
  lines: readonly (readonly [name: string, says: string])[],
  entries: readonly Entry[],
): EvidenceTable {
  const { of = [], columns = [], mayBePublic = true, keptBackMin = KEPT_BACK_MIN } = head;
  const width = Math.max(1, columns.length);
  const bars = new Map(
    lines.map(([name, says]) => [
      name,
      {
        name,
        says,
        cells: Array.from({ length: width }, () => ({ count: 0, ids: [] as string[] })),
      },
    ]),
  );
  for (const { bar, id, column = 0, count = 1 } of entries) {
    const cell = bars.get(bar)?.cells[column];
    if (cell === undefined) throw new Error(`${head.name} has no line ${bar}`);
    cell.count += count;
    if (typeof id === 'string') cell.ids.push(id);
    else cell.ids.push(...id);
  }
  return { ...head, of, columns, mayBePublic, keptBackMin, bars: [...bars.values()] };
}

/** The name by which the rows of a cell are asked for. */
export function figureName(table: EvidenceTable, bar: EvidenceBar, column: number): string {
  const part = table.columns[column];
  return part === undefined ? `${table.name}/${bar.name}` : `${table.name}/${bar.name}/${part}`;
}

/** The ids of the rows behind a number and where they are; null where there is no such number. */
export function rowsBehind(
  tables: readonly EvidenceTable[],
  figure: string,
): { readonly rows: EvidenceRows; readonly ids: ReadonlySet<string> } | null {
  for (const table of tables) {
    const { rows } = table;
    if (rows === null || !figure.startsWith(`${table.name}/`)) continue;
    for (const bar of table.bars) {
      const column = bar.cells.findIndex((_cell, at) => figureName(table, bar, at) === figure);
      if (column >= 0) return { rows, ids: new Set(bar.cells[column]?.ids) };
    }
  }
  return null;
}

/** Lines for values up to each bound, and beyond the last: `under-250`, `1000-or-more`. */
export function linesUpTo(
  bounds: readonly number[],
  says: (from: number | null, to: number | null) => string,
): readonly (readonly [name: string, says: string])[] {
  const edges = [null, ...bounds, null];
  return edges.slice(1).map((to, at) => {
    const from = edges[at] ?? null;
    return [lineName(from, to), says(from, to)] as const;
  });
}

/** The name of the line that a value belongs to: from each bound on, before the next. */
export function lineFor(bounds: readonly number[], value: number): string {
  const at = bounds.findIndex((bound) => value < bound);
  if (at === -1) return lineName(bounds.at(-1) ?? null, null);
  return lineName(bounds[at - 1] ?? null, bounds[at] ?? null);
}

function lineName(from: number | null, to: number | null): string {
  if (from === null) return `under-${String(to)}`;
  return to === null ? `${from}-or-more` : `${from}-to-${to}`;
}
