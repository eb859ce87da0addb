import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import type { Organisation } from '#core/organisation';
import { ACCOUNT_ROLES, type AccountRole } from '#core/caller-roles';
import { account, type Account } from './clients';
import { makeDatabase, type TestDatabase } from './database';
import { addOrganisation } from './organisation';

const MAIN = join(process.cwd(), 'dist/apps/server/src/main.js');
const READY_WITHIN_MS = 40_000;
/** Databases of Redis from this number on belong to servers of tests, one per worker of Jest. */
const REDIS_DATABASE_FIRST = 10;
const REDIS_DATABASES = 6;
const OUTPUT_LINES_MAX = 10_000;

/** Whole processes are started, on machines that are busy with other tests. */
jest.setTimeout(60_000);

/** The city of the tests: everything between these degrees. */
export const AREA = { south: 36.6, west: -76.3, north: 36.95, east: -75.9 };
/** A place in the middle of it. */
export const HERE = { lat: 36.85, lon: -76.03 };

export interface TestServer {
  readonly url: string;
  readonly database: TestDatabase;
  readonly redisUrl: string;
  readonly organisationId: string;
  readonly keys: Readonly<Record<AccountRole, string>>;
  readonly process: ChildProcess;
  /** Lines of the log, newest last. */
  readonly log: readonly string[];
  control(): Account;
  dispatcher(): Account;
  registrar(): Account;
  supervisor(): Account;
  /** Another organisation with keys of its own on the same server. */
  otherOrganisation(): Promise<Readonly<Record<AccountRole, string>>>;
  /** Sends a signal; resolves the exit code once the process has ended, null by the signal. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** Starts the server again after it has ended, on the same port, database and Redis. */
  restart(): Promise<void>;
  /** Ends the server, and removes its database unless it was another server's. */
  stop(): Promise<void>;
}

/**
 * Starts the built server as a process of its own on a free port, over a fresh database and an
 * emptied database of Redis, with one organisation and its keys.
 *
 * @param options.beside shares the database, Redis and organisation of that server
 * @param options.over runs over that database and for that organisation
 */
export async function startServer(
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly role?: 'api' | 'worker' | 'all';
    /** The clock runs this many times as fast as time. */
    readonly speed?: number;
    readonly beside?: TestServer;
    /** A database and organisation that are there already; whoever made them removes them. */
    readonly over?: Pick<TestServer, 'database' | 'organisationId' | 'keys'>;
  } = {},
): Promise<TestServer> {
  const given = options.beside ?? options.over;
  const database = given?.database ?? (await makeDatabase());
  const redisUrl = options.beside?.redisUrl ?? (await emptyRedis());
  const made = given ?? (await makeOrganisation(database));
  const running = new Running({
    DATABASE_URL: database.appUrl,
    REDIS_URL: redisUrl,
    ROLE: options.role ?? 'all',
    CLOCK_SPEED: String(options.speed ?? 1),
    ...options.env,
  });
  await running.start();
  const as = (role: AccountRole): Account => account(running.url, made.keys[role]);
  return {
    get url() {
      return running.url;
    },
    get process() {
      return running.child;
    },
    database,
    redisUrl,
    organisationId: made.organisationId,
    keys: made.keys,
    log: running.log,
    control: () => as('control'),
    dispatcher: () => as('dispatcher'),
    registrar: () => as('registrar'),
    supervisor: () => as('supervisor'),
    otherOrganisation: async () => (await makeOrganisation(database)).keys,
    kill: (signal) => running.kill(signal),
    restart: () => running.start(),
    stop: async () => {
      await running.kill('SIGTERM');
      if (given === undefined) await database.drop();
    },
  };
}

/** The server's process, started as often as wanted on one port. */
class Running {
  url = '';
  readonly log: string[] = [];
  private port = '0';
  private current: ChildProcess | undefined;

  constructor(private readonly env: Readonly<Record<string, string>>) {}

  get child(): ChildProcess {
    if (this.current === undefined) throw new Error('the server was never started');
    return this.current;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_ENV: 'test',
        LOG_LEVEL: 'info',
        // Tests are one address, and some ask faster than anybody.
        REQUEST_LIMIT_FACTOR: '1000',
        ...this.env,
        PORT: this.port,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.current = child;
    const ready = this.untilReady(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), READY_WITHIN_MS);
    try {
      this.url = await ready;
      this.port = new URL(this.url).port;
    } finally {
      clearTimeout(timer);
    }
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  private untilReady(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      const take = (line: string): void => {
        this.log.push(line);
        if (this.log.length > OUTPUT_LINES_MAX) this.log.shift();
        const url = urlOfReadyLine(line);
        if (url !== null) resolve(url);
      };
      for (const stream of [child.stdout, child.stderr]) {
        if (stream !== null) createInterface({ input: stream }).on('line', take);
      }
      child.once('exit', (code) => {
        reject(new Error(`the server ended with ${String(code)}:\n${this.log.join('\n')}`));
      });
    });
  }
}

function urlOfReadyLine(line: string): string | null {
  if (!line.startsWith('{')) return null;
  const entry = JSON.parse(line) as { msg?: string; url?: string };
  return entry.msg === 'ready' ? (entry.url ?? null) : null;
}

/** Adds an organisation with a key of each role. */
export async function makeOrganisation(database: TestDatabase): Promise<{
  readonly organisationId: string;
  readonly keys: Readonly<Record<AccountRole, string>>;
}> {
  const { south, west, north, east } = AREA;
  const organisation: Organisation = {
    id: randomUUID(),
    slug: `test-${randomBytes(6).toString('hex')}`,
    name: 'Test organisation',
    timeZone: 'America/New_York',
    area: {
      polygons: [
        {
          outer: [
            { lat: south, lon: west },
            { lat: south, lon: east },
            { lat: north, lon: east },
            { lat: north, lon: west },
            { lat: south, lon: west },
          ],
          holes: [],
        },
      ],
    },
    policyName: 'nearest-10',
  };
  const keys = makeKeys();
  await addOrganisation(database, organisation, keys);
  return { organisationId: organisation.id, keys };
}

/** Secrets, one of each role. */
export function makeKeys(): Readonly<Record<AccountRole, string>> {
  const key = (): string => randomBytes(24).toString('base64url');
  return Object.fromEntries(ACCOUNT_ROLES.map((role) => [role, key()])) as Record<
    AccountRole,
    string
  >;
}

async function emptyRedis(): Promise<string> {
  const given = process.env['REDIS_URL'];
  if (given === undefined) throw new Error('REDIS_URL is not set: run the tests by npm test');
  const worker = Number(process.env['JEST_WORKER_ID'] ?? '1');
  const url = new URL(given);
  url.pathname = `/${REDIS_DATABASE_FIRST + (worker % REDIS_DATABASES)}`;
  const client = new Redis(url.href);
  await client.flushdb();
  await client.quit();
  return url.href;
}
