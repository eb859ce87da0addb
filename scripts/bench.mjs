/**
 * `npm run bench -- NAME|all [options]`: performance, each figure beside its limit or peer of the
 * same run. Builds first; the last lines of each bench begin with `BENCH name=`.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { build } from './build.mjs';
import { versionsOf, writeTable } from './lib/bench-table.mjs';
import { migrate, seed, startServer, startWithProviders } from './lib/application.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { freePort } from './lib/ports.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, Refusal, runMain, say } from './lib/terminal.mjs';
import { findChromium } from './services/chromium.mjs';
import { createGuard, endGroup } from './services/guard.mjs';
import { findPrograms, startServices } from './services/index.mjs';

/** How each is run; resolves its exit code. */
const BENCHES = {
  fanout: alone,
  delivery: withServer,
  alert: alertBench,
  'callout-channels': withWorker,
  screens: withBrowser,
  'callout-ledger': onServices,
  decide: alone,
  nearest: onServices,
  accept: onServices,
  ingest: withApi,
  memory: withApi,
  reconnect: withApi,
  incidents: withBoth,
  storm: withBoth,
};
/**
 * What each is told in a run of all, so that on two cores they end in three quarters of an hour
 * together: the sizes of the limits, and as many rounds as that leaves time for.
 */
const IN_ALL = {
  ...Object.fromEntries(Object.keys(BENCHES).map((name) => [name, []])),
  fanout: ['--rounds', '3'],
  alert: ['--rounds', '4', '--incidents', '30'],
  'callout-ledger': ['--rounds', '2', '--large-rounds', '1'],
  nearest: ['--rounds', '3'],
  accept: ['--rounds', '3'],
  incidents: ['--seconds', '6', '--first', '150'],
  storm: ['--rounds', '3', '--seconds', '15'],
};
/** How each is told to be so many times as large, where all are only tried out. */
const TRIED_OUT = {
  fanout: (scale) => [
    ...['--messages', sized(5_000, scale), '--phones', sized(18_000, scale)],
    ...['--rounds', '1', '--seconds', '2'],
  ],
  'callout-channels': (scale) => [
    ...['--people', sized(750_000, scale), '--inside', sized(50_000, scale)],
  ],
  delivery: () => [],
  screens: () => [],
  memory: (scale) => ['--scale', scale],
  alert: (scale) => ['--scale', scale, '--rounds', '1', '--incidents', '5'],
  incidents: (scale) => [...['--scale', scale, '--rounds', '1', '--seconds', '2', '--first', '20']],
  storm: (scale) => ['--scale', scale, '--rounds', '1', '--seconds', '3'],
};
/** None of them keeps the others waiting for longer. */
const EACH_WITHIN_MS = 900_000;
/** Told to a bench of a run of all: what it needs is built already. */
const BUILT = 'CLOSEBY_BENCH_BUILT';
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
  const isAll = name === 'all';
  const work = () => (isAll ? runEach({ args, guard }) : runAll({ names, args, guard }));
  process.exit(await runGuarded({ guard, work, codeWhenAsked: 130 }));
});

/**
 * All of them, each in a process of its own, so that its services end with it; with `--write` the
 * table of the README is made of what they say, with `--scale` each is so many times as large.
 * Resolves the worst exit code.
 */
async function runEach({ args, guard }) {
  const { write = false, scale = '1' } = readOptions(args, { values: ['scale'], flags: ['write'] });
  if (!(Number(scale) > 0)) throw new Refusal(`--scale is ${scale}; give a number above 0.`);
  await ensureDependencies({ dir: PROJECT, guard });
  await build({ guard });
  const began = performance.now();
  const lines = [];
  let worst = 0;
  for (const [name, usual] of Object.entries(IN_ALL)) {
    const smaller = TRIED_OUT[name]?.(scale) ?? ['--scale', scale, '--rounds', '1'];
    const told = scale === '1' ? usual : [...usual, ...smaller];
    const { code, said, seconds } = await runOne({ name, args: told, guard });
    const none = `BENCH name=${name}.none figure=none unit=none limit=none ratio=none NOT-RUN`;
    lines.push(...(said.length > 0 ? said : [none]));
    say(`${name} ended with ${code} after ${seconds.toFixed(0)} s.`);
    worst = Math.max(worst, code);
  }
  say(`All took ${((performance.now() - began) / 60_000).toFixed(1)} minutes.`);
  if (write) await writeTable(lines, await servicesUsed({ guard }));
  return worst;
}

