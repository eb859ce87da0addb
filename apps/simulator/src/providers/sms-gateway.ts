import { randomBytes } from 'node:crypto';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { CallbackPoster, type Callback, type PostedCallback } from './callback-poster';
import { KeptList } from './kept-list';
import { answer, bodyOf, LocalServer, type LocalTls } from './local-server';
import { selfSigned } from './self-signed';
import { JsonSmsShape } from './sms-json-shape';
import type { SmsMessage, SmsOrder } from './sms-order';
import {
  isAnswer,
  retryAfter,
  type ShapeAnswer,
  type SmsRefusal,
  type SmsShape,
} from './sms-shape';
import { TwilioShape } from './sms-twilio-shape';
import { isTiming, Treatments, type CommonBehaviour } from './treatments';

/** How a number is treated. */
export type SmsBehaviour =
  | CommonBehaviour
  /** Refused at once: nobody can ever be reached there. */
  | { readonly how: 'number-unreachable' }
  /** Taken, and reported as failed afterwards: a phone that is off, a call nobody takes. */
  | { readonly how: 'undelivered' }
  /** At the phone, and never reported. */
  | { readonly how: 'no-report' };

export interface SmsGatewayOptions {
  readonly port?: number;
  /** Left out, it makes its own. */
  readonly tls?: LocalTls;
  /** How long a message takes to the phone, and a call until it is answered. */
  readonly carryMs?: number;
  /** Told of each message or call that reaches its phone. */
  readonly onDelivered?: (message: SmsMessage) => void;
  /** Told of each call-back once it has ended. */
  readonly onCallback?: (posted: PostedCallback) => void;
}

const BODY_MAX_BYTES = 64 * 1_024;
const REMEMBERED_MAX = 20_000;

/**
 * A local SMS and voice gateway over TLS, in two shapes on one port: the generic JSON gateway of
 * `docs/sms-gateway.md` and Twilio's REST API. It keeps what reached its phone, reports it by
 * signed call-backs, and takes replies of the people it stands for.
 */
export class SmsGateway {
  readonly host = '127.0.0.1';
  readonly treatments = new Treatments<SmsBehaviour>();
  /** The newest messages and calls that reached their phone. */
  readonly delivered = new KeptList<SmsMessage>();
  /** The newest call-backs that have ended, however they did. */
  readonly callbacks = new KeptList<PostedCallback>();
  /** Requests that came in, answered or not. */
  requests = 0;
  /** Bearer token of the generic shape, and Twilio's auth token. */
  readonly secret = randomBytes(24).toString('hex');
  /** What the generic shape's call-backs are signed with. */
  readonly signingSecret = `whsec_${randomBytes(24).toString('base64')}`;
  /** Account of Twilio's shape. */
  readonly accountSid = `AC${randomBytes(16).toString('hex')}`;
  private readonly shapes: Readonly<Record<'gateway' | 'twilio', SmsShape>>;
  private readonly poster = new CallbackPoster();
  private readonly byId = new Map<string, SmsMessage>();
  /** By the person's number: what they would answer. */
  private readonly last = new Map<string, { message: SmsMessage; shape: SmsShape }>();
  private readonly listeners = new Map<string, Set<(message: SmsMessage) => void>>();

  private constructor(
    private readonly options: SmsGatewayOptions,
    private readonly local: LocalServer,
    /** The certificate to trust, as PEM. */
    readonly ca: string,
  ) {
    const { secret, signingSecret, accountSid } = this;
    this.shapes = {
      gateway: new JsonSmsShape({ secret, signing: signingSecret }),
      twilio: new TwilioShape({ sid: accountSid, token: secret }),
    };
  }

