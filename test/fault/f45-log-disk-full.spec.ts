import { startCluster } from './support/cluster';
import { fault } from './support/fault';

const INCIDENTS = 40;
/** A device that takes nothing, as a full disk does. */
const FULL = '/dev/full';

/** Nothing can be written to the log any more: everything else goes on. */
fault('F45', async (run) => {
  const cluster = await startCluster({ apis: 1, workers: 1, phones: INCIDENTS * 5 });
  try {
    for (const node of cluster.nodes) {
      await node.kill('SIGKILL');
      node.env['LOG_LEVEL'] = 'debug';
      await node.start({ via: ['/bin/sh', '-c', `exec "$0" "$@" > ${FULL} 2> ${FULL}`] });
    }
    const failed = await cluster.phones.connect();
    if (failed > 0) throw new Error(`${failed} phones could not connect again`);
    const pids = cluster.nodes.map(({ pid }) => pid);
    // Each of these writes a line: an answer that is an accident or a refusal of the door.
    const control = cluster.account('control');
    await Promise.all(Array.from({ length: 20 }, () => control.post('/v1/incidents', '{')));
    const raised = await cluster.control.raise(INCIDENTS, { everyMs: 50 });
    await cluster.settle();
    const alive = cluster.nodes.filter((node, nth) => node.isRunning && node.pid === pids[nth]);
    run.figure('n', raised.length);
    run.figure('ended', cluster.nodes.length - alive.length, { max: 0 });
    run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
    run.invariants(await cluster.check());
  } finally {
    await cluster.stop();
  }
});
