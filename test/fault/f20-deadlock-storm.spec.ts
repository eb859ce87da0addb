import { DatabaseError } from 'pg';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs, percentile } from './support/ledger';
import { PEOPLE_PER_SCENE, PERSON_OF, TOKEN_OF } from './support/population';
import { pause, waitFor } from './support/wait';

const SCENES = 10;
const PEOPLE = SCENES * PEOPLE_PER_SCENE;
/** Each says yes so often at once: fifty for each incident. */
const TIMES = 10;
const WANTED = 3;
const TAKEN = 200;
const TOO_MANY = 429;
const AGAIN_AFTER_MS = 500;
const AGAIN_MAX = 20;
const ANSWER_WITHIN_MS = 20_000;
const DEADLOCK = '40P01';

interface Asked {
  readonly id: string;
  readonly phone: number;
}

/**
 * Fifty yes to each of ten incidents at once, over two servers, while somebody locks the same rows
 * the other way round and so brings about deadlocks.
 */
fault('F20', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, phones: PEOPLE, providers: false },
    random: () => run.random(),
  });
  try {
    const raised = await cluster.control.raise(SCENES, { everyMs: 50 });
    const asked = await alertsOf(cluster);
    const stop = new AbortController();
    const crossing = crossLocks(cluster, stop.signal);
    const answers = await Promise.all(asked.flatMap((one) => sayYes(cluster, one)));
    stop.abort();
    const deadlocks = await crossing;
    await cluster.settle();
    const taken = new Set(answers.filter(({ status }) => status === TAKEN).map(({ id }) => id));
    run.figure('n', raised.length);
    run.figure('accepts', answers.length);
    run.figure('accepted', taken.size, { min: SCENES * WANTED, max: SCENES * WANTED });
    const isBroken = (status: number): boolean => status === 0 || status >= 500;
    run.figure('unanswered', answers.filter(({ status }) => isBroken(status)).length, { max: 0 });
    run.figure('deadlocks_met_outside', deadlocks);
    run.figure('deadlocks', await deadlocksOf(cluster), { min: 1 });
    const tookMs = answers.map((answer) => answer.tookMs);
    run.figure('accept_p50_ms', percentile(tookMs, 0.5));
    run.figure('accept_p99_ms', percentile(tookMs, 0.99));
    run.invariants(await cluster.check());
  } finally {
    await cluster.stop();
  }
});

async function alertsOf(cluster: Cluster): Promise<readonly Asked[]> {
  const phoneOf = new Map(
    Array.from({ length: PEOPLE }, (_, phone) => [PERSON_OF(cluster.organisationId, phone), phone]),
  );
  return waitFor(async () => {
    const rows = await cluster.services.postgres.rows<{ id: string; who: string }>(
      `SELECT id, responder_id AS who FROM alert WHERE status = 'sent' ORDER BY id`,
    );
    return (
      rows.length >= PEOPLE && rows.map(({ id, who }) => ({ id, phone: phoneOf.get(who) ?? 0 }))
    );
  }, 'alert for everybody');
}

/** Yes, over both servers at once; resolves what came of each. */
function sayYes({ apis, ledger }: Cluster, { id, phone }: Asked) {
  const fact = { phone, alertId: id, answer: 'accept' } as const;
  ledger.take([{ ...fact, atMs: monotonicMs(), what: 'answer-sent' }]);
  return Array.from({ length: TIMES }, async (_, nth) => {
    const from = performance.now();
    const server = apis[nth % apis.length]?.url ?? '';
    let status = await post(server, { id, phone });
    // As a phone does that is told to come back later.
    for (let again = 0; status === TOO_MANY && again < AGAIN_MAX; again += 1) {
      await pause(AGAIN_AFTER_MS);
      status = await post(server, { id, phone });
    }
    if (status === TAKEN) ledger.take([{ ...fact, atMs: monotonicMs(), what: 'answer-acked' }]);
    return { id, status, tookMs: performance.now() - from };
  });
}

/** Resolves the status; 0 where no answer came. */
async function post(server: string, { id, phone }: Asked): Promise<number> {
  try {
    const response = await fetch(`${server}/v1/me/answers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN_OF(phone)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ alertId: id, answer: 'accept' }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** Locks people first and their incidents after, the other way round than the server. */
async function crossLocks({ services }: Cluster, signal: AbortSignal): Promise<number> {
  const client = await services.postgres.connect();
  let deadlocks = 0;
  try {
    while (!signal.aborted) {
      try {
        await client.query(`BEGIN;
          SELECT FROM responder WHERE id IN (SELECT responder_id FROM alert) FOR UPDATE;
          SELECT pg_sleep(0.03);
          SELECT FROM incident FOR UPDATE; COMMIT`);
      } catch (error) {
        await client.query('ROLLBACK');
        if (!(error instanceof DatabaseError) || error.code !== DEADLOCK) throw error;
        deadlocks += 1;
      }
    }
    return deadlocks;
  } finally {
    await client.end();
  }
}

async function deadlocksOf({ services }: Cluster): Promise<number> {
  await services.postgres.rows('SELECT pg_stat_force_next_flush()');
  const [row] = await services.postgres.rows<{ deadlocks: number }>(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.deadlocks ?? 0;
}
