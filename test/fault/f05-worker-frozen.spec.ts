import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs, percentile } from './support/ledger';
import type { ServerNode } from './support/node';
import { pause, waitFor } from './support/wait';
import {
  isWorkAtHand,
  orphansNow,
  takenFrom,
  toldLate,
  type FinishedRow,
  type LeasedRow,
} from './support/worker-kills';

const PUSH_TAKES_MS = 400;
const PHONES = 200;
const ROUNDS = Number(process.env['FAULT_F05_ROUNDS'] ?? 1);
/** Several times what a worker's claim lasts. */
const FROZEN_MS = Number(process.env['FAULT_F05_FROZEN_MS'] ?? 5_000);

const TRIES_MAX = 8;

/**
 * A worker is frozen with pushes in its hands; another takes them over. Awake again, it believes
 * that they are still its own, tells what came of them, and must change nothing.
 */
fault('F05', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 1, workers: 2, phones: PHONES, rule: { how: 'accept' } },
    random: () => run.random(),
  });
  try {
    // Half of the phones have no socket and send no receipts: only a worker knows of their push.
    const away = Array.from({ length: PHONES / 2 }, (_, nth) => 2 * nth);
    cluster.phones.answerBy({ how: 'mute' }, away);
    cluster.phones.leave(away);
    cluster.providers.fcm.treatments.treatAll({ how: 'slow', ms: PUSH_TAKES_MS });
    const stop = new AbortController();
    const raising = cluster.control.raise(1_000, { everyMs: 50, signal: stop.signal });
    const taken: FinishedRow[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = run.dice.below(cluster.workers.length);
      const { victim, frozenAtMs, orphans } = await freezeAtWork(cluster, first);
      await pause(Math.max(0, FROZEN_MS - (monotonicMs() - frozenAtMs)));
      taken.push(...(await takenFrom(cluster, orphans)));
      await victim.kill('SIGCONT');
      await waitFor(() => victim.answersReady(), 'the worker awake again');
    }
    stop.abort();
    await raising;
    await cluster.control.closeAll();
    await cluster.settle();
    const checked = await cluster.check();
    run.figure('n', checked.incidents);
    run.figure('frozen_ms', FROZEN_MS);
    const { told, changed } = await toldLate(cluster, taken);
    run.figure('taken_over', taken.length, { min: 1 });
    run.figure('fenced_writes', told - changed, { min: 1 });
    run.figure('changed_by_the_dead', changed, { max: 0 });
    run.figure('raw_duplicates', checked.rawDuplicates);
    run.invariants(checked);
    run.figure('ring_p99_ms', percentile(checked.delaysMs, 0.99));
  } finally {
    await cluster.stop();
  }
});

interface Frozen {
  readonly victim: ServerNode;
  readonly frozenAtMs: number;
  readonly orphans: readonly LeasedRow[];
}

/** Freezes a worker; where it had nothing in its hands just then, the next. */
async function freezeAtWork(cluster: Cluster, first: number): Promise<Frozen> {
  for (let tries = 1; ; tries += 1) {
    const victim = cluster.workers[(first + tries) % cluster.workers.length];
    if (victim === undefined) throw new Error('there is no worker');
    await isWorkAtHand(cluster);
    await victim.kill('SIGSTOP');
    const frozenAtMs = monotonicMs();
    const orphans = await orphansNow(cluster);
    if (orphans.length > 0 || tries === TRIES_MAX) return { victim, frozenAtMs, orphans };
    await victim.kill('SIGCONT');
  }
}
