import { Client, type Pool } from 'pg';

/** The channel on which processes tell each other that something became due. */
export const DUE_CHANNEL = 'closeby_due';
const RECONNECT_AFTER_MS = 500;

/**
 * Tells workers, also in other processes, that something is due now. It only wakes: a worker
 * polls as well. The bell is rung after the commit and never within it, because NOTIFY inside a
 * transaction makes all commits of the database wait for each other; rings that come while one is
 * on its way become one.
 */
export class DueBell {
  private readonly listeners = new Set<() => void>();
  private ringing = false;
  private again = false;
  private listener: Listener | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly url: string,
  ) {}

  /** Rings; never throws and never waits. */
  ring(): void {
    if (this.ringing) this.again = true;
    else void this.send();
  }

  /** Calls back at every ring from anywhere; returns how to stop. Resolves once it listens. */
  async onRing(callback: () => void): Promise<() => Promise<void>> {
    this.listeners.add(callback);
    this.listener ??= new Listener(this.url, () => {
      for (const one of this.listeners) one();
    });
    await this.listener.ready;
    return async () => {
      this.listeners.delete(callback);
      if (this.listeners.size === 0) await this.close();
    };
  }

  async close(): Promise<void> {
    const { listener } = this;
    this.listener = null;
    await listener?.close();
  }

  private async send(): Promise<void> {
    this.ringing = true;
    try {
      do {
        this.again = false;
        await this.pool.query(`NOTIFY ${DUE_CHANNEL}`);
      } while (this.shouldRepeat());
    } catch {
      // Workers poll: a ring that is lost costs a quarter of a second.
    } finally {
      this.ringing = false;
    }
  }

  private shouldRepeat(): boolean {
    return this.again;
  }
}

/** A connection that does nothing but listen, made anew when it breaks. */
class Listener {
  /** Settles when the first attempt to connect has ended, well or not. */
  readonly ready: Promise<void>;
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly onRing: () => void,
  ) {
    this.ready = this.connect();
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.ready;
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, application_name: 'closeby-listen' });
    this.client = client;
    client.on('error', () => this.reconnect(client));
    client.on('end', () => this.reconnect(client));
    client.on('notification', this.onRing);
    try {
      await client.connect();
      await client.query(`LISTEN ${DUE_CHANNEL}`);
      // What was rung while nobody listened is due now.
      this.onRing();
    } catch {
      this.reconnect(client);
    }
  }

  private reconnect(broken: Client): void {
    if (this.closed || this.client !== broken) return;
    this.client = null;
    broken.end().catch(() => undefined);
    this.timer = setTimeout(() => void this.connect(), RECONNECT_AFTER_MS);
    this.timer.unref();
  }
}
