import { startCluster } from './support/cluster';
import { ControlGroup } from './support/control-group';
import { fault } from './support/fault';
import { pause } from './support/wait';

const INCIDENTS = 60;
const TOO_LITTLE_BYTES = 16 * 1024 * 1024;
const FORCE_OUT_BYTES = 2 * 1024 * 1024;

/** The kernel ends one api after the other, because they use too much memory. */
fault(
  'F47',
  async (run) => {
    const cluster = await startCluster({ apis: 2, workers: 2, phones: 150 });
    const groups: ControlGroup[] = [];
    try {
      const raising = cluster.control.raise(INCIDENTS, { everyMs: 120 });
      const startedMs: number[] = [];
      for (const node of cluster.apis) {
        await pause(500);
        const group = ControlGroup.ofMemory(node.name, TOO_LITTLE_BYTES);
        groups.push(group);
        group.take(node.pid);
        // What it uses already is not counted; what it takes from now on is.
        group.set('memory.limit_in_bytes', FORCE_OUT_BYTES);
        await Promise.race([node.ended(), pause(15_000)]);
        if (node.isRunning) throw new Error(`${node.name} was not ended for its memory`);
        const endedAt = performance.now();
        await node.start();
        startedMs.push(performance.now() - endedAt);
      }
      const raised = await raising;
      await cluster.phones.connect();
      await cluster.settle();
      run.figure('n', raised.length);
      run.figure('ended', startedMs.length, { min: 2 });
      run.figure('restart_max_ms', Math.max(...startedMs));
      run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
      run.invariants(await cluster.check());
    } finally {
      await cluster.stop();
      for (const group of groups) group.remove();
    }
  },
  { needs: ['root', 'cgroup'] },
);
