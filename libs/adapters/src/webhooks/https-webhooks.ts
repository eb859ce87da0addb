import type { AgentOptions } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { SECOND_MS } from '#core/units';
import type { HookAnswer } from '#core/webhook-attempts';
import { HttpsPost } from '#adapters/shared/https-post';
import { lookupPublic, outgoingFault } from '#adapters/shared/outgoing-address';
import { retryAfterMs } from '#adapters/shared/retry-after';
import type { WebhookSender } from '#flow/ports';

/** What Standard Webhooks gives a receiver; half of a lease. */
export const WEBHOOK_DEADLINE_MS = 15 * SECOND_MS;

export interface HttpsWebhooksOptions extends Pick<AgentOptions, 'ca' | 'lookup'> {
  readonly deadlineMs?: number;
}

/**
 * Posts events to public addresses over HTTPS, signed as Standard Webhooks 1.0 says: by each secret
 * over the identifier, the moment of sending, and the body.
 */
export class HttpsWebhooks implements WebhookSender {
  private readonly post: HttpsPost;
  private readonly deadlineMs: number;

  /** @param options for tests: a certificate to trust, how names are looked up */
  constructor({ deadlineMs = WEBHOOK_DEADLINE_MS, ...options }: HttpsWebhooksOptions = {}) {
    this.post = new HttpsPost({ lookup: lookupPublic, ...options });
    this.deadlineMs = deadlineMs;
  }

  fault: WebhookSender['fault'] = (url) =>
    URL.canParse(url) ? outgoingFault(new URL(url)) : 'The address is not valid.';

  send: WebhookSender['send'] = async ({ url, secrets, id, body }): Promise<HookAnswer> => {
    const fault = this.fault(url);
    if (fault !== null) return { kind: 'no-answer', says: fault };
    const headers = { ...signed(secrets, id, body), ...CONTENT };
    const end = await this.post.post({ url, headers, body }, this.deadlineMs);
    if (end.end === 'no-answer') return { kind: 'no-answer', says: end.error };
    const { status, headers: answered } = end.answer;
    const patience = retryAfterMs(answered['retry-after'], Date.now());
    return { kind: 'answer', status, retryAfterMs: patience };
  };

  /** Lets go of the connections; what is on its way then failed. */
  close(): Promise<void> {
    return this.post.close();
  }
}

/** Structured content mode of CloudEvents 1.0. */
const CONTENT = {
  'content-type': 'application/cloudevents+json; charset=utf-8',
  'user-agent': 'closeby',
} as const;

/**
 * The headers of a signed message; one signature by each secret, the one in use first. The moment
 * is that of the machine, which receivers compare with their own.
 */
function signed(
  secrets: readonly string[],
  id: string,
  body: string,
): Readonly<Record<string, string>> {
  const at = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / SECOND_MS)),
    'webhook-signature': secrets.map((one) => new Webhook(one).sign(id, at, body)).join(' '),
  };
}
