/**
 * Packages of Debian and Ubuntu without root: apt downloads them with lists and a status of its
 * own, and `dpkg-deb -x` unpacks them into a folder. Nothing is installed or configured and no
 * script of a package is run.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { withLock } from '../lib/files.mjs';
import { capture, must } from '../lib/processes.mjs';
import { Refusal, say, withProgress } from '../lib/terminal.mjs';

/** Parallel `dpkg-deb -x`: unpacking is bound by the processor. */
const UNPACKERS = 3;

/**
 * Packages that are part of every machine already, or are there for the installation only. The C
 * library must be the machine's own: it has to match the machine's dynamic loader.
 */
const LEFT_OUT = new RegExp(
  '^(libc6|libc-bin|libc-l10n|locales|gcc-.*-base|perl.*|libperl.*|lib.*-perl|dpkg|tar|debconf.*' +
    '|passwd|adduser|usrmerge|init-system-helpers|sysvinit-utils|lsb-base|netbase|openssl' +
    '|ssl-cert|sensible-utils|ucf|libpam-modules.*|systemd.*|dbus.*|procps|adwaita-.*' +
    '|postgresql-common.*|postgresql-client-common|mysql-common|mariadb-common' +
    '|libllvm.*|libz3-.*|tzdata|libsystemd-shared)$',
);

/** Whether this machine has what `unpackPackages` needs. */
export function hasApt() {
  return existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb');
}

/**
 * Unpacks packages and what they need at run time below `target`, once: later calls return at
 * once. `choose(names)` gets the set of package names the machine's sources offer for `prefixes`
 * and returns the wanted ones. Throws a `Refusal` when they cannot be had.
 */
export async function unpackPackages({ target, prefixes, choose, what, guard, log = say }) {
  const stamp = join(target, '.complete');
  if (existsSync(stamp)) return;
  mkdirSync(dirname(target), { recursive: true });
  await withLock(`${target}.lock`, async () => {
    if (existsSync(stamp)) return;
    const draft = `${target}.draft`;
    rmSync(draft, { recursive: true, force: true });
    rmSync(target, { recursive: true, force: true });
    try {
      await withProgress(`downloading and unpacking ${what}`, () => fill(), log);
      renameSync(join(draft, 'root'), target);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }

    async function fill() {
      const { apt, update } = await prepareApt(draft, guard);
      const names = await offered(apt, prefixes);
      // Without a network apt only warns, and there is nothing on offer.
      if (names.length === 0 && /^[EW]: /m.test(update.stderr))
        throw refusal('apt-get update', update);
      const packages = choose(new Set(names));
      const closure = await resolveClosure(apt, packages);
      await download(apt, closure, draft);
      await unpackAll(join(draft, 'archives'), join(draft, 'root'), guard);
      linkAlternatives(join(draft, 'root'));
      writeFileSync(join(draft, 'root', '.complete'), `${closure.join('\n')}\n`);
    }
  });
}

/** Installs packages for the whole machine (option --system), with sudo when not root. */
export async function installSystemWide(packages, log = say) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  const run = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    return must(command, rest, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  await withProgress('apt-get update', () => run('update'), log);
  const names = packages.join(' ');
  await withProgress(
    `apt-get install ${names}`,
    () => run('install', '-y', '--no-install-recommends', ...packages),
    log,
  );
}

/**
 * The folders with shared libraries below an unpacked root, for LD_LIBRARY_PATH: the system's and
 * the private ones one level down (blas, pulseaudio), which programs would find by absolute path.
 */
