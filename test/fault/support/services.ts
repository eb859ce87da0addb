import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Keeper, PostgresAt, RedisAt } from './keeper';

/** A PostgreSQL of the test, with everything that can be done to it from outside. */
export class PostgresService {
  private constructor(
    readonly name: string,
    private readonly keeper: Keeper,
    private readonly how: {
      readonly template: string;
      readonly settings: Readonly<Record<string, string>>;
      readonly standbyOf?: string;
    },
    private at: PostgresAt,
  ) {}

  static async start(
    keeper: Keeper,
    name: string,
    how: PostgresService['how'],
  ): Promise<PostgresService> {
    const at = await keeper.call('startPostgres', { name, ...how });
    return new PostgresService(name, keeper, how, at);
  }

  get port(): number {
    return this.at.port;
  }

  /** Its first process. */
  get pid(): number {
    return this.at.pid;
  }

  /** Its data. */
  get folder(): string {
    return this.at.folder;
  }

  /** As superuser, whom no rule of rows holds. */
  get superuserUrl(): string {
    return this.at.superuserUrl;
  }

  /** As the owner of the tables, for maintenance. */
  get ownerUrl(): string {
    const url = new URL(this.at.databaseOwnerUrl);
    url.searchParams.set('options', '-c closeby.purpose=maintenance');
    return url.toString().replaceAll('+', '%20');
  }

  /** As the server connects. */
  get appUrl(): string {
    return this.at.databaseUrl;
  }

  /**
   * SIGKILL and SIGQUIT are for the first process, whose others end with it; SIGSTOP and SIGCONT
   * for all of them. Does not wait until it has ended: `start` does.
   */
  async kill(signal: 'SIGKILL' | 'SIGQUIT' | 'SIGINT' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    await this.keeper.call('signal', { name: this.name, signal });
  }

  /** Starts it again over the same data and port; resolves when it can be asked. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const all = { ...this.how.settings, ...settings };
    const how = { name: this.name, ...this.how, settings: all };
    this.at = await this.keeper.call('startPostgres', how);
  }

  /** Runs statements as superuser; what they printed. */
  psql(sql: string, database = 'closeby'): Promise<string> {
    return this.keeper.call('psql', { name: this.name, sql, database });
  }

  /** What a statement answers, as superuser, over a connection of its own. */
  async rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const client = await this.connect();
    try {
      return (await client.query(text, [...values])).rows as T[];
    } finally {
      await client.end();
    }
  }

  /** A connection as superuser, to hold something with; whoever asked ends it. */
  async connect(): Promise<Client> {
    const client = new Client({ connectionString: this.superuserUrl });
    // It may be ended by what the test does to the server.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Has a standby take over; resolves when it takes writes. */
  async promote(): Promise<void> {
    await this.rows('SELECT pg_promote(true, 60)');
  }
}

/** A Redis of the test; it keeps an append-only file, as in production. */
export class RedisService {
  private constructor(
    readonly name: string,
    private readonly keeper: Keeper,
    private at: RedisAt,
  ) {}

  static async start(keeper: Keeper, name: string): Promise<RedisService> {
    return new RedisService(name, keeper, await keeper.call('startRedis', { name }));
  }

  get port(): number {
    return this.at.port;
  }

  get pid(): number {
    return this.at.pid;
  }

  get url(): string {
    return this.at.redisUrl;
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    await this.keeper.call('signal', { name: this.name, signal });
  }

  /** Starts it again on the same port; `empty` removes what it had kept. */
  async start(options: { readonly empty?: boolean } = {}): Promise<void> {
    this.at = await this.keeper.call('startRedis', { name: this.name, ...options });
  }

  /** One command, such as `command('CONFIG', 'SET', 'maxmemory', '1mb')`. */
  async command(name: string, ...args: readonly (string | number)[]): Promise<unknown> {
    const client = new Redis(this.url, { maxRetriesPerRequest: 1, lazyConnect: true });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  }
}
