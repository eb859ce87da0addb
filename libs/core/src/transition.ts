/** For each status, the statuses it may move to. An empty list marks an end. */
export type StatusTable<S extends string> = Readonly<Record<S, readonly S[]>>;

/** True when the table allows the step. Staying in place is not a step. */
export function canMove<S extends string>(table: StatusTable<S>, from: S, to: S): boolean {
  return table[from].includes(to);
}

/** Statuses that cannot be reached from `start`; a sound table returns none. */
export function unreachable<S extends string>(table: StatusTable<S>, start: S): S[] {
  const seen = new Set<S>([start]);
  const open: S[] = [start];
  for (let status = open.pop(); status !== undefined; status = open.pop()) {
    for (const next of table[status]) {
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
    }
  }
  return (Object.keys(table) as S[]).filter((status) => !seen.has(status));
}

/** Statuses without a way out. */
export function ends<S extends string>(table: StatusTable<S>): S[] {
  return (Object.keys(table) as S[]).filter((status) => table[status].length === 0);
}
