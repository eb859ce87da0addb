/**
 * `npm run backup -- --to FOLDER [--follow] [--keys-to FOLDER] [--keep-days 30] [--every-h 24]
 * [--only-keys] [--force]`: a copy of the database that `npm run restore` brings back. With
 * `--follow` it goes on: the log as it is written, the keys of people each minute, a base each
 * day.
 *
 * BACKUP_URL names the server, as a role with REPLICATION that sees every row (superuser, or the
 * owner with REPLICATION); without it, it is the project's own, which then must be running.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { backUpBase, backUpKeys, clientOf, followLog } from './lib/backup.mjs';
import { readJson } from './lib/files.mjs';
import { isRunning } from './lib/processes.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, Refusal, runMain, say } from './lib/terminal.mjs';
import { createGuard } from './services/guard.mjs';
import { findHome } from './services/home.mjs';
import { findPrograms } from './services/index.mjs';

const KEYS_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
const KEEP_DAYS = '30';
const EVERY_H = '24';

await runMain(async (argv) => {
  const options = readOptions(argv, {
    flags: ['follow', 'only-keys', 'force'],
    values: ['to', 'keys-to', 'keep-days', 'every-h'],
  });
  if (options.to === undefined) throw new Refusal('say where to: npm run backup -- --to FOLDER');
  const guard = createGuard();
  const code = await runGuarded({ guard, work: () => backUp(options, guard), codeWhenAsked: 0 });
  process.exit(code);
});

async function backUp(options, guard) {
  const postgres = (await findPrograms({ dir: PROJECT, guard })).postgres;
  if (!existsSync(join(postgres?.bin ?? '', 'pg_receivewal'))) {
    throw new Refusal('this machine has no pg_basebackup and pg_receivewal of PostgreSQL.');
  }
  const client = clientOf({ postgres, url: process.env.BACKUP_URL || ownUrl() });
  const to = resolve(options.to);
  const keysTo = resolve(options['keys-to'] ?? options.to);
  const keepDays = positive(options['keep-days'] ?? KEEP_DAYS, '--keep-days');
  const everyMs = positive(options['every-h'] ?? EVERY_H, '--every-h') * HOUR_MS;
  const work = { client, to, keepDays, guard };
  const keys = { client, to: keysTo, force: options.force === true, guard };
  if (options['only-keys'] === true) {
    await tellKeys(keys);
    return 0;
  }
  const following = options.follow === true ? await followLog(work) : null;
  if (following !== null) console.log(`BACKUP what=log following=yes to=${to}`);
  await tellBase(work);
  await tellKeys(keys);
  if (following === null) return 0;
  return goOn({ following, work, keys, everyMs });
}

/** Until asked to end, or until the copying of the log ends, which is an accident. */
function goOn({ following, work, keys, everyMs }) {
  return new Promise((done, failed) => {
    const again = (what) => (error) => say(`closeby: the ${what} failed: ${error.message}`);
    const keysTimer = setInterval(() => {
      tellKeys({ ...keys, force: false }).catch(again('export of keys'));
    }, KEYS_EVERY_MS);
    const baseTimer = setInterval(() => void tellBase(work).catch(again('base')), everyMs);
    following.once('error', failed);
    following.once('exit', (code) => {
      clearInterval(keysTimer);
      clearInterval(baseTimer);
      say(`closeby: the log is no longer copied (pg_receivewal ended with ${code}).`);
      done(1);
    });
  });
}

async function tellBase(work) {
  const { name, bytes, seconds, logFrom } = await backUpBase(work);
  console.log(
    `BACKUP what=base name=${name} bytes=${bytes} seconds=${seconds.toFixed(1)} ` +
      `log_from=${logFrom} keys=left-out`,
  );
}

async function tellKeys(work) {
  const { rows, shredded } = await backUpKeys(work);
  const at = new Date().toISOString();
  console.log(`BACKUP what=keys rows=${rows} shredded=${shredded} at=${at}`);
}

/** The server of the `npm start` that runs in this folder, as its superuser. */
function ownUrl() {
  const state = readJson(join(PROJECT, '.closeby/state.json'));
  const secrets = readJson(join(findHome(PROJECT).path, 'data/secrets.json'))?.postgres;
  if (state === null || !isRunning(state) || secrets === undefined) {
    throw new Refusal('npm start does not run in this folder; start it, or set BACKUP_URL.');
  }
  const url = new URL(state.databaseOwnerUrl);
  url.username = 'postgres';
  url.password = secrets.superuser;
  return url.toString();
}

function positive(text, name) {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new Refusal(`${name} is ${text}; give a number above 0.`);
}
