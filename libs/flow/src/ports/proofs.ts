import type { Instant } from '#core/units';

/** Passwords, hashed so that guessing is slow. */
export interface Passwords {
  /** The hash to store. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the hash's. With null for somebody there is not, it takes as long and
   * says no.
   */
  matches(password: string, hash: string | null): Promise<boolean>;
}

/** Codes of authenticator apps (RFC 6238, thirty seconds, six digits). */
export interface Authenticators {
  /** A new secret in base32, and its otpauth:// address for an account of that name. */
  make(accountName: string): { readonly secret: string; readonly uri: string };
  /** The step a code belongs to, the present one or one beside it; null for a wrong code. */
  stepOf(code: string, secret: string): number | null;
}

/** Whom a provider vouches for. */
export interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** Null where the provider does not say that it has verified the address. */
  readonly verifiedEmail: string | null;
}

/** Providers of OpenID Connect, at most one for each organisation. */
export interface OidcProviders {
  /** The provider's name for people; null where the organisation has none. */
  nameOf(slug: string): string | null;
  /**
   * Where to send the browser, and the checks to keep until it comes back.
   *
   * @param redirectUri where the provider sends it back to
   * @throws where the provider cannot be reached or is not what was configured
   */
  begin(
    slug: string,
    redirectUri: string,
  ): Promise<{ readonly url: string; readonly state: string; readonly checks: OidcChecks }>;
  /**
   * Trades what came back for whom the provider vouches for; null where any check fails.
   *
   * @param callback the whole address the browser came back to
   */
  finish(slug: string, callback: string, checks: OidcChecks): Promise<OidcIdentity | null>;
}

/** What the answer of a provider must fit. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Wall-clock time, which authenticators go by however fast a demo's clock runs. */
export interface WallClock {
  now(): Instant;
}
