import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { surviveOutage, tellP99, tellSurvival } from './support/outage';
import { pause } from './support/wait';

const KILLS = 3;
const KILL_EVERY_MS = 4_000;

/** One process of PostgreSQL dies, and it ends all others to begin anew by itself. */
fault('F15', async (run) => {
  const cluster = await startCluster({ apis: 2, phones: 200, random: () => run.random() });
  const { postgres } = cluster.services;
  const killOne = async (): Promise<void> => {
    const found = await postgres.rows<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND application_name = 'closeby' ORDER BY pid`,
    );
    const drawn = found[Math.floor(run.random() * found.length)];
    if (drawn === undefined) throw new Error('the servers are connected');
    process.kill(drawn.pid, 'SIGKILL');
  };
  try {
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 80, beforeMs: 1_000, forMs: 0, afterMs: 3_000 },
      breaks: async () => {
        for (let nth = 0; nth < KILLS; nth += 1) {
          await killOne();
          await pause(KILL_EVERY_MS);
        }
      },
      mends: () => undefined,
    });
    run.figure('unavailable_ms', survived.unavailableMs, { max: 10_000 });
    tellP99(run, ['ack', 10_000], survived.acksDuringMs);
    tellP99(run, ['ack_after'], survived.acksAfterMs);
    await tellSurvival(run, cluster, survived);
  } finally {
    await cluster.stop();
  }
});
