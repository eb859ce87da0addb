import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Keeper } from './keeper';
import { whyNot, type Need } from './needs';

/** What a network of one's own takes, and the filter in it. */
export const OWN_NETWORK: readonly Need[] = ['root', 'netns', 'nft'];
const INSIDE = 'FAULT_OWN_NETWORK';
const TIMEOUT_MS = 240_000;
const PACKAGES = ['nftables'];
const NFT = 'usr/sbin/nft';

/**
 * Registers the faults of a file in a process of their own, whose network nobody else has: what is
 * filtered there is filtered for nobody else, and gone with it. Where this machine has no such
 * network they are registered here, and say why they are not run.
 *
 * @param file the path of the spec
 */
export function inOwnNetwork(file: string, ids: readonly string[], register: () => void): void {
  if (process.env[INSIDE] !== undefined || whyNot(OWN_NETWORK) !== null) {
    register();
    return;
  }
  const wanted = (process.env['FAULT_IDS'] ?? '').split(',').filter((id) => id !== '');
  if (wanted.length > 0 && !ids.some((id) => wanted.includes(id))) return;
  it(`${ids.join(', ')} in a network of its own`, () => runInside(file), TIMEOUT_MS);
}

async function runInside(file: string): Promise<void> {
  // Inside there is nothing to download from.
  const filter = await findFilter();
  const jest = join(process.cwd(), 'node_modules/jest/bin/jest.js');
  const line = [jest, '--selectProjects', 'faults', '--runInBand', '--runTestsByPath', file];
  const script = 'ip link set lo up && exec "$@"';
  const args = ['--net', 'sh', '-c', script, 'sh', process.execPath, ...line];
  const child = spawn('unshare', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [INSIDE]: JSON.stringify(filter) },
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => process.stdout.write(data));
  child.stderr.on('data', (data: Buffer) => (said += data.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`inside its network: ${said}`);
}

async function findFilter(): Promise<Program> {
  const keeper = Keeper.start();
  try {
    const { path, env } = await keeper.call('tool', { packages: PACKAGES, program: NFT });
    return { path, env };
  } finally {
    await keeper.stop();
  }
}

interface Program {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Loses packets of this network that come from or go to some ports of TCP. */
export class PacketFilter {
  private readonly program = JSON.parse(process.env[INSIDE] ?? 'null') as Program | null;

  /** So many of a hundred packets are lost, each way; what was lost before no longer is. */
  lose(ports: readonly number[], percent: number): void {
    const lost = percent >= 100 ? 'drop' : `numgen random mod 100 < ${percent} drop`;
    const set = `{ ${ports.join(', ')} }`;
    this.become(`chain loss { type filter hook input priority 0; policy accept;
      tcp dport ${set} ${lost}
      tcp sport ${set} ${lost}
    }`);
  }

  /** Nothing is lost any more. */
  clear(): void {
    this.become('');
  }

  private become(chains: string): void {
    if (this.program === null) throw new Error('only in a network of its own');
    const emptied = 'table inet faults {}\ndelete table inet faults\n';
    const input = `${emptied}table inet faults {\n${chains}\n}\n`;
    const { path, env } = this.program;
    const options = {
      input,
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    } as const;
    const { status, stderr } = spawnSync(path, ['-f', '-'], options);
    if (status !== 0) throw new Error(`nft: ${stderr}`);
  }
}
