import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster';
import { waitFor } from './wait';

const ENDS_WITHIN_MS = 20_000;

/** A command of the back-up that runs, or has run. */
export class Command {
  private output = '';
  private errors = '';
  private ended = false;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (this.errors += text.toString()));
    child.once('exit', () => (this.ended = true));
  }

  /** The newest line that begins so; throws where the command ended without one. */
  line(begins: string): Promise<string> {
    return waitFor(() => {
      const found = this.output.split('\n').findLast((line) => line.startsWith(begins));
      if (found === undefined && this.ended) throw new Error(`no "${begins}":\n${this.errors}`);
      return found;
    }, begins);
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGINT');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), ENDS_WITHIN_MS);
    await exited;
    clearTimeout(timer);
  }
}

/** `npm run backup` or `npm run restore` with these arguments. */
export function command(name: 'backup' | 'restore', url: string, args: readonly string[]): Command {
  const script = join(process.cwd(), `scripts/${name}.mjs`);
  const env = { ...process.env, BACKUP_URL: url };
  return new Command(spawn(process.execPath, [script, ...args], { env }));
}

/** A figure `name=value` of a line. */
export function figureIn(line: string, name: string): number {
  return Number(new RegExp(`(?:^| )${name}=(\\S+)`).exec(line)?.[1] ?? NaN);
}

/** Gives the cluster's PostgreSQL another data folder, in the place of its own. */
export async function giveData(cluster: Cluster, folder: string): Promise<void> {
  const { postgres } = cluster.services;
  const { pid } = postgres;
  await postgres.kill('SIGKILL');
  await waitFor(() => !isThere(pid), 'end of PostgreSQL');
  rmSync(postgres.folder, { recursive: true });
  renameSync(folder, postgres.folder);
  await postgres.start();
}

/** Files below a folder in which these bytes are, but for those below `pg_wal`. */
export function filesWith(folder: string, bytes: Buffer): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('pg_wal'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(bytes));
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
