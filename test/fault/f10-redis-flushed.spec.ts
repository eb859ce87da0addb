import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { indexedPeople, tellRebuilt } from './support/live-index';
import { ringsBetween, surviveOutage, tellP99, tellSurvival } from './support/outage';
import { pause } from './support/wait';

const FLUSHES = 4;
const FLUSH_EVERY_MS = 1_500;

/** Somebody empties Redis while it works, again and again. */
fault('F10', async (run) => {
  const cluster = await startCluster({ apis: 2, phones: 200, random: () => run.random() });
  const { redis } = cluster.services;
  try {
    const before = await indexedPeople(cluster);
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 60, beforeMs: 1_000, forMs: 0, afterMs: 2_000 },
      breaks: async () => {
        for (let nth = 0; nth < FLUSHES; nth += 1) {
          await redis.command('FLUSHALL');
          await pause(FLUSH_EVERY_MS * (0.5 + run.random()));
        }
      },
      mends: () => redis.command('FLUSHALL'),
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
