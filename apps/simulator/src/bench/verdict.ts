import { quantile } from './measure';

/** What a figure has to reach: at most, or at least, so much. */
export type Bar = { readonly most: number } | { readonly least: number };

/** A figure of a bench, measured once a round. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly rounds: readonly number[];
  /** Null for a figure that is only told. */
  readonly bar: Bar | null;
  /** Peers of the same run, and what else a reader needs. */
  readonly beside?: Readonly<Record<string, number | string>>;
}

/**
 * Prints the line of a figure: its median over the rounds, what it has to reach, how far the rounds
 * lie apart, and what was measured beside it. Where it misses, the exit code of the bench is 1.
 */
export function tell(figure: Figure): void {
  console.log(figureLine(figure));
  if (!reaches(figure)) process.exitCode = 1;
}

/** The line of a figure, which scripts read; `ratio` is that of the figure to its limit. */
export function figureLine(figure: Figure): string {
  const { name, unit, rounds, bar, beside = {} } = figure;
  const value = median(rounds);
  const limit = bar === null ? null : limitOf(bar);
  const fields: [string, number | string][] = [
    ['name', name],
    ['figure', value],
    ['unit', unit],
    ['limit', limit ?? 'none'],
    ['ratio', limit === null || limit === 0 ? 'none' : value / limit],
    ['low', Math.min(...rounds)],
    ['high', Math.max(...rounds)],
    ['rounds', rounds.length],
    ...Object.entries(beside),
  ];
  const verdict = bar === null ? '' : reaches(figure) ? ' PASS' : ' MISS';
  const shown = fields.map(([key, each]) => `${key}=${shortly(each)}`);
  return `BENCH ${shown.join(' ')}${verdict}`;
}

/** The middle one of several rounds. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [quantile(sorted, 0.5), sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN];
  return (low + high) / 2;
}

/** Of unsorted figures, the one that so great a share stays below. */
export function shareBelow(values: readonly number[], share: number): number {
  return quantile(Float64Array.from(values).sort(), share);
}

function reaches({ rounds, bar }: Figure): boolean {
  const value = median(rounds);
  if (bar === null) return true;
  return 'most' in bar ? value <= bar.most : value >= bar.least;
}

function limitOf(bar: Bar): number {
  return 'most' in bar ? bar.most : bar.least;
}

/** Three digits that count, or whole. */
function shortly(value: number | string): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
