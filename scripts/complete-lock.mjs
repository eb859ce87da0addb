/**
 * `node scripts/complete-lock.mjs [FOLDER]`: after `npm install` behind a registry mirror that
 * lacks the packages of other platforms, adds their names to package-lock.json. `npm ci` refuses a
 * lock file without them, on every machine. The platform is read from the package's name; other
 * machines fetch them by exact version.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from './lib/project.mjs';
import { runMain, say } from './lib/terminal.mjs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd'];
SYSTEMS.push('openharmony', 'sunos', 'win32');
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x'];
PROCESSORS.push('wasm32', 'x64');
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** The entries that `packages` of a lock file lacks, as a map from path to entry. */
export function missingEntries(packages) {
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isListed(packages, path, name) || !EXACT_VERSION.test(version)) continue;
      missing[`node_modules/${name}`] = describe(name, version, entry);
    }
  }
  return missing;
}

/** Node's own look-up: beside the dependent, then in each folder above it. */
function isListed(packages, path, name) {
  for (
    let base = path;
    ;
    base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))
  ) {
    if (packages[base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`])
      return true;
    if (base === '') return false;
  }
}

function describe(name, version, dependent) {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc = words.flatMap((word) => /^(gnu|musl)/.exec(word)?.[1] ?? []);
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dependent.dev ? { dev: true } : {}),
    ...(libc.length > 0 ? { libc: libc.map((each) => (each === 'gnu' ? 'glibc' : each)) } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}

if (process.argv[1] === import.meta.filename) {
  await runMain(([folder = PROJECT]) => {
    const path = join(folder, 'package-lock.json');
    const lock = JSON.parse(readFileSync(path, 'utf8'));
    const missing = missingEntries(lock.packages);
    const all = Object.entries({ ...lock.packages, ...missing });
    lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en')));
    writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
    say(`package-lock.json: ${Object.keys(missing).length} packages added`);
  });
}
