import { Client } from 'pg';
import { connectionTo } from './primary';
import { CONNECT_MAX_MS } from './transaction';

const RECONNECT_AFTER_MS = 500;
/**
 * How often the connection is asked whether it still is one. Nothing is sent on it otherwise, so
 * that a line that is cut without a word would never be noticed.
 */
export const HEARTBEAT_EVERY_MS = 5_000;
const HEARTBEAT_WITHIN_MS = 3_000;

/** A connection that does nothing but listen on a channel, made anew when it breaks. */
export class Listener {
  /** Settles when the first attempt to connect has ended, well or not; never fails. */
  readonly ready: Promise<void>;
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly heartbeat: NodeJS.Timeout;
  private closed = false;

  constructor(
    private readonly options: {
      readonly url: string;
      readonly channel: string;
      readonly onNotice: (payload: string) => void;
      /** Told when it listens, at first and again after a break, in which it has heard nothing. */
      readonly onListening: () => void;
    },
  ) {
    this.ready = this.connect();
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_EVERY_MS);
    this.heartbeat.unref();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.heartbeat);
    if (this.timer !== null) clearTimeout(this.timer);
    await this.ready;
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { url, channel, onNotice, onListening } = this.options;
    const client = new Client({
      ...connectionTo(url),
      application_name: 'closeby-listen',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MAX_MS,
      query_timeout: HEARTBEAT_WITHIN_MS,
    });
    this.client = client;
    client.on('error', () => this.reconnect(client));
    client.on('end', () => this.reconnect(client));
    client.on('notification', ({ payload }) => onNotice(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      onListening();
    } catch {
      this.reconnect(client);
    }
  }

  private async beat(): Promise<void> {
    const { client } = this;
    try {
      await client?.query('SELECT');
    } catch {
      if (client !== null) this.reconnect(client);
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
