import { percentile } from './support/ledger';
import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { isWorkAtHand, killAndResume } from './support/worker-kills';

/** Each push is with its provider for so long before it is taken: there is always one at hand. */
const PUSH_TAKES_MS = 300;
const PHONES = 200;
/** Fewer than the machine can take: what is measured is the death of a worker, not a queue. */
const EVERY_MS = 100;
const KILLS = Number(process.env['FAULT_F03_KILLS'] ?? 3);
/** Who is killed may have nothing in hand: then it says nothing, and another is killed. */
const KILLS_MAX = 3 * KILLS;

fault('F03', async (run) => {
  const cluster = await startCluster({
    ...{
      apis: 1,
      workers: 2,
      phones: PHONES,
      rule: { how: 'decline' },
      random: () => run.random(),
    },
  });
  try {
    // Half of the phones have no socket: a worker's push is all they get.
    cluster.phones.leave(Array.from({ length: PHONES / 2 }, (_, nth) => 2 * nth));
    cluster.providers.fcm.treatments.treatAll({ how: 'slow', ms: PUSH_TAKES_MS });
    const stop = new AbortController();
    const raising = cluster.control.raise(1_000, {
      ...{ everyMs: EVERY_MS, closes: false, signal: stop.signal },
    });
    const resumedMs: number[] = [];
    let kills = 0;
    while (kills < KILLS || (resumedMs.length === 0 && kills < KILLS_MAX)) {
      const victim = run.dice.pick(cluster.workers);
      await isWorkAtHand(cluster);
      resumedMs.push(...(await killAndResume(cluster, victim)));
      kills += 1;
    }
    stop.abort();
    await raising;
    await cluster.settle();
    const checked = await cluster.check();
    run.figure('n', checked.incidents);
    run.figure('kills', kills);
    run.figure('taken_over', resumedMs.length, { min: 1 });
    run.invariants(checked);
    run.figure('resume_p99_ms', percentile(resumedMs, 0.99), { max: 2_000 });
  } finally {
    await cluster.stop();
  }
});
