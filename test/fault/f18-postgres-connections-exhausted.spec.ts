import { Client } from 'pg';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { ringsBetween, surviveOutage, tellP99, tellSurvival } from './support/outage';

const CONNECTIONS_MAX = 120;
const HELD_MS = 10_000;

/** Somebody else takes every connection that PostgreSQL gives. */
fault('F18', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, phones: 200, settings: { max_connections: String(CONNECTIONS_MAX) } },
    random: () => run.random(),
  });
  const held: Client[] = [];
  try {
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 80, beforeMs: 2_000, forMs: HELD_MS, afterMs: 3_000 },
      breaks: () => takeAll(cluster, held),
      mends: () => Promise.all(held.map((client) => client.end())),
    });
    const rings = await ringsBetween(cluster, survived.brokenAtMs, survived.mendedAtMs);
    run.figure('taken', held.length, { min: 10 });
    run.figure('refused_ratio', refusedRatio(cluster));
    run.figure('recovery_ms', survived.recoveryMs, { max: 5_000 });
    tellP99(run, ['ack'], survived.acksDuringMs);
    tellP99(run, ['alert'], rings.delaysMs);
    await tellSurvival(run, cluster, survived);
  } finally {
    await cluster.stop();
  }
});

/** Of all messages of control, how many were answered by "try again". */
function refusedRatio({ apis }: Cluster): number {
  const lines = apis.flatMap(({ log }) => log).filter((line) => line.includes('/v1/incidents'));
  const raises = lines.filter((line) => line.includes('"method":"POST"'));
  return raises.filter((line) => line.includes('"status":503')).length / raises.length;
}

/** As the server's own role, until PostgreSQL gives no more. */
async function takeAll({ services }: Cluster, held: Client[]): Promise<void> {
  for (;;) {
    const client = new Client({ connectionString: services.postgres.appUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      held.push(client);
    } catch {
      return;
    }
  }
}
