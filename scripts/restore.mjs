/**
 * `npm run restore -- --from FOLDER [--to TIME] [--keys FILE] [--into FOLDER]`: the database as it
 * was at that moment (ISO 8601 with a zone; left out: the newest there is), from what
 * `npm run backup` keeps in the folder, with the newest keys of people.
 *
 * Without `--into` it takes the place of the data of `npm start` in this folder, which must not be
 * running; what was there stays beside it.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { placesIn } from './lib/backup.mjs';
import { readJson, releaseLock, takeLock } from './lib/files.mjs';
import { isRunning } from './lib/processes.mjs';
import { PROJECT } from './lib/project.mjs';
import { nameOf, restoreTo } from './lib/restore.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, Refusal, runMain, say } from './lib/terminal.mjs';
import { createGuard } from './services/guard.mjs';
import { findHome, makePrivateFolder } from './services/home.mjs';
import { findPrograms } from './services/index.mjs';

const LOCK = join(PROJECT, '.closeby/start.lock');

await runMain(async (argv) => {
  const options = readOptions(argv, { values: ['from', 'to', 'keys', 'into'] });
  if (options.from === undefined) {
    throw new Refusal('say where from: npm run restore -- --from FOLDER [--to TIME]');
  }
  const guard = createGuard();
  const code = await runGuarded({ guard, work: () => restore(options, guard), codeWhenAsked: 130 });
  releaseLock(LOCK);
  process.exit(code);
});

async function restore(options, guard) {
  const from = resolve(options.from);
  const to = readMoment(options.to);
  const { postgres } = await findPrograms({ dir: PROJECT, guard });
  const home = findHome(PROJECT);
  const own = join(home.path, 'data/postgres');
  const into = options.into === undefined ? `${own}.restored` : resolve(options.into);
  if (options.into === undefined) holdOwn(home, into);
  const keysFile = resolve(options.keys ?? placesIn(from).keys);
  const { account } = home;
  const told = await restoreTo({ from, to, into, keysFile, postgres, account, guard, log: say });
  const target = options.into === undefined ? takePlace(into, own) : into;
  return tell(told, { to, target });
}

/** Nothing else may work on the data of this folder meanwhile. */
function holdOwn(home, into) {
  const state = readJson(join(PROJECT, '.closeby/state.json'));
  if (takeLock(LOCK) !== null || (state !== null && isRunning(state))) {
    throw new Refusal('npm start runs in this folder; end it first, or name --into FOLDER.');
  }
  makePrivateFolder(join(home.path, 'data'), home.account);
  rmSync(into, { recursive: true, force: true });
}

/** What was there is kept beside it, whatever it was. */
function takePlace(into, own) {
  const stamp = new Date().toISOString().replaceAll(':', '-');
  if (existsSync(own)) renameSync(own, `${own}.before-${stamp}`);
  renameSync(into, own);
  return own;
}

function tell({ base, reached, people, checks, seconds }, { to, target }) {
  const broken = Object.values(checks).some((count) => count > 0);
  const counts = Object.entries(checks).map(([name, count]) => `${name}=${count}`);
  console.log(
    [
      `RESTORE to=${to ?? 'newest'} reached="${reached}" base=${base} into=${nameOf(target)}`,
      `seconds=${seconds.toFixed(1)} keys=${people.keys} keys_missing=${people.keysMissing}`,
      `erased_again=${people.erasedAgain} ${counts.join(' ')} ${broken ? 'BROKEN' : 'OK'}`,
    ].join(' '),
  );
  return broken ? 1 : 0;
}

/** A moment with a zone, as PostgreSQL and this program both read it; null where none is given. */
function readMoment(text) {
  if (text === undefined) return null;
  const moment = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(text) || Number.isNaN(moment)) {
    throw new Refusal(`--to is ${text}; give a moment such as 2026-11-23T09:30:00Z.`);
  }
  return new Date(moment).toISOString();
}
