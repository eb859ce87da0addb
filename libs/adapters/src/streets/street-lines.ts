import type { Place } from '#core/geometry';

/** One line of a road as the data has it: a name (may be empty) and its vertices in order. */
export interface StreetLine {
  readonly name: string;
  readonly places: readonly Place[];
}

/** What was read, and what was left out with its position in the file and the reason. */
export interface StreetLines {
  readonly lines: readonly StreetLine[];
  readonly leftOut: readonly { readonly index: number; readonly reason: string }[];
}

/** How many lines were left out for each reason, the most frequent first. */
export function leftOutByReason(streets: StreetLines): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { reason } of streets.leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}
