import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { percentile } from './support/ledger';
import { tellP99 } from './support/outage';
import { waitFor } from './support/wait';

const ROUNDS = Number(process.env['FAULT_F02_ROUNDS'] ?? 3);
/** Sent at once, to the one server there is. */
const AT_ONCE = 12;
/** So many are being saved, and none is, when the server dies. */
const IN_HAND_MIN = 4;

/** Statements that wait for the lock below. */
const WAITING = `SELECT pid FROM pg_locks
  WHERE relation = 'incident'::regclass AND NOT granted`;

/**
 * A server dies with incidents in its hands that are not saved: somebody else holds the table, so
 * that nothing is. What its statements still do without it, nobody has promised.
 */
fault('F02', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 1, workers: 1, phones: 100, rule: { how: 'decline' } },
    random: () => run.random(),
  });
  try {
    const [server] = cluster.apis;
    if (server === undefined) throw new Error('there is one server');
    const tookMs: number[] = [];
    let inHand = 0;
    let savedBefore = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await inRecord(cluster);
      const holder = await cluster.services.postgres.connect();
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE incident IN SHARE MODE');
      const raising = cluster.control.raise(AT_ONCE, { everyMs: 0, closes: false });
      inHand += await waitFor(async () => {
        const { rowCount } = await holder.query(WAITING);
        return rowCount !== null && rowCount >= IN_HAND_MIN && rowCount;
      }, 'incidents that wait to be saved');
      await server.kill('SIGKILL');
      savedBefore += (await inRecord(cluster)) - before;
      await holder.query('ROLLBACK');
      await holder.end();
      await server.start();
      tookMs.push(...(await raising).map((raised) => raised.tookMs));
      await cluster.control.closeAll();
    }
    await cluster.settle();
    const checked = await cluster.check();
    const sent = cluster.ledger.controlFacts('raise-sent').length;
    run.figure('n', sent);
    run.figure('kills', ROUNDS);
    run.figure('in_hand', inHand, { min: ROUNDS * IN_HAND_MIN });
    run.figure('saved_before', savedBefore, { max: 0 });
    run.figure('dup_incidents', checked.incidents - sent, { max: 0 });
    const failed = cluster.ledger.controlFacts('raise-failed');
    run.figure('not_acked', failed.length, { max: 0 });
    run.invariants(checked);
    tellP99(run, ['ack'], tookMs);
    run.figure('ring_p99_ms', percentile(checked.delaysMs, 0.99));
  } finally {
    await cluster.stop();
  }
});

async function inRecord({ services }: Cluster): Promise<number> {
  const text = 'SELECT count(*)::int AS count FROM incident';
  return (await services.postgres.rows<{ count: number }>(text))[0]?.count ?? NaN;
}
