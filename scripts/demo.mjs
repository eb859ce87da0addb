/**
 * `npm run demo -- --incidents N --responders N --speed X --seed S --push-drop P --push-late P`: a
 * fresh server on throw-away services and local providers, a simulated control room, and phones
 * that hear by sockets, pushes, SMS and calls. The last line is `DEMO …`.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { build } from './build.mjs';
import {
  DEMO_OPTIONS,
  migrate,
  readSpeed,
  seed,
  startDemo,
  startServer,
} from './lib/application.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { freePort } from './lib/ports.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, runMain } from './lib/terminal.mjs';
import { createGuard, endGroup } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

const DEFAULTS = { incidents: '100', responders: '1000', speed: '60', seed: '1' };
const LOGS = join(PROJECT, '.closeby/logs');

await runMain(async (argv) => {
  checkNode();
  const given = readOptions(argv, { flags: ['system'], values: ['speed', ...DEMO_OPTIONS] });
  const options = { ...DEFAULTS, ...given };
  const guard = createGuard();
  const running = { lastLine: null };
  const code = await runGuarded({
    guard,
    work: () => demo(options, guard, running),
    finish: async () => {
      if (running.demo) await endGroup(running.demo);
      if (running.server) await endGroup(running.server);
    },
    codeWhenAsked: 130,
  });
  if (running.lastLine !== null) process.stdout.write(`${running.lastLine}\n`);
  process.exit(code);
});

async function demo(options, guard, running) {
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
  const { child, env, goOn } = await startDemo(started);
  running.demo = child;
  const server = await startServer({ dir: PROJECT, urls, port, speed, logFile, guard, env });
  running.server = server.child;
  goOn();
  return follow(running, server);
}

/** Passes the demo's lines on, keeps its DEMO line for the end, resolves with its exit code. */
async function follow(running, server) {
  const { demo } = running;
  createInterface({ input: demo.stdout }).on('line', (line) => {
    if (line.startsWith('DEMO ')) running.lastLine = line;
    else process.stdout.write(`${line}\n`);
  });
  const demoEnded = new Promise((resolve, reject) => {
    demo.once('error', reject);
    demo.once('close', (code) => {
      if (code === 0 && running.lastLine === null) {
        reject(new Error('the demo printed no DEMO line'));
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
