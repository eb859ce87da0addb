/** Migrating, seeding and running the built server, and the demo beside it. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { must, waitUntil } from './processes.mjs';
import { Refusal, say, withProgress } from './terminal.mjs';

const READY_DEADLINE_MS = 90_000;
const LOG_TAIL_CHARS = 3_000;
/** A little more than the server's own ten seconds for open requests. */
const DRAIN_SIGNALS = [['SIGTERM', 12_000]];

/** Brings the database of `urls` to the newest migration, as its owner. */
export async function migrate({ dir, urls, guard, log = say }) {
  const env = { ...process.env, ...serviceEnv(urls) };
  await withProgress('migrating the database', () => node(dir, 'migrate', env, guard), log);
}

/**
 * Makes the demo organisation with its keys and sample city, and resolves the keys that were
 * written to `keysFile`: `{ organisationId, controlKey, dispatcherKey, registrarKey }`.
 */
export async function seed({ dir, urls, keysFile, guard, log = say }) {
  mkdirSync(dirname(keysFile), { recursive: true });
  const env = { ...process.env, ...serviceEnv(urls), CLOSEBY_DEMO_KEYS_FILE: keysFile };
  const seeded = () => node(dir, 'seed', { ...env, NODE_ENV: 'development' }, guard);
  await withProgress('making the demo organisation', seeded, log);
  return JSON.parse(readFileSync(keysFile, 'utf8'));
}

/**
 * Starts the server with demo keys on `port`, its log going to `logFile`, and resolves
 * `{ child, url, tail() }` once it is ready. `speed` is the pace of its clock.
 */
export async function startServer({ dir, urls, port, speed, logFile, guard, log = say }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const output = openSync(logFile, 'w', 0o600);
  const child = guard.spawn(process.execPath, [join(dir, 'dist/apps/server/src/main.js')], {
    cwd: dir,
    env: { ...process.env, ...serviceEnv(urls), ...serverEnv(port, speed) },
    stdio: ['ignore', output, output],
    signals: DRAIN_SIGNALS,
  });
  closeSync(output);
  const url = `http://127.0.0.1:${port}`;
  const tail = () => readFileSync(logFile, 'utf8').slice(-LOG_TAIL_CHARS);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const probe = async () => ended() || (await answersReady(url));
  const waited = () => waitUntil(probe, { deadlineMs: READY_DEADLINE_MS, everyMs: 100 });
  const inTime = await withProgress('starting the server', waited, log);
  if (ended()) throw new Error(`the server ended with code ${child.exitCode}:\n${tail()}`);
  if (!inTime) throw new Error(`the server is not ready after 90 seconds:\n${tail()}`);
  return { child, url, tail };
}

/** Starts the demo against `url`; `args` are its further options, `stdio` where it prints. */
export function startDemo({ dir, url, keysFile, args, guard, stdio }) {
  const entry = join(dir, 'dist/apps/simulator/src/demo/main.js');
  if (!existsSync(entry)) throw new Refusal('this checkout has no demo (apps/simulator/src/demo).');
  const all = [entry, '--url', url, '--keys', keysFile, ...args];
  return guard.spawn(process.execPath, all, { cwd: dir, env: process.env, stdio });
}

/** The variables that name the services; those not known are left as they are. */
export function serviceEnv({ databaseOwnerUrl, databaseUrl, redisUrl }) {
  return {
    DATABASE_OWNER_URL: databaseOwnerUrl,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
  };
}

function serverEnv(port, speed) {
  const clock = speed === 1 ? {} : { CLOCK_SPEED: String(speed) };
  return { PORT: String(port), ROLE: 'all', NODE_ENV: 'development', DEMO_KEYS: '1', ...clock };
}

function node(dir, entry, env, guard) {
  const path = join(dir, 'dist/apps/server/src', `${entry}.js`);
  return must(process.execPath, [path], { cwd: dir, env, guard });
}

async function answersReady(url) {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
