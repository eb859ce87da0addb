/** A private Redis (or Valkey): finding its program and starting it. */
import { chownSync, closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { writePrivateJson } from '../lib/files.mjs';
import { ask, freePort } from '../lib/ports.mjs';
import { identify, waitUntil } from '../lib/processes.mjs';
import { withProgress } from '../lib/terminal.mjs';
import { libraryPath } from './debian.mjs';
import { makePrivateFolder, runAs } from './home.mjs';

const START_DEADLINE_MS = 60_000;
const PORT_ATTEMPTS = 5;
const STOP_SIGNALS = [['SIGTERM', 10_000]];
const NAMES = ['redis-server', 'valkey-server'];

/** The server program as `{ program, env }`, of the machine or below `root`; null without one. */
export function findRedis({ root } = {}) {
  const usual = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
  const folders =
    root === undefined
      ? [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...usual]
      : [join(root, 'usr/bin')];
  for (const name of NAMES) {
    const folder = folders.find((each) => existsSync(join(each, name)));
    if (folder === undefined) continue;
    const env = root === undefined ? {} : { LD_LIBRARY_PATH: libraryPath(root) };
    return { program: join(folder, name), env };
  }
  return null;
}

/**
 * Starts a Redis in `place.folder` and resolves its port. With `place.throwaway` it writes nothing
 * to disk unless `place.durable`, else it keeps an append-only file; `place.settings` are more
 * lines of its configuration. `secrets` is `{ password, port }`; `secrets.port` is set to the port
 * in use.
 */
export async function startRedis(redis, place, secrets) {
  makePrivateFolder(place.folder, place.account);
  for (let attempt = 1; ; attempt += 1) {
    secrets.port = await freePort(attempt === 1 ? secrets.port : undefined);
    const outcome = await launch(redis, place, secrets);
    if (outcome === 'ready') return secrets.port;
    if (!/Address already in use/.test(outcome) || attempt >= PORT_ATTEMPTS) {
      throw new Error(`Redis did not start:\n${outcome}`);
    }
  }
}

/** The address of a Redis on this machine. */
export function redisUrl({ password, port }) {
  return `redis://:${password}@127.0.0.1:${port}`;
}

/** Empties the database with number `index` of a Redis on this machine. */
export async function emptyCache({ password, port }, index) {
  const reply = await ask(port, `AUTH ${password}\r\nSELECT ${index}\r\nFLUSHDB\r\n`, 3);
  if (reply !== '+OK\r\n+OK\r\n+OK\r\n') throw new Error(`Redis did not empty: ${reply}`);
}

function configuration(place, { password, port }) {
  const lines = [
    'bind 127.0.0.1',
    'protected-mode yes',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${place.folder}`,
    'save ""',
    `appendonly ${place.throwaway && !place.durable ? 'no' : 'yes'}`,
    'daemonize no',
    ...(place.settings ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

async function launch(redis, place, secrets) {
  const config = join(place.folder, 'redis.conf');
  writeFileSync(config, configuration(place, secrets), { mode: 0o600 });
  if (place.account !== null) chownSync(config, place.account.uid, place.account.gid);
  const logFile = `${place.folder}.log`;
  const output = openSync(logFile, 'w', 0o600);
  const server = place.guard.spawn(redis.program, [config], {
    ...runAs(place.account),
    cwd: place.folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...redis.env },
    signals: STOP_SIGNALS,
    group: false,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended = server.pid === undefined;
  server.once('error', () => (ended = true));
  server.once('exit', () => (ended = true));
  if (!ended) writePrivateJson(`${place.folder}.process.json`, identify(server.pid));
  const ready = async () => ended || (await answers(secrets));
  const waited = () => waitUntil(ready, { deadlineMs: START_DEADLINE_MS, everyMs: 20 });
  const inTime = await withProgress('starting Redis', waited, place.log);
  if (inTime && !ended) return 'ready';
  if (!ended) server.kill('SIGKILL');
  return readFileSync(logFile, 'utf8').slice(-2_000) || 'its program could not be run';
}

/** "+OK" to the password; "-LOADING" while the append-only file is being read. */
async function answers({ port, password }) {
  const reply = await ask(port, `AUTH ${password}\r\nPING\r\n`, 2);
  return reply !== null && reply.startsWith('+OK') && !reply.includes('LOADING');
}
