import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { addressesOf } from '#adapters/shared/addresses';

/** A server of the database that has not said what it is by then counts as gone. */
const ANSWER_WITHIN_MS = 1_000;
/** How often is looked where writes are taken now: when none was found, and while all is well. */
const LOOK_AGAIN_MS = 100;
const WATCH_EVERY_MS = 1_000;
const PORT = 5432;

/** Null on a standby; else the timeline, which grows with every promotion. */
const TIMELINE = `SELECT CASE WHEN pg_is_in_recovery() THEN NULL
  ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END AS timeline`;

/** How a client or pool of `pg` is told where to connect. */
export interface Connection {
  readonly connectionString: string;
  readonly stream?: () => Socket;
}

/**
 * Where to connect for a URL with one host or several. With several, every connection goes to the
 * one that takes writes when it is made, and those to a server that has been replaced are broken
 * off, so that whoever uses them connects anew.
 */
export function connectionTo(url: string): Connection {
  const [first, ...others] = addressesOf(url);
  if (others.length === 0) return { connectionString: url };
  const known = primaries.get(url) ?? new Primary([first, ...others]);
  primaries.set(url, known);
  return { connectionString: first, stream: () => new SocketToPrimary(known) };
}

/** One watch for each database, whichever pools use it. */
const primaries = new Map<string, Primary>();

/** One server of the database, and a connection to it that only asks what it is. */
class Candidate {
  readonly host: string;
  readonly port: number;
  private client: Promise<Client> | null = null;

  constructor(private readonly url: string) {
    const { hostname, port } = new URL(url);
    this.host = hostname.replace(/^\[(.*)\]$/, '$1');
    this.port = port === '' ? PORT : Number(port);
  }

  /** Of one that takes writes; null for a standby and for one that does not answer. */
  async timeline(): Promise<number | null> {
    const opened = (this.client ??= this.open());
    try {
      const client = await opened;
      const { rows } = await client.query<{ timeline: string | null }>(TIMELINE);
      const timeline = rows[0]?.timeline ?? null;
      return timeline === null ? null : Number.parseInt(timeline, 16);
    } catch {
      if (this.client === opened) this.close();
      return null;
    }
  }

  close(): void {
    const closing = this.client;
    this.client = null;
    closing?.then((client) => client.end()).catch(() => undefined);
  }

  private async open(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'closeby-primary',
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      // It keeps no process alive.
      stream: () => new Socket().unref(),
    });
    // The next question fails by it.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}

/**
 * Which of several servers takes writes. One with an older timeline than was ever seen is never
 * taken: it is a former primary that does not know yet that another was promoted.
 */
class Primary {
  private readonly candidates: readonly Candidate[];
  private readonly sockets = new Set<SocketToPrimary>();
  private newestTimeline = 0;
  private looking: Promise<Candidate | null> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(urls: readonly string[]) {
    this.candidates = urls.map((url) => new Candidate(url));
  }

  /** Resolves as soon as one takes writes; null when nobody waits for it any more. */
  async find(isWanted: () => boolean): Promise<Candidate | null> {
    // Its own connections keep no process alive, but one that waits here is not done.
    const awake = setInterval(() => undefined, WATCH_EVERY_MS);
    try {
      while (isWanted()) {
        this.looking ??= this.look().finally(() => (this.looking = null));
        const found = await this.looking;
        if (found !== null) return found;
        await pause(LOOK_AGAIN_MS);
      }
      return null;
    } finally {
      clearInterval(awake);
    }
  }

  join(socket: SocketToPrimary): void {
    this.sockets.add(socket);
    this.timer ??= setInterval(() => void this.watch(), WATCH_EVERY_MS).unref();
  }

  leave(socket: SocketToPrimary): void {
    this.sockets.delete(socket);
    if (this.sockets.size > 0 || this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    for (const candidate of this.candidates) candidate.close();
  }

  /** The first that is as new as any seen; the first time, the newest of all that answer. */
  private async look(): Promise<Candidate | null> {
    if (this.newestTimeline === 0) return this.newest();
    const asked = this.candidates.map(async (candidate) => {
      const timeline = await candidate.timeline();
      if (timeline === null || timeline < this.newestTimeline) throw new Error('not this one');
      this.newestTimeline = timeline;
      return candidate;
    });
    return Promise.any(asked).catch(() => null);
  }

  private async newest(): Promise<Candidate | null> {
    const asked = this.candidates.map(async (candidate) => ({
      candidate,
      timeline: await candidate.timeline(),
    }));
    let best: Candidate | null = null;
    for (const { candidate, timeline } of await Promise.all(asked)) {
      if (timeline === null || timeline < this.newestTimeline) continue;
      if (best !== null && timeline === this.newestTimeline) continue;
      this.newestTimeline = timeline;
      best = candidate;
    }
    return best;
  }

  /** Breaks off what is connected to a server that another has replaced. */
  private async watch(): Promise<void> {
    const found = await this.newest();
    if (found === null) return;
    for (const socket of this.sockets) {
      if (socket.to === null || socket.to === found) continue;
      socket.destroy(new Error('another server of the database takes writes now'));
    }
  }
}

/** A connection that goes to whichever server takes writes, wherever it is told to go. */
class SocketToPrimary extends Socket {
  to: Candidate | null = null;

  constructor(private readonly primary: Primary) {
    super();
    primary.join(this);
    this.once('close', () => primary.leave(this));
  }

  override connect(): this {
    this.primary
      .find(() => !this.destroyed)
      .then((found) => {
        if (found === null || this.destroyed) return;
        this.to = found;
        super.connect(found.port, found.host);
      })
      .catch((error: unknown) => this.destroy(error instanceof Error ? error : undefined));
    return this;
  }
}
