import { SECOND_MS } from '#core/units';
import { Http2Session, type Http2End, type Http2Request } from './http2-session';

export interface SessionsOptions {
  readonly origin: string;
  readonly ca?: string;
  readonly pingEveryMs?: number;
  readonly pingWithinMs?: number;
}

/** Connections at most: the first carries everything until its streams are used up. */
export const SESSIONS_MAX = 4;
/** How often one request is sent again that the peer says it has not looked at. */
const TRIES_MAX = 3;
const CONNECT_WITHIN_MS = 5 * SECOND_MS;
const PING_EVERY_MS = 15 * SECOND_MS;
const PING_WITHIN_MS = 2 * SECOND_MS;

/** A connection with room; or why there is none. */
type Taken = Http2Session | { readonly end: 'deadline' | 'broken'; readonly error: string };
type Take = (taken: Taken) => void;

const TOO_LATE = { end: 'deadline', error: 'no stream was free in time' } as const;
const CLOSED = { end: 'broken', error: 'closed' } as const;

/**
 * Kept HTTP/2 connections to one origin. A further one is opened when the streams of those that are
 * there are used up, or the peer takes no more on them (GOAWAY), or they broke.
 */
export class Http2Sessions {
  private sessions: Http2Session[] = [];
  /** Those who wait for a stream, longest first. */
  private readonly waiting = new Set<Take>();
  private closed = false;

  constructor(private readonly options: SessionsOptions) {}

  /** Connections that take requests. */
  get openCount(): number {
    return this.sessions.filter((session) => session.isUsable).length;
  }

  /**
   * Sends one request; ends by the deadline, and never rejects. What the peer says it has not
   * looked at is sent again within the same deadline.
   */
  async send(request: Http2Request, deadlineMs: number): Promise<Http2End> {
    const endsAt = performance.now() + deadlineMs;
    for (let tries = 1; ; tries += 1) {
      const taken = await this.take(endsAt - performance.now());
      if (!(taken instanceof Http2Session)) return taken;
      const end = await taken.send(request, Math.max(1, endsAt - performance.now()));
      const again = end.end === 'unprocessed' && !this.closed && tries < TRIES_MAX;
      if (!again || performance.now() >= endsAt) return end;
    }
  }

  /** Opens a connection ahead of the first request, where there is none. */
  connect(): void {
    if (this.openCount === 0) this.open();
  }

  /** Ends all connections at once. */
  close(): void {
    this.closed = true;
    for (const session of this.sessions) session.destroy();
    for (const take of [...this.waiting]) take(CLOSED);
  }

  /** A connection with room kept on it. */
  private take(withinMs: number): Promise<Taken> {
    return new Promise((resolve) => {
      const take: Take = (taken) => {
        clearTimeout(timer);
        this.waiting.delete(take);
        resolve(taken);
      };
      const timer = setTimeout(() => take(TOO_LATE), Math.max(0, withinMs));
      this.waiting.add(take);
      this.giveOut();
    });
  }

  /** Gives what room there is to those who wait longest. */
  private giveOut(): void {
    for (const take of this.waiting) {
      const session = this.sessions.find((each) => each.hasRoom);
      if (session === undefined) {
        this.open();
        return;
      }
      session.reserve();
      take(session);
    }
  }

  /** Opens a further connection, one at a time: who waits gets its streams when it is there. */
  private open(): void {
    this.sessions = this.sessions.filter((session) => !session.isOver);
    const usable = this.sessions.filter((session) => session.isUsable);
    const isOpening = usable.some((session) => session.isOpening);
    if (this.closed || isOpening || usable.length >= SESSIONS_MAX) return;
    const { origin, ca, pingEveryMs, pingWithinMs } = this.options;
    const session = new Http2Session({
      origin,
      ...(ca === undefined ? {} : { ca }),
      connectWithinMs: CONNECT_WITHIN_MS,
      pingEveryMs: pingEveryMs ?? PING_EVERY_MS,
      pingWithinMs: pingWithinMs ?? PING_WITHIN_MS,
      onChange: () => this.giveOut(),
      onLost: (error) => {
        for (const take of [...this.waiting]) take({ end: 'broken', error });
      },
    });
    this.sessions.push(session);
  }
}
