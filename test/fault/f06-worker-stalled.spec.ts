import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { percentile } from './support/ledger';
import { DEBUG_ENV, stall } from './support/stall';
import { pause } from './support/wait';
import { isWorkAtHand, orphansNow, takenFrom, toldLate } from './support/worker-kills';

const PUSH_TAKES_MS = 400;
const PHONES = 200;
/** Several times what a worker's claim lasts. */
const STALLED_MS = Number(process.env['FAULT_F06_STALLED_MS'] ?? 8_000);
/** What the worker, free again, had in its hands is told of by then. */
const TOLD_WITHIN_MS = 2_000;

/**
 * A worker's event loop stands still: its connections are open, its claims run out, and another
 * carries what it had. Free again it goes on where it was, and must change nothing of that.
 */
fault('F06', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 1, workers: 2, phones: PHONES, rule: { how: 'decline' }, env: DEBUG_ENV },
    random: () => run.random(),
  });
  try {
    const away = Array.from({ length: PHONES / 2 }, (_, nth) => 2 * nth);
    cluster.phones.answerBy({ how: 'mute' }, away);
    cluster.phones.leave(away);
    cluster.providers.fcm.treatments.treatAll({ how: 'slow', ms: PUSH_TAKES_MS });
    const stop = new AbortController();
    const raising = cluster.control.raise(1_000, { everyMs: 50, signal: stop.signal });
    const victim = run.dice.pick(cluster.workers);
    await isWorkAtHand(cluster);
    const free = stall(victim, STALLED_MS);
    const lost = await orphansNow(cluster);
    await pause(STALLED_MS / 2);
    const taken = await takenFrom(cluster, lost);
    await free;
    await pause(TOLD_WITHIN_MS);
    stop.abort();
    await raising;
    await cluster.control.closeAll();
    await cluster.settle();
    const checked = await cluster.check();
    const { changed } = await toldLate(cluster, taken);
    run.figure('n', checked.incidents);
    run.figure('stalled_ms', STALLED_MS);
    run.figure('lease_lost', taken.length, { min: 1 });
    run.figure('changed_by_the_late', changed, { max: 0 });
    run.figure('raw_duplicates', checked.rawDuplicates);
    run.invariants(checked);
    run.figure('ring_p99_ms', percentile(checked.delaysMs, 0.99));
  } finally {
    await cluster.stop();
  }
});
