import { countAnswers } from './support/answers';
import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import type { ServerNode } from './support/node';
import { tellP99 } from './support/outage';
import { pause } from './support/wait';

/** Longer than HAProxy takes to see that a copy is leaving: deploy/haproxy/closeby.cfg. */
const ENV = { DRAIN_NOTICE_MS: '2000' };
const PHONES = 200;
const EVERY_MS = 250;
const BACK_AFTER_MS = 1_500;
/** Five processes end and start one after the other, also where each takes long. */
const TIMEOUT_MS = 240_000;

/** Every process is told to end and started again, one after the other, behind HAProxy. */
fault(
  'F08',
  async (run) => {
    const cluster = await startCluster({
      ...{ apis: 3, workers: 2, phones: PHONES, haproxy: true, env: ENV },
      ...{ rule: { how: 'decline' }, random: () => run.random() },
    });
    const answers = countAnswers(cluster.controlLink.url);
    try {
      const stop = new AbortController();
      const raising = cluster.control.raise(5_000, { everyMs: EVERY_MS, signal: stop.signal });
      await pause(1_000);
      for (const node of cluster.nodes) await restart(node);
      await pause(1_000);
      stop.abort();
      const raised = await raising;
      await cluster.control.closeAll();
      answers.stop();
      await cluster.settle();
      const checked = await cluster.check();
      run.figure('n', raised.length);
      run.figure('restarts', cluster.nodes.length);
      run.figure('requests', answers.count, { min: raised.length });
      run.figure('failed_requests', answers.failed, { max: 0 });
      run.figure('failed_why', answers.why);
      tellP99(
        run,
        ['ack'],
        raised.map(({ tookMs }) => tookMs),
      );
      run.invariants(checked);
    } finally {
      answers.stop();
      await cluster.stop();
    }
  },
  { needs: ['haproxy'], timeoutMs: TIMEOUT_MS },
);

async function restart(node: ServerNode): Promise<void> {
  await node.kill('SIGTERM');
  await node.start();
  // HAProxy sends it requests again only after it has looked twice.
  await pause(BACK_AFTER_MS);
}
