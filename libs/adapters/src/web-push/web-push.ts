import { createHash } from 'node:crypto';
import { encrypt, supportedContentEncodings } from 'web-push';
import { SECOND_MS } from '#core/units';
import type { Channel, ChannelMessage, HandOver } from '#flow/ports';
import { addressGone, noAnswer, refused, tryAgain } from '#adapters/shared/hand-over';
import { HttpsPost, type PostAnswer } from '#adapters/shared/https-post';
import { lookupPublic, outgoingFault } from '#adapters/shared/outgoing-address';
import { pushPayload } from '#adapters/shared/push-payload';
import { retryAfterMs } from '#adapters/shared/retry-after';
import { readSubscription, type Subscription } from './subscription';
import { Vapid, type VapidKeys } from './vapid';

export const WEB_PUSH_DEADLINE_MS = 3 * SECOND_MS;
/** Characters of a topic (RFC 8030 §5.4), and the bytes that they hold in base64url. */
const TOPIC_BYTES = 24;

export interface WebPushOptions extends VapidKeys {
  /** Certificate of a local push service; only then may subscriptions lead to private addresses. */
  readonly localCa?: string;
  readonly deadlineMs?: number;
}

/**
 * Push to browsers by the Web Push protocol (RFC 8030), encrypted for the browser alone (RFC 8291)
 * and signed by us (RFC 8292): no account with anybody is needed.
 */
export class WebPush implements Channel {
  readonly deadlineMs: number;
  private readonly https: HttpsPost;
  private readonly vapid: Vapid;
  private readonly allowsPrivate: boolean;

  constructor(options: WebPushOptions) {
    const { localCa, deadlineMs, ...keys } = options;
    this.deadlineMs = deadlineMs ?? WEB_PUSH_DEADLINE_MS;
    this.vapid = new Vapid(keys);
    this.allowsPrivate = localCa !== undefined;
    this.https = new HttpsPost(localCa === undefined ? { lookup: lookupPublic } : { ca: localCa });
  }

  async handOver(message: ChannelMessage): Promise<HandOver> {
    const subscription = readSubscription(message.address);
    if (subscription === null) return addressGone('The address is no subscription.');
    const fault = outgoingFault(subscription.endpoint, this.allowsPrivate);
    if (fault !== null) return refused(fault);
    const body = encrypted(subscription, JSON.stringify(pushPayload(message)));
    if (body === null) return addressGone('Nothing can be encrypted for this subscription.');
    const { endpoint } = subscription;
    const post = { url: endpoint.href, headers: this.headers(message, endpoint.origin), body };
    const end = await this.https.post(post, this.deadlineMs);
    return end.end === 'answer' ? outcomeOf(end.answer) : noAnswer(end.error);
  }

  /** Lets go of the connections. */
  close(): Promise<void> {
    return this.https.close();
  }

  private headers(message: ChannelMessage, origin: string): Record<string, string> {
    return {
      authorization: this.vapid.header(origin),
      'content-type': 'application/octet-stream',
      'content-encoding': supportedContentEncodings.AES_128_GCM,
      ttl: String(Math.max(0, Math.round(message.ttlMs / SECOND_MS))),
      urgency: 'high',
      topic: topicOf(message.collapseKey),
    };
  }
}

/** A newer message with the same topic takes the place of one that has not been delivered yet. */
function topicOf(collapseKey: string): string {
  const hash = createHash('sha256').update(collapseKey).digest();
  return hash.subarray(0, TOPIC_BYTES).toString('base64url');
}

/** Null where the browser's key is no point of the curve. */
function encrypted(subscription: Subscription, payload: string): Buffer | null {
  const { p256dh, auth } = subscription;
  try {
    return encrypt(p256dh, auth, payload, supportedContentEncodings.AES_128_GCM).cipherText;
  } catch {
    return null;
  }
}

/** By RFC 8030 §5 and §7.3: a subscription that has ended is 404 or 410, and nothing else is. */
function outcomeOf(answer: PostAnswer): HandOver {
  const { status, headers, body } = answer;
  const said = `${status}: ${body}`;
  if (status >= 200 && status < 300) {
    return { outcome: 'taken', providerRef: headers.location ?? null };
  }
  if (status === 404 || status === 410) return addressGone(said);
  if (status === 429 || status >= 500) {
    return tryAgain(said, retryAfterMs(headers['retry-after'], Date.now()));
  }
  return refused(said);
}
