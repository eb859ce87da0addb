import type { Redis } from 'ioredis';
import type { Client } from 'pg';
import type { Ring } from './callout-ledger-fill';

const AT_ONCE = 1_000;
const JOBS = 'bench:ledger:jobs';

const TABLE = `DROP TABLE IF EXISTS bench_ledger;
CREATE TABLE bench_ledger (callout_id uuid NOT NULL, responder_id uuid NOT NULL,
  status text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (callout_id, responder_id))`;

/** $1 the area. */
const INSIDE = `last_known_fix l, (SELECT ST_SetSRID(ST_GeomFromGeoJSON($1::text), 4326) AS area) s
WHERE l.position::geometry && s.area AND ST_Contains(s.area, l.position::geometry)`;

/** Empties what the peers write into; no part of what is measured. */
export async function emptyPeers(owner: Client, redis: Redis): Promise<void> {
  await owner.query(TABLE);
  await redis.del(JOBS);
}

/** PostGIS by itself: a row for everyone in the area, in one statement; how many they are. */
export async function insertSelect(owner: Client, calloutId: string, area: Ring): Promise<number> {
  const { rowCount } = await owner.query(
    `INSERT INTO bench_ledger SELECT $2::uuid, l.responder_id, 'queued', now() FROM ${INSIDE}`,
    [polygonOf(area), calloutId],
  );
  return rowCount ?? 0;
}

/** A job in a list of Redis for everyone in the area, a thousand of them under way at a time. */
export async function jobEach(owner: Client, redis: Redis, area: Ring): Promise<void> {
  const { rows } = await owner.query<[string]>({
    ...{ text: `SELECT l.responder_id FROM ${INSIDE}`, values: [polygonOf(area)] },
    rowMode: 'array',
  });
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const jobs = rows
      .slice(from, from + AT_ONCE)
      .map(([responderId]) =>
        redis.lpush(JOBS, JSON.stringify({ responderId, kind: 'callout', at: Date.now() })),
      );
    await Promise.all(jobs);
  }
}

function polygonOf(area: Ring): string {
  return JSON.stringify({ type: 'Polygon', coordinates: [area] });
}
