/** Whose the services are, and where they live. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { Refusal } from '../lib/terminal.mjs';

const FALLBACK_PARENT = '/var/tmp';

/**
 * The folder for binaries and data of the project in `dir`, and the account its servers run as:
 * `{ path, account }`. An ordinary user gets `<dir>/.closeby` and `account` null (themselves).
 * PostgreSQL refuses to run as root, so root gets the account `postgres` or `nobody`, and, where
 * that account cannot enter the project (a checkout below /root), a folder in /var/tmp named after
 * the project's path.
 */
export function findHome(dir) {
  const path = join(resolve(dir), '.closeby');
  mkdirSync(path, { recursive: true });
  if (process.getuid?.() !== 0) return { path, account: null };
  const account = serviceAccount(readFileSync('/etc/passwd', 'utf8'));
  if (canEnter(path, account)) return { path, account };
  const name = `closeby-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
  return { path: ownFolder(join(FALLBACK_PARENT, name)), account };
}

/** Options for `spawn` that make a program run as `account` (none for the user themselves). */
export function runAs(account) {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/** Makes `path` a folder that only the servers' account can enter. */
export function makePrivateFolder(path, account) {
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account !== null) chownSync(path, account.uid, account.gid);
}

/** Picks the account for servers started by root out of the text of /etc/passwd. */
export function serviceAccount(passwd) {
  const rows = passwd.split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const row = rows.find(([name]) => name === wanted);
    if (row) return { name: wanted, uid: Number(row[2]), gid: Number(row[3]) };
  }
  throw new Refusal(
    'PostgreSQL does not run as root and there is no account "postgres" or "nobody" to run it ' +
      'as; run this command as an ordinary user.',
  );
}

function canEnter(path, account) {
  const look = spawnSync('test', ['-x', path, '-a', '-r', path], { ...runAs(account), cwd: '/' });
  if (look.error) {
    throw new Refusal(
      `cannot start programs as ${account.name} (${look.error.code}); ` +
        'run this command as an ordinary user.',
    );
  }
  return look.status === 0;
}

/** Makes a folder in a place that everyone can write to, and refuses one made by someone else. */
function ownFolder(path) {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  const stat = lstatSync(path);
  if (!stat.isDirectory() || stat.uid !== process.getuid() || (stat.mode & 0o022) !== 0) {
    throw new Refusal(`${path} belongs to someone else; remove it or move the project.`);
  }
  return path;
}
