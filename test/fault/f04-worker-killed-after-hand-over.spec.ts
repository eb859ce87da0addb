import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { groupBy } from './support/group-by';
import { isWorkAtHand, killAndResume } from './support/worker-kills';
import { waitFor } from './support/wait';

/** The provider rings the phone at once and says so late: whoever waits for that has not heard. */
const ANSWERS_AFTER_MS = 400;
const PHONES = 200;
const KILLS = Number(process.env['FAULT_F04_KILLS'] ?? 3);

/**
 * A worker dies when a push has rung and before it knows. Another sends it again, as it must; the
 * phone, which got both, rings once.
 */
fault('F04', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 1, workers: 2, phones: PHONES, rule: { how: 'decline' } },
    random: () => run.random(),
  });
  try {
    // Half of the phones have no socket and send no receipts, which would spare the second push.
    const away = Array.from({ length: PHONES / 2 }, (_, nth) => 2 * nth);
    cluster.phones.answerBy({ how: 'mute' }, away);
    cluster.phones.leave(away);
    cluster.providers.fcm.treatments.treatAll({ how: 'slow-answer', ms: ANSWERS_AFTER_MS });
    const stop = new AbortController();
    const raising = cluster.control.raise(1_000, { everyMs: 50, signal: stop.signal });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const victim = run.dice.pick(cluster.workers);
      const again = sentAgain(cluster);
      for (let tries = 0; sentAgain(cluster) === again && tries < 3; tries += 1) {
        await isWorkAtHand(cluster);
        await killAndResume(cluster, victim);
        await waitFor(() => sentAgain(cluster) > again, 'second push', 4_000).catch(() => null);
      }
    }
    stop.abort();
    await raising;
    await cluster.control.closeAll();
    await cluster.settle();
    const checked = await cluster.check();
    run.figure('n', checked.incidents);
    run.figure('kills', KILLS);
    run.figure('raw_dup_sends', sentAgain(cluster), { min: KILLS });
    run.figure('raw_duplicates', checked.rawDuplicates, { min: 1 });
    run.invariants(checked);
  } finally {
    await cluster.stop();
  }
});

/** Pushes of a question that reached the same phone more than once. */
function sentAgain({ ledger }: Cluster): number {
  const rung = ledger.facts.filter((fact) => fact.who === 'provider' && fact.kind === 'alert');
  const byAlert = groupBy(rung, (fact) => (fact.who === 'provider' ? fact.alertId : ''));
  return rung.length - byAlert.size;
}
