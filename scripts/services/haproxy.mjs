/** HAProxy before several copies of the server: finding or unpacking it, and starting it. */
import { existsSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { isPortFree } from '../lib/ports.mjs';
import { waitUntil } from '../lib/processes.mjs';
import { Refusal, say } from '../lib/terminal.mjs';
import { hasApt, libraryPath, unpackPackages } from './debian.mjs';

const USUAL_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];
const STARTED_WITHIN_MS = 10_000;
const SERVER = /^ {2}server .*\n/gm;

/**
 * The program as `{ program, env }`: of the machine, or on Debian and Ubuntu unpacked below
 * `folder`. Throws a `Refusal` where there is none.
 */
export async function findHaproxy({ folder, guard, log = say }) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...USUAL_FOLDERS];
  const there = folders.map((each) => join(each, 'haproxy')).find((path) => existsSync(path));
  if (there !== undefined) return { program: there, env: {} };
  if (!hasApt())
    throw new Refusal('HAProxy is not here, and there is no apt to get it: install it.');
  const target = join(folder, 'haproxy');
  await unpackPackages({
    ...{ target, what: 'HAProxy', prefixes: ['haproxy'], guard, log },
    choose: (names) => {
      if (names.has('haproxy')) return ['haproxy'];
      throw new Refusal("this machine's package sources do not offer haproxy: install it.");
    },
  });
  return {
    program: join(target, 'usr/sbin/haproxy'),
    env: { LD_LIBRARY_PATH: libraryPath(target) },
  };
}

/**
 * The project's configuration (deploy/haproxy/closeby.cfg) for servers of this machine: `apis` is a
 * list of `{ name, port }`.
 */
export function haproxyConfig({ dir, port, apis }) {
  const given = readFileSync(join(dir, 'deploy/haproxy/closeby.cfg'), 'utf8');
  const lines = apis.map(({ name, port: of }) => `  server ${name} 127.0.0.1:${of}\n`).join('');
  return (
    given
      // As many as this machine's limit of open files allows.
      .replace(/^ {2}maxconn .*\n/m, '')
      .replace(/^ {2}bind .*$/m, `  bind 127.0.0.1:${port}`)
      .split(/(?<=\n)(?=backend )/)
      .map((part) =>
        part.startsWith('backend ') ? `${part.replace(SERVER, '').trimEnd()}\n${lines}\n` : part,
      )
      .join('')
  );
}

/** Starts it over that configuration, written to `<folder>/haproxy.cfg`; resolves its process. */
export async function startHaproxy({ haproxy, dir, folder, port, apis, guard }) {
  const config = join(folder, 'haproxy.cfg');
  writeFileSync(config, haproxyConfig({ dir, port, apis }));
  const logFile = join(folder, 'haproxy.log');
  const output = openSync(logFile, 'w', 0o600);
  const child = guard.spawn(haproxy.program, ['-db', '-f', config], {
    env: { PATH: process.env.PATH, ...haproxy.env },
    stdio: ['ignore', output, output],
    signals: [['SIGTERM', 3_000]],
  });
  closeSync(output);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const listens = async () => ended() || !(await isPortFree(port));
  await waitUntil(listens, { deadlineMs: STARTED_WITHIN_MS });
  if (!ended()) return child;
  throw new Error(`HAProxy ended:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
}
