/**
 * `npm run demo -- --incidents N --responders N --speed X --seed S --push-drop P --push-late P`: a
 * fresh server on throw-away services and local providers, a simulated control room, and phones
 * that hear by sockets, pushes, SMS and calls. The last line is `DEMO …`.
 *
 * `npm run demo:flood -- --people N --wanted N --boats N --speed X --seed S`: the same with a flood
 * in the place of arrests. The last line is `CALLOUT …`.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { build } from './build.mjs';
import {
  DEMO_OPTIONS,
  FLOOD_OPTIONS,
  migrate,
  readSpeed,
  seed,
  startDemo,
  startFlood,
  startServer,
} from './lib/application.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { freePort } from './lib/ports.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, runMain } from './lib/terminal.mjs';
import { createGuard, endGroup } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

/** What may be played: by which program, with which options, and how its last line begins. */
const PLAYS = {
  arrests: {
    start: startDemo,
    names: DEMO_OPTIONS,
    defaults: { incidents: '100', responders: '1000', speed: '60', seed: '1' },
    lastWord: 'DEMO ',
    env: {},
  },
  flood: {
    start: startFlood,
    names: FLOOD_OPTIONS,
    defaults: { people: '20000', speed: '60', seed: '1' },
    lastWord: 'CALLOUT ',
    // All those phones sign in from one address.
    env: { REQUEST_LIMIT_FACTOR: '1000' },
  },
};
const LOGS = join(PROJECT, '.closeby/logs');

await runMain(async ([first, ...rest]) => {
  checkNode();
  const play = first === '--flood' ? PLAYS.flood : PLAYS.arrests;
  const argv = first === '--flood' || first === undefined ? rest : [first, ...rest];
  const given = readOptions(argv, { flags: ['system'], values: ['speed', ...play.names] });
  const options = { ...play.defaults, ...given };
  const guard = createGuard();
  const running = { lastLine: null };
  const code = await runGuarded({
    guard,
    work: () => demo({ play, options, guard, running }),
    finish: async () => {
      if (running.demo) await endGroup(running.demo);
      if (running.server) await endGroup(running.server);
    },
    codeWhenAsked: 130,
  });
  if (running.lastLine !== null) process.stdout.write(`${running.lastLine}\n`);
  process.exit(code);
});

async function demo({ play, options, guard, running }) {
  const speed = readSpeed(options.speed);
  const [urls] = await Promise.all([
    startServices({ dir: PROJECT, throwaway: true, system: options.system, guard }),
    ensureDependencies({ dir: PROJECT, guard }).then(() => build({ guard })),
  ]);
  const keysFile = join(LOGS, `demo-keys-${process.pid}.json`);
  const logFile = join(LOGS, 'demo-server.log');
  await migrate({ dir: PROJECT, urls, guard });
  await seed({ dir: PROJECT, urls, keysFile, guard });
  guard.folder(keysFile);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const stdio = ['ignore', 'pipe', 'inherit'];
  const started = { dir: PROJECT, url, keysFile, speed, options, guard, stdio };
  const { child, env, goOn } = await play.start(started);
  running.demo = child;
  const server = await startServer({
    ...{ dir: PROJECT, urls, port, speed, logFile, guard },
    env: { ...env, ...play.env },
  });
  running.server = server.child;
  goOn();
  return follow(running, server, play.lastWord);
}

/** Passes the demo's lines on, keeps its last line for the end, resolves with its exit code. */
async function follow(running, server, lastWord) {
  const { demo } = running;
  createInterface({ input: demo.stdout }).on('line', (line) => {
    if (line.startsWith(lastWord)) running.lastLine = line;
    else process.stdout.write(`${line}\n`);
  });
  const demoEnded = new Promise((resolve, reject) => {
    demo.once('error', reject);
    demo.once('close', (code) => {
      if (code === 0 && running.lastLine === null) {
        reject(new Error(`the demo printed no ${lastWord.trim()} line`));
      } else resolve(code ?? 1);
    });
  });
  const serverEnded = new Promise((_resolve, reject) => {
    server.child.once('exit', (code) => {
      reject(new Error(`the server ended with code ${code} during the demo:\n${server.tail()}`));
    });
  });
  return Promise.race([demoEnded, serverEnded]);
}
