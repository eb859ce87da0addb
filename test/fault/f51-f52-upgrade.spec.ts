import { migrate } from '#adapters/postgres/data-source';
import { countAnswers } from './support/answers';
import { startCluster, type Cluster } from './support/cluster';
import { fault, type FaultRun } from './support/fault';
import { monotonicMs } from './support/ledger';
import { olderBuild } from './support/older-build';
import { tellP99 } from './support/outage';
import { pause } from './support/wait';

const EVERY_MS = 200;
/** Of more scenes than are raised while one is answered: each is closed before the next there. */
const PHONES = 250;
const LOCK_WAIT_MAX_MS = 200;
const LOOK_EVERY_MS = 10;
/** Both versions at work together; 60 s where there is time. */
const TOGETHER_MS = Number(process.env['FAULT_F52_S'] ?? 15) * 1_000;

/** The newest migrations are run while copies of the version before dispatch. */
fault(
  'F51',
  async (run) => {
    await withOlder(run, async (cluster) => {
      const waits = await watchLocks(cluster);
      const from = monotonicMs();
      const ran = await migrate(ownerUrlOf(cluster));
      run.figure('migrations', ran.length, { min: 1 });
      run.figure('migrating_ms', monotonicMs() - from);
      const { longestMs, on } = await waits.end();
      run.figure('lock_wait_max_ms', longestMs, { max: LOCK_WAIT_MAX_MS });
      run.figure('lock_wait_on', on);
      await pause(1_000);
    });
  },
  { needs: ['older-build'] },
);

/** Old api and new worker, new api and old worker, on one database and one Redis. */
fault(
  'F52',
  async (run) => {
    await withOlder(run, async (cluster) => {
      await migrate(ownerUrlOf(cluster));
      for (const node of [cluster.apis[0], cluster.workers[1]]) {
        await node?.kill('SIGTERM');
        await node?.start();
      }
      await pause(TOGETHER_MS);
      run.figure('together_s', TOGETHER_MS / 1_000);
      const errors = cluster.nodes.flatMap(({ log }) => log.filter(isError));
      run.figure('logged_errors', errors.length);
      const dropped = cluster.nodes.flatMap(({ log }) => log.filter(isDropped));
      run.figure('dropped_packets', dropped.length, { max: 0 });
    });
  },
  { needs: ['older-build'], timeoutMs: 240_000 },
);

/** As `npm run migrate` is given it: what it sets for itself must stand. */
function ownerUrlOf({ services }: Cluster): string {
  const url = new URL(services.postgres.ownerUrl);
  url.search = '';
  return url.toString();
}

/** Load on copies of the version before, whatever happens, and what everybody is asked then. */
async function withOlder(run: FaultRun, work: (cluster: Cluster) => Promise<void>): Promise<void> {
  const cluster = await startCluster({
    ...{ apis: 2, workers: 2, phones: PHONES, older: olderBuild(), rule: { how: 'decline' } },
    random: () => run.random(),
  });
  const answers = countAnswers(cluster.controlLink.url);
  try {
    const stop = new AbortController();
    const raising = cluster.control.raise(5_000, { everyMs: EVERY_MS, signal: stop.signal });
    await pause(1_000);
    await work(cluster);
    stop.abort();
    const raised = await raising;
    await cluster.control.closeAll();
    answers.stop();
    await cluster.settle();
    run.figure('n', raised.length);
    run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
    run.figure('failed_requests', answers.failed);
    run.figure('failed_why', answers.why);
    tellP99(
      run,
      ['ack'],
      raised.map(({ tookMs }) => tookMs),
    );
    run.invariants(await cluster.check());
  } finally {
    answers.stop();
    await cluster.stop();
  }
}

interface LongestWait {
  readonly longestMs: number;
  readonly on: string;
}

/** The longest that any statement has waited for a table since, looked at very often. */
async function watchLocks(cluster: Cluster): Promise<{ end(): Promise<LongestWait> }> {
  const client = await cluster.services.postgres.connect();
  let longest: LongestWait = { longestMs: 0, on: 'none' };
  const state = { ended: false };
  const watching = (async () => {
    while (!state.ended) {
      const { rows } = await client.query<{ on: string; ms: number }>(
        `SELECT relation::regclass::text AS on,
            extract(epoch FROM clock_timestamp() - waitstart)::float8 * 1000 AS ms
          FROM pg_locks WHERE NOT granted AND locktype = 'relation' AND waitstart IS NOT NULL
          ORDER BY ms DESC LIMIT 1`,
      );
      const [worst] = rows;
      if (worst !== undefined && worst.ms > longest.longestMs) {
        longest = { longestMs: worst.ms, on: worst.on };
      }
      await pause(LOOK_EVERY_MS);
    }
  })();
  return {
    end: async () => {
      state.ended = true;
      await watching;
      await client.end();
      return longest;
    },
  };
}

function isError(line: string): boolean {
  return /"level":(50|60)/.test(line);
}

/** What a copy says of a message of another that it could not read. */
function isDropped(line: string): boolean {
  return /no server sealed|beside the stream/.test(line);
}
