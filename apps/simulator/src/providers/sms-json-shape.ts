import { createHmac, randomUUID } from 'node:crypto';
import type { Callback } from './callback-poster';
import { E164, type SmsMessage, type SmsOrder, type SmsReply } from './sms-order';
import type { ShapeAnswer, ShapeRequest, SmsRefusal, SmsShape } from './sms-shape';

const PARTS = [
  'id',
  'to',
  'from',
  'channel',
  'text',
  'speech',
  'language',
  'validForS',
  'callback',
];
const SECRET_START = 'whsec_';
const STATUS = { 'number-unreachable': 422, internal: 500, quota: 429, unavailable: 503 } as const;

/** The gateway of `docs/sms-gateway.md`: one JSON request per message, signed call-backs. */
export class JsonSmsShape implements SmsShape {
  readonly replyPath = '/v1/providers/gateway/callbacks';
  private refs = 0;

  /** @param keys the bearer token it takes, and the `whsec_…` that call-backs are signed with */
  constructor(private readonly keys: { readonly secret: string; readonly signing: string }) {}

  owns(path: string): boolean {
    return path === '/messages';
  }

  read(request: ShapeRequest): SmsOrder | ShapeAnswer {
    if (request.headers['authorization'] !== `Bearer ${this.keys.secret}`) {
      return error(401, 'bad-credential');
    }
    const order = orderIn(request.body);
    if (typeof order === 'string') return error(400, order);
    return request.headers['idempotency-key'] === order.id ? order : error(400, 'idempotency-key');
  }

  taken(message: SmsMessage): ShapeAnswer {
    return { status: 202, json: { ref: message.ref } };
  }

  refused(refusal: SmsRefusal): ShapeAnswer {
    return error(STATUS[refusal.why], refusal.why);
  }

  newRef(): string {
    this.refs += 1;
    return `g-${this.refs}`;
  }

  report(message: SmsMessage, error: string | null): Callback | null {
    if (message.statusUrl === null) return null;
    const { channel, ref } = message;
    return error === null
      ? this.signed(message.statusUrl, 'message.delivered', { channel, ref })
      : this.signed(message.statusUrl, 'message.failed', { channel, ref, error });
  }

  received(reply: SmsReply, url: string): Callback {
    const { channel, ref, from, text } = reply;
    return this.signed(url, 'message.received', { channel, ref, from, text });
  }

  /** Standard Webhooks: HMAC-SHA256 over id, time and body, under the decoded secret. */
  private signed(url: string, type: string, data: object): Callback {
    const now = new Date();
    const body = JSON.stringify({ type, timestamp: now.toISOString(), data });
    const id = `msg_${randomUUID()}`;
    const timestamp = String(Math.floor(now.getTime() / 1_000));
    const key = Buffer.from(this.keys.signing.slice(SECRET_START.length), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${mac}`,
    };
    return { url, headers, body };
  }
}

/** The order, or the name of the part that is wrong. */
function orderIn(body: string): SmsOrder | string {
  const json = parsed(body);
  if (json === null) return 'body';
  const unknown = Object.keys(json).find((name) => !PARTS.includes(name));
  if (unknown !== undefined) return unknown;
  const { id, to, from, channel, language, validForS, callback } = json;
  const text = channel === 'voice' ? json['speech'] : json['text'];
  if (!isText(id)) return 'id';
  if (!isText(to) || !E164.test(to)) return 'to';
  if (!isText(from)) return 'from';
  if (channel !== 'sms' && channel !== 'voice') return 'channel';
  if (!isText(text)) return channel === 'voice' ? 'speech' : 'text';
  if (!isText(language)) return 'language';
  if (typeof validForS !== 'number' || !(validForS > 0)) return 'validForS';
  if (callback !== null && !(isText(callback) && URL.canParse(callback))) return 'callback';
  const validForMs = validForS * 1_000;
  return { id, to, from, channel, text, language, validForMs, statusUrl: callback, keyUrl: null };
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body);
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isObject ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function error(status: number, name: string): ShapeAnswer {
  return { status, json: { error: name } };
}
