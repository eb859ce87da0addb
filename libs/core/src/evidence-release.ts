import type { EvidenceTable } from '#core/evidence-table';
import type { EvidenceTime } from '#core/evidence-times';

/** A count below this may point at somebody, and is kept back from the public. */
export const PUBLIC_COUNT_MIN = 5;

/** A table as it may be published; null is a number that is kept back. */
export interface ReleasedTable extends Pick<
  EvidenceTable,
  'name' | 'title' | 'counts' | 'columns'
> {
  readonly totals: readonly (number | null)[];
  readonly bars: readonly {
    readonly name: string;
    readonly says: string;
    readonly counts: readonly (number | null)[];
  }[];
}

/**
 * What of these tables may be published. A line is shown whole or not at all: it is kept back where
 * one of its numbers is below `PUBLIC_COUNT_MIN`, and so are the next smallest lines until those
 * kept back are at least two and add up to that many in each column, so that no small number comes
 * back by subtraction. Where a number is kept back, so is everything that divides it.
 *
 * @param tables each after those that it divides
 */
export function publicTables(tables: readonly EvidenceTable[]): readonly ReleasedTable[] {
  const shown = new Set<string>();
  return tables
    .filter(({ mayBePublic }) => mayBePublic)
    .map((table) => {
      const released = release(table, shown);
      for (const { name, counts } of released.bars) {
        if (counts.every((count) => count !== null)) shown.add(`${table.name}/${name}`);
      }
      return released;
    });
}

/** Quantiles without what they were reckoned from. */
export type ReleasedTime = Omit<EvidenceTime, 'count' | 'ids'>;

/** Quantiles as they may be published: so many values lie on either side of each at least. */
export function publicTimes(times: readonly EvidenceTime[]): readonly ReleasedTime[] {
  return times.map((time) => {
    const isSafe = (share: number): boolean =>
      time.count * Math.min(share, 1 - share) >= PUBLIC_COUNT_MIN;
    return {
      ...{ name: time.name, says: time.says },
      p10S: isSafe(0.1) ? time.p10S : null,
      p50S: isSafe(0.5) ? time.p50S : null,
      p90S: isSafe(0.9) ? time.p90S : null,
    };
  });
}

type Line = { readonly name: string; readonly counts: readonly number[] };

function release(table: EvidenceTable, shown: ReadonlySet<string>): ReleasedTable {
  const { name, title, counts: unit, columns } = table;
  const lines = table.bars.map((bar) => {
    return { name: bar.name, counts: bar.cells.map(({ count }) => count) };
  });
  const totals = sums(lines, Math.max(1, columns.length));
  const isWhole =
    table.of.every((parent) => shown.has(parent)) &&
    totals.every((total) => total >= PUBLIC_COUNT_MIN);
  const back = isWhole
    ? keptBack(lines, table.keptBackMin)
    : new Set(lines.map((line) => line.name));
  return {
    ...{ name, title, counts: unit, columns },
    totals: totals.map((total) => (isWhole ? total : null)),
    bars: table.bars.map((bar) => ({
      ...{ name: bar.name, says: bar.says },
      counts: bar.cells.map(({ count }) => (back.has(bar.name) ? null : count)),
    })),
  };
}

function keptBack(lines: readonly Line[], atLeast: number): ReadonlySet<string> {
  const bySize = [...lines].sort((a, b) => sizeOf(a) - sizeOf(b));
  const back = bySize.filter(({ counts }) => counts.some((count) => count < PUBLIC_COUNT_MIN));
  const others = bySize.filter((line) => !back.includes(line));
  const isSafe = (): boolean =>
    back.length === 0 ||
    (back.length >= atLeast &&
      sums(back, back[0]?.counts.length ?? 1).every((sum) => sum >= PUBLIC_COUNT_MIN));
  while (!isSafe()) {
    const next = others.shift();
    if (next === undefined) break;
    back.push(next);
  }
  return new Set(back.map(({ name }) => name));
}

function sizeOf({ counts }: Line): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function sums(lines: readonly Line[], width: number): readonly number[] {
  return Array.from({ length: width }, (_none, column) =>
    lines.reduce((sum, { counts }) => sum + (counts[column] ?? 0), 0),
  );
}
