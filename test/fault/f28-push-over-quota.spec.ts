import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { Reach, tellAllButRings, tellReach, upTo } from './support/reach';
import { pause } from './support/wait';

const PHONES = 100;
const OVER_QUOTA_FOR_MS = 3_000;
const RETRY_AFTER_S = 2;
const RING_WITHIN_MS = 10_000;
const WAIT_MS = 25_000;

/** Push is over its quota for some seconds; half of the people have nothing else. */
fault('F28', async (run) => {
  const cluster = await startCluster({ apis: 1, workers: 1, phones: PHONES });
  try {
    const reach = await Reach.ofNumbers(cluster, upTo(PHONES / 2));
    const { fcm } = cluster.providers;
    cluster.phones.leave();
    fcm.treatments.treatAll({ how: 'quota', retryAfterS: RETRY_AFTER_S });
    const before = fcm.requests;
    const raising = cluster.control.raise(PHONES / 5, { everyMs: 100 });
    await pause(OVER_QUOTA_FOR_MS);
    const refused = fcm.requests - before;
    fcm.treatments.treatAll(null);
    const raised = await raising;
    const all = await reach.untilAllRang(PHONES, { withinMs: WAIT_MS });
    run.figure('n', raised.length);
    tellReach(run, all, RING_WITHIN_MS);
    run.figure('refused', refused, { min: 1, max: PHONES });
    run.figure('too_early', fcm.tooEarly, { max: 0 });
    await cluster.settle();
    tellAllButRings(run, await cluster.check());
  } finally {
    await cluster.stop();
  }
});