export function libraryPath(root) {
  const folders = (path) =>
    existsSync(path)
      ? readdirSync(path)
          .map((name) => join(path, name))
          .filter(isFolder)
      : [];
  const system = ['usr/lib', 'lib']
    .flatMap((base) => folders(join(root, base)))
    .filter((path) => path.includes('-linux-gnu'));
  const holdsLibraries = (path) => readdirSync(path).some((name) => /^lib.*\.so/.test(name));
  return [...system, ...system.flatMap(folders).filter(holdsLibraries)].join(':');
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function prepareApt(draft, guard) {
  for (const name of ['lists/partial', 'archives/partial', 'root']) {
    mkdirSync(join(draft, name), { recursive: true });
  }
  const config = join(draft, 'apt.conf');
  writeFileSync(join(draft, 'status'), '');
  writeFileSync(config, aptConfig(draft));
  const apt = (program, ...args) =>
    capture(program, ['-c', config, ...args], {
      cwd: join(draft, 'archives'),
      env: { ...process.env, LC_ALL: 'C' },
      guard,
    });
  const update = await apt('apt-get', 'update');
  if (update.code !== 0) throw refusal('apt-get update', update);
  return { apt, update };
}

/** The machine's apt settings (sources, proxies) with state, cache and hooks of our own. */
function aptConfig(draft) {
  const hooks = ['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'DPkg::Pre-Invoke'];
  hooks.push('APT::Update::Post-Invoke-Success', 'DPkg::Post-Invoke', 'DPkg::Pre-Install-Pkgs');
  const settings = {
    'Dir::State::Lists': join(draft, 'lists'),
    'Dir::State::status': join(draft, 'status'),
    'Dir::State::extended_states': join(draft, 'extended_states'),
    'Dir::Cache': draft,
    'Dir::Cache::Archives': join(draft, 'archives'),
    'Dir::Log': draft,
    'Debug::NoLocking': 'true',
    'APT::Sandbox::User': '',
    'APT::Install-Recommends': 'false',
    'Acquire::Languages': 'none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    'Acquire::Retries': '3',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
  };
  const lines = hooks.map((name) => `#clear ${name};`);
  for (const [name, value] of Object.entries(settings)) lines.push(`${name} "${value}";`);
  return `${lines.join('\n')}\n`;
}

async function offered(apt, prefixes) {
  const names = [];
  for (const prefix of prefixes) {
    const { stdout } = await apt('apt-cache', 'pkgnames', prefix);
    names.push(...stdout.split('\n').filter(Boolean));
  }
  return names;
}

async function resolveClosure(apt, packages) {
  const plan = await apt('apt-get', '-s', 'install', ...packages);
  if (plan.code !== 0) throw refusal(`apt-get -s install ${packages.join(' ')}`, plan);
  const names = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
  return names.filter((name) => !LEFT_OUT.test(name.replace(/:.*/, '')));
}

async function download(apt, closure, draft) {
  const result = await apt('apt-get', 'download', ...closure);
  const got = readdirSync(join(draft, 'archives')).filter((name) => name.endsWith('.deb'));
  if (result.code !== 0 || got.length < closure.length) {
    throw refusal(`apt-get download (${got.length} of ${closure.length} packages)`, result);
  }
}

async function unpackAll(archives, root, guard) {
  const waiting = readdirSync(archives).filter((name) => name.endsWith('.deb'));
  const worker = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      await must('dpkg-deb', ['-x', join(archives, name), root], { guard });
      rmSync(join(archives, name));
    }
  };
  await Promise.all(Array.from({ length: UNPACKERS }, worker));
}

/** PostGIS's control file is an "alternatives" link that only a real installation makes. */
function linkAlternatives(root) {
  const share = join(root, 'usr/share/postgresql');
  for (const version of existsSync(share) ? readdirSync(share) : []) {
    const folder = join(share, version, 'extension');
    const link = join(folder, 'postgis.control');
    if (existsSync(join(folder, 'postgis-3.control')) && !existsSync(link)) {
      symlinkSync('postgis-3.control', link);
    }
  }
}

function refusal(step, result) {
  const reason = `${result.stderr}\n${result.stdout}`
    .split('\n')
    .find((line) => /^[EW]: /.test(line));
  return new Refusal(
    `${step} failed (${reason ?? `exit code ${result.code}`}); check this machine's access to ` +
      'its package sources, or set DATABASE_URL and REDIS_URL to servers of your own.',
  );
}
