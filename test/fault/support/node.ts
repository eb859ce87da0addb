import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports';
import type { Keeper } from './keeper';
import type { Link } from './link';
import { waitFor } from './wait';

const MAIN = join(process.cwd(), 'dist/apps/server/src/main.js');
const READY_WITHIN_MS = 60_000;

/** One process of the server, with links of its own to its services. */
export class ServerNode {
  pid = 0;
  private running = false;
  private logFile = '';
  private whenEnded: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly given: {
      readonly keeper: Keeper;
      readonly port: number;
      readonly links: { readonly postgres: Link; readonly redis: Link } | null;
      /** Changed, it holds from the next start on. */
      readonly env: Record<string, string>;
    },
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return this.given.port;
  }

  get env(): Record<string, string> {
    return this.given.env;
  }

  /** Throws where the cluster was started without links. */
  get links(): { readonly postgres: Link; readonly redis: Link } {
    if (this.given.links === null) throw new Error('start the cluster with links: true');
    return this.given.links;
  }

  get isRunning(): boolean {
    return this.running;
  }

  /** Everything it has logged, over all its lives. */
  get log(): readonly string[] {
    return this.logFile === '' ? [] : readFileSync(this.logFile, 'utf8').split('\n');
  }

  /**
   * Starts it, or starts it again; resolves when it is ready.
   *
   * @param options.via a program that runs it, such as `['prlimit', '--nofile=512']`; it must
   *   become the server, not start it
   * @param options.main the main file of another build
   */
  async start(options: { readonly via?: readonly string[]; readonly main?: string } = {}) {
    await this.launch(options);
    await waitFor(() => this.answersReady(), `${this.name} ready`, READY_WITHIN_MS);
  }

  /** Starts it and does not wait until it is ready. */
  async launch(options: { readonly via?: readonly string[]; readonly main?: string } = {}) {
    const { keeper, env } = this.given;
    const line = [...(options.via ?? []), process.execPath, options.main ?? MAIN];
    const [command, ...args] = line as [string, ...string[]];
    const { pid, log } = await keeper.call('spawn', {
      command,
      args,
      env: { ...env, PORT: String(this.port) },
      log: `${this.name}.log`,
    });
    this.pid = pid;
    this.logFile = log;
    this.running = true;
    this.whenEnded = new Promise((resolve) => {
      keeper.onExit(pid, () => {
        if (this.pid === pid) this.running = false;
        resolve();
      });
    });
  }

  /** Sends a signal. After one that ends it, resolves when it has ended. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    if (!this.running) return;
    process.kill(this.pid, signal);
    if (!GOES_ON.includes(signal)) await this.whenEnded;
  }

  /** Resolves when it ends, whoever ends it. */
  async ended(): Promise<void> {
    await this.whenEnded;
  }

  async answersReady(withinMs = 1_000): Promise<boolean> {
    if (!this.running) {
      throw new Error(`${this.name} ended:\n${this.log.slice(-20).join('\n')}`);
    }
    return isReady(this.url, withinMs);
  }
}

/** Whether a server says that it may be given work. */
export async function isReady(url: string, withinMs: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(withinMs);
    const response = await fetch(`${url}/health/ready`, { signal });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** A free port and nothing that listens on it. */
export async function portForNode(): Promise<number> {
  return freePort();
}

const GOES_ON: readonly NodeJS.Signals[] = ['SIGSTOP', 'SIGCONT', 'SIGUSR1', 'SIGUSR2', 'SIGHUP'];
