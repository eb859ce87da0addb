import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { surviveOutage, tellP99, tellSurvival } from './support/outage';

/** The whole PostgreSQL is killed and started again: what was acknowledged is there. */
fault('F14', async (run) => {
  const cluster = await startCluster({ apis: 2, phones: 100, random: () => run.random() });
  const { postgres } = cluster.services;
  try {
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 80, beforeMs: 1_000, forMs: 500, afterMs: 2_000 },
      breaks: () => postgres.kill('SIGKILL'),
      mends: () => postgres.start(),
    });
    run.figure('away_ms', survived.mendedAtMs - survived.brokenAtMs);
    run.figure('unavailable_ms', survived.unavailableMs, { max: 10_000 });
    run.figure('recovery_ms', survived.recoveryMs, { max: 5_000 });
    tellP99(run, ['ack_after'], survived.acksAfterMs);
    await tellSurvival(run, cluster, survived);
  } finally {
    await cluster.stop();
  }
});
