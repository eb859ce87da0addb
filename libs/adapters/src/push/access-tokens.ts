import { MINUTE_MS } from '#core/units';

/** A token that opens FCM, and when it ends; milliseconds since 1970, real time. */
export interface AccessToken {
  readonly value: string;
  readonly expiresAt: number;
}

/** A new token is fetched so long before the old one ends, while the old one still serves. */
export const RENEW_AHEAD_MS = 10 * MINUTE_MS;
/** A token is used no more so shortly before its end. */
const SPARE_MS = MINUTE_MS;
const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';

/** Keeps a token and renews it ahead of its end, so that no message waits for one. */
export class AccessTokens {
  private current: AccessToken | null = null;
  private fetching: Promise<AccessToken> | null = null;

  constructor(
    private readonly fetch: () => Promise<AccessToken>,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that is good now; rejects where none is and none can be had. */
  async token(): Promise<string> {
    const leftMs = this.current === null ? 0 : this.current.expiresAt - this.now();
    if (this.current === null || leftMs <= SPARE_MS) return (await this.renew()).value;
    // The old one serves meanwhile; a failure is tried again with the next message.
    if (leftMs <= RENEW_AHEAD_MS) this.renew().catch(() => undefined);
    return this.current.value;
  }

  /** Forgets a token that was refused; a newer one stays. */
  forget(token: string): void {
    if (this.current?.value === token) this.current = null;
  }

  private renew(): Promise<AccessToken> {
    this.fetching ??= this.fetch()
      .then((token) => (this.current = token))
      .finally(() => (this.fetching = null));
    return this.fetching;
  }
}

/** Tokens of a service account, by OAuth 2 with a signed assertion (RFC 7523). */
export function serviceAccountTokens(account: string): AccessTokens {
  const key = JSON.parse(account) as { client_email: string; private_key: string };
  return new AccessTokens(async () => {
    // Heavy, and not needed where a local server is talked to.
    const { JWT } = await import('google-auth-library');
    const client = new JWT({ email: key.client_email, key: key.private_key, scopes: [SCOPE] });
    const { access_token: value, expiry_date: expiresAt } = await client.authorize();
    if (typeof value !== 'string' || typeof expiresAt !== 'number') {
      throw new Error('Google gave no access token.');
    }
    return { value, expiresAt };
  });
}

/** One token for ever, for a local server. */
export function fixedToken(value: string): AccessTokens {
  return new AccessTokens(() => Promise.resolve({ value, expiresAt: Number.MAX_SAFE_INTEGER }));
}
