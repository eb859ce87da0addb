import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { Herd } from './support/herd';
import { arrestsDuring, mostMemoryMb } from './support/load';

const HERD = Number(process.env['FAULT_F37_PHONES'] ?? 19_500);
/** Those who ring; the herd only sits there. */
const PHONES = 100;
const BACK_WITHIN_MS = 60_000;
const ACK_MAX_MS = 500;
const MEMORY_MAX_MB = 1_500;
/** When they first come they come as people do, not all at once. */
const FIRST_TOGETHER = 60;

/** Everybody loses the connection at one moment and comes back at the next. */
fault(
  'F37',
  async (run) => {
    const cluster = await startCluster({
      ...{ apis: 3, workers: 1, phones: PHONES, providers: false, rule: { how: 'decline' } },
    });
    const urls = cluster.apis.map(({ url }) => url);
    const herd = Herd.start(urls, { from: PHONES, count: HERD });
    try {
      const first = await herd.connect(FIRST_TOGETHER);
      const idle = await arrestsDuring(cluster, { everyMs: 500, atLeast: 30 }, () =>
        Promise.resolve(),
      );
      await herd.drop();
      const from = performance.now();
      let back = { connected: 0, refused: 0, ms: NaN };
      const during = await arrestsDuring(cluster, { everyMs: 500, atLeast: 30 }, async () => {
        const { connected, refused } = await herd.connect();
        back = { connected, refused, ms: performance.now() - from };
      });
      run.figure('herd', HERD);
      run.figure('first_in', first.connected, { min: HERD });
      run.figure('back', back.connected, { min: 0.99 * HERD });
      run.figure('refused', back.refused);
      run.figure('back_ms', back.ms, { max: BACK_WITHIN_MS });
      run.figure('ack_idle_p99_ms', idle.ackP99Ms);
      run.figure('ack_during_p99_ms', during.ackP99Ms, { max: ACK_MAX_MS });
      run.figure('not_acked', during.notAcked, { max: 0 });
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
  { timeoutMs: 300_000 },
);
