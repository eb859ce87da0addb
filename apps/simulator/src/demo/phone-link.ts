import { io, type Socket } from 'socket.io-client';
import {
  RESPONDER_NAMESPACE,
  type Ack,
  type ResponderEventAnswers,
  type ResponderEventCarries,
  type ResponderEventName,
} from '#contracts/live-events';
import type { AlertView, FeedMessage, FeedView, ReportAedMessage } from '#contracts/responder-api';
import { HttpClient, type Method } from './http-client';

/** An answer to a phone, over whichever way; a broken way is a refusal with code `no-answer`. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string };

/** How one phone talks to the server. */
export interface PhoneLink {
  /** On a socket, or asleep until something wakes it. */
  readonly via: 'socket' | 'asleep';
  send<N extends ResponderEventName>(
    name: N,
    message: ResponderEventCarries<N>,
  ): Promise<Reply<ResponderEventAnswers<N>>>;
  /** What was found where the AED of one's order should be; there is one way for all phones. */
  reportAed(assignmentId: string, message: ReportAedMessage): Promise<Reply<AlertView>>;
  /** What came after a number of the feed; nothing when the server cannot be asked. */
  feed(after: number): Promise<readonly FeedMessage[]>;
  close(): void;
}

const ACK_DEADLINE_MS = 10_000;
const RECONNECT_MIN_MS = 500;
const RECONNECT_MAX_MS = 5_000;

/** A phone on a live socket: it hears its feed at once, and catches up after a reconnect. */
export class SocketLink implements PhoneLink {
  readonly via = 'socket';
  private readonly socket: Socket;
  private readonly http: HttpClient;

  constructor(task: {
    readonly url: string;
    readonly token: string;
    readonly lastSeq: () => number;
    readonly onFeed: (message: FeedMessage) => void;
    readonly onRefused: (code: string) => void;
  }) {
    this.http = new HttpClient(task.url, task.token);
    this.socket = io(`${task.url}${RESPONDER_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnectionDelay: RECONNECT_MIN_MS,
      reconnectionDelayMax: RECONNECT_MAX_MS,
      auth: (give: (auth: object) => void) => {
        give({ token: task.token, lastSeq: task.lastSeq() });
      },
    });
    this.socket.on('feed', task.onFeed);
    this.socket.on('connect_error', (error: Error) => {
      task.onRefused(error.message);
    });
  }

  /** Resolves once connected for the first time; rejects when that takes longer than `withinMs`. */
  async open(withinMs: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error('a phone could not connect its socket'));
      }, withinMs);
      this.socket.once('connect', () => {
        clearTimeout(late);
        resolve();
      });
      this.socket.connect();
    });
  }

  async send<N extends ResponderEventName>(
    name: N,
    message: ResponderEventCarries<N>,
  ): Promise<Reply<ResponderEventAnswers<N>>> {
    try {
      const answer: unknown = await this.socket.timeout(ACK_DEADLINE_MS).emitWithAck(name, message);
      const ack = answer as Ack<ResponderEventAnswers<N>>;
      return ack.ok ? ack : { ok: false, code: ack.problem.code };
    } catch {
      return { ok: false, code: 'no-answer' };
    }
  }

  reportAed(assignmentId: string, message: ReportAedMessage): Promise<Reply<AlertView>> {
    return reportAedBy(this.http, assignmentId, message);
  }

  feed(after: number): Promise<readonly FeedMessage[]> {
    return feedBy(this.http, after);
  }

  close(): void {
    this.socket.disconnect();
  }
}

const ROUTES = {
  duty: ['PUT', '/v1/me/duty'],
  fixes: ['POST', '/v1/me/fixes'],
  receipt: ['POST', '/v1/me/receipts'],
  answer: ['POST', '/v1/me/answers'],
  progress: ['POST', '/v1/me/progress'],
  'catch-up': null,
} as const satisfies Record<ResponderEventName, readonly [Method, string] | null>;

/** A phone without a socket: the same steps over HTTP; its app is woken to read its feed. */
export class AsleepLink implements PhoneLink {
  readonly via = 'asleep';

  constructor(private readonly http: HttpClient) {}

  async send<N extends ResponderEventName>(
    name: N,
    message: ResponderEventCarries<N>,
  ): Promise<Reply<ResponderEventAnswers<N>>> {
    const route = ROUTES[name];
    if (route === null) throw new Error('a phone without a socket fetches its feed');
    const [method, path] = route;
    return this.http.ask<ResponderEventAnswers<N>>(method, path, message);
  }

  reportAed(assignmentId: string, message: ReportAedMessage): Promise<Reply<AlertView>> {
    return reportAedBy(this.http, assignmentId, message);
  }

  feed(after: number): Promise<readonly FeedMessage[]> {
    return feedBy(this.http, after);
  }

  close(): void {
    // There is nothing to close: every request stands alone.
  }
}

function reportAedBy(
  http: HttpClient,
  assignmentId: string,
  message: ReportAedMessage,
): Promise<Reply<AlertView>> {
  return http.ask<AlertView>('POST', `/v1/assignments/${assignmentId}/aed`, message);
}

async function feedBy(http: HttpClient, after: number): Promise<readonly FeedMessage[]> {
  const answer = await http.ask<FeedView>('GET', `/v1/me/feed?after=${after}`);
  return answer.ok ? answer.value.messages : [];
}
