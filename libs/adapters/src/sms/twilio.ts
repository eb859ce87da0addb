import type { ChannelMessage, HandOver } from '#flow/ports';
import { addressGone, refused, tryAgain } from '#adapters/shared/hand-over';
import type { Post, PostAnswer } from '#adapters/shared/https-post';
import { retryAfterMs } from '#adapters/shared/retry-after';
import { PhoneChannel } from './phone-channel';
import { validForS, VOICES } from './phone-options';
import { twiml } from './twiml';

/** Twilio's limits of `ValidityPeriod`, seconds. */
const VALIDITY_MAX_S = 36_000;
/** How long the telephone rings; Twilio adds about five seconds of its own. */
const RING_S = 25;
/** How long it is listened whether a person or a machine answers. */
const MACHINE_DETECTION_S = 5;
const KEY_WITHIN_S = 8;

/**
 * Errors that say of the number itself that it can never be reached; see Twilio's dictionary of
 * errors. 21610, a person who wrote STOP, is not among them: START undoes it.
 */
const NUMBER_GONE = new Set([
  21_211, // 'To' is not a valid telephone number
  21_214, // 'To' cannot be reached
  21_217, // telephone number is not valid
  21_614, // 'To' is not a mobile number
]);

/** SMS or calls through Twilio's REST API of 2010-04-01, or another that has its shape. */
export class Twilio extends PhoneChannel {
  protected request(message: ChannelMessage): Post {
    const { baseUrl, account, secret, channel } = this.options;
    const what = channel === 'sms' ? 'Messages' : 'Calls';
    const basic = Buffer.from(`${account}:${secret}`).toString('base64');
    const form = channel === 'sms' ? this.smsForm(message) : this.callForm(message);
    return {
      url: `${baseUrl}/2010-04-01/Accounts/${account}/${what}.json`,
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(form).toString(),
    };
  }

  protected outcomeOf(answer: PostAnswer): HandOver {
    return outcomeOf(answer);
  }

  private smsForm(message: ChannelMessage): Record<string, string> {
    const { from, callbackUrl } = this.options;
    return {
      To: message.address,
      From: from,
      Body: message.text.body,
      ValidityPeriod: String(Math.min(VALIDITY_MAX_S, validForS(message.ttlMs))),
      ...(callbackUrl === null ? {} : { StatusCallback: callbackUrl }),
    };
  }

  /** Only the end of a call is reported: by then it is known whether a machine answered. */
  private callForm(message: ChannelMessage): Record<string, string> {
    const { from, callbackUrl } = this.options;
    const { language, text, address } = message;
    return {
      To: address,
      From: from,
      Timeout: String(RING_S),
      MachineDetection: 'Enable',
      MachineDetectionTimeout: String(MACHINE_DETECTION_S),
      Twiml: twiml({
        say: text.body,
        voice: VOICES[language],
        gather:
          callbackUrl === null
            ? null
            : { action: `${callbackUrl}?language=${language}`, withinS: KEY_WITHIN_S },
      }),
      ...(callbackUrl === null
        ? {}
        : { StatusCallback: callbackUrl, StatusCallbackEvent: 'completed' }),
    };
  }
}

function outcomeOf(answer: PostAnswer): HandOver {
  const { status, headers } = answer;
  const { sid, code, message } = read(answer.body);
  const said = code === null ? `${status}: ${message}` : `${code} (${status}): ${message}`;
  if (status >= 200 && status < 300) return { outcome: 'taken', providerRef: sid };
  if (code !== null && NUMBER_GONE.has(code)) return addressGone(said);
  if (status === 429 || status >= 500) {
    return tryAgain(said, retryAfterMs(headers['retry-after'], Date.now()));
  }
  return refused(said);
}

interface TwilioAnswer {
  readonly sid: string | null;
  readonly code: number | null;
  readonly message: string;
}

function read(body: string): TwilioAnswer {
  try {
    const { sid, code, message } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    return {
      sid: typeof sid === 'string' ? sid : null,
      code: typeof code === 'number' ? code : null,
      message: typeof message === 'string' ? message : '',
    };
  } catch {
    return { sid: null, code: null, message: body };
  }
}
