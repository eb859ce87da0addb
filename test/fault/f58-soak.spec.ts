import { readdirSync, readFileSync } from 'node:fs';
import { monotonicMs, percentile } from './support/ledger';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import type { ServerNode } from './support/node';

/** Two hours are `--minutes 120`; the first fifth is for what a process learns once. */
const MINUTES = Number(process.env['FAULT_MINUTES'] ?? 1);
const WARM_UP_SHARE = 0.2;
const PER_SECOND = 5;
const PARTS = 8;
const MINUTE_MS = 60_000;
const PAGE_BYTES = 4_096;
const MEGABYTE = 1024 * 1024;
/** Of a run of hours; in a minute nothing can be said of slopes. */
const LONG_MINUTES = 30;
const RSS_SLOPE_MAX_MB_H = 10;
const FD_GROWTH_MAX = 5;
const DRIFT_MAX = 1.1;

/** Five incidents a second for long: nothing grows, nothing gets slower, nothing is lost. */
fault(
  'F58',
  async (run) => {
    const cluster = await startCluster({ apis: 2, workers: 2, phones: 500 });
    try {
      const parts: { atMs: number; rssMb: number; fds: number; p99Ms: number }[] = [];
      const count = Math.round((MINUTES * 60 * PER_SECOND) / PARTS);
      for (let part = 0; part < PARTS; part += 1) {
        const raised = await cluster.control.raise(count, { everyMs: 1_000 / PER_SECOND });
        const p99Ms = percentile(
          raised.map(({ tookMs }) => tookMs),
          0.99,
        );
        parts.push({ atMs: monotonicMs(), ...usedBy(cluster), p99Ms });
      }
      await cluster.control.closeAll();
      await cluster.settle();
      const warm = parts.slice(Math.round(WARM_UP_SHARE * PARTS));
      const [first, last] = [warm[0], warm.at(-1)];
      if (first === undefined || last === undefined) throw new Error('some parts');
      const hours = (last.atMs - first.atMs) / (60 * MINUTE_MS);
      const isLong = MINUTES >= LONG_MINUTES;
      const bar = (max: number): { readonly max?: number } => (isLong ? { max } : {});
      run.figure('minutes', MINUTES);
      run.figure('n', count * PARTS);
      run.figure('rss_mb', last.rssMb);
      run.figure('rss_mb_per_h', (last.rssMb - first.rssMb) / hours, bar(RSS_SLOPE_MAX_MB_H));
      run.figure('fd_growth', last.fds - first.fds, bar(FD_GROWTH_MAX));
      run.figure('p99_drift', last.p99Ms / first.p99Ms, bar(DRIFT_MAX));
      run.invariants(await cluster.check());
    } finally {
      await cluster.stop();
    }
  },
  { timeoutMs: MINUTES * MINUTE_MS + 180_000 },
);

/** Memory and open files of all processes of the server together. */
function usedBy({ nodes }: Cluster): { readonly rssMb: number; readonly fds: number } {
  const rss = nodes.map(({ pid }) => {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return (Number(pages) * PAGE_BYTES) / MEGABYTE;
  });
  const fds = nodes.map(({ pid }: ServerNode) => readdirSync(`/proc/${pid}/fd`).length);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return { rssMb: sum(rss), fds: sum(fds) };
}
