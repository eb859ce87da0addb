import type { Pool } from 'pg';
import type { Purpose } from '#migrations/row-security';
import { makePool, type DatabaseFailed } from './transaction';

/** Connections of each kind; PostgreSQL's default allows a hundred in all. */
const CONNECTIONS_MAX = { work: 16, queue: 6, door: 4, upkeep: 1 } as const;

/**
 * Of them, those that are never given back, so that dispatch goes on where others have taken all
 * that are left.
 */
const CONNECTIONS_KEPT = { work: 6, queue: 3, door: 2, upkeep: 0 } as const;
/** Deleting by age takes its time, and holds nobody up. */
const UPKEEP_STATEMENT_MAX_MS = 15_000;

/**
 * The connections of a server by what they are for. A purpose belongs to a connection for good, so
 * that nothing needs to be said or taken back around a statement. Only `work` has none: it sees
 * rows of the organisation its transaction names, and without one none at all.
 */
export interface Pools {
  /** Work of one organisation: the hot path. */
  readonly work: Pool;
  /** Due deliveries and reviews, whatever organisation they belong to. */
  readonly queue: Pool;
  /** Who is calling. */
  readonly door: Pool;
  /** Deletion by age. */
  readonly upkeep: Pool;
}

/**
 * Pools as the server's role; they connect when first asked.
 *
 * @param options.max of each pool, where that is less than usual
 */
export function makePools(
  url: string,
  options: { readonly max?: number; readonly onError: (error: DatabaseFailed) => void },
): Pools {
  const { onError, max } = options;
  const pool = (of: keyof Pools, more: { purpose?: Purpose; statementMaxMs?: number }): Pool => {
    const most = Math.min(CONNECTIONS_MAX[of], max ?? CONNECTIONS_MAX[of]);
    return makePool(url, { max: most, kept: CONNECTIONS_KEPT[of], onError, ...more });
  };
  return {
    work: pool('work', {}),
    queue: pool('queue', { purpose: 'queue' }),
    door: pool('door', { purpose: 'door' }),
    upkeep: pool('upkeep', { purpose: 'upkeep', statementMaxMs: UPKEEP_STATEMENT_MAX_MS }),
  };
}

/** Ends all connections; what is under way is finished first. */
export async function endPools({ work, queue, door, upkeep }: Pools): Promise<void> {
  await Promise.all([work, queue, door, upkeep].map((pool) => pool.end()));
}
