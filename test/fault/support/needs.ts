import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hasOlderCommit } from './older-build';

/** What some faults need of the machine. */
export type Need =
  'older-build' | 'root' | 'netns' | 'nft' | 'cgroup' | 'faketime' | 'haproxy' | 'tmpfs';

/** Programs that are fetched where they are not there, if the machine has packages of Debian. */
const FETCHED = { nft: 'nft', haproxy: 'haproxy', faketime: 'faketime' } as const;
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** Why this machine cannot try a fault, or null where it can. */
export function whyNot(needs: readonly Need[]): string | null {
  const reasons = needs.map((need) => CHECKS[need]()).filter((reason) => reason !== null);
  return reasons[0] ?? null;
}

const CHECKS: Readonly<Record<Need, () => string | null>> = {
  'older-build': () => (hasOlderCommit() ? null : 'this checkout has no history'),
  root: () => (isRoot() ? null : 'only root may do this'),
  netns: () => {
    if (!isRoot()) return 'only root may make a network namespace';
    return works('unshare', ['--net', 'true']) ? null : 'no network namespaces here';
  },
  nft: () => (isRoot() ? fetched('nft') : 'only root may filter packets'),
  cgroup: () => {
    if (!isRoot()) return 'only root may limit a control group';
    return isWritable('/sys/fs/cgroup') ? null : 'control groups cannot be changed here';
  },
  tmpfs: () => (isRoot() ? null : 'only root may mount a file system'),
  faketime: () => fetched('faketime'),
  haproxy: () => fetched('haproxy'),
};

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function fetched(name: keyof typeof FETCHED): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  if (folders.some((folder) => folder !== '' && existsSync(join(folder, FETCHED[name])))) {
    return null;
  }
  return existsSync('/usr/bin/apt-get') ? null : `no ${FETCHED[name]} and no apt to get it from`;
}

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
