import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { surviveOutage, tellP99, tellSurvival } from './support/outage';
import { pause } from './support/wait';

const EVERY_MS = 100;
/** So long an asynchronous standby lags behind when its primary dies. */
const LAG_MS = 1_000;

/** PostgreSQL is killed and its synchronous standby takes over; then again with one that lags. */
fault(
  'F16',
  async (run) => {
    const cluster = await startCluster({
      ...{ apis: 2, workers: 1, phones: 100, standby: 'sync', rule: { how: 'decline' } },
      random: () => run.random(),
    });
    try {
      const { standby } = cluster.services;
      const survived = await surviveOutage(cluster, {
        ...{ everyMs: EVERY_MS, beforeMs: 1_500, forMs: 0, afterMs: 3_000 },
        breaks: () => cluster.services.postgres.kill('SIGKILL'),
        mends: () => standby?.promote(),
      });
      run.figure('rto_ms', survived.unavailableMs, { max: 15_000 });
      tellP99(run, ['ack_after'], survived.acksAfterMs);
      await tellSurvival(run, failedOver(cluster), survived);
    } finally {
      await cluster.stop();
    }
    run.figure('lost_where_asynchronous', await lostWithoutSync(run.random.bind(run)));
  },
  { timeoutMs: 240_000 },
);

/** The same cluster with the promoted standby as its record. */
function failedOver(cluster: Cluster): Cluster {
  const { services } = cluster;
  const changed = { ...services, postgres: services.standby ?? services.postgres };
  return Object.create(cluster, { services: { value: changed } }) as Cluster;
}

/** Incidents that were acknowledged and are gone: why the standby has to be synchronous. */
async function lostWithoutSync(random: () => number): Promise<number> {
  const cluster = await startCluster({
    ...{ apis: 1, workers: 1, phones: 20, standby: 'async', providers: false, random },
  });
  try {
    const { postgres, standby } = cluster.services;
    const raised = cluster.control.raise(30, { everyMs: EVERY_MS, closes: false });
    await pause(LAG_MS);
    // The process that sends the log to the standby sends no more.
    const senders = await postgres.rows<{ pid: number }>('SELECT pid FROM pg_stat_replication');
    for (const { pid } of senders) process.kill(pid, 'SIGSTOP');
    await pause(LAG_MS);
    await postgres.kill('SIGKILL');
    for (const { pid } of senders) process.kill(pid, 'SIGKILL');
    await standby?.promote();
    const acked = (await raised).filter(({ id }) => id !== null).map(({ ref }) => ref);
    const kept = await standby?.rows<{ control_ref: string }>(
      'SELECT control_ref FROM incident WHERE control_ref = ANY($1::text[])',
      [acked],
    );
    return acked.length - new Set(kept?.map((row) => row.control_ref)).size;
  } finally {
    await cluster.stop();
  }
}
