import type { IncomingHttpHeaders } from 'node:http2';

/** What a request says of its message. */
export interface PushHeaders {
  /** Seconds that the service keeps it for a browser that is away. */
  readonly ttlS: number;
  readonly urgency: 'very-low' | 'low' | 'normal' | 'high';
  /** A newer message of the same topic replaces an older one that waits. */
  readonly topic: string | null;
}

const URGENCIES = ['very-low', 'low', 'normal', 'high'] as const;
const TOPIC = /^[\w-]{1,32}$/;

/** Reads the headers of RFC 8030 §5 as strictly as push services do. */
export function readPushHeaders(
  headers: IncomingHttpHeaders,
  bodyBytes: number,
): PushHeaders | { readonly status: 400 | 415; readonly reason: string } {
  const { ttl, urgency: said = 'normal', topic = null } = headers;
  if (typeof ttl !== 'string' || !/^\d+$/.test(ttl)) return { status: 400, reason: 'no TTL' };
  const urgency = URGENCIES.find((each) => each === said);
  if (urgency === undefined) return { status: 400, reason: 'unknown Urgency' };
  if (topic !== null && !(typeof topic === 'string' && TOPIC.test(topic))) {
    return { status: 400, reason: 'Topic is not up to 32 letters of base64url' };
  }
  if (bodyBytes > 0 && headers['content-encoding'] !== 'aes128gcm') {
    return { status: 415, reason: 'Content-Encoding is not aes128gcm' };
  }
  return { ttlS: Number(ttl), urgency, topic };
}
