/** A private PostgreSQL with PostGIS: finding its programs, starting it, making its database. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { closeSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { writePrivateJson } from '../lib/files.mjs';
import { freePort } from '../lib/ports.mjs';
import { capture, identify, must, startedAt, waitUntil } from '../lib/processes.mjs';
import { Refusal, withProgress } from '../lib/terminal.mjs';
import { libraryPath } from './debian.mjs';
import { makePrivateFolder, runAs } from './home.mjs';

const START_DEADLINE_MS = 60_000;
const PORT_ATTEMPTS = 5;
/** "Fast": roll back what is open and end; then "immediate": recover at the next start. */
const STOP_SIGNALS = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
];
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  jit: 'off',
};
const THROWAWAY_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * PostgreSQL installations that have PostGIS, newest first, as `{ bin, share, major, env }`:
 * those of the machine, or with `root` those unpacked below it (see debian.mjs). The programs are
 * taken from their real folder, because called by a symlink they do not find each other.
 */
export function findPostgres({ root } = {}) {
  const bins = root === undefined ? machineBins() : globBins(join(root, 'usr/lib/postgresql'));
  const env = root === undefined ? {} : unpackedEnv(root);
  const found = [];
  for (const bin of new Set(bins)) {
    const share = shareOf(bin);
    if (share === null || !existsSync(join(bin, 'psql'))) continue;
    const major = readMajor(share);
    if (major !== null) found.push({ bin, share, major, env });
  }
  return found.sort((a, b) => b.major - a.major);
}

/**
 * Starts a PostgreSQL over the folder `place.folder` (made when new) and resolves
 * `{ port, psql(database, sql) }`. `place` is `{ folder, account, guard, log, throwaway }` with
 * `settings` beside the usual ones, if any, and `secrets` is `{ superuser, port }`;
 * `secrets.port` is set to the port in use.
 */
export async function startPostgres(postgres, place, secrets) {
  await withProgress('preparing a PostgreSQL data folder', () => initialise(), place.log);
  for (let attempt = 1; ; attempt += 1) {
    secrets.port = await freePort(attempt === 1 ? secrets.port : undefined);
    const outcome = await launchPostgres(postgres, place, secrets.port);
    if (outcome === 'ready') break;
    const portLost = /could not bind|could not create any TCP/.test(outcome);
    if (!portLost || attempt >= PORT_ATTEMPTS) {
      throw new Error(`PostgreSQL did not start:\n${outcome}`);
    }
  }
  return { port: secrets.port, psql: psqlOver(postgres, place, secrets) };

  async function initialise() {
    if (existsSync(join(place.folder, 'PG_VERSION'))) return;
    makePrivateFolder(place.folder, place.account);
    const passwords = `${place.folder}.password`;
    writeFileSync(passwords, `${secrets.superuser}\n`, { mode: 0o600 });
    if (place.account !== null) chownSync(passwords, place.account.uid, place.account.gid);
    const args = ['-D', place.folder, '-U', 'postgres', '--pwfile', passwords, '-E', 'UTF8'];
    args.push('-A', 'scram-sha-256', '--locale=C.UTF-8');
    if (place.throwaway) args.push('--no-sync');
    try {
      await must(join(postgres.bin, 'initdb'), args, programOptions(postgres, place));
    } catch (error) {
      rmSync(place.folder, { recursive: true, force: true });
      throw error;
    } finally {
      rmSync(passwords, { force: true });
    }
  }
}

/**
 * Makes the database `closeby` with PostGIS, its owner `closeby_owner` (who migrates it) and
 * `closeby_app` (as whom the server connects: owns nothing and obeys row-level security). May be
 * run again. With `throwaway` the owner may make databases, each of which has PostGIS.
 */
export async function provision(psql, { owner, app, throwaway }) {
  const createdb = throwaway ? 'CREATEDB' : 'NOCREATEDB';
  const plain = 'LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS';
  const sql = [throwaway ? 'CREATE EXTENSION IF NOT EXISTS postgis;' : ''];
  for (const [name, password, extra] of [
    ['closeby_owner', owner, createdb],
    ['closeby_app', app, 'NOCREATEDB'],
  ]) {
    sql.push(
      `SELECT 'CREATE ROLE ${name}' WHERE NOT EXISTS`,
      `  (SELECT FROM pg_roles WHERE rolname = '${name}') \\gexec`,
      `ALTER ROLE ${name} ${plain} ${extra} PASSWORD '${password}';`,
    );
  }
  sql.push(
    `SELECT 'CREATE DATABASE closeby OWNER closeby_owner' WHERE NOT EXISTS`,
    `  (SELECT FROM pg_database WHERE datname = 'closeby') \\gexec`,
    'GRANT CONNECT ON DATABASE closeby TO closeby_app;',
  );
  await psql('template1', sql.join('\n'));
  await psql('closeby', 'CREATE EXTENSION IF NOT EXISTS postgis;');
}

/** Makes the database `name` anew, empty but for PostGIS, with the roles of `provision`. */
export async function makeEmptyDatabase(psql, name) {
  await psql('template1', `DROP DATABASE IF EXISTS ${name} WITH (FORCE);`);
  await psql('template1', `CREATE DATABASE ${name} OWNER closeby_owner;`);
  await psql('template1', `GRANT CONNECT ON DATABASE ${name} TO closeby_app;`);
  await psql(name, 'CREATE EXTENSION IF NOT EXISTS postgis;');
}

