import type { Outcome } from './outcome';

/** Outcomes of one policy in the order of the cases, as columns that threads can hand over. */
export interface Columns {
  readonly cprMs: Float64Array;
  readonly shockMs: Float64Array;
  readonly ambulanceMs: Float64Array;
  readonly cprFirst: Uint8Array;
  readonly aedFirst: Uint8Array;
  readonly alerts: Uint16Array;
  readonly accepted: Uint16Array;
  readonly arrived: Uint16Array;
  readonly redundant: Uint16Array;
  readonly stoodDown: Uint16Array;
  readonly aedsFailed: Uint16Array;
}

/** Columns for so many cases, all zero. */
export function columnsFor(count: number): Columns {
  return {
    cprMs: new Float64Array(count),
    shockMs: new Float64Array(count),
    ambulanceMs: new Float64Array(count),
    cprFirst: new Uint8Array(count),
    aedFirst: new Uint8Array(count),
    alerts: new Uint16Array(count),
    accepted: new Uint16Array(count),
    arrived: new Uint16Array(count),
    redundant: new Uint16Array(count),
    stoodDown: new Uint16Array(count),
    aedsFailed: new Uint16Array(count),
  };
}

/** Writes the outcome of one case. */
export function put(columns: Columns, index: number, outcome: Outcome): void {
  columns.cprMs[index] = outcome.cprMs;
  columns.shockMs[index] = outcome.shockMs;
  columns.ambulanceMs[index] = outcome.ambulanceMs;
  columns.cprFirst[index] = Number(outcome.cprFirst);
  columns.aedFirst[index] = Number(outcome.aedFirst);
  columns.alerts[index] = outcome.alerted.length;
  columns.accepted[index] = outcome.accepted;
  columns.arrived[index] = outcome.arrived;
  columns.redundant[index] = outcome.redundant;
  columns.stoodDown[index] = outcome.stoodDown;
  columns.aedsFailed[index] = outcome.aedsFailed;
}

/** Copies the columns of a part to where its cases belong. */
export function place(whole: Columns, part: Columns, at: readonly number[]): void {
  for (const name of Object.keys(whole) as (keyof Columns)[]) {
    const [to, from] = [whole[name], part[name]];
    at.forEach((index, row) => {
      to[index] = from[row] ?? 0;
    });
  }
}
