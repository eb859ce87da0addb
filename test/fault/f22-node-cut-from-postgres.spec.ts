import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { ringsBetween, surviveOutage, tellP99, tellSurvival } from './support/outage';
import { monotonicMs } from './support/ledger';
import type { ServerNode } from './support/node';
import { KEY_OF } from './support/population';
import { pause, waitFor } from './support/wait';

const OUT_WITHIN_MS = 3_000;
const CUT_FOR_MS = 8_000;

/** The line between one copy and PostgreSQL swallows everything; Redis it still has. */
fault('F22', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 3, workers: 1, phones: 150, links: true, rule: { how: 'decline' } },
    random: () => run.random(),
  });
  const [alone] = cluster.apis;
  if (alone === undefined) throw new Error('there are three');
  try {
    const seen = { outMs: NaN, backMs: NaN, stale: 0, reads: 0 };
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 120, beforeMs: 1_500, forMs: 0, afterMs: 2_000 },
      breaks: async () => {
        const from = monotonicMs();
        alone.links.postgres.blackHole();
        await waitFor(() => hasLeft(cluster.balancer.history, alone), 'leaving', CUT_FOR_MS);
        seen.outMs = monotonicMs() - from;
        for (let n = 0; n < 5; n += 1) {
          seen.reads += 1;
          if (await answersRead(alone)) seen.stale += 1;
        }
        await pause(Math.max(0, from + CUT_FOR_MS - monotonicMs()));
      },
      mends: async () => {
        const from = monotonicMs();
        alone.links.postgres.heal();
        await waitFor(() => alone.answersReady(), 'coming back');
        seen.backMs = monotonicMs() - from;
      },
    });
    run.figure('out_ms', seen.outMs, { max: OUT_WITHIN_MS });
    run.figure('back_ms', seen.backMs, { max: 15_000 });
    run.figure('stale_reads', seen.stale, { max: 0 });
    const { delaysMs } = await ringsBetween(cluster, survived.brokenAtMs, survived.mendedAtMs);
    tellP99(run, ['ring_during'], delaysMs);
    tellP99(run, ['ack_during'], survived.acksDuringMs);
    await tellSurvival(run, cluster, survived);
  } finally {
    await cluster.stop();
  }
});

function hasLeft(
  history: readonly { readonly name: string; readonly ready: boolean }[],
  { name }: ServerNode,
): boolean {
  return history.some((change) => change.name === name && !change.ready);
}

/** Whether it still answers a question that only the record can. */
async function answersRead({ url }: ServerNode): Promise<boolean> {
  const response = await fetch(`${url}/v1/incidents`, {
    headers: { authorization: `Bearer ${KEY_OF('dispatcher')}` },
    signal: AbortSignal.timeout(1_000),
  }).catch(() => null);
  return response?.status === 200;
}
