import { startCluster, type Cluster } from './support/cluster';
import { fault, type FaultRun } from './support/fault';
import { monotonicMs, percentile } from './support/ledger';
import { inOwnNetwork, OWN_NETWORK, PacketFilter } from './support/own-network';
import { firstMs, Reach } from './support/reach';

const PHONES = 100;
/**
 * Of a hundred packets, each way; how late one ring in a hundred may be, and how long the last is
 * waited for. Where three of ten are lost a line may break and take its time to come back.
 */
const LOSSES = [
  { percent: 10, maxMs: 5_000, waitMs: 20_000 },
  { percent: 30, maxMs: null, waitMs: 20_000 },
];
const DEADLINE_MS = 20_000;

/** Packets between phones and servers are lost, and there is nothing but the socket to ring by. */
inOwnNetwork(__filename, ['F24'], () => {
  fault(
    'F24',
    async (run) => {
      const cluster = await startCluster({
        ...{ apis: 2, workers: 1, phones: PHONES, providers: false, rule: { how: 'decline' } },
        random: () => run.random(),
      });
      const filter = new PacketFilter();
      try {
        for (const loss of LOSSES) {
          filter.lose([cluster.phoneLink.port], loss.percent);
          await raiseAndTell(run, cluster, loss);
        }
        filter.clear();
        await cluster.control.closeAll();
        await cluster.settle();
        run.invariants(await cluster.check({ deadlineMs: DEADLINE_MS }));
      } finally {
        await cluster.stop();
      }
    },
    { needs: OWN_NETWORK, timeoutMs: 180_000 },
  );
});

async function raiseAndTell(
  run: FaultRun,
  cluster: Cluster,
  { percent, maxMs, waitMs }: (typeof LOSSES)[number],
): Promise<void> {
  const reach = await Reach.ofNumbers(cluster, []);
  const from = monotonicMs();
  const raised = await cluster.control.raise(PHONES / 5, { everyMs: 150 });
  const all = await reach.untilAllRang(PHONES, { withinMs: waitMs, sinceMs: from });
  const delays = all.map(firstMs).filter((ms) => ms !== null);
  run.figure(`n_at_${percent}`, raised.length);
  const unheard = all.length - delays.length;
  run.figure(`unheard_at_${percent}`, unheard, { max: 0 });
  const p99 = percentile(delays, 0.99);
  run.figure(`ring_p99_ms_at_${percent}`, p99, maxMs === null ? {} : { max: maxMs });
  run.figure(`ring_max_ms_at_${percent}`, percentile(delays, 1));
}
