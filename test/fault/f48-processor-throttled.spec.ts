import { percentile } from './support/ledger';
import { startCluster } from './support/cluster';
import { ControlGroup } from './support/control-group';
import { fault } from './support/fault';
import { pause } from './support/wait';

const INCIDENTS = 40;
const SHARE = 0.1;
const THROTTLED_MS = 4_000;
/** A tenth of a processor is slow; nothing is lost by it. */
const DEADLINE_MS = 30_000;

/** A worker gets a tenth of a processor for a while: what it loses, another does, and once. */
fault(
  'F48',
  async (run) => {
    const cluster = await startCluster({ apis: 2, workers: 2, phones: 200 });
    const group = ControlGroup.ofProcessor('worker', SHARE);
    try {
      const [worker] = cluster.workers;
      if (worker === undefined) throw new Error('two workers');
      cluster.phones.leave(Array.from({ length: 100 }, (_, nth) => 2 * nth));
      const raising = cluster.control.raise(INCIDENTS, { everyMs: 150, closes: false });
      await pause(500);
      group.take(worker.pid);
      await pause(THROTTLED_MS);
      group.set('cpu.cfs_quota_us', -1);
      const raised = await raising;
      await cluster.settle();
      const checked = await cluster.check({ deadlineMs: DEADLINE_MS });
      run.figure('n', raised.length);
      run.figure('ring_p99_ms', percentile(checked.delaysMs, 0.99));
      run.figure('raw_duplicates', checked.rawDuplicates);
      run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
      run.invariants(checked);
    } finally {
      await cluster.stop();
      group.remove();
    }
  },
  { needs: ['root', 'cgroup'] },
);
