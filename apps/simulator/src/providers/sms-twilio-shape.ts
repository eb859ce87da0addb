import { createHmac, randomBytes } from 'node:crypto';
import type { Callback } from './callback-poster';
import { E164, type SmsMessage, type SmsOrder, type SmsReply } from './sms-order';
import type { ShapeAnswer, ShapeRequest, SmsRefusal, SmsShape } from './sms-shape';

const PATH = /^\/2010-04-01\/Accounts\/([^/]+)\/(Messages|Calls)\.json$/;
const BODY_MAX_CHARS = 1_600;
/** Twilio keeps a message this long unless told otherwise. */
const VALIDITY_DEFAULT_S = 36_000;
const NOT_SPOKEN = /<[^>]*>/g;

/** Twilio's own errors: code, status, words. */
const ERRORS = {
  credential: [20_003, 401, 'Authenticate'],
  'not-found': [20_404, 404, 'The requested resource was not found'],
  quota: [20_429, 429, 'Too Many Requests'],
  internal: [20_500, 500, 'Internal Server Error'],
  unavailable: [20_503, 503, 'Service Unavailable'],
  'to-missing': [21_604, 400, "A 'To' phone number is required."],
  'from-missing': [21_603, 400, "A 'From' phone number is required."],
  'body-missing': [21_602, 400, 'Message body is required.'],
  'body-too-long': [21_617, 400, 'The concatenated message body exceeds the 1600 character limit.'],
  'to-invalid': [21_211, 400, "Invalid 'To' Phone Number"],
  'validity-invalid': [21_609, 400, 'Invalid ValidityPeriod'],
  'callback-invalid': [21_609, 400, "The 'StatusCallback' URL is not a valid URL."],
  'twiml-missing': [21_205, 400, 'Url or Twiml is required.'],
  'number-unreachable': [21_614, 400, "'To' number is not a valid mobile number"],
} as const;
/** "Unreachable destination handset". */
const UNREACHABLE = '30003';

/** Twilio's REST API of 2010-04-01, messages and calls, and its signed call-backs. */
export class TwilioShape implements SmsShape {
  readonly replyPath = '/v1/providers/twilio/callbacks';

  constructor(private readonly account: { readonly sid: string; readonly token: string }) {}

  owns(path: string): boolean {
    return path.startsWith('/2010-04-01/');
  }

  read(request: ShapeRequest): SmsOrder | ShapeAnswer {
    const [, sid, what] = PATH.exec(request.path) ?? [];
    const { sid: mine, token } = this.account;
    const basic = `Basic ${Buffer.from(`${mine}:${token}`).toString('base64')}`;
    if (request.headers['authorization'] !== basic) return error('credential');
    if (sid !== mine) return error('not-found');
    const type = String(request.headers['content-type'] ?? '');
    if (!type.startsWith('application/x-www-form-urlencoded')) return error('to-missing');
    const form = new URLSearchParams(request.body);
    return what === 'Calls' ? callIn(form) : messageIn(form);
  }

  taken(message: SmsMessage): ShapeAnswer {
    const { ref, to, from, text } = message;
    const common = { sid: ref, account_sid: this.account.sid, to, from, status: 'queued' };
    const json = message.channel === 'sms' ? { ...common, body: text, num_media: '0' } : common;
    return { status: 201, json };
  }

  refused(refusal: SmsRefusal): ShapeAnswer {
    return error(refusal.why);
  }

  newRef(channel: 'sms' | 'voice'): string {
    return `${channel === 'sms' ? 'SM' : 'CA'}${randomBytes(16).toString('hex')}`;
  }

  report(message: SmsMessage, error: string | null): Callback | null {
    if (message.statusUrl === null) return null;
    const { ref, to, from } = message;
    const ends = { AccountSid: this.account.sid, ApiVersion: '2010-04-01', To: to, From: from };
    const isCall = message.channel === 'voice';
    if (isCall) {
      // Only the end of a call is reported; a call here takes no time.
      const ended =
        error === null
          ? { CallStatus: 'completed', AnsweredBy: 'human' }
          : { CallStatus: 'no-answer' };
      return this.signed(message.statusUrl, { ...ends, CallSid: ref, ...ended });
    }
    const became = error === null ? 'delivered' : 'undelivered';
    const names = { MessageSid: ref, SmsSid: ref, MessageStatus: became, SmsStatus: became };
    const fields =
      error === null ? names : { ...names, ErrorCode: UNREACHABLE, ErrorMessage: error };
    return this.signed(message.statusUrl, { ...ends, ...fields });
  }