/** One bench as a process; its code, its lines, and how long it took. */
async function runOne({ name, args, guard }) {
  const began = performance.now();
  const lines = [];
  const child = guard.spawn(process.execPath, [import.meta.filename, name, ...args], {
    env: { ...process.env, [BUILT]: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line);
    if (line.startsWith('BENCH ')) lines.push(line);
  });
  const late = setTimeout(() => void endGroup(child), EACH_WITHIN_MS);
  const code = await ended(child);
  clearTimeout(late);
  return { code, said: lines, seconds: (performance.now() - began) / 1_000 };
}

/** Which PostgreSQL and Redis the benches stood on. */
async function servicesUsed({ guard }) {
  if (process.env.DATABASE_URL || process.env.REDIS_URL) return 'services of the environment';
  return versionsOf(await findPrograms({ dir: PROJECT, guard }));
}

function sized(count, scale) {
  return String(Math.ceil(count * scale));
}

/** One after the other, so that none disturbs another; the worst exit code. */
async function runAll({ names, args, guard }) {
  if (process.env[BUILT] !== '1') {
    await ensureDependencies({ dir: PROJECT, guard });
    await build({ guard });
  }
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

/** A bench of what stands on PostgreSQL and Redis, without a server. */
async function onServices({ name, args, guard }) {
  const urls = await startServices({ dir: PROJECT, throwaway: true, durable: true, guard });
  await migrate({ dir: PROJECT, urls, guard });
  return alone({ name, args: [...addressesOf(urls), ...args], guard });
}

/** A bench of the sockets and positions of a server that does nothing else. */
async function withApi({ name, args, guard }) {
  const urls = await startServices({ dir: PROJECT, throwaway: true, durable: true, guard });
  const keysFile = join(LOGS, `bench-keys-${process.pid}.json`);
  await migrate({ dir: PROJECT, urls, guard });
  await seed({ dir: PROJECT, urls, keysFile, guard });
  guard.folder(keysFile);
  const [port, logFile] = [await freePort(), join(LOGS, 'bench-server.log')];
  const shared = { dir: PROJECT, urls, speed: 1, guard, env: {} };
  const { child, url } = await startServer({ ...shared, port, role: 'api', logFile });
  const server = ['--url', url, '--keys', keysFile, '--server-pid', String(child.pid)];
  const code = await alone({ name, args: [...server, ...addressesOf(urls), ...args], guard });
  await endGroup(child);
  return code;
}

function addressesOf({ redisUrl, databaseUrl, databaseOwnerUrl }) {
  const database = ['--database-url', databaseUrl, '--owner-url', databaseOwnerUrl];
  return ['--redis-url', redisUrl, ...database];
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

/** A bench of a server and a browser in front of it. */
async function withBrowser({ name, args, guard }) {
  const { executablePath, env } = await findChromium({ dir: PROJECT, guard });
  const server = await serverOf(PROJECT, { flag: '', guard });
  const given = [name, ...server, '--chromium', executablePath, ...args];
  const entry = join(PROJECT, 'dist/apps/simulator/src/bench/main.js');
  const options = { stdio: 'inherit', env: { ...process.env, ...env } };
  return ended(guard.spawn(process.execPath, [entry, ...given], options));
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

/** The way of an incident: beside peers, or beside another build of ours. */
function alertBench(given) {
  return given.args.includes('--before') ? besideAnother(given) : withBoth(given);
}

/** A bench of a server with its worker, each a process as in production. */
async function withBoth({ name, args, guard }) {
  const urls = await startServices({ dir: PROJECT, throwaway: true, durable: true, guard });
  const keysFile = join(LOGS, `bench-keys-${process.pid}.json`);
  await migrate({ dir: PROJECT, urls, guard });
  await seed({ dir: PROJECT, urls, keysFile, guard });
  guard.folder(keysFile);
  const env = { REQUEST_LIMIT_FACTOR: '1000' };
  const [port, workerPort] = [await freePort(), await freePort()];
  const shared = { dir: PROJECT, urls, speed: 1, guard, env };
  const api = { port, role: 'api', logFile: join(LOGS, 'bench-server.log') };
  const { child, url } = await startServer({ ...shared, ...api });
  const logFile = join(LOGS, 'bench-worker.log');
  const worker = await startServer({ ...shared, port: workerPort, role: 'worker', logFile });
  const server = ['--url', url, '--keys', keysFile, '--server-pid', String(child.pid)];
  const code = await alone({ name, args: [...server, ...addressesOf(urls), ...args], guard });
  await endGroup(worker.child);
  await endGroup(child);
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
