import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { ringsBetween, surviveOutage, tellP99, tellSurvival } from './support/outage';

const FROZEN_MS = 20_000;

/**
 * Redis takes everything and answers nothing. Phones have only their sockets, half of them on the
 * other server than the one that control asks: no push makes up for a message that does not come.
 */
fault('F11', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, phones: 200, providers: false },
    random: () => run.random(),
  });
  const { redis } = cluster.services;
  try {
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 200, beforeMs: 2_000, forMs: FROZEN_MS, afterMs: 3_000 },
      breaks: () => redis.kill('SIGSTOP'),
      mends: () => redis.kill('SIGCONT'),
    });
    const rings = await ringsBetween(cluster, survived.brokenAtMs, survived.mendedAtMs);
    run.figure('frozen_ms', FROZEN_MS);
    tellP99(run, ['ack', 500], survived.acksDuringMs);
    tellP99(run, ['alert', 3_000], rings.delaysMs);
    run.figure('unheard', rings.unheard, { max: 0 });
    await tellSurvival(run, cluster, { ...survived, options: { deadlineMs: 5_000 } });
  } finally {
    await cluster.stop();
  }
});
