/** What a command owns while it runs: processes and folders that must not outlive it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { identify } from '../lib/processes.mjs';

const WATCHDOG = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));
const DEFAULT_SIGNALS = [['SIGTERM', 10_000]];

/**
 * Starts the watchdog (see watchdog.mjs) and returns its guard:
 * `spawn(command, args, options)` starts a process in its own group that ends with this command
 * (`options.signals`, a list of [name, waitMs], is how it is asked to end before SIGKILL);
 * `folder(path)` and `container(name)` are removed at the end; `close()` ends everything now and
 * resolves when it is gone. If this process dies first, the same happens without it.
 */
export function createGuard() {
  const watchdog = spawn(process.execPath, [WATCHDOG], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.stdin.on('error', () => undefined);
  // Neither it nor a server keeps a command alive that has nothing left to do.
  watchdog.unref();
  watchdog.stdin.unref();
  const exited = once(watchdog, 'exit');
  let count = 0;
  let closed = false;
  const tell = (message) => watchdog.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    spawn(command, args, { signals = DEFAULT_SIGNALS, group = true, ...options } = {}) {
      if (closed) throw new Error(`${command} is not started, as this command is ending`);
      const child = spawn(command, args, { ...options, detached: true });
      if (child.pid === undefined) return child;
      const id = `p${(count += 1)}`;
      tell({ process: { id, ...identify(child.pid), signals, group } });
      if (!group) child.unref();
      child.once('exit', () => {
        // What the leader left behind in its group goes with it.
        if (group) signalGroup(child, 'SIGKILL');
        tell({ forget: id });
      });
      return child;
    },
    folder: (path) => tell({ folder: path }),
    container: (name) => tell({ container: name }),
    async close() {
      closed = true;
      watchdog.ref();
      watchdog.stdin.end();
      await exited;
    },
  };
}

/**
 * Asks a process started by `guard.spawn` to end as a group and resolves with its exit code;
 * after `waitMs` it is killed.
 */
export async function endGroup(child, { signal = 'SIGTERM', waitMs = 12_000 } = {}) {
  if (child.pid === undefined) return 127;
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? 1;
  const exited = once(child, 'exit');
  signalGroup(child, signal);
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), waitMs);
  const [code] = await exited;
  clearTimeout(timer);
  return code ?? 1;
}

function signalGroup(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // The whole group is gone already.
  }
}
