import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { Herd } from './support/herd';
import { arrestsDuring, counted, mostMemoryMb } from './support/load';

const PER_SECOND = Number(process.env['FAULT_F40_PER_S'] ?? 100_000);
const SECONDS = 10;
/** One phone sends no more than a server takes of it: fifty a second. */
const STORM = Math.ceil(PER_SECOND / 40);
const PHONES = 100;
const CONNECT_TOGETHER = 50;
const ACK_MAX_MS = 500;
const MEMORY_MAX_MB = 1_000;

/** Many times more positions than can be taken; arrests go on. */
fault(
  'F40',
  async (run) => {
    const cluster = await startCluster({
      ...{ apis: 2, workers: 1, phones: PHONES, providers: false, rule: { how: 'decline' } },
    });
    const urls = cluster.apis.map(({ url }) => url);
    const herd = Herd.start(urls, { from: PHONES, count: STORM });
    try {
      await herd.connect(CONNECT_TOGETHER);
      const pace = { everyMs: 500, atLeast: 20 };
      const idle = await arrestsDuring(cluster, pace, () => Promise.resolve());
      let sent = 0;
      const storm = await arrestsDuring(cluster, pace, async () => {
        const report = await herd.sendFixes({ perSecond: PER_SECOND, seconds: SECONDS });
        sent = report.sent;
      });
      run.figure('offered_per_s', sent / SECONDS);
      run.figure('phones', STORM);
      run.figure('let_go', await counted(urls, 'closeby_positions_let_go_total'));
      run.figure('ack_idle_p99_ms', idle.ackP99Ms);
      run.figure('ack_during_p99_ms', storm.ackP99Ms, { max: ACK_MAX_MS });
      run.figure('ratio', storm.ackP99Ms / idle.ackP99Ms);
      run.figure('not_acked', storm.notAcked, { max: 0 });
      run.figure('memory_max_mb', mostMemoryMb(cluster), { max: MEMORY_MAX_MB });
      await herd.drop();
      await cluster.control.closeAll();
      await cluster.settle();
      run.invariants(await cluster.check());
    } finally {
      await herd.stop();
      await cluster.stop();
    }
  },
  { timeoutMs: 240_000 },
);
