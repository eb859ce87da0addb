/** The npm packages of the project. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { hashFiles, readJson, withLock } from './files.mjs';
import { must } from './processes.mjs';
import { Refusal, say, withProgress } from './terminal.mjs';

const NODE_MIN = [20, 19];

/** Throws a `Refusal` where Node is older than the project's packages need. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  throw new Refusal(
    `Node ${version} is too old; install Node ${NODE_MIN.join('.')} or newer (24 is best).`,
  );
}

/** How to run npm here, as [command, first arguments]. */
export function npmCommand(env = process.env) {
  const own = env.npm_execpath;
  if (own !== undefined && /\.c?js$/.test(own) && existsSync(own)) return [process.execPath, [own]];
  return ['npm', []];
}

/**
 * Makes node_modules agree with package-lock.json, with `npm ci` when it does not. A folder that
 * someone else installed from the same lock file is left as it is.
 */
export async function ensureDependencies({ dir, guard, log = say }) {
  const lockfile = join(dir, 'package-lock.json');
  if (!existsSync(lockfile)) {
    throw new Refusal('package-lock.json is missing; restore it from the repository.');
  }
  const stamp = join(dir, 'node_modules/.cache/closeby-install');
  const want = `${hashFiles(dir, [lockfile])} ${process.platform} ${process.arch}\n`;
  const agrees = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === want;
  if (agrees()) return;
  await withLock(join(dir, '.closeby/install.lock'), async () => {
    if (agrees()) return;
    if (!isInstalled(dir)) await runNpmCi(dir, guard, log);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, want);
  });
}

/** Whether npm's own record of node_modules names what the lock file asks for. */
export function isInstalled(dir) {
  const wanted = readJson(join(dir, 'package-lock.json'))?.packages ?? {};
  const present = readJson(join(dir, 'node_modules/.package-lock.json'))?.packages;
  if (present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const got = present[path];
    if (got === undefined) return entry.optional === true || entry.devOptional === true;
    return got.version === entry.version && got.integrity === entry.integrity;
  });
}

async function runNpmCi(dir, guard, log) {
  const [command, first] = npmCommand();
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--include=dev'];
  const env = { ...process.env };
  delete env.NODE_ENV;
  await withProgress(
    'npm ci',
    () => must(command, [...first, 'ci', ...flags], { cwd: dir, env, guard }),
    log,
  );
}
