/**
 * `npm run bench -- NAME|all [options]`: performance, each figure beside its limit or peer of the
 * same run. Builds first; the last lines of each bench begin with `BENCH name=`.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { build } from './build.mjs';
import { migrate, seed, startServer, startWithProviders } from './lib/application.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { freePort } from './lib/ports.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, Refusal, runMain } from './lib/terminal.mjs';
import { createGuard, endGroup } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

/** How each is run; resolves its exit code. */
const BENCHES = {
  fanout: alone,
  delivery: withServer,
  alert: besideAnother,
  'callout-channels': withWorker,
};
const LOGS = join(PROJECT, '.closeby/logs');
/** A bench may fill a database with a nation before it says what it needs. */
const FILL_WITHIN_MS = 300_000;

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
  const entry = join(PROJECT, 'dist/apps/simulator/src/bench/main.js');
  return ended(guard.spawn(process.execPath, [entry, name, ...args], { stdio: 'inherit' }));
}

/** A bench of a server in real time, on throw-away PostgreSQL and Redis and its own providers. */
async function withServer({ name, args, guard }) {
  const urls = await startServices({ dir: PROJECT, throwaway: true, guard });
  const keysFile = join(LOGS, `bench-keys-${process.pid}.json`);
  await migrate({ dir: PROJECT, urls, guard });
  await seed({ dir: PROJECT, urls, keysFile, guard });
  guard.folder(keysFile);
  const port = await freePort();
  const given = [name, '--url', `http://127.0.0.1:${port}`, '--keys', keysFile, ...args];
  const program = { dir: PROJECT, entry: 'bench/main.js', args: given, guard, stdio: 'inherit' };
  const { child, env, goOn } = await startWithProviders(program);
  const logFile = join(LOGS, 'bench-server.log');
  const server = await startServer({ dir: PROJECT, urls, port, speed: 1, logFile, guard, env });
  goOn();
  const code = await ended(child);
  await endGroup(server.child);
  return code;
}

/** The same with a worker of its own, and a bench that fills the database by itself. */
async function withWorker({ name, args, guard }) {
  const urls = await startServices({ dir: PROJECT, throwaway: true, guard });
  const keysFile = join(LOGS, `bench-keys-${process.pid}.json`);
  await migrate({ dir: PROJECT, urls, guard });
  await seed({ dir: PROJECT, urls, keysFile, guard });
  guard.folder(keysFile);
  const [port, workerPort] = [await freePort(), await freePort()];
  const given = [name, '--url', `http://127.0.0.1:${port}`, '--keys', keysFile, ...args];
  given.push('--owner-url', urls.databaseOwnerUrl);
  const program = { dir: PROJECT, entry: 'bench/main.js', args: given, guard, stdio: 'inherit' };
  const filled = { ...program, withinMs: FILL_WITHIN_MS };
  const { child, env, goOn } = await startWithProviders(filled);
  const shared = { dir: PROJECT, urls, speed: 1, guard, env };
  const [api, worker] = [
    await startServer({
      ...{ ...shared, port, role: 'api', logFile: join(LOGS, 'bench-server.log') },
    }),
    await startServer({
      ...{ ...shared, port: workerPort, role: 'worker', logFile: join(LOGS, 'bench-worker.log') },
    }),
  ];
  goOn([api.child.pid, worker.child.pid]);
  const code = await ended(child);
  await endGroup(worker.child);
  await endGroup(api.child);
  return code;
}

/**
 * A bench of the way of an incident; with `--before FOLDER` beside the build of another checkout,
 * each on PostgreSQL and Redis of its own.
 */
async function besideAnother({ name, args, guard }) {
  const { before } = readOptions(args, { values: ['before'] });
  const given = [name, ...(await serverOf(PROJECT, { flag: '', guard }))];
  if (before !== undefined)
    given.push(...(await serverOf(resolve(before), { flag: 'before-', guard })));
  const entry = join(PROJECT, 'dist/apps/simulator/src/bench/main.js');
  return ended(guard.spawn(process.execPath, [entry, ...given], { stdio: 'inherit' }));
}

/** Starts the built server of a checkout; the options that lead the bench to it. */
async function serverOf(dir, { flag, guard }) {
  if (!existsSync(join(dir, 'dist/apps/server/src/main.js'))) {
    throw new Refusal(`${dir} is not a built checkout; run npm ci and npm run build there.`);
  }
  const urls = await startServices({ dir: PROJECT, throwaway: true, guard });
  const keysFile = join(LOGS, `bench-${flag}keys-${process.pid}.json`);
  await migrate({ dir, urls, guard });
  await seed({ dir, urls, keysFile, guard });
  guard.folder(keysFile);
  const port = await freePort();
  const logFile = join(LOGS, `bench-${flag}server.log`);
  const { url } = await startServer({ dir, urls, port, speed: 1, logFile, guard, env: {} });
  return [`--${flag}url`, url, `--${flag}keys`, keysFile];
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
