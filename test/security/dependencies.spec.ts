import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
  readonly optional?: boolean;
}

const ROOT = join(__dirname, '..', '..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));
const lock = read('package-lock.json') as { readonly packages: Record<string, LockedPackage> };
const manifest = read('package.json') as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.split('node_modules/').at(-1) ?? path;

/** Install scripts exist in these and are never run: everything is installed without them. */
const INSTALL_SCRIPTS = [
  '@firebase/util',
  '@parcel/watcher',
  '@scarf/scarf',
  '@swc/core',
  'fsevents',
  'msgpackr-extract',
  'protobufjs',
];

const LICENCES = new Set([
  '(EDL-1.0 OR EPL-1.0)',
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND MIT',
  'BDS-3-Clause',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
]);
/** A choice of licences of which one is among those. */
const CHOICE = /^\(.*\b(MIT|BSD-3-Clause|CC0-1\.0)\b.*\)$/;

/** Packages whose licence the lock file does not name or the list above does not take, and why. */
const LICENCES_READ: Readonly<Record<string, string>> = {
  opening_hours: 'LGPL-3.0-only, used unmodified as a separate package; see NOTICE',
  arc: 'BSD, in its LICENSE.md',
  limiter: 'MIT, in its LICENSE.txt',
  suncalc: 'BSD-2-Clause, in its LICENSE',
  'xmlhttprequest-ssl': 'MIT, in its licenses field',
};

describe('what the project depends on', () => {
  it('is pinned to exact versions', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  it('comes from the registry with a checksum, never from a git or file address', () => {
    const loose = packages.filter(
      ([, { integrity, optional, resolved = '', link }]) =>
        (integrity === undefined && optional !== true) ||
        link === true ||
        (resolved !== '' && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('runs no install script that was not looked at', () => {
    const scripts = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    const unknown = scripts
      .map(([path]) => nameOf(path))
      .filter((n) => !INSTALL_SCRIPTS.includes(n));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('is under a licence that the project may be shipped with', () => {
    const unknown = packages.filter(
      ([path, { license, optional }]) =>
        !LICENCES.has(license ?? '') &&
        !CHOICE.test(license ?? '') &&
        !(nameOf(path) in LICENCES_READ) &&
        !(license === undefined && optional === true),
    );
    expect(unknown.map(([path, { license }]) => `${path} ${license ?? '?'}`)).toEqual([]);
  });
});
