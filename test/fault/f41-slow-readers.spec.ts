import { io, type Socket } from 'socket.io-client';
import { CONTROL_NAMESPACE } from '#contracts/live-events';
import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { Link } from './support/link';
import { arrestsDuring, counted, memoryOf } from './support/load';
import { KEY_OF } from './support/population';

const READERS = 500;
const BYTES_PER_S = 1_000;
const PHONES = 100;
/** Each incident says a dozen things to every screen. */
const PACE = { everyMs: 500, atLeast: 30 };
const SLOWER_MAX = 1.5;
const NOISE_MS = 50;
const GROWTH_MAX_MB = 150;
const TOGETHER = 50;

/**
 * Hundreds of screens of control rooms on lines so thin that they cannot follow. They must cost
 * others no more than as many screens that can.
 */
fault('F41', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 1, workers: 1, phones: PHONES, providers: false, rule: { how: 'decline' } },
  });
  const [api] = cluster.apis;
  if (api === undefined) throw new Error('there is one');
  const thin = await Link.open(() => api.port);
  const readers: Socket[] = [];
  try {
    const idle = await arrestsDuring(cluster, PACE, () => Promise.resolve());
    while (readers.length < READERS) {
      const some = Array.from({ length: TOGETHER }, () => open(thin.url));
      readers.push(...(await Promise.all(some)));
    }
    const quick = await arrestsDuring(cluster, PACE, () => Promise.resolve());
    const before = memoryOf(api.pid).nowMb;
    thin.bandwidth(BYTES_PER_S);
    const during = await arrestsDuring(cluster, PACE, () => Promise.resolve());
    const grownMb = memoryOf(api.pid).mostMb - before;
    run.figure('n', during.count);
    run.figure('readers', READERS);
    run.figure('cut_off', await counted([api.url], 'closeby_slow_readers_closed_total'));
    run.figure('still_open', await counted([api.url], 'closeby_sockets'));
    run.figure('memory_grown_mb', grownMb, { max: GROWTH_MAX_MB });
    run.figure('ack_idle_p99_ms', idle.ackP99Ms);
    run.figure('ack_quick_p99_ms', quick.ackP99Ms);
    run.figure('ack_during_p99_ms', during.ackP99Ms, {
      max: Math.max(quick.ackP99Ms * SLOWER_MAX, quick.ackP99Ms + NOISE_MS),
    });
    for (const reader of readers) reader.disconnect();
    // What it still holds back would be due in a minute.
    thin.heal();
    await thin.close();
    await cluster.control.closeAll();
    await cluster.settle();
    run.invariants(await cluster.check());
  } finally {
    for (const reader of readers) reader.disconnect();
    await cluster.stop();
  }
});

/** A screen of a dispatcher, connected; once cut off it stays away. */
function open(url: string): Promise<Socket> {
  const socket = io(`${url}${CONTROL_NAMESPACE}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { key: KEY_OF('dispatcher') },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}
