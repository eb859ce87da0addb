import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  /** Where it stands under another name. */
  readonly name?: string;
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
const SBOM_MAX_BYTES = 64 * 1_024 * 1_024;
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
  it('#73 is pinned to exact versions', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  it('#73 comes from the registry with a checksum, never from a git or file address', () => {
    const loose = packages.filter(
      ([, { integrity, optional, resolved = '', link }]) =>
        (integrity === undefined && optional !== true) ||
        link === true ||
        (resolved !== '' && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('#73 runs no install script that was not looked at', () => {
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

  it('#73 is what the lock file says: neither of the two has drifted', () => {
    const locked = lock.packages[''] as Partial<typeof manifest> | undefined;
    expect(locked?.dependencies).toEqual(manifest.dependencies);
    expect(locked?.devDependencies).toEqual(manifest.devDependencies);
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const drifted = Object.entries(all).filter(
      ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
    );
    expect(drifted).toEqual([]);
  });

  it('#73 is a week old when it is taken: the lock file has no dates, so the updater waits', () => {
    expect(read('renovate.json')).toMatchObject({ minimumReleaseAge: '7 days' });
  });

  it('#73 is listed whole in a bill of materials, each part with its checksum', () => {
    const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
    const text = execFileSync('npm', args, {
      ...{ cwd: ROOT, encoding: 'utf8', maxBuffer: SBOM_MAX_BYTES },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const sbom = JSON.parse(text) as Sbom;
    expect([sbom.bomFormat, sbom.specVersion]).toEqual(['CycloneDX', '1.5']);
    const listed = new Set(sbom.components.map(({ name, version }) => `${name}@${version}`));
    const missing = packages
      .filter(([, { optional }]) => optional !== true)
      .filter(([path, { name, version = '' }]) => {
        // Under its own name, or under another one that it stands under.
        const names = [name ?? nameOf(path), nameOf(path)];
        return !names.some((each) => listed.has(`${each}@${version}`));
      })
      .map(([path]) => path);
    expect(missing).toEqual([]);
    // Parts for other systems are listed as well, but are not there to be counted.
    const elsewhere = packages.filter(([, { optional }]) => optional === true);
    const names = new Set(elsewhere.map(([path]) => nameOf(path)));
    const bare = sbom.components.filter(
      ({ name, hashes, purl }) => !names.has(name) && (!hashes?.length || !purl),
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
    const references = new Set([...sbom.components, sbom.metadata.component].map(refOf));
    expect(references.size).toBe(sbom.components.length + 1);
    expect(sbom.dependencies.filter(({ ref }) => !references.has(ref))).toEqual([]);
  });
});

/** What of CycloneDX 1.5 is looked at. */
interface Sbom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
    readonly purl?: string;
    readonly hashes?: readonly unknown[];
  }[];
  readonly dependencies: readonly { readonly ref: string }[];
}

function refOf(part: { readonly 'bom-ref': string }): string {
  return part['bom-ref'];
}
