import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { percentile } from './support/ledger';
import { tellP99 } from './support/outage';
import { waitFor } from './support/wait';

const ROUNDS = Number(process.env['FAULT_F01_ROUNDS'] ?? 3);
/** Sent at once, over connections of their own: both servers have some in hand. */
const AT_ONCE = 12;
/** So many are in the record, and none is answered, when a server dies. */
const COMMITTED_MIN = 4;

/**
 * A server dies when it has saved incidents and control has heard nothing of it: the way back is
 * cut before they are sent, and mended when it is dead. Control sends them again.
 */
fault('F01', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, workers: 1, phones: 100, rule: { how: 'decline' } },
    random: () => run.random(),
  });
  try {
    let unanswered = 0;
    const tookMs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await refsInRecord(cluster);
      cluster.controlLink.halfOpen('to-client');
      const raising = cluster.control.raise(AT_ONCE, { everyMs: 0, closes: false });
      const fresh = await waitFor(async () => {
        const refs = (await refsInRecord(cluster)).filter((ref) => !before.includes(ref));
        return refs.length >= COMMITTED_MIN && refs;
      }, 'saved incidents');
      const victim = run.dice.pick(cluster.apis);
      await victim.kill('SIGKILL');
      unanswered += fresh.length;
      // What was on its way back is gone, as its sender is.
      cluster.controlLink.reset();
      cluster.controlLink.heal();
      await victim.start();
      tookMs.push(...(await raising).map((raised) => raised.tookMs));
      await cluster.control.closeAll();
    }
    await cluster.settle();
    const checked = await cluster.check();
    run.figure('n', checked.incidents);
    run.figure('kills', ROUNDS);
    run.figure('saved_and_unanswered', unanswered, { min: ROUNDS * COMMITTED_MIN });
    run.figure('dup_incidents', await doubled(cluster), { max: 0 });
    run.figure('not_acked', notAcked(cluster), { max: 0 });
    run.invariants(checked);
    tellP99(run, ['ack'], tookMs);
    run.figure('ring_p99_ms', percentile(checked.delaysMs, 0.99));
  } finally {
    await cluster.stop();
  }
});

async function refsInRecord({ services }: Cluster): Promise<readonly string[]> {
  const rows = await services.postgres.rows<{ ref: string }>(
    'SELECT control_ref AS ref FROM incident WHERE control_ref IS NOT NULL',
  );
  return rows.map(({ ref }) => ref);
}

/** Incidents of the record beyond one for each message of control. */
async function doubled(cluster: Cluster): Promise<number> {
  const sent = new Set(cluster.ledger.controlFacts('raise-sent').map(({ ref }) => ref));
  const inRecord = await refsInRecord(cluster);
  return inRecord.length - [...sent].filter((ref) => inRecord.includes(ref)).length;
}

function notAcked({ ledger }: Cluster): number {
  return ledger.controlFacts('raise-failed').length;
}
