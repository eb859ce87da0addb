import {
  connect,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
  type Settings,
} from 'node:http2';
import { errorText } from '#adapters/shared/hand-over';

export interface Http2Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Http2Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a request ended. What is `unprocessed` was not looked at, so it may be sent once more. */
export type Http2End =
  | { readonly end: 'answer'; readonly answer: Http2Answer }
  | { readonly end: 'unprocessed' | 'broken' | 'deadline'; readonly error: string };

export interface SessionOptions {
  readonly origin: string;
  readonly ca?: string;
  /** A connection that is not there by then is given up. */
  readonly connectWithinMs: number;
  readonly pingEveryMs: number;
  /** A session that does not answer a ping by then is dead. */
  readonly pingWithinMs: number;
  /** Told whenever there may be room, or the connection is gone. */
  readonly onChange: () => void;
  /** Told why, where the connection never came about; `onChange` follows. */
  readonly onLost: (error: string) => void;
}

/** Streams where the peer sets no limit; as RFC 9113 §6.5.2 advises. */
const STREAMS_MAX_DEFAULT = 100;
const BODY_MAX_CHARS = 64 * 1_024;

/** One connection: streams within the peer's limit, a deadline for each, pings while it is open. */
export class Http2Session {
  private readonly session: ClientHttp2Session;
  private readonly pings: NodeJS.Timeout;
  private readonly connecting: NodeJS.Timeout;
  /** Null until the peer has said how many, which it does before anything else. */
  private streamsMax: number | null = null;
  private inFlight = 0;
  /** The peer will look at no later stream; null until it says so. */
  private lastTakenId: number | null = null;
  private probing = false;
  private error: string | null = null;

  constructor(private readonly options: SessionOptions) {
    const { origin, ca, pingEveryMs, connectWithinMs } = options;
    this.session = connect(origin, ca === undefined ? {} : { ca });
    this.session.on('remoteSettings', (settings: Settings) => {
      clearTimeout(this.connecting);
      this.streamsMax = Math.max(1, settings.maxConcurrentStreams ?? STREAMS_MAX_DEFAULT);
      options.onChange();
    });
    this.session.on('goaway', (_code: number, lastStreamId: number) => {
      this.lastTakenId = lastStreamId;
      options.onChange();
    });
    this.session.on('error', (error) => (this.error = errorText(error)));
    this.session.on('close', () => {
      this.stopTimers();
      if (this.isOpening) options.onLost(this.error ?? 'the connection was closed');
      options.onChange();
    });
    this.pings = setInterval(() => this.probe(), pingEveryMs).unref();
    this.connecting = setTimeout(() => {
      this.error ??= 'no connection in time';
      this.session.destroy();
    }, connectWithinMs).unref();
  }

  /** Whether new requests may ever go this way. */
  get isUsable(): boolean {
    return this.lastTakenId === null && !this.session.closed && !this.session.destroyed;
  }

  /** Whether the peer has not said yet how many streams it takes. */
  get isOpening(): boolean {
    return this.streamsMax === null;
  }

  get hasRoom(): boolean {
    return this.isUsable && this.inFlight < (this.streamsMax ?? 0);
  }

  /** Nothing is under way any more, and nothing can be. */
  get isOver(): boolean {
    return this.session.destroyed;
  }

  /** Keeps room for one request, which must then be sent. */
  reserve(): void {
    this.inFlight += 1;
  }

  /** Sends a request that has its room; its stream is cut at the deadline. Never rejects. */
  async send(request: Http2Request, deadlineMs: number): Promise<Http2End> {
    try {
      return await this.exchange(request, deadlineMs);
    } catch (error) {
      return { end: 'unprocessed', error: errorText(error) };
    } finally {
      this.inFlight -= 1;
      this.options.onChange();
    }
  }

  /** Ends at once. */
  destroy(): void {
    this.stopTimers();
    this.session.destroy();
  }

  private stopTimers(): void {
    clearInterval(this.pings);
    clearTimeout(this.connecting);
  }

  private exchange(request: Http2Request, deadlineMs: number): Promise<Http2End> {
    const stream = this.session.request({
      ':method': 'POST',
      ':path': request.path,
      ...request.headers,
    });
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve({ end: 'deadline', error: 'no answer in time' });
        stream.close(constants.NGHTTP2_CANCEL);
        this.probe();
      }, deadlineMs);
      const settle = (end: Http2End): void => {
        clearTimeout(timer);
        resolve(end);
      };
      let [head, body]: [IncomingHttpHeaders & IncomingHttpStatusHeader, string] = [{}, ''];
      stream.on('response', (headers) => (head = headers));
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        if (body.length < BODY_MAX_CHARS) body += text;
      });
      stream.on('end', () => {
        const { ':status': status, ...headers } = head;
        if (status !== undefined) settle({ end: 'answer', answer: { status, headers, body } });
      });
      let why: string | null = null;
      stream.on('error', (error) => (why = errorText(error)));
      stream.on('close', () => settle(this.cut(stream, why)));
      stream.end(request.body);
    });
  }

  /** What it means that a stream closed without an answer. */
  private cut(stream: ClientHttp2Stream, why: string | null): Http2End {
    const refused = stream.rstCode === constants.NGHTTP2_REFUSED_STREAM;
    const beyond = this.lastTakenId !== null && (stream.id ?? Infinity) > this.lastTakenId;
    const error = this.error ?? why ?? `the stream was reset (${String(stream.rstCode)})`;
    return { end: refused || beyond ? 'unprocessed' : 'broken', error };
  }

  /** Asks for a sign of life; without one the connection is given up. */
  private probe(): void {
    if (this.probing || this.session.connecting || this.session.destroyed) return;
    this.probing = true;
    const dead = setTimeout(() => this.session.destroy(), this.options.pingWithinMs);
    dead.unref();
    this.session.ping(() => {
      clearTimeout(dead);
      this.probing = false;
    });
  }
}
