/** Migrating, seeding and running the built server, and the demo beside it. */
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { must, waitUntil } from './processes.mjs';
import { Refusal, say, withProgress } from './terminal.mjs';

const READY_DEADLINE_MS = 90_000;
const PROVIDERS_MS = 30_000;
const LOG_TAIL_CHARS = 3_000;
/** A little more than the server's own ten seconds for open requests. */
const DRAIN_SIGNALS = [['SIGTERM', 12_000]];

/** Brings the database of `urls` to the newest migration, as its owner. */
export async function migrate({ dir, urls, guard, log = say }) {
  const env = { ...process.env, ...serviceEnv(urls) };
  await withProgress('migrating the database', () => node('migrate', { dir, env, guard }), log);
}

/**
 * Makes the demo organisation with its keys and sample city, and resolves the keys that were
 * written to `keysFile`: `{ organisationId, controlKey, dispatcherKey, registrarKey }`.
 */
export async function seed({ dir, urls, keysFile, guard, log = say }) {
  mkdirSync(dirname(keysFile), { recursive: true });
  const env = { ...process.env, ...serviceEnv(urls), CLOSEBY_DEMO_KEYS_FILE: keysFile };
  env.NODE_ENV = 'development';
  const seeded = () => node('seed', { dir, env, guard });
  await withProgress('making the demo organisation', seeded, log);
  return JSON.parse(readFileSync(keysFile, 'utf8'));
}

/**
 * Starts the server with demo keys on `port`, its log going to `logFile`, and resolves
 * `{ child, url, tail() }` once it is ready. `speed` is the pace of its clock, `role` what it does
 * (all, api, worker), and `env` what else it is told, such as where the providers are.
 */
export async function startServer(options) {
  const { dir, urls, port, speed, logFile, guard, env, role = 'all', log = say } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const output = openSync(logFile, 'w', 0o600);
  const child = guard.spawn(process.execPath, [join(dir, 'dist/apps/server/src/main.js')], {
    cwd: dir,
    env: {
      ...process.env,
      ...env,
      ...serverEnv(urls, port, speed),
      ROLE: role,
      STREETS_FILE: streetsFile(dir),
    },
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

/**
 * Starts the demo at `speed`, for a server that will be at `url`; `options` are those of
 * `DEMO_OPTIONS` it was given. Resolves as `startWithProviders` does.
 */
export async function startDemo({ dir, url, keysFile, speed, options, guard, stdio }) {
  const args = ['--url', url, '--keys', keysFile, '--speed', String(speed), '--with-providers'];
  for (const name of DEMO_OPTIONS) {
    if (options[name] !== undefined) args.push(`--${name}`, options[name]);
  }
  return startWithProviders({ dir, entry: 'demo/main.js', args, guard, stdio });
}

/** Starts the demo of a flood, as `startDemo` does that of arrests. */
export async function startFlood({ dir, url, keysFile, speed, options, guard, stdio }) {
  const args = ['--url', url, '--keys', keysFile, '--speed', String(speed)];
  for (const name of FLOOD_OPTIONS) {
    if (options[name] !== undefined) args.push(`--${name}`, options[name]);
  }
  return startWithProviders({ dir, entry: 'flood/main.js', args, guard, stdio });
}

/**
 * Starts a program of the simulator that runs the providers of a server, and so is there before
 * the server: resolves `{ child, env, goOn() }` with what the server has to be told of them. The
 * program waits until `goOn()` says that the server is ready, and which processes it is. `stdio` is
 * that of its three streams, `withinMs` how long it may take.
 */
export async function startWithProviders(program) {
  const { dir, entry, args, guard, stdio, withinMs = PROVIDERS_MS } = program;
  const path = join(dir, 'dist/apps/simulator/src', entry);
  const channels = Array.isArray(stdio) ? [...stdio, 'ipc'] : [stdio, stdio, stdio, 'ipc'];
  const child = guard.spawn(process.execPath, [path, ...args], { cwd: dir, stdio: channels });
  const env = await providersOf(child, withinMs);
  return { child, env, goOn: (pids = []) => child.send({ server: 'ready', pids }) };
}

function providersOf(child, withinMs) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the providers did not start')), withinMs);
    const ended = (code) => reject(new Refusal(`it ended with code ${code} at its start`));
    child.once('exit', ended);
    child.once('error', reject);
    child.once('message', ({ env }) => {
      clearTimeout(late);
      child.off('exit', ended);
      resolve(env);
    });
  });
}

/** The pace of the server's clock out of `--speed`; the server itself allows 1 to 3600. */
export function readSpeed(text) {
  const speed = Number(text);
  if (speed >= 1 && speed <= 1_000) return speed;
  throw new Refusal(`--speed is ${text}; give a number from 1 (real time) to 1000.`);
}

/** The options that the demo takes over as they are. */
export const DEMO_OPTIONS = [
  'seed',
  'incidents',
  'responders',
  'aeds',
  'gap-s',
  'policy',
  'push-drop',
  'push-late',
];

/** The options that the demo of a flood takes over as they are. */
export const FLOOD_OPTIONS = ['people', 'wanted', 'boats', 'seed'];

/** The variables that name the services; those not known are left as they are. */
export function serviceEnv({ databaseOwnerUrl, databaseUrl, redisUrl }) {
  return {
    DATABASE_OWNER_URL: databaseOwnerUrl,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
  };
}

/** The server never gets to know the owner's address. */
function serverEnv(urls, port, speed) {
  return {
    ...serviceEnv(urls),
    DATABASE_OWNER_URL: undefined,
    PORT: String(port),
    NODE_ENV: 'development',
    DEMO_KEYS: '1',
    CLOCK_SPEED: String(speed),
    CLOCK_ANCHOR: undefined,
  };
}

/** Streets named by the environment, or those of the sample city. */
function streetsFile(dir) {
  return process.env.STREETS_FILE ?? join(dir, 'data/virginia-beach/roads.geojson.gz');
}

function node(entry, { dir, env, guard }) {
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