  /** Starts on 127.0.0.1; resolves when it listens. */
  static async start(options: SmsGatewayOptions = {}): Promise<SmsGateway> {
    const tls = options.tls ?? selfSigned(['localhost', '127.0.0.1']);
    const local = await LocalServer.start({
      tls,
      handle: (request, response) => gateway.handle(request, response),
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    const gateway = new SmsGateway(options, local, tls.cert);
    return gateway;
  }

  get port(): number {
    return this.local.port;
  }

  get url(): string {
    return this.local.url;
  }

  /** How to treat this number from now on, or for so many messages. */
  treat(number: string, behaviour: SmsBehaviour, times?: number): void {
    this.treatments.treat(number, behaviour, times);
  }

  /** Where call-backs are carried, whatever public address they are for; see `CallbackPoster`. */
  leadCallbacksTo(url: string | null): void {
    this.poster.leadTo(url);
  }

  /** Calls back with each message or call that reaches a number; returns how to stop. */
  onMessage(number: string, listener: (message: SmsMessage) => void): () => void {
    const heard = this.listeners.get(number) ?? new Set();
    this.listeners.set(number, heard.add(listener));
    return () => heard.delete(listener);
  }

  /**
   * The person at this number answers what came last by this channel: by a text, or by a key during
   * a call. Resolves when it was handed on; throws where nothing has come that could be answered.
   */
  async reply(
    number: string,
    text: string,
    channel: 'sms' | 'voice' = 'sms',
  ): Promise<PostedCallback> {
    const last = this.last.get(`${channel} ${number}`);
    if (last === undefined) throw new Error(`nothing came to ${number} by ${channel}`);
    const { message, shape } = last;
    const url = this.replyUrl(message, shape);
    if (url === null) throw new Error('the message says nowhere to send replies to');
    // A key belongs to its call; a text is a message of its own.
    const ref =
      channel === 'voice' && message.keyUrl !== null ? message.ref : shape.newRef(channel);
    const reply = { ref, channel, from: number, to: message.from, text };
    return this.post(shape.received(reply, url));
  }

  /** Stops and cuts every connection. */
  async close(): Promise<void> {
    await Promise.all([this.poster.stop(), this.local.close()]);
  }

  private replyUrl(message: SmsMessage, shape: SmsShape): string | null {
    if (message.channel === 'voice' && message.keyUrl !== null) return message.keyUrl;
    return message.statusUrl === null ? null : new URL(shape.replyPath, message.statusUrl).href;
  }

  private async handle(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    this.requests += 1;
    const body = await bodyOf(request, BODY_MAX_BYTES);
    const path = request.url.split('?')[0] ?? '';
    const shape = Object.values(this.shapes).find((each) => each.owns(path));
    if (shape === undefined || request.method !== 'POST' || body === null) {
      answer(response, 404, { json: { error: 'not-found' } });
      return;
    }
    const read = shape.read({ path, headers: request.headers, body: body.toString('utf8') });
    if (isAnswer(read)) send(response, read);
    else await this.take(read, shape, response);
  }

  private async take(
    order: SmsOrder,
    shape: SmsShape,
    response: Http2ServerResponse,
  ): Promise<void> {
    const known = order.id === null ? undefined : this.byId.get(order.id);
    if (known !== undefined) {
      send(response, shape.taken(known));
      return;
    }
    const behaviour = this.treatments.next(order.to);
    const refusal = refusalOf(behaviour);
    if (refusal !== null) {
      send(response, { ...shape.refused(refusal), ...retryAfter(refusal) });
      return;
    }
    const message: SmsMessage = { ...order, ref: shape.newRef(order.channel) };
    const stays = await this.local.pass({
      timing: isTiming(behaviour) ? behaviour : { how: 'ok' },
      response,
      ttlMs: order.validForMs,
      deliver: () => this.carry(message, shape, behaviour.how),
    });
    if (stays || behaviour.how === 'slow-answer') this.remember(message);
    if (stays) send(response, shape.taken(message));
  }

  /** So that a repeat is answered the same; the oldest are forgotten. */
  private remember(message: SmsMessage): void {
    if (message.id === null) return;
    this.byId.set(message.id, message);
    const [oldest] = this.byId.keys();
    if (this.byId.size > REMEMBERED_MAX && oldest !== undefined) this.byId.delete(oldest);
  }

  private carry(message: SmsMessage, shape: SmsShape, how: SmsBehaviour['how']): void {
    this.local.later(this.options.carryMs ?? 0, () => {
      const failed = how === 'undelivered';
      if (!failed) this.arrive(message, shape);
      const error = message.channel === 'sms' ? 'unreachable' : 'no-answer';
      const report = shape.report(message, failed ? error : null);
      if (report !== null && how !== 'no-report') void this.post(report);
    });
  }

  private arrive(message: SmsMessage, shape: SmsShape): void {
    this.delivered.push(message);
    this.last.set(`${message.channel} ${message.to}`, { message, shape });
    this.options.onDelivered?.(message);
    for (const listener of this.listeners.get(message.to) ?? []) listener(message);
  }

  private async post(callback: Callback): Promise<PostedCallback> {
    const posted = await this.poster.post(callback);
    this.callbacks.push(posted);
    this.options.onCallback?.(posted);
    return posted;
  }
}

function refusalOf(behaviour: SmsBehaviour): SmsRefusal | null {
  switch (behaviour.how) {
    case 'number-unreachable':
    case 'internal':
      return { why: behaviour.how };
    case 'quota':
    case 'unavailable':
      return { ...behaviour, why: behaviour.how };
    case 'ok':
    case 'silent-drop':
    case 'slow':
    case 'slow-answer':
    case 'late':
    case 'undelivered':
    case 'no-report':
      return null;
  }
}

function send(response: Http2ServerResponse, { status, json, headers }: ShapeAnswer): void {
  answer(response, status, { json, ...(headers === undefined ? {} : { headers }) });
}
