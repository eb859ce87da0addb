import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs, percentile } from './support/ledger';
import { ringsBetween, surviveOutage, tellSurvival } from './support/outage';
import { waitFor } from './support/wait';

const PHONES = Number(process.env['FAULT_F07_PHONES'] ?? 300);
const DOWN_MS = 3_000;
const EVERY_MS = Number(process.env['FAULT_F07_EVERY_MS'] ?? 50);

/**
 * Every api dies at the same moment, and all are started again three seconds later. Control sends
 * again what nobody took, phones come back by themselves, and workers ring meanwhile.
 */
fault('F07', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 3, workers: 2, phones: PHONES, rule: { how: 'decline' } },
    // As real phones come back: not all at once.
    reconnectMs: [500, 5_000],
    random: () => run.random(),
  });
  try {
    let restartedAtMs = NaN;
    let firstRingAtMs = NaN;
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: EVERY_MS, beforeMs: 3_000, forMs: DOWN_MS, afterMs: 5_000 },
      breaks: () => Promise.all(cluster.apis.map((api) => api.kill('SIGKILL'))),
      mends: async () => {
        restartedAtMs = monotonicMs();
        const ready = Promise.all(cluster.apis.map((api) => api.start()));
        firstRingAtMs = await waitFor(
          () => cluster.ledger.phoneFacts('alert-heard').find(isAfter(restartedAtMs))?.atMs,
          'first alert after the restart',
        );
        await ready;
      },
    });
    const checked = await tellSurvival(run, cluster, survived);
    run.figure('first_alert_ms', firstRingAtMs - restartedAtMs, { max: 5_000 });
    run.figure('unavailable_ms', survived.unavailableMs);
    const { delaysMs } = await ringsBetween(cluster, restartedAtMs, Infinity);
    run.figure('ring_after_p99_ms', percentile(delaysMs, 0.99));
    run.figure('ring_p99_ms', percentile(checked.delaysMs, 0.99));
  } finally {
    await cluster.stop();
  }
});

function isAfter(momentMs: number): (fact: { readonly atMs: number }) => boolean {
  return ({ atMs }) => atMs > momentMs;
}
