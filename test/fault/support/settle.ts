import type { Cluster } from './cluster';
import { pause, waitFor } from './wait';

/** Nothing is heard for so long: what was on its way has arrived. */
const QUIET_MS = 300;
const WITHIN_MS = 30_000;

/** What is still to be done now; not what waits for its moment. */
const AT_HAND = `SELECT
  (SELECT count(*) FROM delivery WHERE status = 'queued' AND due_at < now() + interval '100 ms')
    + (SELECT count(*) FROM review WHERE due_at < now() - interval '1 s') AS count`;

/** See `Cluster.settle`. */
export async function settle(cluster: Cluster, withinMs = WITHIN_MS): Promise<void> {
  const { postgres } = cluster.services;
  let last = '';
  await waitFor(
    async () => {
      const [row] = await postgres.rows<{ count: string }>(AT_HAND).catch(() => []);
      last = row?.count ?? 'no answer';
      return last === '0';
    },
    'end of what is due',
    withinMs,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; still due: ${last}`);
  });
  await quiet(cluster, withinMs);
  await cluster.phones.catchUp();
}

async function quiet({ ledger }: Cluster, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  let count = -1;
  while (count !== ledger.facts.length && performance.now() < end) {
    count = ledger.facts.length;
    await pause(QUIET_MS);
  }
}
