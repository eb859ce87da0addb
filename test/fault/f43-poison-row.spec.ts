import type { SetAsideView } from '#contracts/quarantine-api';
import { FAILURES_MAX } from '#core/work-attempts';
import { startCluster, type Cluster } from './support/cluster';
import type { Raised } from './support/control';
import { fault } from './support/fault';
import type { ServerNode } from './support/node';
import { waitFor } from './support/wait';

/** A worker has so much memory, and the row takes more to be read. */
const WORKER_MB = 192;
const POISON_ELEMENTS = 6_000_000;
const SET_ASIDE_WITHIN_MS = 90_000;
const OTHERS_EVERY_MS = 500;
const OTHERS_MAX = 160;
/** A rule of the database that refuses one incident's next decision, whoever makes it. */
const REFUSE = (id: string): string => `CREATE FUNCTION refuse_it() RETURNS trigger
  LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'raise_exception'; END $$;
  CREATE TRIGGER refuse_it BEFORE UPDATE ON incident FOR EACH ROW
    WHEN (old.id = '${id}') EXECUTE FUNCTION refuse_it()`;

/** One incident can never be decided again, and another ends every worker that reads it. */
fault(
  'F43',
  async (run) => {
    const cluster = await startCluster({ apis: 1, workers: 2, phones: 400 });
    for (const worker of cluster.workers) {
      worker.env['NODE_OPTIONS'] = `--max-old-space-size=${WORKER_MB}`;
      await worker.kill('SIGKILL');
      await worker.start();
    }
    const stop = new AbortController();
    const revived = Promise.all(cluster.workers.map((one) => keepAlive(one, stop.signal)));
    try {
      const [failing, ending] = await cluster.control.raise(2, { scenes: [70, 71], closes: false });
      if (!hasId(failing) || !hasId(ending)) throw new Error('both were acknowledged');
      await cluster.services.postgres.psql(REFUSE(failing.id));
      await dueNow(cluster, failing.id);
      await setAside(cluster, failing.id);
      await poison(cluster, ending.id);
      const scenes = Array.from({ length: 60 }, (_, nth) => nth);
      const others = cluster.control.raise(OTHERS_MAX, {
        ...{ everyMs: OTHERS_EVERY_MS, scenes, signal: stop.signal },
      });
      const rows = await setAside(cluster, ending.id);
      stop.abort();
      await others;
      const crashes = (await revived).reduce((sum, count) => sum + count, 0);
      const ofPoison = rows.filter(({ aboutId, channel }) => aboutId === ending.id && !channel);
      const failures = [...rows.values()].map((row) => row.failures);
      run.figure('attempts', Math.max(...failures), { max: FAILURES_MAX });
      run.figure('crashes', crashes, { min: 1 });
      run.figure('quarantined', rows.length, { min: 2 });
      run.figure('poison_reviews', ofPoison.length, { min: 1, max: 1 });
      const innocent = rows.filter(({ aboutId }) => ![failing.id, ending.id].includes(aboutId));
      run.figure('innocent_quarantined', innocent.length, { max: 0 });
      await cure(cluster, ending.id);
      await cluster.settle();
      const checked = await cluster.check({ audit: false });
      run.figure('n', checked.incidents);
      run.invariants(checked);
    } finally {
      stop.abort();
      await cluster.stop();
    }
  },
  { timeoutMs: 240_000 },
);

/** Starts a worker again whenever it has ended, as whoever runs it does; how often that was. */
async function keepAlive(worker: ServerNode, signal: AbortSignal): Promise<number> {
  let ends = 0;
  const stopped = new Promise<'stopped'>((resolve) => {
    signal.addEventListener('abort', () => resolve('stopped'));
  });
  for (;;) {
    const first = await Promise.race([worker.ended(), stopped]);
    if (first === 'stopped') break;
    ends += 1;
    await worker.start().catch(() => undefined);
  }
  if (!worker.isRunning) await worker.start();
  return ends;
}

function hasId(raised: Raised | undefined): raised is Raised & { readonly id: string } {
  return typeof raised?.id === 'string';
}

async function dueNow({ services }: Cluster, incidentId: string): Promise<void> {
  await services.postgres.rows(
    `UPDATE review SET due_at = now(), leased_until = NULL, lease_id = NULL
      WHERE subject_id = $1`,
    [incidentId],
  );
}

async function poison(cluster: Cluster, incidentId: string): Promise<void> {
  await cluster.services.postgres.rows(
    `UPDATE incident SET aeds = ('[' || repeat('{},', $2) || '{}]')::jsonb WHERE id = $1`,
    [incidentId, POISON_ELEMENTS],
  );
  await dueNow(cluster, incidentId);
}

async function cure(cluster: Cluster, incidentId: string): Promise<void> {
  await cluster.services.postgres.rows(`UPDATE incident SET aeds = '[]' WHERE id = $1`, [
    incidentId,
  ]);
}

/** What staff are shown, once this incident's review is among it. */
function setAside(cluster: Cluster, incidentId: string): Promise<readonly SetAsideView[]> {
  return waitFor(
    async () => {
      const staff = cluster.account('dispatcher');
      const { body } = await staff.get<{ items: readonly SetAsideView[] }>('/v1/quarantine');
      return body.items.some(({ id }) => id === incidentId) && body.items;
    },
    'review that was set aside',
    SET_ASIDE_WITHIN_MS,
  );
}
