/**
 * The last line of defence against left-over servers. It runs in its own session and holds a pipe
 * from the command that started it. Over the pipe it is told, a JSON line each, which processes
 * and throw-away folders belong to that command:
 *   {"process": {"id", "pid", "began", "signals": [[name, waitMs], …], "group": bool}}
 *   {"forget": id}   {"folder": path}   {"container": name}
 * When the pipe ends, for whatever reason (a normal end, Ctrl-C, a crash, SIGKILL), it stops the
 * processes, last one first, removes the folders and exits. There is no other way of stopping.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { isRunning, waitUntil } from '../lib/processes.mjs';

const AFTER_KILL_MS = 5_000;
const processes = new Map();
const folders = [];
const containers = [];

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => undefined);

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const told = JSON.parse(line);
  if (told.process) processes.set(told.process.id, told.process);
  if (told.forget) processes.delete(told.forget);
  if (told.folder) folders.push(told.folder);
  if (told.container) containers.push(told.container);
});
lines.on('close', () => void finish());

async function finish() {
  for (const target of [...processes.values()].reverse()) await stop(target);
  for (const name of containers) spawnSync('docker', ['rm', '-f', name], { stdio: 'ignore' });
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function stop(target) {
  const ladder = [...target.signals, ['SIGKILL', AFTER_KILL_MS]];
  for (const [signal, waitMs] of ladder) {
    if (!isRunning(target)) return;
    send(target, signal);
    if (await waitUntil(() => !isRunning(target), { deadlineMs: waitMs, everyMs: 20 })) break;
  }
  // What the leader left behind in its group (a test's own children) goes with it.
  if (target.group) send(target, 'SIGKILL');
}

function send(target, signal) {
  try {
    process.kill(target.group ? -target.pid : target.pid, signal);
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
}
