import type { Channel, ChannelMessage, HandOver } from '#flow/ports';
import { addressGone, noAnswer, refused, tryAgain } from '#adapters/shared/hand-over';
import { HttpsPost, type PostAnswer } from '#adapters/shared/https-post';
import { retryAfterMs } from '#adapters/shared/retry-after';
import { PHONE_DEADLINE_MS, validForS, type PhoneOptions } from './phone-options';

/** SMS or calls through any gateway that speaks `docs/sms-gateway.md`. */
export class HttpGateway implements Channel {
  readonly deadlineMs: number;
  private readonly https: HttpsPost;

  constructor(private readonly options: PhoneOptions) {
    this.deadlineMs = options.deadlineMs ?? PHONE_DEADLINE_MS;
    this.https = new HttpsPost(options.ca === undefined ? {} : { ca: options.ca });
  }

  async handOver(message: ChannelMessage): Promise<HandOver> {
    const { baseUrl, secret } = this.options;
    const post = {
      url: `${baseUrl}/messages`,
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': message.deliveryId,
      },
      body: JSON.stringify(this.order(message)),
    };
    const end = await this.https.post(post, this.deadlineMs);
    return end.end === 'answer' ? outcomeOf(end.answer) : noAnswer(end.error);
  }

  /** Lets go of the connections. */
  close(): Promise<void> {
    return this.https.close();
  }

  private order(message: ChannelMessage): object {
    const { channel, from, callbackUrl } = this.options;
    const said = channel === 'sms' ? { text: message.text.body } : { speech: message.text.body };
    return {
      id: message.deliveryId,
      to: message.address,
      from,
      channel,
      ...said,
      language: message.language,
      validForS: validForS(message.ttlMs),
      callback: callbackUrl,
    };
  }
}

function outcomeOf(answer: PostAnswer): HandOver {
  const { status, body, headers } = answer;
  const said = `${status}: ${body}`;
  if (status >= 200 && status < 300) return { outcome: 'taken', providerRef: textAt(body, 'ref') };
  if (status === 422 && textAt(body, 'error') === 'number-unreachable') return addressGone(said);
  if (status === 429 || status >= 500) {
    return tryAgain(said, retryAfterMs(headers['retry-after'], Date.now()));
  }
  return refused(said);
}

function textAt(body: string, name: string): string | null {
  try {
    const value = (JSON.parse(body) as Readonly<Record<string, unknown>> | null)?.[name];
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
