/** Copies of the database: a base, the log since, and the keys of people apart. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { readJson, writePrivateJson } from './files.mjs';
import { capture, must } from './processes.mjs';
import { Refusal } from './terminal.mjs';

/** As the watchdog knows it; keeps what was not copied yet. */
export const SLOT = 'closeby_backup';
const PAGE_BYTES = 8_192;
const PAGE_HEADER_BYTES = 24;
const PAGE_VERSION = 4;
const DAY_MS = 24 * 3_600_000;
/** An export in which so many of the known people have lost their key is an accident. */
const SHREDDED_AT_ONCE_MAX = 0.05;
const SHREDDED_FEW = 20;

/** What `npm run backup` keeps where, below the folder it is given. */
export function placesIn(to) {
  return { base: join(to, 'base'), log: join(to, 'log'), keys: join(to, 'keys', 'newest.keys') };
}

/** PostgreSQL's own programs and how they reach the server of `source.url`. */
export function clientOf({ postgres, url }) {
  const { hostname, port, username, password, pathname } = new URL(url);
  const env = {
    PATH: process.env.PATH,
    LC_ALL: 'C.UTF-8',
    ...postgres.env,
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    // The owner of the tables sees every row for maintenance alone.
    PGOPTIONS: '-c closeby.purpose=maintenance',
  };
  return { bin: postgres.bin, env, database: pathname.slice(1) || 'closeby' };
}