/** The two addresses of the database made by `provision`. */
export function databaseUrls({ owner, app }, port, database = 'closeby') {
  const url = (role, password) => `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    databaseOwnerUrl: url('closeby_owner', owner),
    databaseUrl: url('closeby_app', app),
  };
}

function globBins(base) {
  const versions = existsSync(base) ? readdirSync(base) : [];
  return versions.map((version) => join(base, version, 'bin')).filter((path) => existsSync(path));
}

function machineBins() {
  const bins = globBins('/usr/lib/postgresql');
  for (const version of existsSync('/usr') ? readdirSync('/usr') : []) {
    if (/^pgsql-\d+$/.test(version)) bins.push(join('/usr', version, 'bin'));
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const initdb = join(folder, 'initdb');
    if (folder !== '' && existsSync(initdb)) bins.push(dirname(realpathSync(initdb)));
  }
  return bins.filter((bin) => existsSync(join(bin, 'initdb')));
}

/** The share folder that belongs to `bin`, or null where it lacks PostGIS. */
function shareOf(bin) {
  const debian = bin.replace(/\/lib\/postgresql\/([^/]+)\/bin$/, '/share/postgresql/$1');
  const candidates = [debian, join(bin, '../share'), join(bin, '../share/postgresql')];
  const asked = spawnSync(join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' });
  if (asked.status === 0) candidates.push(asked.stdout.trim());
  const has = (share) => existsSync(join(share, 'extension/postgis.control'));
  return candidates.find((share) => share !== bin && has(share)) ?? null;
}

/** The major version, read from the catalogue that initdb would load. */
function readMajor(share) {
  const path = join(share, 'postgres.bki');
  if (!existsSync(path)) return null;
  const match = /^# PostgreSQL (\d+)/.exec(readFileSync(path, 'latin1').slice(0, 64));
  return match ? Number(match[1]) : null;
}

function unpackedEnv(root) {
  const proj = join(root, 'usr/share/proj');
  return {
    LD_LIBRARY_PATH: libraryPath(root),
    PROJ_LIB: proj,
    PROJ_DATA: proj,
    GDAL_DATA: join(root, 'usr/share/gdal'),
  };
}

/** How the programs of an installation are run for a place: as whom, where, guarded by whom. */
export function programOptions(postgres, place) {
  return {
    ...runAs(place.account),
    cwd: place.folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...postgres.env },
    guard: place.guard,
  };
}

/**
 * Runs the server over the data folder `place.folder`, with `place.settings` besides its own, and
 * resolves 'ready' as soon as it can be asked, also when it is a standby; or the end of its log
 * when it ended instead. Its process is named in `<folder>.process.json`.
 */
export async function launchPostgres(postgres, place, port) {
  const unsafe = place.throwaway && !place.durable ? THROWAWAY_SETTINGS : {};
  const settings = { ...SETTINGS, ...timeZone(), ...unsafe, ...place.settings };
  const args = ['-D', place.folder, '-c', `port=${port}`];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  dropStalePidFile(place.folder);
  const logFile = `${place.folder}.log`;
  const output = openSync(logFile, 'w', 0o600);
  const { guard, ...options } = programOptions(postgres, place);
  const server = guard.spawn(join(postgres.bin, 'postgres'), args, {
    ...options,
    signals: STOP_SIGNALS,
    group: false,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended = server.pid === undefined;
  server.once('error', () => (ended = true));
  server.once('exit', () => (ended = true));
  if (!ended) writePrivateJson(`${place.folder}.process.json`, identify(server.pid));
  const ready = () => ended || /^(ready|standby)/.test(pidFile(place.folder)[7] ?? '');
  const waited = () => waitUntil(ready, { deadlineMs: START_DEADLINE_MS, everyMs: 20 });
  const inTime = await withProgress('starting PostgreSQL', waited, place.log);
  if (inTime && !ended) return 'ready';
  if (!ended) server.kill('SIGQUIT');
  return readFileSync(logFile, 'utf8').slice(-2_000) || 'its program could not be run';
}

/** Without the machine's time zone files only the built-in GMT works (a very bare container). */
function timeZone() {
  const zone = existsSync('/usr/share/zoneinfo/UTC') ? 'UTC' : 'GMT';
  return { timezone: zone, log_timezone: zone };
}

function pidFile(folder) {
  const path = join(folder, 'postmaster.pid');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}

/**
 * After a crash of the machine or container, postmaster.pid may name a process that is now
 * something else, and PostgreSQL would refuse to start. It is removed unless that process really
 * works on this folder.
 */
function dropStalePidFile(folder) {
  const pid = Number(pidFile(folder)[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (startedAt(pid) !== null && commandLine(pid).includes(folder)) {
    throw new Refusal(`PostgreSQL already runs on ${folder} as process ${pid}; end it first.`);
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true });
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** `psql(database, sql)` as the superuser of the server at `secrets.port`. */
export function psqlOver(postgres, place, secrets) {
  return async (database, sql) => {
    const { env, ...options } = programOptions(postgres, place);
    const args = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-U', 'postgres'];
    args.push('-p', String(secrets.port), '-d', database, '-At', '-f', '-');
    const result = await capture(join(postgres.bin, 'psql'), args, {
      ...options,
      env: { ...env, PGPASSWORD: secrets.superuser },
      input: sql,
    });
    if (result.code !== 0) throw new Error(`psql: ${result.stderr.trim()}`);
    return result.stdout;
  };
}
