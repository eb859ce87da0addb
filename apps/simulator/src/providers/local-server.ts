import { once } from 'node:events';
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Timing } from './treatments';

/** A key and its certificate, both as PEM. */
export interface LocalTls {
  readonly key: string;
  readonly cert: string;
}

export type Handler = (
  request: Http2ServerRequest,
  response: Http2ServerResponse,
) => Promise<void> | void;

export interface LocalServerOptions {
  readonly port?: number;
  readonly tls: LocalTls;
  readonly handle: Handler;
  /** Requests that one HTTP/2 connection may have open; Google allows 100. */
  readonly streamsMax?: number;
}

/** What one message asks of the time it takes. */
export interface Passage {
  readonly timing: Timing;
  readonly response: Http2ServerResponse;
  /** What is later than this is not delivered any more. */
  readonly ttlMs?: number;
  readonly deliver: () => void;
}

const STREAMS_MAX = 100;
/** What may be on its way on one connection; Node's 64 KiB would hold up a hundred messages. */
const WINDOW_BYTES = 1_048_576;

/**
 * A server on 127.0.0.1 over TLS that speaks HTTP/2 and HTTP/1.1 on one port. Stopping cuts every
 * connection, so that a test never waits for a client.
 */
export class LocalServer {
  readonly host = '127.0.0.1';
  /** Open HTTP/2 connections. */
  readonly sessions = new Set<ServerHttp2Session>();
  private readonly server: Http2SecureServer;
  private readonly sockets = new Set<Socket>();
  private readonly timers = new Map<NodeJS.Timeout, () => void>();

  private constructor(options: LocalServerOptions) {
    const { tls, handle, streamsMax = STREAMS_MAX } = options;
    const settings = { maxConcurrentStreams: streamsMax };
    this.server = createSecureServer({ ...tls, allowHTTP1: true, settings });
    this.server.on('request', (request: Http2ServerRequest, response: Http2ServerResponse) => {
      request.on('error', () => undefined); // the other side hung up: its own affair
      response.on('error', () => undefined);
      Promise.resolve(handle(request, response)).catch(() => request.destroy());
    });
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server.on('session', (session: ServerHttp2Session) => {
      this.sessions.add(session);
      session.setLocalWindowSize(WINDOW_BYTES);
      session.on('error', () => undefined);
      session.once('close', () => this.sessions.delete(session));
    });
  }

  /** Resolves when it listens; rejects when the port is taken. */
  static async start(options: LocalServerOptions): Promise<LocalServer> {
    const local = new LocalServer(options);
    local.server.listen(options.port ?? 0, local.host);
    await once(local.server, 'listening');
    return local;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `https://${this.host}:${this.port}`;
  }

  /**
   * Takes one message as its timing says. A message that is slow is taken at the end of its wait,
   * and not at all when whoever sent it has given up by then.
   *
   * @returns whether there is still somebody to answer
   */
  async pass({ timing, response, ttlMs = Infinity, deliver }: Passage): Promise<boolean> {
    if (timing.how === 'slow' && !(await this.pause(timing.ms, response))) return false;
    if (timing.how === 'late') this.later(timing.ms, () => (timing.ms <= ttlMs ? deliver() : null));
    else if (timing.how !== 'silent-drop') deliver();
    if (timing.how === 'slow-answer') return this.pause(timing.ms, response);
    return !isGone(response);
  }

  /** Waits; false as soon as the other side has hung up or the server stops. */
  pause(ms: number, response: Http2ServerResponse): Promise<boolean> {
    if (isGone(response)) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (stayed: boolean): void => {
        this.forget(timer);
        response.off('close', left);
        resolve(stayed);
      };
      const left = (): void => end(false);
      const timer = this.later(ms, () => end(true), left);
      response.once('close', left);
    });
  }

  /** Does something later, unless the server has stopped by then. */
  later(ms: number, work: () => void, orElse: () => void = () => undefined): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms).unref();
    this.timers.set(timer, orElse);
    return timer;
  }

  /** Breaks every connection off, as a load balancer that dies does. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const waiting = [...this.timers];
    for (const [timer, orElse] of waiting) {
      this.forget(timer);
      orElse();
    }
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.cut();
    await closed;
  }

  private forget(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.timers.delete(timer);
  }
}

/** The body of a request; null when it is larger than allowed, or broken off. */
export function bodyOf(request: Http2ServerRequest, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
    });
    request.once('end', () => resolve(bytes > maxBytes ? null : Buffer.concat(chunks)));
    request.once('aborted', () => resolve(null));
  });
}

/** Answers with JSON, or with nothing but the status; nobody may be there any more. */
export function answer(
  response: Http2ServerResponse,
  status: number,
  body?: { readonly json?: object; readonly headers?: Readonly<Record<string, string>> },
): void {
  if (isGone(response)) return;
  response.statusCode = status;
  for (const [name, value] of Object.entries(body?.headers ?? {})) response.setHeader(name, value);
  if (body?.json === undefined) {
    response.end();
    return;
  }
  response.setHeader('content-type', 'application/json; charset=UTF-8');
  response.end(JSON.stringify(body.json));
}

/** HTTP/1.1 answers are of Node's other class, which has no stream. */
function isGone(response: Http2ServerResponse): boolean {
  const stream = response.stream as { readonly destroyed?: boolean } | null | undefined;
  return response.writableEnded || (stream?.destroyed ?? response.destroyed);
}