/** Rows of one statement, each a list of texts. */
export async function ask(client, sql, { guard } = {}) {
  const args = ['-X', '-q', '-At', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-d', client.database];
  const options = { env: client.env, input: sql, guard };
  const result = await capture(join(client.bin, 'psql'), [...args, '-f', '-'], options);
  if (result.code !== 0) throw new Refusal(`psql: ${result.stderr.trim()}`);
  return result.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

/**
 * Copies the whole data folder of a running server to `to/base/TIME`, without the keys of people,
 * and resolves `{ name, bytes, seconds, logFrom }`. What is older than `keepDays` goes, but for the
 * newest, and with it the log that only it needs.
 */
export async function backUpBase({ client, to, keepDays, guard }) {
  const places = placesIn(to);
  mkdirSync(places.base, { recursive: true, mode: 0o700 });
  const begunMs = Date.now();
  const before = await keysFileOf(client, guard);
  const name = new Date(begunMs).toISOString().replaceAll(':', '-');
  const draft = join(places.base, `${name}.draft`);
  try {
    const args = ['-D', draft, '-X', 'stream', '-c', 'fast', '--no-manifest', '-l', 'closeby'];
    await must(join(client.bin, 'pg_basebackup'), args, { env: client.env, guard });
    const after = await keysFileOf(client, guard);
    for (const path of new Set([before.path, after.path])) leaveOut(join(draft, path), after);
    // By the clock of the database, as the moments that are asked for.
    const endedAt = after.at;
    const logFrom = startOfLog(draft);
    writePrivateJson(join(draft, 'closeby-backup.json'), { endedAt, logFrom });
    renameSync(draft, join(places.base, name));
    prune({ ...places, keepDays });
    const bytes = sizeOf(join(places.base, name));
    return { name, bytes, seconds: (Date.now() - begunMs) / 1_000, logFrom };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** The bases in a folder, oldest first: `{ name, folder, endedAt, logFrom }`. */
export function basesIn(folder) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.flatMap((name) => {
    const said = readJson(join(folder, name, 'closeby-backup.json'));
    return said === null || name.endsWith('.draft')
      ? []
      : [{ name, folder: join(folder, name), ...said }];
  });
}

/**
 * Writes the keys of people as they are now, in the place of those before: whoever was erased is
 * gone from there at once. Resolves `{ rows, shredded }`, or throws a `Refusal` where many have
 * lost their key since, and `force` is not given.
 */
export async function backUpKeys({ client, to, force = false, guard }) {
  const { keys: path } = placesIn(to);
  const rows = await ask(
    client,
    `SELECT responder_id, organisation_id, coalesce(encode(sealed_key, 'hex'), ''),
      coalesce(to_char(shredded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '')
    FROM person_key ORDER BY 1;`,
    { guard },
  );
  const shredded = rows.filter(([, , key]) => key === '').length;
  const known = readKeys(path);
  const lost = known === null ? 0 : [...known.values()].filter(({ key }) => key !== '').length;
  const kept = rows.length - shredded;
  const few = Math.max(SHREDDED_FEW, lost * SHREDDED_AT_ONCE_MAX);
  if (!force && lost - kept > few) {
    throw new Refusal(
      `${lost - kept} of ${lost} people have lost their key since ${path} was written. If that ` +
        'is meant, say --force; else keep that file: only it opens their names.',
    );
  }
  const lines = rows.map((row) => row.join('\t'));
  writeDurably(path, `# closeby keys ${new Date().toISOString()}\n${lines.join('\n')}\n`);
  return { rows: rows.length, shredded };
}

/** Keys as they were written, by responder; null where there is no such file. */
export function readKeys(path) {
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  if (!lines[0]?.startsWith('# closeby keys ')) throw new Refusal(`${path} holds no keys.`);
  const rows = lines.slice(1).filter((line) => line !== '');
  return new Map(
    rows.map((line) => {
      const [responder, organisation, key = '', shreddedAt = ''] = line.split('\t');
      return [responder, { organisation, key, shreddedAt }];
    }),
  );
}

/**
 * Starts copying the log as it is written, from where it was left; returns the process, which goes
 * on whatever happens to the server.
 */
export async function followLog({ client, to, guard }) {
  const { log: folder } = placesIn(to);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const program = join(client.bin, 'pg_receivewal');
  const slot = ['--slot', SLOT];
  const options = { env: client.env, guard };
  await must(program, ['--create-slot', '--if-not-exists', ...slot], options);
  const env = { ...client.env, PGAPPNAME: SLOT };
  return guard.spawn(program, ['-D', folder, ...slot, '--synchronous'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    signals: [['SIGINT', 5_000]],
  });
}

/** Where the table of keys lies, and how an empty page of this server looks. */
async function keysFileOf(client, guard) {
  const [row] = await ask(
    client,
    `SELECT pg_relation_filepath('person_key'), current_setting('full_page_writes'),
      current_setting('data_checksums') = 'on' OR current_setting('wal_log_hints') = 'on',
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');`,
    { guard },
  );
  const [path, fullPages, checked, at] = row;
  if (fullPages !== 'on') throw new Refusal('full_page_writes is off: no base can be trusted.');
  return { path, at, checked: checked === 't' };
}

/**
 * Empties the table's pages in the copy. Recovery takes that: the first change of a page after the
 * copy began carries the page whole. Where pages are checked an empty page is all zeros; elsewhere
 * it has a header, since the mark "all visible" may be set without the page.
 */
function leaveOut(path, { checked }) {
  const page = Buffer.alloc(PAGE_BYTES);
  if (!checked) {
    page.writeUInt16LE(PAGE_HEADER_BYTES, 12);
    page.writeUInt16LE(PAGE_BYTES, 14);
    page.writeUInt16LE(PAGE_BYTES, 16);
    page.writeUInt16LE(PAGE_BYTES | PAGE_VERSION, 18);
  }
  for (let part = 0; ; part += 1) {
    const segment = part === 0 ? path : `${path}.${part}`;
    if (!existsSync(segment)) return;
    const pages = Math.floor(statSync(segment).size / PAGE_BYTES);
    const file = openSync(segment, 'r+');
    for (let nth = 0; nth < pages; nth += 1) {
      writeSync(file, page, 0, PAGE_BYTES, nth * PAGE_BYTES);
    }
    fsyncSync(file);
    closeSync(file);
  }
}

/** The first file of the log that a base needs. */
function startOfLog(folder) {
  const label = readFileSync(join(folder, 'backup_label'), 'utf8');
  const found = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/m.exec(label);
  if (found === null) throw new Refusal(`${folder} does not say where its log begins.`);
  return found[1];
}

function prune({ base, log, keepDays }) {
  const bases = basesIn(base);
  const oldest = new Date(Date.now() - keepDays * DAY_MS).toISOString();
  // A moment is restored from the base before it: one that is older than all that stays is needed.
  const firstKept = Math.max(
    0,
    bases.findLastIndex(({ endedAt }) => endedAt < oldest),
  );
  for (const { folder } of bases.slice(0, firstKept)) rmSync(folder, { recursive: true });
  const [first] = bases.slice(firstKept);
  if (first === undefined || !existsSync(log)) return;
  const place = (name) => name.slice(8, 24);
  for (const name of readdirSync(log)) {
    const isSegment = /^[0-9A-F]{24}$/.test(name);
    if (isSegment && place(name) < place(first.logFrom)) rmSync(join(log, name));
  }
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** In the place of what was there, or not at all. */
function writeDurably(path, text) {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.draft`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, path);
}
