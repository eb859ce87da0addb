/**
 * Runs one program of dist/ after building it: `node scripts/run.mjs [--services|--owner] ENTRY …`
 * with ENTRY such as apps/server/src/import.js. With `--services` (`--owner`: for the database's
 * owner, who migrates) the project's PostgreSQL and Redis are there: those of the environment, of
 * the `npm start` that runs in this folder, or started for the time of the program.
 */
import { join } from 'node:path';

import { build } from './build.mjs';
import { migrate, serviceEnv } from './lib/application.mjs';
import { readJson, releaseLock, takeLock } from './lib/files.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { isRunning, waitUntil } from './lib/processes.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { Refusal, runMain } from './lib/terminal.mjs';
import { createGuard } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

const HERE = join(PROJECT, '.closeby');
const LOCK = join(HERE, 'start.lock');
const OTHER_COMMAND_MS = 60_000;

await runMain(async (argv) => {
  checkNode();
  const mode = ['--services', '--owner'].includes(argv[0]) ? argv[0] : null;
  const [entry, ...args] = mode === null ? argv : argv.slice(1);
  if (entry === undefined) throw new Refusal('say what to run, such as apps/server/src/import.js.');
  const guard = createGuard();
  const code = await runGuarded({
    guard,
    work: () => run({ mode, entry, args, guard }),
    codeWhenAsked: 130,
  });
  releaseLock(LOCK);
  process.exit(code);
});

async function run({ mode, entry, args, guard }) {
  await ensureDependencies({ dir: PROJECT, guard });
  await build({ guard });
  const urls = mode === null ? {} : await findServices(guard);
  if (mode === '--services') await migrate({ dir: PROJECT, urls, guard });
  const env = mode === null ? process.env : { ...process.env, ...serviceEnv(urls) };
  const child = guard.spawn(process.execPath, [join(PROJECT, 'dist', entry), ...args], {
    cwd: process.cwd(),
    env,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** The services of the `npm start` in this folder, or else the folder's own, started here. */
async function findServices(guard) {
  let running = null;
  const settled = () => {
    if (takeLock(LOCK) === null) return true;
    running = readJson(join(HERE, 'state.json'));
    return running !== null && isRunning(running);
  };
  // Another command may be about to end or, if it is npm start, about to be ready.
  if (!(await waitUntil(settled, { deadlineMs: OTHER_COMMAND_MS, everyMs: 200 }))) {
    throw new Refusal('another command of this folder holds its services; wait for its end.');
  }
  if (running !== null && isRunning(running)) return running;
  return startServices({ dir: PROJECT, guard });
}
