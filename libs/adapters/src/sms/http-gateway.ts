import type { ChannelMessage, HandOver } from '#flow/ports';
import { addressGone, refused, tryAgain } from '#adapters/shared/hand-over';
import type { Post, PostAnswer } from '#adapters/shared/https-post';
import { retryAfterMs } from '#adapters/shared/retry-after';
import { PhoneChannel } from './phone-channel';
import { validForS } from './phone-options';

/** SMS or calls through any gateway that speaks `docs/sms-gateway.md`. */
export class HttpGateway extends PhoneChannel {
  protected request(message: ChannelMessage): Post {
    const { baseUrl, secret } = this.options;
    return {
      url: `${baseUrl}/messages`,
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': message.deliveryId,
      },
      body: JSON.stringify(this.order(message)),
    };
  }

  protected outcomeOf(answer: PostAnswer): HandOver {
    return outcomeOf(answer);
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
