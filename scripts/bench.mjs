/**
 * `npm run bench -- NAME|all [options]`: performance, each figure beside its limit or peer of the
 * same run. Builds first; the last lines of each bench begin with `BENCH name=`.
 */
import { join } from 'node:path';

import { build } from './build.mjs';
import { serviceEnv } from './lib/application.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { Refusal, runMain } from './lib/terminal.mjs';
import { createGuard } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

/** How each is run; resolves its exit code. */
const BENCHES = { fanout: alone, delivery: withServices };

await runMain(async ([name, ...args]) => {
  checkNode();
  const names = name === 'all' ? Object.keys(BENCHES) : [name];
  if (names.some((each) => !Object.hasOwn(BENCHES, each))) {
    throw new Refusal(`say which: ${Object.keys(BENCHES).join(', ')} or all.`);
  }
  const guard = createGuard();
  const work = () => runAll({ names, args, guard });
  process.exit(await runGuarded({ guard, work, codeWhenAsked: 130 }));
});

/** One after the other, so that none disturbs another; the worst exit code. */
async function runAll({ names, args, guard }) {
  await ensureDependencies({ dir: PROJECT, guard });
  await build({ guard });
  let worst = 0;
  for (const name of names) {
    worst = Math.max(worst, await BENCHES[name]({ name, args, guard }));
  }
  return worst;
}

/** A bench that needs no services: a program of its own. */
function alone({ name, args, guard }) {
  return run({ name, args, guard, env: process.env });
}

/** A bench that starts a server of its own, on throw-away PostgreSQL and Redis. */
async function withServices({ name, args, guard }) {
  const urls = await startServices({ dir: PROJECT, throwaway: true, guard });
  return run({ name, args, guard, env: { ...process.env, ...serviceEnv(urls) } });
}

function run({ name, args, guard, env }) {
  const entry = join(PROJECT, 'dist/apps/simulator/src/bench/main.js');
  const child = guard.spawn(process.execPath, [entry, name, ...args], { stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
