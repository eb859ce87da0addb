/**
 * `npm start`: from a fresh clone to a running server with its console, responder app and demo.
 * Options after `--`: --no-demo, --system, and those of the demo: --speed X, --seed S,
 * --incidents N, --responders N, --aeds N, --gap-s S, --policy NAME, and the shares of pushes that
 * are lost, --push-drop P, or late, --push-late P.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { build } from './build.mjs';
import {
  DEMO_OPTIONS,
  migrate,
  readSpeed,
  seed,
  startDemo,
  startServer,
} from './lib/application.mjs';
import { readJson, releaseLock, takeLock, writePrivateJson } from './lib/files.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { isPortFree } from './lib/ports.mjs';
import { identify, isRunning, waitUntil } from './lib/processes.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, Refusal, runMain, say, withProgress } from './lib/terminal.mjs';
import { createGuard, endGroup } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

const DEMO_SPEED = '20';
const LEFT_BEHIND_MS = 15_000;
/** For its summary and to hang up. */
const DEMO_END_MS = 6_000;
const HERE = join(PROJECT, '.closeby');
const LOCK = join(HERE, 'start.lock');
const STATE = join(HERE, 'state.json');
const LOG = join(HERE, 'logs/server.log');

await runMain(async (argv) => {
  checkNode();
  const options = readOptions(argv, {
    flags: ['no-demo', 'system'],
    values: ['speed', ...DEMO_OPTIONS],
  });
  const port = readPort(process.env.PORT);
  await refuseWhereItWouldHarm(port);
  const guard = createGuard();
  const running = {};
  const code = await runGuarded({
    guard,
    work: () => start({ options, port, guard, running }),
    finish: async () => {
      running.ending = true;
      if (running.demo) await endGroup(running.demo, { waitMs: DEMO_END_MS });
      if (running.server) await endGroup(running.server);
    },
    codeWhenAsked: 0,
  });
  rmSync(STATE, { force: true });
  releaseLock(LOCK);
  process.exit(code);
});

function readPort(text) {
  if (text === undefined || text === '') return 3000;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Refusal(`PORT is "${text}", which is no port; give a number from 1 to 65535.`);
}

async function refuseWhereItWouldHarm(port) {
  if (process.env.NODE_ENV === 'production') {
    throw new Refusal(
      'npm start uses demo keys that everyone knows, so it refuses NODE_ENV=production; use ' +
        'docker-compose.yml, or run dist/apps/server/src/main.js with keys of your own.',
    );
  }
  if (process.platform === 'win32') {
    throw new Refusal('Windows is not supported by npm start; use it inside WSL.');
  }
  const holder = takeLock(LOCK);
  if (holder !== null) {
    throw new Refusal(`npm start is already running in this folder (process ${holder.pid}).`);
  }
  await endServerLeftBehind();
  if (await isPortFree(port)) return;
  releaseLock(LOCK);
  throw new Refusal(`port ${port} is taken; choose another one, as in: PORT=3001 npm start`);
}

/** A server whose `npm start` was killed is draining, or was left alone: its end is waited for. */
async function endServerLeftBehind() {
  const left = readJson(STATE)?.server;
  if (left === undefined || !isRunning(left)) return;
  process.kill(left.pid, 'SIGTERM');
  const ended = () => waitUntil(() => !isRunning(left), { deadlineMs: LEFT_BEHIND_MS });
  await withProgress('ending the server of an earlier run', ended);
}

async function start({ options, port, guard, running }) {
  const withDemo = options['no-demo'] !== true;
  const speed = withDemo ? readSpeed(options.speed ?? DEMO_SPEED) : 1;
  const [services] = await Promise.all([
    startServices({ dir: PROJECT, system: options.system, guard }),
    ensureDependencies({ dir: PROJECT, guard }).then(() => build({ guard })),
  ]);
  // The demo's clock runs fast and its city begins anew each time, so it has a database of its own.
  const urls = withDemo ? await services.renew() : services;
  const keysFile = join(HERE, withDemo ? 'demo-keys.json' : 'keys.json');
  await migrate({ dir: PROJECT, urls, guard });
  const keys = await seed({ dir: PROJECT, urls, keysFile, guard });
  const url = `http://127.0.0.1:${port}`;
  const demo = withDemo ? await beginDemo({ options, speed, url, keysFile, guard, running }) : null;
  const env = demo?.env;
  const server = await startServer({ dir: PROJECT, urls, port, speed, logFile: LOG, guard, env });
  running.server = server.child;
  const state = { ...identify(), server: identify(server.child.pid), url: server.url };
  writePrivateJson(STATE, { ...state, ...plainUrls(urls) });
  announce(server.url, keys);
  demo?.goOn();
  return new Promise((_resolve, reject) => {
    server.child.once('exit', (code) => {
      reject(
        new Refusal(`the server ended with code ${code}; its log is ${LOG}\n${server.tail()}`),
      );
    });
  });
}

function plainUrls({ databaseOwnerUrl, databaseUrl, redisUrl }) {
  return { databaseOwnerUrl, databaseUrl, redisUrl };
}

function announce(url, keys) {
  const lines = Object.entries(keys).map(([name, key]) => `  ${name.padEnd(15)} ${key}`);
  process.stdout.write(`Demo keys, for this machine only:\n${lines.join('\n')}\n`);
  process.stdout.write(`READY ${url} console ${url}/console/ responder ${url}/responder/\n`);
}

async function beginDemo({ options, speed, url, keysFile, guard, running }) {
  const stdio = 'inherit';
  const demo = await startDemo({ dir: PROJECT, url, keysFile, speed, options, guard, stdio });
  running.demo = demo.child;
  demo.child.once('exit', (code) => {
    if (running.ending) return;
    say(`The demo ended with code ${code}; the server goes on. Ctrl-C ends it.`);
  });
  return demo;
}
