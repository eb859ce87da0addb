import type { Pool } from 'pg';
import type { Purpose } from '#migrations/row-security';
import { makePool, type DatabaseFailed } from './transaction';

/** Connections of each kind; PostgreSQL's default allows a hundred in all. */
const CONNECTIONS_MAX = { work: 16, queue: 6, door: 4, upkeep: 1 } as const;

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
  const pool = (usual: number, purpose?: Purpose): Pool =>
    makePool(url, {
      max: Math.min(usual, options.max ?? usual),
      onError: options.onError,
      ...(purpose === undefined ? {} : { purpose }),
    });
  return {
    work: pool(CONNECTIONS_MAX.work),
    queue: pool(CONNECTIONS_MAX.queue, 'queue'),
    door: pool(CONNECTIONS_MAX.door, 'door'),
    upkeep: pool(CONNECTIONS_MAX.upkeep, 'upkeep'),
  };
}

/** Ends all connections; what is under way is finished first. */
export async function endPools({ work, queue, door, upkeep }: Pools): Promise<void> {
  await Promise.all([work, queue, door, upkeep].map((pool) => pool.end()));
}
