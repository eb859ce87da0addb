import { Client, type Pool } from 'pg';
import type { AccessChanges } from '#flow/ports';
import { readAcross, withoutContent, type DatabaseFailed } from './transaction';

/** The channel of the triggers that note changes of access. */
const ACCESS_CHANNEL = 'closeby_access';
const RECONNECT_AFTER_MS = 500;
/** How often the table is read beside listening, which a broken connection would miss. */
export const ACCESS_POLL_MS = 700;
/**
 * How far back each reading looks. A change shows only when its transaction commits, which is
 * within the time that a statement may take; what was told before is not told again.
 */
const LOOK_BACK_MS = 30_000;

interface Change {
  readonly id: string;
  readonly subjectId: string;
}

/**
 * Changes of access of all copies of the server: written by triggers with the change itself,
 * heard by LISTEN at once, and found by reading the table within a second where that fails.
 */
export class PostgresAccessChanges implements AccessChanges {
  private readonly listeners = new Set<(ids: readonly string[]) => void>();
  private readonly told = new Map<string, number>();
  private client: Client | null = null;
  private timers: NodeJS.Timeout[] = [];
  private reading = false;

  /** @param pool of the door */
  constructor(
    private readonly pool: Pool,
    private readonly url: string,
    private readonly onError: (error: DatabaseFailed) => void,
  ) {}

  onChange: AccessChanges['onChange'] = async (callback) => {
    this.listeners.add(callback);
    if (this.listeners.size === 1) await this.start();
    return async () => {
      this.listeners.delete(callback);
      if (this.listeners.size === 0) await this.close();
    };
  };

  async close(): Promise<void> {
    this.listeners.clear();
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async start(): Promise<void> {
    await this.read();
    this.timers.push(setInterval(() => void this.read(), ACCESS_POLL_MS));
    await this.listen();
  }

  private async listen(): Promise<void> {
    if (this.listeners.size === 0) return;
    const client = new Client({ connectionString: this.url, application_name: 'closeby-listen' });
    this.client = client;
    client.on('error', () => this.listenAgain(client));
    client.on('end', () => this.listenAgain(client));
    client.on('notification', ({ payload }) => {
      const subjectId = payload?.split(' ')[1];
      if (subjectId !== undefined) this.tell([subjectId]);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${ACCESS_CHANNEL}`);
    } catch {
      this.listenAgain(client);
    }
  }

  private listenAgain(broken: Client): void {
    if (this.client !== broken) return;
    this.client = null;
    broken.end().catch(() => undefined);
    const timer = setTimeout(() => void this.listen(), RECONNECT_AFTER_MS);
    timer.unref();
    this.timers.push(timer);
  }

  /** Tells what was not told yet; never throws. */
  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      const changes = await readAcross<Change>(this.pool, {
        name: 'access-changes',
        text: `SELECT id, subject_id AS "subjectId" FROM access_change
          WHERE changed_at > clock_timestamp() - make_interval(secs => $1)`,
        values: [LOOK_BACK_MS / 1_000],
      });
      const fresh = changes.filter(({ id }) => !this.told.has(id));
      const now = performance.now();
      for (const { id } of fresh) this.told.set(id, now);
      for (const [id, at] of this.told) {
        if (at + 2 * LOOK_BACK_MS < now) this.told.delete(id);
      }
      if (fresh.length > 0) this.tell(fresh.map((change) => change.subjectId));
    } catch (error) {
      this.onError(withoutContent(error));
    } finally {
      this.reading = false;
    }
  }

  private tell(ids: readonly string[]): void {
    for (const listener of this.listeners) listener(ids);
  }
}
