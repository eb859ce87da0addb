import { randomUUID } from 'node:crypto';
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import {
  fcmInvalid,
  fcmRefusal,
  fcmRefused,
  type FcmBehaviour,
  type FcmRefusal,
} from './fcm-answers';
import { readFcmRequest, type FcmMessage } from './fcm-rules';
import { KeptList } from './kept-list';
import { answer, bodyOf, LocalServer, type LocalTls } from './local-server';
import { selfSigned } from './self-signed';
import { isTiming, Treatments, type Timing } from './treatments';

export type { FcmBehaviour } from './fcm-answers';

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
  /** Left out, it makes its own. */
  readonly tls?: LocalTls;
  /** Requests that one HTTP/2 connection may have open. */
  readonly streamsMax?: number;
  /** Told of each message that reaches its phone. */
  readonly onDelivered?: (push: DeliveredPush) => void;
}

const BODY_MAX_BYTES = 64 * 1_024;
/** What was on its way when the provider said "not before …" is not held against its sender. */
const ON_THE_WAY_MS = 250;
/** FCM keeps what has no time to live for four weeks. */
const TTL_DEFAULT_MS = 28 * 86_400_000;

/**
 * A local server of FCM's HTTP v1 API over TLS, HTTP/1.1 and HTTP/2 on one port, with a certificate
 * of its own (`ca`). It checks messages as FCM does, keeps those that reached their phone, and
 * treats each token as told (`treatments`).
 */
export class FcmServer {
  readonly host = '127.0.0.1';
  readonly projectId: string;
  readonly accessToken: string;
  readonly treatments = new Treatments<FcmBehaviour>();
  /** The newest messages that reached their phone. */
  readonly delivered = new KeptList<DeliveredPush>();
  /** Requests that came in, answered or not. */
  requests = 0;
  /** Requests that came although a Retry-After had not passed. */
  tooEarly = 0;
  private notBefore = { from: 0, until: 0 };
  private readonly path: string;

  private constructor(
    private readonly options: FcmServerOptions,
    private readonly local: LocalServer,
    /** The certificate to trust, as PEM. */
    readonly ca: string,
  ) {
    this.projectId = options.projectId ?? 'closeby-local';
    this.accessToken = options.accessToken ?? randomUUID();
    this.path = `/v1/projects/${this.projectId}/messages:send`;
  }

  /** Starts on 127.0.0.1; resolves when it listens. */
  static async start(options: FcmServerOptions = {}): Promise<FcmServer> {
    const tls = options.tls ?? selfSigned(['localhost', '127.0.0.1']);
    const local = await LocalServer.start({
      tls,
      handle: (request, response) => fcm.handle(request, response),
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.streamsMax === undefined ? {} : { streamsMax: options.streamsMax }),
    });
    const fcm = new FcmServer(options, local, tls.cert);
    return fcm;
  }

  get port(): number {
    return this.local.port;
  }

  /** How to treat this token from now on, or for so many messages. */
  treat(token: string, behaviour: FcmBehaviour, times?: number): void {
    this.treatments.treat(token, behaviour, times);
  }

  /** Whether whoever sends now disregards a Retry-After. */
  get isPausing(): boolean {
    const now = Date.now();
    return now > this.notBefore.from && now < this.notBefore.until;
  }

  /** Open HTTP/2 connections. */
  get sessions(): number {
    return this.local.sessions.size;
  }

  /** Asks every HTTP/2 connection to end: what is open is answered, what is new goes elsewhere. */
  goAway(): void {
    for (const session of this.local.sessions) session.close();
  }

  /** Breaks every connection off. */
  cut(): void {
    this.local.cut();
  }

  /** Stops and cuts every connection. */
  close(): Promise<void> {
    return this.local.close();
  }

  private async handle(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    this.count();
    const body = await bodyOf(request, BODY_MAX_BYTES);
    if (request.method !== 'POST' || request.url !== this.path) {
      refuse(response, { status: 404, code: 'NOT_FOUND', message: 'Not found.' });
      return;
    }
    if (request.headers.authorization !== `Bearer ${this.accessToken}`) {
      refuse(response, { status: 401, code: 'UNAUTHENTICATED', message: 'Bad credential.' });
      return;
    }
    const message =
      body === null
        ? 'Request payload size exceeds the limit.'
        : readFcmRequest(body.toString('utf8'));
    if (typeof message === 'string') {
      refuse(response, fcmInvalid(message));
      return;
    }
    await this.treatMessage(message, request, response);
  }

  private async treatMessage(
    message: FcmMessage,
    request: Http2ServerRequest,
    response: Http2ServerResponse,
  ): Promise<void> {
    const behaviour = this.treatments.next(message.token);
    const refusal = fcmRefusal(behaviour);
    if (refusal !== null) {
      this.pauseFor(refusal.retryAfterS);
      refuse(response, refusal);
    } else if (isTiming(behaviour)) {
      await this.take(message, behaviour, { request, response });
    } else {
      sendAway(request, response);
    }
  }

  private async take(
    message: FcmMessage,
    timing: Timing,
    exchange: { readonly request: Http2ServerRequest; readonly response: Http2ServerResponse },
  ): Promise<void> {
    const { request, response } = exchange;
    const name = `projects/${this.projectId}/messages/${randomUUID()}`;
    const push = { name, message, httpVersion: request.httpVersion };
    const stays = await this.local.pass({
      timing,
      response,
      ttlMs: ttlMsOf(message),
      deliver: () => this.deliver(push),
    });
    if (stays) answer(response, 200, { json: { name } });
  }

  private deliver(push: DeliveredPush): void {
    this.delivered.push(push);
    this.options.onDelivered?.(push);
  }

  private count(): void {
    this.requests += 1;
    if (this.isPausing) this.tooEarly += 1;
  }

  private pauseFor(retryAfterS: number | undefined): void {
    if (retryAfterS === undefined) return;
    const now = Date.now();
    if (now < this.notBefore.until) return;
    this.notBefore = { from: now + ON_THE_WAY_MS, until: now + retryAfterS * 1_000 };
  }
}

/** GOAWAY that names the message before this one as the last taken; HTTP/1.1 can only hang up. */
function sendAway(request: Http2ServerRequest, response: Http2ServerResponse): void {
  const stream = request.httpVersionMajor === 2 ? response.stream : null;
  const session = stream?.session;
  if (stream?.id === undefined || session === undefined) {
    request.socket.destroy();
    return;
  }
  session.goaway(constants.NGHTTP2_NO_ERROR, Math.max(0, stream.id - 2));
}

/** Of Android's part, as `120s`. */
function ttlMsOf(message: FcmMessage): number {
  const ttl = message.android?.ttl;
  return ttl === undefined ? TTL_DEFAULT_MS : Number.parseFloat(ttl) * 1_000;
}

function refuse(response: Http2ServerResponse, refusal: FcmRefusal): void {
  const { status, headers, json } = fcmRefused(refusal);
  answer(response, status, { headers, json });
}
