/** Bringing a base and its log back to a moment, with the newest keys of people. */
import { cpSync, existsSync, mkdirSync, openSync, closeSync, readdirSync } from 'node:fs';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { makePrivateFolder, runAs } from '../services/home.mjs';
import { endGroup } from '../services/guard.mjs';
import { basesIn, placesIn, ask, readKeys } from './backup.mjs';
import { must, waitUntil } from './processes.mjs';
import { CHECKS } from './record-checks.mjs';
import { Refusal, withProgress } from './terminal.mjs';

const RECOVER_DEADLINE_MS = 12 * 3_600_000;
const NOT_REACHED = /recovery ended before configured recovery target was reached/;
const LAST_COMMIT = /last completed transaction was at log time ([^\n]+)/g;
const OPEN = `('accepted', 'en-route', 'on-scene', 'with-patient')`;

/**
 * Makes `into` a data folder as the database was at `to` (null: the newest there is), and resolves
 * what the line of `npm run restore` tells. `from` is what `npm run backup` filled, `keysFile` the
 * newest keys.
 */
export async function restoreTo({ from, to, into, keysFile, postgres, account, guard, log }) {
  const begunMs = Date.now();
  const places = placesIn(from);
  const keys = readKeys(keysFile);
  if (keys === null) throw new Refusal(`${keysFile} is missing: no name could be opened.`);
  const base = baseFor(basesIn(places.base), { to, from });
  if (existsSync(into)) throw new Refusal(`${into} is there already; name a folder that is not.`);
  const staging = `${into}.log-to-replay`;
  try {
    await withProgress('copying the base', () => copyBase(base, { into, account, guard }), log);
    await copyLog(places.log, { base, staging, account, guard });
    const server = { into, staging, postgres, account, guard, log };
    const reached = await recover(server, to);
    const running = await start(server);
    try {
      const client = clientAt(server);
      const people = await bringKeys(client, keys);
      const checks = await check(client);
      return { base: base.name, reached, people, checks, seconds: (Date.now() - begunMs) / 1_000 };
    } finally {
      await endGroup(running, { signal: 'SIGINT', waitMs: 60_000 });
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
    rmSync(`${into}.socket`, { recursive: true, force: true });
  }
}

/** The newest base that was whole by then. */
function baseFor(bases, { to, from }) {
  const base = bases.findLast(({ endedAt }) => to === null || endedAt <= to);
  if (base !== undefined) return base;
  const first = bases[0]?.endedAt;
  throw new Refusal(
    first === undefined
      ? `there is no back-up in ${from}.`
      : `the oldest base in ${from} ended at ${first}: nothing before it can be restored.`,
  );
}

async function copyBase(base, { into, account, guard }) {
  await must('cp', ['-a', '--reflink=auto', base.folder, into], { guard });
  rmSync(join(into, 'closeby-backup.json'));
  await own(into, { account, guard });
}

/** What of the log the base needs, under whole names, where the server may read it. */
async function copyLog(folder, { base, staging, account, guard }) {
  mkdirSync(staging, { mode: 0o700 });
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names) {
    const whole = name.replace(/\.partial$/, '');
    const isWhole = whole === name;
    if (!isWhole && names.includes(whole)) continue;
    const isSegment = /^[0-9A-F]{24}$/.test(whole);
    if (isSegment && whole.slice(8) < base.logFrom.slice(8)) continue;
    cpSync(join(folder, name), join(staging, whole));
  }
  await own(staging, { account, guard });
}

async function own(folder, { account, guard }) {
  if (account !== null) {
    await must('chown', ['-R', `${account.uid}:${account.gid}`, folder], { guard });
  }
  await must('chmod', ['-R', 'go-rwx', folder], { guard });
}

/** Replays the log; resolves the moment of the last transaction that is in, as it was logged. */
async function recover(server, to) {
  const { into, staging } = server;
  const settings = [
    `restore_command = 'cp "${staging}/%f" "%p"'`,
    `recovery_target_timeline = 'latest'`,
    `recovery_target_action = 'promote'`,
  ];
  // Names of zones are not known when settings are read, not even Z.
  if (to !== null) settings.push(`recovery_target_time = '${to.replace('Z', '+00')}'`);
  const auto = join(into, 'postgresql.auto.conf');
  const before = readFileSync(auto, 'utf8');
  writeFileSync(auto, `${before}${settings.join('\n')}\n`);
  writeFileSync(join(into, 'recovery.signal'), '');
  await own(into, server);
  const text = await replay(server);
  // Nothing was written after the moment that was asked for: the end of the log is that moment.
  if (text !== null && !(to !== null && NOT_REACHED.test(text))) throw notStarted(text);
  if (text !== null) {
    const open = settings.filter((line) => !line.startsWith('recovery_target_time '));
    writeFileSync(auto, `${before}${open.join('\n')}\n`);
    const again = await replay(server);
    if (again !== null) throw notStarted(again);
  }
  writeFileSync(auto, before);
  await own(into, server);
  const said = readFileSync(`${into}.recovery.log`, 'utf8');
  return [...said.matchAll(LAST_COMMIT)].at(-1)?.[1] ?? 'nothing-after-the-base';
}

/** Runs a server until it has recovered, and ends it; resolves its log where it did not. */
async function replay(server) {
  const running = await start(server, { recovering: true });
  if (typeof running === 'string') return running;
  await endGroup(running, { signal: 'SIGINT', waitMs: 60_000 });
  return null;
}