  received(reply: SmsReply, url: string): Callback {
    const { ref, text } = reply;
    const common = { AccountSid: this.account.sid, ApiVersion: '2010-04-01' };
    if (reply.channel === 'voice') {
      // Of a call, `To` stays the person that was called.
      const ends = { To: reply.from, From: reply.to, Direction: 'outbound-api' };
      const pressed = { CallSid: ref, CallStatus: 'in-progress', Digits: text };
      return this.signed(url, { ...common, ...ends, ...pressed });
    }
    const ends = { From: reply.from, To: reply.to };
    const said = { MessageSid: ref, SmsSid: ref, SmsStatus: 'received', Body: text };
    return this.signed(url, { ...common, ...ends, ...said, NumMedia: '0', NumSegments: '1' });
  }

  /** `X-Twilio-Signature`: HMAC-SHA1 over the address and the sorted fields, by the auth token. */
  private signed(url: string, fields: Readonly<Record<string, string>>): Callback {
    const sorted = Object.keys(fields).sort();
    const text = url + sorted.map((name) => name + (fields[name] ?? '')).join('');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': createHmac('sha1', this.account.token).update(text).digest('base64'),
    };
    return { url, headers, body: new URLSearchParams(fields).toString() };
  }
}

function messageIn(form: URLSearchParams): SmsOrder | ShapeAnswer {
  const wrong = wrongIn(form);
  if (wrong !== null) return wrong;
  const text = form.get('Body') ?? '';
  if (text === '') return error('body-missing');
  if (text.length > BODY_MAX_CHARS) return error('body-too-long');
  const validForS = Number(form.get('ValidityPeriod') ?? VALIDITY_DEFAULT_S);
  if (!(Number.isInteger(validForS) && validForS >= 1 && validForS <= VALIDITY_DEFAULT_S)) {
    return error('validity-invalid');
  }
  return { ...endsOf(form), channel: 'sms', text, validForMs: validForS * 1_000, keyUrl: null };
}

function callIn(form: URLSearchParams): SmsOrder | ShapeAnswer {
  const wrong = wrongIn(form);
  if (wrong !== null) return wrong;
  const twiml = form.get('Twiml');
  if (twiml === null || !/<Response>.*<Say/s.test(twiml)) return error('twiml-missing');
  const action = /<Gather[^>]*\baction="([^"]*)"/.exec(twiml)?.[1];
  const text = unescaped(twiml.replace(NOT_SPOKEN, ' ')).replace(/\s+/g, ' ').trim();
  const keyUrl = action === undefined ? null : unescaped(action);
  return { ...endsOf(form), channel: 'voice', text, validForMs: Infinity, keyUrl };
}

function wrongIn(form: URLSearchParams): ShapeAnswer | null {
  const to = form.get('To') ?? '';
  if (to === '') return error('to-missing');
  if (!E164.test(to)) return error('to-invalid');
  if ((form.get('From') ?? '') === '') return error('from-missing');
  const callback = form.get('StatusCallback');
  return callback === null || URL.canParse(callback) ? null : error('callback-invalid');
}

function endsOf(
  form: URLSearchParams,
): Pick<SmsOrder, 'id' | 'to' | 'from' | 'language' | 'statusUrl'> {
  const [to, from] = [form.get('To') ?? '', form.get('From') ?? ''];
  return { id: null, to, from, language: null, statusUrl: form.get('StatusCallback') };
}

function unescaped(xml: string): string {
  const named: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&apos;': "'",
    '&#39;': "'",
    '&amp;': '&',
  };
  return xml.replace(/&(?:lt|gt|quot|apos|#39|amp);/g, (entity) => named[entity] ?? entity);
}

function error(name: keyof typeof ERRORS): ShapeAnswer {
  const [code, status, message] = ERRORS[name];
  const more = `https://www.twilio.com/docs/errors/${code}`;
  return { status, json: { code, message, more_info: more, status } };
}
