import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { KEY_OF } from './support/population';
import { surviveOutage, tellP99, tellSurvival } from './support/outage';

/**
 * Half of the servers cannot hear the other half: all they share is PostgreSQL. Control and phones
 * are on both sides. It is the way by Redis that is cut, since servers have no other to each other.
 */
fault('F21', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, workers: 2, phones: 200, links: true },
    rule: { how: 'accept' },
    random: () => run.random(),
  });
  try {
    const side = [cluster.apis[0], cluster.workers[0]].flatMap((node) => node ?? []);
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 100, beforeMs: 1_500, forMs: 8_000, afterMs: 2_000 },
      breaks: () => side.forEach((node) => node.links.redis.blackHole()),
      mends: () => side.forEach((node) => node.links.redis.heal()),
    });
    tellP99(run, ['ack'], survived.acksDuringMs);
    await tellSurvival(run, cluster, survived);
    const ids = survived.raised.flatMap(({ id }) => id ?? []);
    run.figure('divergent_views', await divergentViews(cluster, ids), { max: 0 });
  } finally {
    await cluster.stop();
  }
});

/** Incidents of which the servers tell different things. */
async function divergentViews({ apis }: Cluster, ids: readonly string[]): Promise<number> {
  let divergent = 0;
  for (const id of ids) {
    const views = await Promise.all(
      apis.map(async ({ url }) => {
        const response = await fetch(`${url}/v1/incidents/${id}`, {
          headers: { authorization: `Bearer ${KEY_OF('dispatcher')}` },
        });
        return response.text();
      }),
    );
    if (new Set(views).size > 1) divergent += 1;
  }
  return divergent;
}
