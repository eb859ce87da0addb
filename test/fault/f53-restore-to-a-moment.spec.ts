import { dirname, join } from 'node:path';
import type { ResponderView } from '#contracts/registry-api';
import { command, figureIn, filesWith, giveData } from './support/backup';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs } from './support/ledger';

const PHONES = 50;
const INCIDENTS = Number(process.env['FAULT_F53_N'] ?? 40);
const BACKUP = 'closeby_backup';

/** References of control that were acknowledged so far. */
function acknowledged({ ledger }: Cluster): readonly string[] {
  return ledger.controlFacts('raise-acked').map(({ ref }) => ref);
}

async function refsIn({ services }: Cluster): Promise<ReadonlySet<string>> {
  const rows = await services.postgres.rows<{ ref: string }>(
    'SELECT control_ref AS ref FROM incident',
  );
  return new Set(rows.map(({ ref }) => ref));
}

/** Somebody with a name, and the sealed key that opens it. */
async function addPerson(cluster: Cluster, ref: string): Promise<{ id: string; key: Buffer }> {
  const put = await cluster
    .account('registrar')
    .put<ResponderView>(`/v1/responders/${ref}`, { displayName: `Person ${ref}`, credentials: [] });
  const id = put.body.id;
  const [row] = await cluster.services.postgres.rows<{ key: Buffer }>(
    'SELECT sealed_key AS key FROM person_key WHERE responder_id = $1',
    [id],
  );
  if (row === undefined) throw new Error(`no key of ${ref}: ${put.status}`);
  return { id, key: row.key };
}

async function nameOf(cluster: Cluster, id: string): Promise<string | undefined> {
  const { body } = await cluster.account('registrar').get<ResponderView>(`/v1/responders/${id}`);
  return body.displayName;
}

fault(
  'F53',
  async (run) => {
    const cluster = await startCluster({
      ...{ apis: 1, workers: 1, phones: PHONES, providers: false, random: () => run.random() },
      rule: { how: 'decline' },
    });
    const { postgres } = cluster.services;
    const to = join(dirname(postgres.folder), 'backup');
    const backup = command('backup', postgres.superuserUrl, ['--to', to, '--follow']);
    try {
      const stays = await addPerson(cluster, 'stays');
      const leaves = await addPerson(cluster, 'leaves');
      await cluster.control.raise(INCIDENTS / 4, { everyMs: 50 });
      const based = await backup.line('BACKUP what=base');
      await backup.line('BACKUP what=keys');
      run.figure('base_s', figureIn(based, 'seconds'));
      run.figure('keys_in_data', filesWith(postgres.folder, leaves.key).length, { min: 1 });
      run.figure('keys_in_base', filesWith(join(to, 'base'), leaves.key).length, { max: 0 });
      // From here on nothing is acknowledged that the copy of the log does not have.
      await postgres.psql(`ALTER SYSTEM SET synchronous_standby_names = '${BACKUP}'`);
      await postgres.psql('SELECT pg_reload_conf()');

      const joins = await addPerson(cluster, 'joins');
      await cluster.control.raise(INCIDENTS, { everyMs: 50 });
      await cluster.settle();
      const before = acknowledged(cluster);
      const [now] = await postgres.rows<{ now: Date }>('SELECT clock_timestamp() AS now');
      const moment = now?.now.toISOString() ?? '';
      const erased = await cluster
        .account('registrar')
        .post(`/v1/responders/${leaves.id}/erase`, { reason: 'asked to be forgotten' });
      expect(erased.status).toBe(200);
      const keys = ['--to', to, '--only-keys'];
      await command('backup', postgres.superuserUrl, keys).line('BACKUP what=keys');
      await cluster.control.raise(INCIDENTS, { everyMs: 50 });
      const all = acknowledged(cluster);
      const brokenAtMs = monotonicMs();
      await postgres.kill('SIGKILL');
      await backup.stop();

      const newest = join(dirname(postgres.folder), 'newest');
      const first = await restored(['--from', to, '--into', newest]);
      run.figure('newest_s', figureIn(first, 'seconds'));
      await giveData(cluster, newest);
      await postgres.psql('ALTER SYSTEM RESET synchronous_standby_names');
      await postgres.psql('SELECT pg_reload_conf()');
      const there = await refsIn(cluster);
      run.figure('n', all.length);
      run.figure('lost_newest', all.filter((ref) => !there.has(ref)).length, { max: 0 });
      await cluster.control.raise(1);
      run.figure('out_of_service_s', (monotonicMs() - brokenAtMs) / 1_000);

      const earlier = join(dirname(postgres.folder), 'earlier');
      const second = await restored(['--from', to, '--to', moment, '--into', earlier]);
      await giveData(cluster, earlier);
      await postgres.psql('ALTER SYSTEM RESET synchronous_standby_names');
      await postgres.psql('SELECT pg_reload_conf()');
      const then = await refsIn(cluster);
      const after = all.filter((ref) => !before.includes(ref));
      run.figure('lost_at_moment', before.filter((ref) => !then.has(ref)).length, { max: 0 });
      run.figure('later_ones', after.filter((ref) => then.has(ref)).length, { max: 0 });
      run.figure('erased_again', figureIn(second, 'erased_again'), { min: 1, max: 1 });
      const raised = await cluster.control.raise(1);
      run.figure('taken_afterwards', raised.filter(({ id }) => id !== null).length, { min: 1 });
      expect(await nameOf(cluster, stays.id)).toBe('Person stays');
      expect(await nameOf(cluster, joins.id)).toBe('Person joins');
      const [left] = await postgres.rows<{ identity: Buffer | null; key: Buffer | null }>(
        `SELECT r.identity, k.sealed_key AS key FROM responder r
          LEFT JOIN person_key k ON k.responder_id = r.id WHERE r.id = $1`,
        [leaves.id],
      );
      expect(left).toEqual({ identity: null, key: null });
    } finally {
      await backup.stop();
      await cluster.stop();
    }
  },
  { timeoutMs: 240_000 },
);

/** Restores; its line, whose checks must all be kept. */
async function restored(args: readonly string[]): Promise<string> {
  const line = await command('restore', '', args).line('RESTORE');
  expect(line).toMatch(/ OK$/);
  return line;
}
