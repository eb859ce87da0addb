import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { percentile } from './support/ledger';
import { surviveOutage, tellP99, tellSurvival } from './support/outage';
import { pause } from './support/wait';

const LOCKED_MS = 15_000;
/** Longer than anybody may be kept waiting by somebody's lock. */
const ANSWER_MAX_MS = 6_000;
const ASK_EVERY_MS = 500;

/** Somebody locks the table of incidents and goes to lunch. */
fault('F19', async (run) => {
  const cluster = await startCluster({ apis: 2, phones: 200, random: () => run.random() });
  const holder = await cluster.services.postgres.connect();
  const untouchedMs: number[] = [];
  try {
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 600, beforeMs: 1_500, forMs: 0, afterMs: 4_000 },
      breaks: async () => {
        await holder.query('BEGIN; LOCK TABLE incident');
        const end = performance.now() + LOCKED_MS;
        while (performance.now() < end) {
          untouchedMs.push(await answerMs(cluster.account('dispatcher')));
          await pause(ASK_EVERY_MS);
        }
      },
      mends: () => holder.query('COMMIT'),
    });
    run.figure('locked_ms', LOCKED_MS);
    // What has nothing to do with incidents goes on, and nobody is left to wait.
    run.figure('others_p50_ms', percentile(untouchedMs, 0.5), { max: 1_000 });
    run.figure('others_max_ms', Math.max(...untouchedMs), { max: ANSWER_MAX_MS });
    run.figure('recovery_ms', survived.recoveryMs, { max: 5_000 });
    tellP99(run, ['ack_after', 2_000], survived.acksAfterMs.slice(-4));
    await tellSurvival(run, cluster, survived);
  } finally {
    await holder.end().catch(() => undefined);
    await cluster.stop();
  }
});

/** How long an account waits for a list that no incident stands in. */
async function answerMs(account: { get(path: string): Promise<unknown> }): Promise<number> {
  const from = performance.now();
  await account.get('/v1/response-plans').catch(() => undefined);
  return performance.now() - from;
}
