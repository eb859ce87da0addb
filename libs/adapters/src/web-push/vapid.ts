import { getVapidHeaders, supportedContentEncodings } from 'web-push';
import { HOUR_MS, SECOND_MS } from '#core/units';

/** Who signs: the pair of keys that browsers subscribed with, and whom to turn to. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
  /** `mailto:…` or `https://…` */
  readonly subject: string;
}

/** A signature is good so long; push services allow a day (RFC 8292 §2). */
export const SIGNED_FOR_MS = 12 * HOUR_MS;
/** It is renewed so long before its end. */
export const RENEW_AHEAD_MS = HOUR_MS;
/** Push services at once; there are four that matter, and subscriptions come from phones. */
const ORIGINS_MAX = 256;

/**
 * The header by which a push service knows us (RFC 8292). Signing takes longer than all the rest of
 * a message, and the header is the same for every message to one service: it is kept.
 */
export class Vapid {
  private readonly byOrigin = new Map<string, { header: string; renewAt: number }>();

  constructor(
    private readonly keys: VapidKeys,
    private readonly now: () => number = Date.now,
  ) {}

  /** The Authorization header for a push service, by its origin. */
  header(origin: string): string {
    const now = this.now();
    const kept = this.byOrigin.get(origin);
    if (kept !== undefined && now < kept.renewAt) return kept.header;
    const header = this.sign(origin, now);
    const [oldest] = this.byOrigin.keys();
    if (this.byOrigin.size >= ORIGINS_MAX && oldest !== undefined) this.byOrigin.delete(oldest);
    this.byOrigin.set(origin, { header, renewAt: now + SIGNED_FOR_MS - RENEW_AHEAD_MS });
    return header;
  }

  private sign(origin: string, now: number): string {
    const { subject, publicKey, privateKey } = this.keys;
    const endsAtS = Math.floor((now + SIGNED_FOR_MS) / SECOND_MS);
    const encoding = supportedContentEncodings.AES_128_GCM;
    const headers = getVapidHeaders(origin, subject, publicKey, privateKey, encoding, endsAtS);
    return headers.Authorization;
  }
}
