import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { ringsBetween, surviveOutage, tellP99, tellSurvival } from './support/outage';

/**
 * One server of three no longer reaches Redis, and is not told so. Phones have only their sockets,
 * a third of them on that server: what others decide must reach them all the same.
 */
fault('F13', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 3, phones: 200, links: true, providers: false },
    random: () => run.random(),
  });
  try {
    const [cut] = cluster.apis;
    if (cut === undefined) throw new Error('three servers were started');
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 150, beforeMs: 2_000, forMs: 12_000, afterMs: 5_000 },
      breaks: () => cut.links.redis.blackHole(),
      mends: () => cut.links.redis.heal(),
    });
    const during = await ringsBetween(cluster, survived.brokenAtMs, survived.mendedAtMs);
    const after = await ringsBetween(cluster, survived.mendedAtMs, Infinity);
    tellP99(run, ['ack', 500], survived.acksDuringMs);
    tellP99(run, ['alert', 4_000], during.delaysMs);
    tellP99(run, ['alert_after', 3_000], after.delaysMs);
    run.figure('cross_node_lost', during.unheard + after.unheard, { max: 0 });
    await tellSurvival(run, cluster, { ...survived, options: { deadlineMs: 5_000 } });
  } finally {
    await cluster.stop();
  }
});
