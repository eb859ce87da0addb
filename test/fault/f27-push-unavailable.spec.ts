import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { Reach, tellAllButRings, tellReach, upTo } from './support/reach';

const PHONES = 100;
const RETRY_AFTER_S = 30;
const RING_WITHIN_MS = 5_000;
const WAIT_MS = 10_000;

/** The provider of push answers 503 and asks to be left alone for half a minute. */
fault('F27', async (run) => {
  const cluster = await startCluster({ apis: 1, workers: 1, phones: PHONES });
  try {
    const reach = await Reach.ofNumbers(cluster, upTo(PHONES));
    const { fcm } = cluster.providers;
    cluster.phones.leave();
    fcm.treatments.treatAll({ how: 'unavailable', retryAfterS: RETRY_AFTER_S });
    const before = fcm.requests;
    const raised = await cluster.control.raise(PHONES / 5, { everyMs: 100 });
    const all = await reach.untilAllRang(PHONES, { withinMs: WAIT_MS });
    run.figure('n', raised.length);
    tellReach(run, all, RING_WITHIN_MS);
    // Whom the first asked for a pause has been asked once each, and then the provider is left.
    run.figure('push_requests', fcm.requests - before, { max: PHONES });
    run.figure('too_early', fcm.tooEarly, { max: 0 });
    await cluster.settle();
    tellAllButRings(run, await cluster.check());
  } finally {
    await cluster.stop();
  }
});