/** A server over the folder that nobody but this program can reach. */
async function start(server, { recovering = false } = {}) {
  const { into, postgres, account, guard, log } = server;
  const socket = `${into}.socket`;
  makePrivateFolder(socket, account);
  writeFileSync(join(socket, 'hba'), 'local all all trust\n');
  await own(socket, server);
  const logFile = recovering ? `${into}.recovery.log` : `${into}.start.log`;
  const output = openSync(logFile, 'w', 0o600);
  const settings = {
    ...{ listen_addresses: '', unix_socket_directories: socket, port: '5432' },
    ...{ hba_file: join(socket, 'hba'), hot_standby: 'off', synchronous_standby_names: '' },
    ...{ log_min_messages: 'log', jit: 'off', max_connections: '300' },
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = guard.spawn(join(postgres.bin, 'postgres'), ['-D', into, ...args], {
    ...runAs(account),
    cwd: into,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...postgres.env },
    stdio: ['ignore', output, output],
    signals: [['SIGINT', 30_000]],
  });
  closeSync(output);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const isReady = () =>
    /^ready/.test(pidFile(into)[7] ?? '') && Number(pidFile(into)[0]) === child.pid;
  const settled = () => hasEnded() || isReady();
  const waited = () => waitUntil(settled, { deadlineMs: RECOVER_DEADLINE_MS, everyMs: 50 });
  await withProgress(recovering ? 'replaying the log' : 'opening what came back', waited, log);
  if (!hasEnded()) return child;
  const text = readFileSync(logFile, 'utf8');
  if (recovering) return text;
  throw notStarted(text);
}

function notStarted(text) {
  return new Refusal(`PostgreSQL could not bring it back:\n${text.slice(-2_000)}`);
}

function pidFile(folder) {
  const path = join(folder, 'postmaster.pid');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}

function clientAt({ into, postgres }) {
  const env = {
    ...{ PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...postgres.env },
    ...{ PGHOST: `${into}.socket`, PGPORT: '5432', PGUSER: 'postgres' },
    PGOPTIONS: '-c closeby.purpose=maintenance',
  };
  return { bin: postgres.bin, env, database: 'closeby' };
}

/**
 * Puts the keys in: the newest where there is one, else what the log brought back of people who
 * came after; none of whoever has been erased by now. Those are erased here too, in every table.
 */
async function bringKeys(client, keys) {
  const values = [...keys].map(([responder, { organisation, key, shreddedAt }]) => {
    const sealed = key === '' ? '\\N' : `\\\\x${key}`;
    return [responder, organisation, sealed, shreddedAt || '\\N'].join('\t');
  });
  const sql = `BEGIN;
SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off;
CREATE TEMP TABLE newest (responder_id uuid, organisation_id uuid, sealed_key bytea,
  shredded_at timestamptz) ON COMMIT DROP;
COPY newest FROM STDIN;
${values.join('\n')}${values.length > 0 ? '\n' : ''}\\.
CREATE TEMP TABLE merged ON COMMIT DROP AS
  SELECT r.id AS responder_id, r.organisation_id,
    CASE WHEN coalesce(n.shredded_at, k.shredded_at) IS NULL
      THEN coalesce(n.sealed_key, k.sealed_key) END AS sealed_key,
    coalesce(n.shredded_at, k.shredded_at) AS shredded_at
  FROM responder r LEFT JOIN newest n ON n.responder_id = r.id
    LEFT JOIN person_key k ON k.responder_id = r.id;
TRUNCATE person_key;
INSERT INTO person_key (responder_id, organisation_id, sealed_key, shredded_at)
  SELECT responder_id, organisation_id, sealed_key, shredded_at FROM merged
  WHERE sealed_key IS NOT NULL OR shredded_at IS NOT NULL;
SELECT (SELECT count(*) FROM merged WHERE sealed_key IS NOT NULL),
  (SELECT count(*) FROM merged WHERE sealed_key IS NULL AND shredded_at IS NULL);
COMMIT;`;
  const [[opened, missing]] = await ask(client, sql);
  const [[again]] = await ask(client, ERASE_AGAIN);
  return { keys: Number(opened), keysMissing: Number(missing), erasedAgain: Number(again) };
}

/** Whoever has no key any more and is not erased here: was erased after the moment. */
const ERASE_AGAIN = `BEGIN;
CREATE TEMP TABLE erased (id uuid) ON COMMIT DROP;
DO $$
DECLARE person record;
BEGIN
  FOR person IN SELECT r.id, r.organisation_id, k.shredded_at FROM responder r
    JOIN person_key k ON k.responder_id = r.id
    WHERE k.shredded_at IS NOT NULL AND r.erased_at IS NULL LOOP
    PERFORM set_config('closeby.organisation_id', person.organisation_id::text, true);
    UPDATE assignment SET status = 'withdrawn', released_at = person.shredded_at
      WHERE responder_id = person.id AND status IN ${OPEN};
    UPDATE responder SET on_duty = false WHERE id = person.id;
    PERFORM erase_person(person.id, person.shredded_at);
    INSERT INTO erased VALUES (person.id);
  END LOOP;
END $$;
SELECT count(*) FROM erased;
COMMIT;`;

/** Counts of what must not be, by name; each 0 in a record that is whole. */
async function check(client) {
  const found = {};
  for (const [name, sql] of Object.entries(CHECKS)) {
    const [[count]] = await ask(client, `SELECT count(*) FROM (${sql}) broken;`);
    found[name] = Number(count);
  }
  return found;
}

/** For the line: the name of a folder without the way to it. */
export function nameOf(folder) {
  return basename(folder);
}
