import { Client } from 'pg';
import { connectionTo } from './primary';

const BEAT_EVERY_MS = 400;
const ANSWER_WITHIN_MS = 1_000;
/** A database that has not answered for this long is gone, as far as this process can see. */
const SILENT_AFTER_MS = 1_500;

/**
 * Asks the database again and again on a connection of its own, so that a busy pool does not look
 * like a database that is gone, nor one that is gone like a slow one.
 */
export class DatabasePulse {
  private client: Promise<Client> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<void> = Promise.resolve();
  private answeredAtMs = performance.now();
  private machineSkewMs = 0;
  private stopped = false;

  /** @param url as the server's own role; of several hosts only the one that takes writes counts */
  constructor(
    private readonly url: string,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  start(): this {
    this.beating = this.beat();
    return this;
  }

  /** Whether the database has answered lately, and takes writes. */
  beats(): boolean {
    return this.silentMs() < SILENT_AFTER_MS;
  }

  /** How long ago it last answered. */
  silentMs(): number {
    return performance.now() - this.answeredAtMs;
  }

  /** How far the machine's own date was ahead of PostgreSQL's when that last answered. */
  skewMs(): number {
    return this.machineSkewMs;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.beating;
    this.hangUp();
  }

  /** Never throws. */
  private async beat(): Promise<void> {
    const wasThere = this.beats();
    try {
      this.client ??= this.open();
      const client = await this.client;
      const askedAt = Date.now();
      const asked = performance.now();
      const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
      this.answeredAtMs = performance.now();
      const middle = askedAt + (this.answeredAtMs - asked) / 2;
      this.machineSkewMs = Math.round(middle - (rows[0]?.now.getTime() ?? middle));
    } catch (error) {
      if (wasThere) this.onTrouble(error);
      this.hangUp();
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.beating = this.beat();
    }, BEAT_EVERY_MS);
    this.timer.unref();
  }

  private async open(): Promise<Client> {
    const client = new Client({
      ...connectionTo(this.url),
      application_name: 'closeby-pulse',
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    // The next beat fails by it.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Without waiting for a line that may be dead. */
  private hangUp(): void {
    const closing = this.client;
    this.client = null;
    closing?.then((client) => client.end()).catch(() => undefined);
  }
}
