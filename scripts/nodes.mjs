/**
 * `npm run nodes`: several copies of the server on this machine behind HAProxy, over PostgreSQL and
 * Redis of their own that are gone afterwards. Options after `--`: `--api N` and `--workers N`
 * processes (3 and 2), `--standby` a synchronous standby of PostgreSQL, `--redis-cluster` a Redis
 * Cluster of three, `--beside FOLDER` every second process from the build of another checkout. PORT
 * is HAProxy's. A line on stdin is obeyed: `restart` (one process after the other), `promote` (the
 * primary of PostgreSQL is killed, and the standby takes over), `status`.
 */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

import { build } from './build.mjs';
import { migrate, seed, startServer } from './lib/application.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { freePort, isPortFree } from './lib/ports.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, Refusal, runMain, say } from './lib/terminal.mjs';
import { createGuard, endGroup } from './services/guard.mjs';
import { findHaproxy, startHaproxy } from './services/haproxy.mjs';
import { startMany } from './services/many.mjs';

const HERE = join(PROJECT, '.closeby');
const LOGS = join(HERE, 'logs');
const NODES_MAX = 16;
/** Longer than HAProxy takes to see that a copy is leaving; see deploy/haproxy/closeby.cfg. */
const DRAIN_NOTICE_MS = 2_000;
/** As long as it takes to see that one is back. */
const BACK_AFTER_MS = 1_500;
const START_AGAIN_AFTER_MS = 500;

await runMain(async (argv) => {
  checkNode();
  const options = readOptions(argv, {
    flags: ['standby', 'redis-cluster'],
    values: ['api', 'workers', 'beside'],
  });
  const wanted = { api: count(options, 'api', 3), worker: count(options, 'workers', 2) };
  const port = Number(process.env.PORT || 3000);
  if (!(await isPortFree(port))) {
    throw new Refusal(`port ${port} is taken; choose another one, as in: PORT=3001 npm run nodes`);
  }
  const guard = createGuard();
  const nodes = [];
  const state = { ending: false };
  const code = await runGuarded({
    guard,
    work: () => start({ options, wanted, port, guard, nodes, state }),
    finish: () => {
      state.ending = true;
      return Promise.all(nodes.map((node) => endGroup(node.server.child)));
    },
    codeWhenAsked: 0,
  });
  process.exit(code);
});

async function start({ options, wanted, port, guard, nodes, state }) {
  await ensureDependencies({ dir: PROJECT, guard });
  await build({ guard });
  mkdirSync(LOGS, { recursive: true });
  const { standby = false, 'redis-cluster': redisCluster = false } = options;
  const haproxy = await findHaproxy({ folder: join(HERE, 'tools'), guard });
  const { servers, ...urls } = await startMany({ dir: PROJECT, standby, redisCluster, guard });
  await migrate({ dir: PROJECT, urls, guard });
  const keysFile = join(HERE, 'nodes-keys.json');
  const keys = await seed({ dir: PROJECT, urls, keysFile, guard });
  const shared = { urls, guard, beside: options.beside, state };
  for (const [role, count] of Object.entries(wanted)) {
    for (let n = 1; n <= count; n += 1) nodes.push(await startNode({ ...shared, role, n }));
  }
  const faces = nodes.filter(({ role }) => role === 'api');
  await startHaproxy({ haproxy, dir: PROJECT, folder: LOGS, port, apis: faces, guard });
  const url = `http://127.0.0.1:${port}`;
  const said = `apis=${wanted.api} workers=${wanted.worker} postgres=${servers ? 2 : 1}`;
  for (const [name, key] of Object.entries(keys))
    process.stdout.write(`  ${name.padEnd(15)} ${key}\n`);
  process.stdout.write(`READY ${url} ${said} redis=${redisCluster ? 3 : 1} balancer=haproxy\n`);
  return obey({ nodes, servers });
}

function count(options, name, usual) {
  const given = Number(options[name] ?? usual);
  if (Number.isInteger(given) && given >= 1 && given <= NODES_MAX) return given;
  throw new Refusal(`--${name} is ${options[name]}; give a number from 1 to ${NODES_MAX}.`);
}

/** One process, started again whenever it ends by itself. */
async function startNode({ urls, guard, beside, state, role, n }) {
  const name = `${role}-${n}`;
  const port = await freePort();
  const dir = beside !== undefined && n % 2 === 0 ? resolve(beside) : PROJECT;
  const env = { DRAIN_NOTICE_MS: String(DRAIN_NOTICE_MS), TRUSTED_PROXIES: '127.0.0.1' };
  const logFile = join(LOGS, `${name}.log`);
  const node = { name, role, port, restarting: false };
  const launch = async () => {
    node.server = await startServer({ dir, urls, port, speed: 1, logFile, guard, env, role });
    node.server.child.once('exit', (code, signal) => {
      if (state.ending || node.restarting) return;
      say(`${name} ended (${signal ?? code}) and is started again`);
      void pause(START_AGAIN_AFTER_MS)
        .then(launch)
        .catch((error) => say(String(error)));
    });
  };
  node.restart = async () => {
    node.restarting = true;
    await endGroup(node.server.child);
    node.restarting = false;
    await launch();
  };
  await launch();
  return node;
}

/** Never resolves: the command ends by a signal. */
async function obey({ nodes, servers }) {
  const words = { restart: () => restart(nodes), promote: () => promote(servers) };
  words.status = () => status(nodes);
  const lines = createInterface({ input: process.stdin });
  for (;;) {
    const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close').then(() => [])]);
    if (line === undefined) return new Promise(() => undefined);
    const act = words[line.trim()];
    if (act === undefined) say(`say ${Object.keys(words).join(', ')}`);
    else await act().catch((error) => say(String(error.message)));
  }
}

async function restart(nodes) {
  const began = Date.now();
  for (const node of nodes) {
    await node.restart();
    await pause(BACK_AFTER_MS);
    process.stdout.write(`RESTARTED ${node.name}\n`);
  }
  process.stdout.write(`RESTARTED all seconds=${Math.round((Date.now() - began) / 1_000)}\n`);
}

async function promote(servers) {
  if (servers === null) throw new Refusal('there is no standby; start with --standby.');
  const began = Date.now();
  servers.endPrimary();
  await servers.promote();
  process.stdout.write(`PROMOTED ms=${Date.now() - began}\n`);
}

async function status(nodes) {
  for (const { name, port } of nodes) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(2_000),
    }).then(
      (response) => response.json(),
      (error) => ({ status: String(error.message) }),
    );
    const { status: is, database, clock, liveIndex } = answer;
    const has = `database=${database} clock=${clock} live_index=${liveIndex}`;
    process.stdout.write(`NODE ${name} port=${port} status=${is} ${has}\n`);
  }
}
