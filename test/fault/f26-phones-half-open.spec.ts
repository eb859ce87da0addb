import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs } from './support/ledger';
import { Reach, tellReach, upTo } from './support/reach';
import { waitFor } from './support/wait';

const PHONES = 100;
const RING_WITHIN_MS = 10_000;
/** Missed pings, and the time between two looks. */
const NOTICED_WITHIN_MS = 11_500;

/** The network of all phones is gone and nothing has said so: no FIN, no reset. */
fault('F26', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, workers: 1, phones: PHONES, rule: { how: 'mute' } },
  });
  try {
    const reach = await Reach.ofNumbers(cluster, upTo(PHONES / 2));
    const from = monotonicMs();
    cluster.phoneLink.blackHole();
    // Of routine ones the push comes after the socket; of arrests with it.
    const scenes = PHONES / 5;
    const [urgent, routine] = [upTo(scenes / 2), upTo(scenes).slice(scenes / 2)];
    const raised = await cluster.control.raise(scenes / 2, { scenes: urgent });
    raised.concat(
      await cluster.control.raise(scenes / 2, { scenes: routine, fields: { priority: 'routine' } }),
    );
    const all = await reach.untilAllRang(PHONES, { withinMs: RING_WITHIN_MS * 2 });
    await waitFor(
      async () => (await socketsOf(cluster.apis.map(({ url }) => url))) === 0,
      'closed sockets',
      NOTICED_WITHIN_MS * 2,
    );
    run.figure('noticed_ms', monotonicMs() - from);
    run.figure('n', scenes);
    tellReach(run, all, RING_WITHIN_MS);
    cluster.phoneLink.heal();
    await cluster.phones.connect();
    await cluster.settle();
    const checked = await cluster.check();
    run.invariants(checked);
  } finally {
    await cluster.stop();
  }
});

/** Open sockets of phones, by the servers' own count. */
async function socketsOf(urls: readonly string[]): Promise<number> {
  const counts = await Promise.all(
    urls.map(async (url) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(/^closeby_sockets\{namespace="responder"[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
