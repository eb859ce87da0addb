/** The eleven promises, as counts of what broke them. */
export const INVARIANT_NAMES = [
  'lost_incidents',
  'lost_alerts',
  'duplicate_rings',
  'over_accept',
  'lost_accepts',
  'phantom_accepts',
  'ghost_alerts',
  'state_regressions',
  'gaps',
  'stale_dispatch',
  'cross_tenant',
  'audit_breaks',
  'unaccounted',
] as const;
export type InvariantName = (typeof INVARIANT_NAMES)[number];

export interface Failures {
  readonly count: number;
  /** A few of them, in words. */
  readonly examples: readonly string[];
}

/** Those that were checked. */
export type Invariants = Readonly<Partial<Record<InvariantName, Failures>>>;

export const NO_FAILURES = 0;
const EXAMPLES_MAX = 5;

/** Counts what was found, with a few examples. */
export function failures(found: readonly string[]): Failures {
  return { count: found.length, examples: found.slice(0, EXAMPLES_MAX) };
}
