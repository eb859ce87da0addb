import type { Cluster } from './cluster';
import { monotonicMs } from './ledger';
import type { ServerNode } from './node';
import { pause, waitFor } from './wait';

/**
 * By then a living worker has done what it had in its hands, or has claimed it for longer; what a
 * dead one had is not yet another's.
 */
const LIVING_DONE_MS = 550;
const TAKEN_OVER_WITHIN_MS = 15_000;
const ENDED_WITHIN_MS = 4_000;
const AT_HAND_MIN = 4;

/** A push that a worker has claimed and not recorded as sent. */
export interface LeasedRow {
  readonly id: string;
  readonly alertId: string;
  readonly leaseId: string;
  readonly leasedUntil: string;
}

const LEASE = `id, alert_id AS "alertId", lease_id AS "leaseId",
  leased_until::text AS "leasedUntil"`;
const LEASED = `SELECT ${LEASE} FROM delivery
  WHERE status = 'queued' AND channel = 'push' AND subject = 'alert' AND leased_until > now()`;

/** Resolves when several pushes are claimed by a worker and not recorded as sent. */
export async function isWorkAtHand({ services }: Cluster, withinMs?: number): Promise<void> {
  await waitFor(
    async () => (await services.postgres.rows(LEASED)).length >= AT_HAND_MIN,
    'claimed pushes',
    withinMs,
  );
}

/**
 * Kills a worker, waits until another has rung what it had claimed, and starts it again.
 *
 * @returns from the kill to the ring of each alert that only the killed worker had in its hands
 */
export async function killAndResume(
  cluster: Cluster,
  victim: ServerNode,
): Promise<readonly number[]> {
  await victim.kill('SIGKILL');
  const killedAtMs = monotonicMs();
  const orphans = await orphansNow(cluster);
  const rangAt = ringsAfter(cluster, killedAtMs);
  const ringOf = async ({ alertId }: LeasedRow): Promise<number> => {
    const soon = await waitFor(() => rangAt(alertId), 'ring', ENDED_WITHIN_MS).catch(() => null);
    if (soon !== null) return soon;
    // Nobody is rung for what is over.
    if (await hasEnded(cluster, alertId)) return killedAtMs;
    return waitFor(() => rangAt(alertId), `ring of ${alertId}`, TAKEN_OVER_WITHIN_MS);
  };
  const rings = await Promise.all(orphans.map(ringOf));
  await victim.start();
  return rings.map((atMs) => atMs - killedAtMs).filter((ms) => ms > 0);
}

/** What a worker that has just been killed or frozen has in its hands, and no other. */
export async function orphansNow({ services }: Cluster): Promise<readonly LeasedRow[]> {
  const { postgres } = services;
  const leased = await postgres.rows<LeasedRow>(LEASED);
  await pause(LIVING_DONE_MS);
  const after = await postgres.rows<LeasedRow>(
    `SELECT ${LEASE} FROM delivery WHERE id = ANY ($1) AND status = 'queued'`,
    [leased.map(({ id }) => id)],
  );
  const nameOf = ({ id, leaseId, leasedUntil }: LeasedRow): string =>
    [id, leaseId, leasedUntil].join();
  const still = new Set(after.map(nameOf));
  return leased.filter((row) => still.has(nameOf(row)));
}

/** What the record says of a delivery that another than the frozen worker has finished. */
export interface FinishedRow {
  readonly id: string;
  readonly leaseId: string;
  readonly state: string;
}

/** Those of them that are no longer the frozen worker's. */
export function takenFrom(
  { services }: Cluster,
  orphans: readonly LeasedRow[],
): Promise<readonly FinishedRow[]> {
  return services.postgres.rows<FinishedRow>(
    `SELECT id, o."leaseId", concat_ws(' ', d.status, d.finished_at) AS state
      FROM jsonb_to_recordset($1::jsonb) AS o(id uuid, "leaseId" text) JOIN delivery d USING (id)
      WHERE d.lease_id IS DISTINCT FROM o."leaseId" AND d.status <> 'queued'`,
    [JSON.stringify(orphans)],
  );
}

/**
 * How many of them the worker, awake again, has told of, and how many of those have another end
 * since. A reference of what a provider took on the way is kept, and changes no end.
 */
export async function toldLate(
  cluster: Cluster,
  taken: readonly FinishedRow[],
): Promise<{ readonly told: number; readonly changed: number }> {
  const told = await cluster.services.postgres.rows<{ id: string }>(
    `SELECT DISTINCT o.id FROM jsonb_to_recordset($1::jsonb) AS o(id uuid, "leaseId" text)
      JOIN delivery_attempt a ON a.delivery_id = o.id AND a.lease_id = o."leaseId"`,
    [JSON.stringify(taken)],
  );
  const before = new Map(taken.map(({ id, state }) => [id, state]));
  const now = await cluster.services.postgres.rows<{ id: string; state: string }>(
    `SELECT id, concat_ws(' ', status, finished_at) AS state FROM delivery
      WHERE id = ANY ($1::uuid[])`,
    [[...before.keys()]],
  );
  const changed = now.filter(({ id, state }) => before.get(id) !== state);
  return { told: told.length, changed: changed.length };
}

async function hasEnded({ services }: Cluster, alertId: string): Promise<boolean> {
  const text = 'SELECT FROM alert WHERE id = $1 AND ended_at IS NOT NULL';
  return (await services.postgres.rows(text, [alertId])).length > 0;
}

function ringsAfter({ ledger }: Cluster, fromMs: number): (alertId: string) => number | undefined {
  let read = 0;
  const rings = new Map<string, number>();
  return (alertId) => {
    for (const fact of ledger.facts.slice(read)) {
      if (fact.who === 'phone' && fact.what === 'alert-heard' && fact.alertId !== undefined) {
        rings.set(fact.alertId, Math.max(fact.atMs, fromMs));
      }
    }
    read = ledger.facts.length;
    return rings.get(alertId);
  };
}
