import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { percentile } from './support/ledger';
import { ackedAfterMs, Nemesis } from './support/nemesis';
import { raiseSteadily } from './support/nemesis-load';
import { actInWords, nemesisSchedule } from './support/nemesis-schedule';
import { tellP99 } from './support/outage';

const MINUTE_MS = 60_000;
const MINUTES = Number(process.env['FAULT_MINUTES'] ?? 10);
const EVERY_MS = Number(process.env['FAULT_F55_EVERY_MS'] ?? 250);
const PHONES = 400;
/** Each push is with its provider for so long before it is taken. */
const PUSH_TAKES_MS = 300;
const SETTLE_WITHIN_MS = 2 * MINUTE_MS;

/**
 * One thing after another goes wrong, or two at once, by the seed alone, while control raises
 * incidents and phones answer. The schedule is printed before it begins.
 */
fault(
  'F55',
  async (run) => {
    const acts = nemesisSchedule(run.seed, MINUTES * MINUTE_MS);
    for (const act of acts) say(run.seed, actInWords(act));
    const cluster = await startCluster({
      ...{ apis: 3, workers: 2, phones: PHONES, links: 'redis', standby: 'sync' },
      ...{ rule: { how: 'accept-first', afterMs: 200 }, fixEveryMs: MINUTE_MS },
      // A standby that is left alone for a moment asks again soon: commits wait for it.
      settings: { wal_retrieve_retry_interval: '250ms' },
      random: () => run.random(),
    });
    const stop = new AbortController();
    try {
      cluster.providers.fcm.treatments.treatAll({ how: 'slow', ms: PUSH_TAKES_MS });
      const raising = raiseSteadily(cluster, { everyMs: EVERY_MS, signal: stop.signal });
      const figures = await new Nemesis(cluster).play(acts);
      stop.abort();
      const raised = await raising;
      await cluster.control.closeAll();
      const after = failedOver(cluster);
      await after.settle(SETTLE_WITHIN_MS);
      const checked = await after.check();
      run.figure('minutes', MINUTES);
      run.figure('n', raised.length);
      run.figure('acts', acts.length);
      run.figure('kills', figures.kills);
      run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
      run.invariants(checked);
      const { resumedMs } = figures;
      run.figure('taken_over', resumedMs.length);
      if (resumedMs.length > 0) tellP99(run, ['resume', 2_000], resumedMs);
      const restarts = figures.postgresKilledAt.map((at) => ackedAfterMs(cluster, at));
      run.figure('postgres_restarts', restarts.length);
      if (restarts.length > 0) run.figure('restart_ms', Math.max(...restarts), { max: 10_000 });
      const promotions = figures.promotedAt.map((at) => ackedAfterMs(cluster, at));
      run.figure('promote_ms', Math.max(...promotions), { max: 15_000 });
      tellP99(
        run,
        ['ack'],
        raised.map(({ tookMs }) => tookMs),
      );
      run.figure('ring_p99_ms', percentile(checked.delaysMs, 0.99));
    } finally {
      // Control that goes on would keep its link from closing.
      stop.abort();
      await cluster.stop();
    }
  },
  { timeoutMs: MINUTES * 2 * MINUTE_MS + 8 * MINUTE_MS },
);

function say(seed: string, words: string): void {
  process.stdout.write(`NEMESIS seed=${seed} ${words}\n`);
}

/** The same cluster with the promoted standby as its record. */
function failedOver(cluster: Cluster): Cluster {
  const { services } = cluster;
  const changed = { ...services, postgres: services.standby ?? services.postgres };
  return Object.create(cluster, { services: { value: changed } }) as Cluster;
}
