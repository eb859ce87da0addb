/** A streaming standby beside a private PostgreSQL, and its promotion. */
import { join } from 'node:path';

import { freePort } from '../lib/ports.mjs';
import { must, waitUntil } from '../lib/processes.mjs';
import { Refusal, withProgress } from '../lib/terminal.mjs';
import { makePrivateFolder } from './home.mjs';
import { launchPostgres, programOptions, psqlOver } from './postgres.mjs';

/** How the standby is called in `pg_stat_replication` and in `synchronous_standby_names`. */
export const STANDBY_NAME = 'closeby_standby';
const STREAMS_WITHIN_MS = 30_000;
const PROMOTED_WITHIN_S = 30;
/** Of its log the primary keeps this much for a standby that was away. */
const KEPT_LOG = '256MB';
const PORT_ATTEMPTS = 5;

/**
 * Copies a running PostgreSQL into `place.folder`, starts the copy as its standby and resolves
 * `{ port, psql(database, sql), promote() }` once it streams. `primary` is `{ port, psql }` as
 * `startPostgres` resolves it, `secrets` its `{ superuser }`, `place` as for `startPostgres`. With
 * `sync` the primary from then on answers a commit only when the standby has it too, and goes on
 * waiting while the standby is away. `promote()` makes it a primary of its own that waits for
 * nobody, and resolves when it takes writes.
 */
export async function startStandby({ postgres, place, primary, secrets, sync = true }) {
  await withProgress('copying PostgreSQL for its standby', () => copy(), place.log);
  const own = { superuser: secrets.superuser, port: await start() };
  const psql = psqlOver(postgres, place, own);
  await until('is not streaming', () => standing(primary, 'state', 'streaming'));
  if (sync) {
    await set(primary, 'synchronous_standby_names', `FIRST 1 (${STANDBY_NAME})`);
    await until('is not synchronous', () => standing(primary, 'sync_state', 'sync'));
  }
  const promote = async () => {
    const taken = await psql('postgres', `SELECT pg_promote(true, ${PROMOTED_WITHIN_S})`);
    if (taken.trim() !== 't') throw new Error('the standby was not promoted');
  };
  return { port: own.port, psql, promote };

  async function copy() {
    await set(primary, 'wal_keep_size', KEPT_LOG);
    makePrivateFolder(place.folder, place.account);
    const { env, ...options } = programOptions(postgres, place);
    const from = `host=127.0.0.1 port=${primary.port} user=postgres`;
    const args = ['-D', place.folder, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'];
    args.push('-d', `${from} application_name=${STANDBY_NAME}`);
    const password = { PGPASSWORD: secrets.superuser };
    await must(join(postgres.bin, 'pg_basebackup'), args, {
      ...options,
      env: { ...env, ...password },
    });
  }

  async function start() {
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      const outcome = await launchPostgres(postgres, place, port);
      if (outcome === 'ready') return port;
      if (!/could not bind/.test(outcome) || attempt >= PORT_ATTEMPTS) {
        throw new Error(`the standby did not start:\n${outcome}`);
      }
    }
  }
}

async function standing({ psql }, column, wanted) {
  const whose = `application_name = '${STANDBY_NAME}'`;
  const sql = `SELECT ${column} FROM pg_stat_replication WHERE ${whose}`;
  return (await psql('postgres', sql)).trim() === wanted;
}

/** `ALTER SYSTEM` takes no transaction and so stands alone. */
async function set({ psql }, name, value) {
  await psql('postgres', `ALTER SYSTEM SET ${name} = '${value}';`);
  await psql('postgres', 'SELECT pg_reload_conf();');
}

async function until(what, probe) {
  if (await waitUntil(probe, { deadlineMs: STREAMS_WITHIN_MS })) return;
  throw new Refusal(`the standby ${what} after ${STREAMS_WITHIN_MS / 1_000} seconds.`);
}
