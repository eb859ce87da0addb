import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { indexedPeople, tellRebuilt } from './support/live-index';
import { ringsBetween, surviveOutage, tellP99, tellSurvival } from './support/outage';

/** Redis dies without a word and comes back with nothing in it. */
fault('F09', async (run) => {
  const cluster = await startCluster({ apis: 2, phones: 100, random: () => run.random() });
  const { redis } = cluster.services;
  try {
    const before = await indexedPeople(cluster);
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 80, beforeMs: 1_000, forMs: 2_000, afterMs: 1_500 },
      breaks: () => redis.kill('SIGKILL'),
      mends: () => redis.start({ empty: true }),
    });
    await tellRebuilt(run, cluster, { before, since: survived.mendedAtMs });
    const rings = await ringsBetween(cluster, survived.brokenAtMs, survived.mendedAtMs);
    tellP99(run, ['ack'], survived.acksDuringMs);
    tellP99(run, ['alert', 3_000], rings.delaysMs);
    await tellSurvival(run, cluster, survived);
  } finally {
    await cluster.stop();
  }
});
