import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { percentile } from './support/ledger';
import { counted, mostMemoryMb } from './support/load';
import { KEY_OF, PEOPLE_PER_SCENE, sceneAt } from './support/population';
import { waitFor } from './support/wait';

const PER_SECOND = Number(process.env['FAULT_F38_PER_S'] ?? 2_000);
const SECONDS = Number(process.env['FAULT_F38_S'] ?? 20);
const URGENT_SHARE = 0.05;
const PHONES = 100;
const SCENES = PHONES / PEOPLE_PER_SCENE;
const RECOVERED_WITHIN_MS = 30_000;
/** What control waits for on an ordinary day. */
const USUAL_ACK_MS = 500;
const MEMORY_MAX_MB = 1_000;
const PROGRAM = join(__dirname, 'support/flood.mjs');

const KEPT = `SELECT count(*)::int AS count FROM incident
  WHERE organisation_id = $1 AND control_ref = ANY ($2::text[])`;
const UNDECIDED = `SELECT count(*)::int AS count FROM incident i
  WHERE organisation_id = $1 AND status = 'active' AND decision_count = 0
    AND NOT EXISTS (SELECT FROM alert a WHERE a.incident_id = i.id)`;

interface Seen {
  readonly sent: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly acked: readonly string[];
  readonly urgentMs: readonly number[];
  readonly otherMs: readonly number[];
  readonly withoutRetry: number;
}

/** A hundred times what control sends on its worst day; one in twenty is an arrest. */
fault(
  'F38',
  async (run) => {
    const cluster = await startCluster({
      ...{ apis: 2, workers: 1, phones: PHONES, providers: false },
    });
    try {
      const urls = cluster.apis.map(({ url }) => url);
      const seen = await flood(urls);
      const recoveredMs = await untilUsual(cluster);
      const { services, organisationId } = cluster;
      const count = async (text: string, ...values: unknown[]): Promise<number> => {
        const rows = await services.postgres.rows<{ count: number }>(text, [
          organisationId,
          ...values,
        ]);
        return rows[0]?.count ?? NaN;
      };
      run.figure('sent', seen.sent);
      run.figure('acked', seen.acked.length, { min: 1 });
      const kinds = Object.entries(seen.statuses).map(([status, n]) => `${status}*${n}`);
      run.figure('answers', kinds.join(','));
      run.figure('shed', await counted(urls, 'closeby_requests_turned_away_total'));
      run.figure('shed_without_retry_after', seen.withoutRetry, { max: 0 });
      run.figure('lost_acked', seen.acked.length - (await count(KEPT, seen.acked)), { max: 0 });
      run.figure('urgent_acked', seen.urgentMs.length);
      run.figure('urgent_p99_ms', percentile(seen.urgentMs, 0.99));
      run.figure('other_p99_ms', percentile(seen.otherMs, 0.99));
      run.figure('recovery_ms', recoveredMs, { max: RECOVERED_WITHIN_MS });
      run.figure('undecided', await count(UNDECIDED), { max: 0 });
      run.figure('memory_max_mb', mostMemoryMb(cluster), { max: MEMORY_MAX_MB });
    } finally {
      await cluster.stop();
    }
  },
  { timeoutMs: 240_000 },
);

async function flood(urls: readonly string[]): Promise<Seen> {
  const child = fork(PROGRAM, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const answered = once(child, 'message');
  const scenes = Array.from({ length: SCENES }, (_, index) => sceneAt(index));
  const load = { perSecond: PER_SECOND, seconds: SECONDS, urgentShare: URGENT_SHARE };
  child.send({ urls, key: KEY_OF('control'), scenes, ...load });
  const [seen] = (await answered) as [Seen];
  child.disconnect();
  return seen;
}

/** From the end of the flood until control is answered as on any other day. */
async function untilUsual({ control }: Cluster): Promise<number> {
  const from = performance.now();
  await waitFor(
    async () => {
      const began = performance.now();
      const { status } = await control.post(sceneAt(0));
      return status === 201 && performance.now() - began < USUAL_ACK_MS;
    },
    'answer as usual',
    RECOVERED_WITHIN_MS * 2,
  );
  return performance.now() - from;
}
