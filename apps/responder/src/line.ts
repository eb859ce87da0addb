import { io, type Socket } from 'socket.io-client';
import type {
  Ack,
  RESPONDER_NAMESPACE,
  ResponderEventAnswers,
  ResponderEventCarries,
  ResponderEventName,
} from '#contracts/live-events';
import type { NoteView } from '#contracts/note-api';
import type { FeedMessage } from '#contracts/responder-api';
import { NOT_REACHED, request, toProblem, turnsAway, type Reply } from '#web/http';
import { pathOf } from './paths';

const NAMESPACE: typeof RESPONDER_NAMESPACE = '/responder';
const ANSWER_TIMEOUT_MS = 8_000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 3_000;
/** A line that is back within this was never missed. */
const WORTH_SAYING_MS = 2_000;

export interface LineListener {
  /** What the server is told on every connect. */
  readonly auth: () => { readonly token: string; readonly lastSeq: number };
  readonly onFeed: (message: FeedMessage) => void;
  readonly onNote: (note: NoteView) => void;
  readonly onConnected: () => void;
  readonly onLost: () => void;
  /** The server does not take this token any more. */
  readonly onTurnedAway: () => void;
}

/** The live line to the server: connects again by itself until it is closed or turned away. */
export class Line {
  /** Local time of the last sign of life from the server. */
  private lastContactMs = Date.now();
  private readonly socket: Socket;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(private readonly listener: LineListener) {
    this.socket = io(NAMESPACE, {
      transports: ['websocket'],
      auth: (give) => give(listener.auth()),
      reconnectionDelay: RETRY_MIN_MS,
      reconnectionDelayMax: RETRY_MAX_MS,
    });
    this.socket.on('connect', () => {
      this.lastContactMs = Date.now();
      listener.onConnected();
    });
    this.socket.on('feed', (message: FeedMessage) => listener.onFeed(message));
    this.socket.on('note', (note: NoteView) => listener.onNote(note));
    this.socket.on('disconnect', () => this.lost());
    this.socket.on('connect_error', (error) => this.failed(error));
    this.socket.io.on('ping', () => this.heard());
    this.socket.onAny(() => this.heard());
    addEventListener('offline', this.cutOff);
    addEventListener('online', this.tryNow);
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Seconds without a sign of life, once that is worth saying; null while all is well. */
  get silentForS(): number | null {
    const silentMs = Date.now() - this.lastContactMs;
    if (this.socket.connected || silentMs < WORTH_SAYING_MS) return null;
    return Math.round(silentMs / 1_000);
  }

  /**
   * Sends one event, over HTTP while the socket is down; promises the server's answer or a
   * problem, never an exception.
   */
  async ask<N extends ResponderEventName>(
    event: N,
    message: ResponderEventCarries<N>,
  ): Promise<Reply<ResponderEventAnswers<N>>> {
    if (!this.socket.connected) return this.askOverHttp(event, message);
    try {
      const answer: unknown = await this.socket
        .timeout(ANSWER_TIMEOUT_MS)
        .emitWithAck(event, message);
      this.heard();
      const ack = answer as Ack<ResponderEventAnswers<N>>;
      return ack.ok ? ack : { ok: false, problem: toProblem(ack.problem) };
    } catch {
      return { ok: false, problem: NOT_REACHED };
    }
  }

  private async askOverHttp<N extends ResponderEventName>(
    event: N,
    message: ResponderEventCarries<N>,
  ): Promise<Reply<ResponderEventAnswers<N>>> {
    const { method, path } = pathOf[event];
    const query = method === 'GET' ? `?${queryOf(message)}` : '';
    const body = method === 'GET' ? {} : { body: message };
    const bearer = this.listener.auth().token;
    const reply = await request<ResponderEventAnswers<N>>(path + query, {
      bearer,
      method,
      ...body,
    });
    if (reply.ok) this.heard();
    return reply;
  }

  /** Connects anew, with what `auth` says now. */
  reopen(): void {
    this.socket.disconnect();
    this.tryNow();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    removeEventListener('offline', this.cutOff);
    removeEventListener('online', this.tryNow);
    this.socket.disconnect();
  }

  /** The phone itself knows that it has no network, long before a ping is missed. */
  private readonly cutOff = (): void => {
    this.socket.io.engine.close();
  };

  private readonly tryNow = (): void => {
    if (!this.closed && !this.socket.connected) this.socket.connect();
  };

  private heard(): void {
    this.lastContactMs = Date.now();
  }

  private lost(): void {
    if (this.closed) return;
    this.listener.onLost();
    this.tryLater();
  }

  private failed(error: Error & { data?: unknown }): void {
    if (this.closed) return;
    const problem = toProblem(error.data);
    if (turnsAway(problem)) {
      this.close();
      this.listener.onTurnedAway();
      return;
    }
    this.lost();
  }

  /** Socket.IO gives up when the server closes or refuses; an alarm line never does. */
  private tryLater(): void {
    clearTimeout(this.retry);
    if (this.socket.active) return;
    this.retry = setTimeout(this.tryNow, RETRY_MAX_MS);
  }
}

function queryOf(message: object): string {
  const parts = Object.entries(message).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new URLSearchParams(parts).toString();
}
