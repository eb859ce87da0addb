import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { indexedPeople, tellRebuilt } from './support/live-index';
import { ringsBetween, surviveOutage, tellP99, tellSurvival } from './support/outage';

/** Redis has reached its memory, and refuses whatever might grow. */
fault('F12', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, phones: 200, fixEveryMs: 1_000, providers: false },
    random: () => run.random(),
  });
  const { redis } = cluster.services;
  const bound = (bytes: string): Promise<unknown> =>
    redis.command('CONFIG', 'SET', 'maxmemory', bytes);
  try {
    const before = await indexedPeople(cluster);
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 150, beforeMs: 1_000, forMs: 8_000, afterMs: 3_000 },
      breaks: () => bound('1mb'),
      mends: () => bound('0'),
    });
    await tellRebuilt(run, cluster, { before, since: survived.mendedAtMs });
    const rings = await ringsBetween(cluster, survived.brokenAtMs, survived.mendedAtMs);
    tellP99(run, ['ack', 500], survived.acksDuringMs);
    tellP99(run, ['alert', 3_000], rings.delaysMs);
    run.figure('unheard', rings.unheard, { max: 0 });
    await tellSurvival(run, cluster, { ...survived, options: { deadlineMs: 5_000 } });
  } finally {
    await cluster.stop();
  }
});
