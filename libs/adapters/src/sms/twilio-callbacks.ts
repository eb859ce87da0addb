import { createHmac, timingSafeEqual } from 'node:crypto';
import { LANGUAGES, type Language } from '#core/delivery';
import { ok, refuse, type Result } from '#core/problem';
import type {
  ProviderAnswer,
  ProviderCallbacks,
  ProviderEvent,
  ProviderRequest,
} from '#flow/ports';
import { VOICES } from './phone-options';
import { EMPTY_TWIML, twiml } from './twiml';

const TWIML_MEDIA_TYPE = 'text/xml; charset=utf-8';
const THANKS: Readonly<Record<Language, string>> = {
  en: 'Thank you. Your answer has arrived.',
  fr: 'Merci. Votre réponse est arrivée.',
  de: 'Danke. Ihre Antwort ist angekommen.',
};
const MESSAGE_DELIVERED = new Set(['delivered', 'read']);
const MESSAGE_FAILED = new Set(['undelivered', 'failed', 'canceled']);
const CALL_ANSWERED = new Set(['completed', 'in-progress']);
const CALL_FAILED = new Set(['busy', 'no-answer', 'failed', 'canceled']);

/**
 * Call-backs in Twilio's shape: what became of messages and calls, texts that came in, keys that
 * were pressed. Each of the auth tokens counts, so that one can be replaced.
 */
export class TwilioCallbacks implements ProviderCallbacks {
  constructor(private readonly authTokens: readonly string[]) {}

  read(request: ProviderRequest): Result<readonly ProviderEvent[]> {
    const form = new URLSearchParams(request.body);
    const given = request.headers['x-twilio-signature'] ?? '';
    const isSigned = this.authTokens.some((token) =>
      spellings(request.url).some((url) => isSame(twilioSignature(token, url, form), given)),
    );
    if (!isSigned) return refuse('signature-invalid', 'The call-back is not signed as it must be.');
    return ok(form.has('CallSid') ? callEvents(form) : messageEvents(form));
  }

  answer(request: ProviderRequest, events: readonly ProviderEvent[]): ProviderAnswer | null {
    const reply = events.find((event) => event.kind === 'reply');
    if (reply === undefined) return null;
    if (reply.channel === 'sms') return { mediaType: TWIML_MEDIA_TYPE, body: EMPTY_TWIML };
    const language = languageIn(request.url);
    const body = twiml({ say: THANKS[language], voice: VOICES[language], gather: null });
    return { mediaType: TWIML_MEDIA_TYPE, body };
  }
}

/**
 * What Twilio signs a form with: base64 of HMAC-SHA1 over the address followed by each field's name
 * and value, sorted by name, under the auth token.
 */
export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  const fields = names.flatMap((name) =>
    [...new Set(form.getAll(name))].sort().map((value) => name + value),
  );
  return createHmac('sha1', authToken)
    .update([url, ...fields].join(''))
    .digest('base64');
}

/** Twilio writes the usual port into the address now and then. */
function spellings(url: string): readonly string[] {
  const { protocol, host, port } = new URL(url);
  if (port !== '' || protocol !== 'https:') return [url];
  return [url, url.replace(`//${host}`, `//${host}:443`)];
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function messageEvents(form: URLSearchParams): readonly ProviderEvent[] {
  const providerRef = form.get('MessageSid') ?? form.get('SmsSid');
  const status = form.get('MessageStatus') ?? form.get('SmsStatus') ?? '';
  if (providerRef === null) return [];
  if (status === 'received') {
    const from = form.get('From');
    const text = form.get('Body') ?? '';
    return from === null ? [] : [{ kind: 'reply', channel: 'sms', providerRef, from, text }];
  }
  const report = { kind: 'report', channel: 'sms', providerRef } as const;
  if (MESSAGE_DELIVERED.has(status)) return [{ ...report, status: 'delivered', error: null }];
  if (!MESSAGE_FAILED.has(status)) return [];
  return [{ ...report, status: 'failed', error: form.get('ErrorCode') ?? status }];
}

/** A call counts as delivered when a person took it, and not when a machine did. */
function callEvents(form: URLSearchParams): readonly ProviderEvent[] {
  const providerRef = form.get('CallSid') ?? '';
  const status = form.get('CallStatus') ?? '';
  const answeredBy = form.get('AnsweredBy') ?? 'unknown';
  const report = { kind: 'report', channel: 'voice', providerRef } as const;
  const key = form.get('Digits') ?? '';
  if (key !== '') {
    const outbound = (form.get('Direction') ?? '').startsWith('outbound');
    const from = form.get(outbound ? 'To' : 'From') ?? '';
    return [
      { kind: 'reply', channel: 'voice', providerRef, from, text: key },
      { ...report, status: 'delivered', error: null },
    ];
  }
  if (CALL_FAILED.has(status)) return [{ ...report, status: 'failed', error: status }];
  if (!CALL_ANSWERED.has(status)) return [];
  return /^(machine|fax)/.test(answeredBy)
    ? [{ ...report, status: 'failed', error: `answered by ${answeredBy}` }]
    : [{ ...report, status: 'delivered', error: null }];
}

function languageIn(url: string): Language {
  const asked = new URL(url).searchParams.get('language');
  return LANGUAGES.find((language) => language === asked) ?? 'en';
}
