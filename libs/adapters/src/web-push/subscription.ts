/** Where a browser is pushed, as it gives it (Push API, `PushSubscription.toJSON`). */
export interface Subscription {
  readonly endpoint: URL;
  readonly p256dh: string;
  readonly auth: string;
}

const PUBLIC_KEY_BYTES = 65;
const AUTH_BYTES = 16;

/** A subscription out of its JSON; null for what can never have been one. */
export function readSubscription(json: string): Subscription | null {
  try {
    const { endpoint, keys } = JSON.parse(json) as {
      readonly endpoint?: unknown;
      readonly keys?: { readonly p256dh?: unknown; readonly auth?: unknown };
    };
    const [p256dh, auth] = [keys?.p256dh, keys?.auth];
    if (typeof endpoint !== 'string' || typeof p256dh !== 'string' || typeof auth !== 'string') {
      return null;
    }
    const isKey = bytesOf(p256dh) === PUBLIC_KEY_BYTES && bytesOf(auth) === AUTH_BYTES;
    return isKey ? { endpoint: new URL(endpoint), p256dh, auth } : null;
  } catch {
    return null;
  }
}

function bytesOf(base64url: string): number {
  return Buffer.from(base64url, 'base64url').length;
}
