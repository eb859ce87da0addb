import { createECDH, randomBytes, randomUUID, type ECDH } from 'node:crypto';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { KeptList } from './kept-list';
import { answer, bodyOf, LocalServer, type LocalTls } from './local-server';
import { openMessage } from './open-message';
import { selfSigned } from './self-signed';
import { isTiming, Treatments, type CommonBehaviour, type Timing } from './treatments';
import { checkVapid } from './vapid';
import { readPushHeaders, type PushHeaders } from './web-push-rules';

/** How the service treats a subscription. */
export type WebPushBehaviour =
  | CommonBehaviour
  /** No such subscription (404), or no longer (410). */
  | { readonly how: 'not-found' | 'gone' }
  | { readonly how: 'too-large' };

/** As a browser's `PushSubscription.toJSON()` has it. */
export interface WebPushSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** A message that reached its browser, which could read it. */
export interface DeliveredWebPush extends PushHeaders {
  readonly endpoint: string;
  readonly text: string;
}

export interface WebPushOptions {
  readonly port?: number;
  /** Left out, it makes its own. */
  readonly tls?: LocalTls;
  /** Told of each message that reaches its browser. */
  readonly onDelivered?: (push: DeliveredWebPush) => void;
}

interface Subscriber {
  readonly endpoint: string;
  readonly pair: ECDH;
  readonly auth: Buffer;
  /** The only sender it takes messages of; null for any. */
  readonly senderKey: string | null;
}

type Listener = (push: DeliveredWebPush) => void;

/** What push services take at most (RFC 8291 §4). */
const BODY_MAX_BYTES = 4_096;
const STATUS = {
  'not-found': 404,
  gone: 410,
  'too-large': 413,
  quota: 429,
  internal: 500,
  unavailable: 503,
} as const;

/**
 * A local push service (RFC 8030) over TLS with the browsers that are subscribed to it. It takes
 * messages of senders that prove who they are (RFC 8292), and the browsers read what was sealed for
 * them (RFC 8291).
 */
export class WebPushService {
  readonly host = '127.0.0.1';
  readonly treatments = new Treatments<WebPushBehaviour>();
  /** The newest messages that browsers could read. */
  readonly delivered = new KeptList<DeliveredWebPush>();
  /** Requests that came in, answered or not. */
  requests = 0;
  /** Messages that were taken and could not be opened by the browser they were for. */
  unreadable = 0;
  private readonly subscribers = new Map<string, Subscriber>();
  private readonly listeners = new Map<string, Set<Listener>>();

  private constructor(
    private readonly options: WebPushOptions,
    private readonly local: LocalServer,
    /** The certificate to trust, as PEM. */
    readonly ca: string,
  ) {}

  /** Starts on 127.0.0.1; resolves when it listens. */
  static async start(options: WebPushOptions = {}): Promise<WebPushService> {
    const tls = options.tls ?? selfSigned(['localhost', '127.0.0.1']);
    const local = await LocalServer.start({
      tls,
      handle: (request, response) => service.handle(request, response),
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    const service = new WebPushService(options, local, tls.cert);
    return service;
  }

  get port(): number {
    return this.local.port;
  }

  get url(): string {
    return this.local.url;
  }

  /**
   * A browser subscribes.
   *
   * @param senderKey the only key whose messages it takes, as base64url; left out, any
   */
  subscribe(senderKey: string | null = null): WebPushSubscription {
    const pair = createECDH('prime256v1');
    const p256dh = pair.generateKeys('base64url');
    const auth = randomBytes(16);
    const path = `/push/${randomBytes(24).toString('base64url')}`;
    const endpoint = this.url + path;
    this.subscribers.set(path, { endpoint, pair, auth, senderKey });
    return { endpoint, keys: { p256dh, auth: auth.toString('base64url') } };
  }

  /** How to treat this subscription from now on, or for so many messages. */
  treat(endpoint: string, behaviour: WebPushBehaviour, times?: number): void {
    this.treatments.treat(endpoint, behaviour, times);
  }

  /** Calls back with each message that reaches a browser; returns how to stop. */
  onMessage(endpoint: string, listener: Listener): () => void {
    const heard = this.listeners.get(endpoint) ?? new Set();
    this.listeners.set(endpoint, heard.add(listener));
    return () => heard.delete(listener);
  }

  /** Stops and cuts every connection. */
  close(): Promise<void> {
    return this.local.close();
  }

  private async handle(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    this.requests += 1;
    const body = await bodyOf(request, BODY_MAX_BYTES);
    const subscriber = this.subscribers.get(request.url);
    if (subscriber === undefined || request.method !== 'POST') {
      refuse(response, 404, 'no such subscription');
      return;
    }
    if (body === null) {
      refuse(response, 413, `more than ${BODY_MAX_BYTES} bytes`);
      return;
    }
    const proof = checkVapid(request.headers.authorization, this.url, Date.now());
    if ('status' in proof) {
      refuse(response, proof.status, proof.reason);
      return;
    }
    if (subscriber.senderKey !== null && subscriber.senderKey !== proof.key) {
      refuse(response, 403, 'subscribed to another sender');
      return;
    }
    const headers = readPushHeaders(request.headers, body.length);
    if ('status' in headers) refuse(response, headers.status, headers.reason);
    else await this.treatMessage(subscriber, { headers, body }, response);
  }

  private async treatMessage(
    subscriber: Subscriber,
    message: { readonly headers: PushHeaders; readonly body: Buffer },
    response: Http2ServerResponse,
  ): Promise<void> {
    const behaviour = this.treatments.next(subscriber.endpoint);
    if (!isTiming(behaviour)) {
      const wait = 'retryAfterS' in behaviour ? behaviour.retryAfterS : undefined;
      refuse(response, STATUS[behaviour.how], behaviour.how, wait);
      return;
    }
    const timing: Timing = behaviour;
    const stays = await this.local.pass({
      timing,
      response,
      ttlMs: message.headers.ttlS * 1_000,
      deliver: () => this.deliver(subscriber, message),
    });
    const location = `${this.url}/message/${randomUUID()}`;
    if (stays) answer(response, 201, { headers: { location } });
  }

  /** The browser opens it; what it cannot open it throws away, and the sender never knows. */
  private deliver(
    subscriber: Subscriber,
    message: { readonly headers: PushHeaders; readonly body: Buffer },
  ): void {
    const text = opened(message.body, subscriber);
    if (text === null) {
      this.unreadable += 1;
      return;
    }
    const push = { ...message.headers, endpoint: subscriber.endpoint, text };
    this.delivered.push(push);
    this.options.onDelivered?.(push);
    for (const listener of this.listeners.get(subscriber.endpoint) ?? []) listener(push);
  }
}

function opened(body: Buffer, subscriber: Subscriber): string | null {
  if (body.length === 0) return '';
  try {
    return openMessage(body, subscriber).toString('utf8');
  } catch {
    return null;
  }
}

function refuse(
  response: Http2ServerResponse,
  status: number,
  ...[reason, retryAfterS]: [reason: string, retryAfterS?: number]
): void {
  const headers: Record<string, string> =
    retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  answer(response, status, { headers, json: { code: status, reason } });
}
