import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROGRAM = join(process.cwd(), 'scripts/services/controlled.mjs');

/** Where a PostgreSQL of a test is. */
export interface PostgresAt {
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
  readonly superuserUrl: string;
  readonly databaseOwnerUrl: string;
  readonly databaseUrl: string;
}

/** Where a Redis of a test is. */
export interface RedisAt {
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
  readonly redisUrl: string;
}

/** What scripts/services/controlled.mjs can be asked, and what it answers. */
interface Calls {
  programs: [Record<string, never>, { readonly major: number; readonly folder: string }];
  beginTemplate: [
    { readonly name: string },
    (
      | { readonly made: true }
      | { readonly made: false; readonly databaseOwnerUrl: string; readonly databaseUrl: string }
    ),
  ];
  endTemplate: [Record<string, never>, null];
  startPostgres: [
    {
      readonly name: string;
      readonly template: string;
      readonly settings?: Readonly<Record<string, string>>;
      readonly standbyOf?: string;
    },
    PostgresAt,
  ];
  startRedis: [{ readonly name: string; readonly empty?: boolean }, RedisAt];
  signal: [{ readonly name: string; readonly signal: NodeJS.Signals }, number];
  psql: [{ readonly name: string; readonly database?: string; readonly sql: string }, string];
  spawn: [
    {
      readonly command?: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly log: string;
    },
    { readonly pid: number; readonly log: string },
  ];
  tool: [
    { readonly packages: readonly string[]; readonly program: string },
    { readonly path: string; readonly env: Readonly<Record<string, string>> },
  ];
  startHaproxy: [
    { readonly apis: readonly { readonly name: string; readonly port: number }[] },
    { readonly port: number },
  ];
}

interface Message {
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly exited?: number;
  readonly code?: number | null;
  readonly signal?: NodeJS.Signals | null;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** The process that keeps the servers of a test: they end with it, and it with the test. */
export class Keeper {
  private readonly waiting = new Map<number, Waiting>();
  private readonly ended = new Map<number, () => void>();
  private calls = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message: Message) => this.take(message));
    child.once('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('the keeper ended'));
    });
  }

  static start(): Keeper {
    const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
    return new Keeper(fork(PROGRAM, [], { stdio: [...stdio], execArgv: [] }));
  }

  call<N extends keyof Calls>(call: N, args: Calls[N][0]): Promise<Calls[N][1]> {
    this.calls += 1;
    const id = this.calls;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, call, args });
    });
  }

  /** Calls back when a process that was spawned has ended. */
  onExit(pid: number, ended: () => void): void {
    this.ended.set(pid, ended);
  }

  /** Ends everything; resolves when it is gone. */
  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }

  private take({ id, value, error, exited }: Message): void {
    if (exited !== undefined) this.ended.get(exited)?.();
    if (id === undefined) return;
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error !== undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(value as never);
  }
}
