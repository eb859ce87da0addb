import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { percentile } from './support/ledger';
import { Reach, tellAllButRings, tellReach, upTo } from './support/reach';

const PHONES = 100;
const DROPPED_SHARE = 0.2;
const ESCALATED_WITHIN_MS = 8_000;
const WAIT_MS = 12_000;

/** The provider says that it has taken a push, and one in five never comes. */
fault('F30', async (run) => {
  const cluster = await startCluster({ apis: 1, workers: 1, phones: PHONES });
  try {
    const reach = await Reach.ofNumbers(cluster, upTo(PHONES));
    // No socket: a push is the first that would ring.
    cluster.phones.leave();
    cluster.providers.setFaults({ pushDropShare: DROPPED_SHARE, seed: run.seed });
    const raised = await cluster.control.raise(PHONES / 5, { everyMs: 50 });
    const all = await reach.untilAllRang(PHONES, { withinMs: WAIT_MS });
    const dropped = all.filter(({ byPhoneMs }) => byPhoneMs === null);
    const escalated = dropped.filter(({ bySmsMs }) => bySmsMs !== null);
    run.figure('n', raised.length);
    tellReach(run, all, ESCALATED_WITHIN_MS);
    run.figure('dropped', dropped.length, { min: 1 });
    run.figure('escalated', escalated.length, { min: dropped.length });
    const latestMs = percentile(
      escalated.map(({ bySmsMs }) => bySmsMs ?? Infinity),
      1,
    );
    run.figure('escalated_max_ms', latestMs, { max: ESCALATED_WITHIN_MS });
    const sms = all.filter(({ byPhoneMs, bySmsMs }) => byPhoneMs !== null && bySmsMs !== null);
    run.figure('needless_sms', sms.length, { max: 0 });
    await cluster.settle();
    tellAllButRings(run, await cluster.check());
  } finally {
    await cluster.stop();
  }
});
