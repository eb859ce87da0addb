import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One fault of the list, `F01` to `F58`. */
export type FaultId = `F${number}`;

export interface FaultRow {
  /** What happens, in words for a line that is searched. */
  readonly words: string;
  /** One of the ten that every `npm test` runs. */
  readonly fast: boolean;
  /** What is done to the system, a sentence. */
  readonly does: string;
  /** What the same does to the usual parts, where that was measured or is certain. */
  readonly stock: string;
  /** Of the most telling ones: what the README says of our run, with figures as `{name}`. */
  readonly tells?: string;
}

/** Every fault that is tried, by its number. Scripts read the same file. */
export const MATRIX = JSON.parse(readFileSync(join(__dirname, 'matrix.json'), 'utf8')) as Readonly<
  Record<FaultId, FaultRow>
>;

/** Which faults each spec of this folder tries, by the name of its file. */
export function faultsByFile(): ReadonlyMap<string, readonly FaultId[]> {
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.spec.ts'));
  return new Map(
    files.map((name) => [name, faultsIn(readFileSync(join(__dirname, name), 'utf8'))]),
  );
}

/** Faults of the list that no spec of this folder tries. */
export function untried(): readonly FaultId[] {
  const tried = new Set([...faultsByFile().values()].flat());
  return (Object.keys(MATRIX) as FaultId[]).filter((id) => !tried.has(id));
}

/** As scripts/faults.mjs finds them. */
function faultsIn(text: string): readonly FaultId[] {
  return [...text.matchAll(/\bfault\(\s*'(F\d\d)'/g)].map(([, id]) => id as FaultId);
}

/** The row of a fault; throws where there is none. */
export function rowOf(id: FaultId): FaultRow {
  const row = MATRIX[id];
  if (row === undefined) throw new RangeError(`there is no ${id} in the list`);
  return row;
}
