import { randomUUID } from 'node:crypto';
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { readFcmRequest, type FcmMessage } from './fcm-rules';
import { selfSigned } from './self-signed';

/** How the server treats a token: as FCM treats a good one, or one of its ways to fail. */
export type FcmBehaviour =
  | { readonly how: 'ok' | 'unregistered' | 'invalid-token' | 'invalid-payload' | 'silent-drop' }
  | { readonly how: 'quota' | 'unavailable'; readonly retryAfterS?: number }
  | { readonly how: 'slow'; readonly ms: number };

/** A message that reached its phone. */
export interface DeliveredPush {
  readonly name: string;
  readonly message: FcmMessage;
  readonly httpVersion: string;
}

export interface FcmServerOptions {
  readonly port?: number;
  readonly projectId?: string;
  readonly accessToken?: string;
  /** Told of each message that reaches its phone. */
  readonly onDelivered?: (push: DeliveredPush) => void;
}

const BODY_MAX_BYTES = 64 * 1_024;
/** So that a long demonstration does not fill the memory. */
const KEPT_MAX = 10_000;

/**
 * A local server of FCM's HTTP v1 API over TLS, HTTP/1.1 and HTTP/2, with a certificate of its own
 * (`ca`). It checks messages as FCM does, keeps those that reached their phone, and treats each
 * token as told.
 */
export class FcmServer {
  readonly host = '127.0.0.1';
  readonly projectId: string;
  readonly accessToken: string;
  readonly ca: string;
  readonly delivered: DeliveredPush[] = [];
  /** Requests that came in, answered or not. */
  requests = 0;
  private readonly server: Http2SecureServer;
  private readonly sockets = new Set<Socket>();
  private readonly behaviours = new Map<string, FcmBehaviour>();
  private readonly stopping = new AbortController();

  private constructor(private readonly options: FcmServerOptions) {
    const { key, cert } = selfSigned(['localhost', '127.0.0.1']);
    this.projectId = options.projectId ?? 'closeby-local';
    this.accessToken = options.accessToken ?? randomUUID();
    this.ca = cert;
    this.server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
      this.handle(request, response).catch(() => request.destroy());
    });
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** Starts on 127.0.0.1; resolves when it listens. */
  static async start(options: FcmServerOptions = {}): Promise<FcmServer> {
    const fcm = new FcmServer(options);
    await new Promise<void>((resolve, reject) => {
      fcm.server.once('error', reject);
      fcm.server.listen(options.port ?? 0, fcm.host, resolve);
    });
    return fcm;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How to treat this token from now on. */
  treat(token: string, behaviour: FcmBehaviour): void {
    this.behaviours.set(token, behaviour);
  }

  /** Stops and cuts every connection. */
  async close(): Promise<void> {
    this.stopping.abort();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async handle(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    this.requests += 1;
    const text = await bodyOf(request);
    if (
      request.method !== 'POST' ||
      request.url !== `/v1/projects/${this.projectId}/messages:send`
    ) {
      refuse(response, { status: 404, code: 'NOT_FOUND', message: 'Not found.' });
      return;
    }
    if (request.headers.authorization !== `Bearer ${this.accessToken}`) {
      refuse(response, { status: 401, code: 'UNAUTHENTICATED', message: 'Bad credential.' });
      return;
    }
    const message =
      text === null ? 'Request payload size exceeds the limit.' : readFcmRequest(text);
    if (typeof message === 'string') {
      refuse(response, invalid(message));
      return;
    }
    await this.treatMessage(message, request.httpVersion, response);
  }

  private async treatMessage(
    message: FcmMessage,
    httpVersion: string,
    response: Http2ServerResponse,
  ): Promise<void> {
    const behaviour = this.behaviours.get(message.token) ?? { how: 'ok' };
    const refusal = refusalOf(behaviour);
    if (refusal !== null) {
      refuse(response, refusal);
      return;
    }
    if (behaviour.how === 'slow') {
      await after(behaviour.ms, undefined, { signal: this.stopping.signal, ref: false });
    }
    const name = `projects/${this.projectId}/messages/${randomUUID()}`;
    if (behaviour.how !== 'silent-drop') this.deliver({ name, message, httpVersion });
    answer(response, 200, { name });
  }

  private deliver(push: DeliveredPush): void {
    this.delivered.push(push);
    if (this.delivered.length > KEPT_MAX) this.delivered.shift();
    this.options.onDelivered?.(push);
  }
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** FCM's own code, besides the general one. */
  readonly fcmCode?: string;
  readonly retryAfterS?: number;
}

function refusalOf(behaviour: FcmBehaviour): Refusal | null {
  switch (behaviour.how) {
    case 'unregistered':
      return {
        status: 404,
        code: 'NOT_FOUND',
        message: 'Requested entity was not found.',
        fcmCode: 'UNREGISTERED',
      };
    case 'invalid-token':
      return invalid('The registration token is not a valid FCM registration token');
    case 'invalid-payload':
      return invalid("Invalid value at 'message.android.ttl'");
    case 'quota':
      return {
        status: 429,
        code: 'RESOURCE_EXHAUSTED',
        message: 'Quota exceeded.',
        fcmCode: 'QUOTA_EXCEEDED',
        ...wait(behaviour.retryAfterS),
      };
    case 'unavailable':
      return {
        status: 503,
        code: 'UNAVAILABLE',
        message: 'The service is currently unavailable.',
        fcmCode: 'UNAVAILABLE',
        ...wait(behaviour.retryAfterS),
      };
    case 'ok':
    case 'slow':
    case 'silent-drop':
      return null;
  }
}

function invalid(message: string): Refusal {
  return { status: 400, code: 'INVALID_ARGUMENT', message, fcmCode: 'INVALID_ARGUMENT' };
}

function wait(retryAfterS: number | undefined): { retryAfterS?: number } {
  return retryAfterS === undefined ? {} : { retryAfterS };
}

function refuse(response: Http2ServerResponse, refusal: Refusal): void {
  const { status, code, message, fcmCode, retryAfterS } = refusal;
  if (retryAfterS !== undefined) response.setHeader('retry-after', String(retryAfterS));
  const type = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';
  const details = fcmCode === undefined ? [] : [{ '@type': type, errorCode: fcmCode }];
  answer(response, status, { error: { code: status, message, status: code, details } });
}

function answer(response: Http2ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=UTF-8');
  response.end(JSON.stringify(body));
}

/** The body as text; null when it is larger than anyone may send. */
async function bodyOf(request: Http2ServerRequest): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_MAX_BYTES) chunks.push(chunk);
  }
  return bytes > BODY_MAX_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}
