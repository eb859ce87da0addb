import * as openidClient from 'openid-client';
import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  type Configuration,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import type { OidcProviders as Port } from '#flow/ports';

/** One provider, for one organisation. */
export interface OidcProviderOptions {
  /** Slug of the organisation whose staff it vouches for. */
  readonly organisation: string;
  /** Its name for people, such as "Example Ambulance". */
  readonly name: string;
  /** Its issuer, whose metadata are discovered. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const SCOPE = 'openid email';
/** What the provider says of itself is asked anew so often: its keys and addresses may change. */
const METADATA_KEPT_MS = 60 * 60_000;
/** Nobody waits longer for a provider (in seconds, as the library has it). */
const ANSWERS_WITHIN_S = 5;

interface Known {
  readonly configuration: Promise<Configuration>;
  readonly until: number;
}

/**
 * Providers by openid-client: authorization code with PKCE, state and nonce. Only addresses that
 * the configured issuer names in its own metadata are ever asked; the library refuses metadata of
 * another issuer, and follows no redirects.
 */
export class OidcProviders implements Port {
  private readonly bySlug: ReadonlyMap<string, OidcProviderOptions>;
  private readonly known = new Map<string, Known>();

  constructor(providers: readonly OidcProviderOptions[]) {
    this.bySlug = new Map(providers.map((provider) => [provider.organisation, provider]));
  }

  nameOf: Port['nameOf'] = (slug) => this.bySlug.get(slug)?.name ?? null;

  begin: Port['begin'] = async (slug, redirectUri) => {
    const configuration = await this.configurationOf(slug);
    const checks = {
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
    };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: SCOPE,
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await calculatePKCECodeChallenge(checks.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, state: checks.state, checks };
  };

  finish: Port['finish'] = async (slug, callback, checks) => {
    const configuration = await this.configurationOf(slug);
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(callback), {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) return null;
      const { iss: issuer, sub: subject } = claims;
      // Many providers say it only where the access token is shown.
      const isTold = typeof claims['email'] === 'string';
      const about = isTold
        ? claims
        : await fetchUserInfo(configuration, tokens.access_token, subject);
      return { issuer, subject, verifiedEmail: verifiedEmailOf(about) };
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  };

  private configurationOf(slug: string): Promise<Configuration> {
    const provider = this.bySlug.get(slug);
    if (provider === undefined) throw new Error('the organisation has no provider');
    const known = this.known.get(slug);
    if (known !== undefined && known.until > performance.now()) return known.configuration;
    const configuration = discover(provider);
    this.known.set(slug, { configuration, until: performance.now() + METADATA_KEPT_MS });
    configuration.catch(() => this.known.delete(slug));
    return configuration;
  }
}

/** The library marks it so that it stands out: a configuration has plain HTTP on loopback only. */
const lax: Readonly<Record<'allowInsecureRequests', (known: Configuration) => void>> = openidClient;

async function discover(provider: OidcProviderOptions): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = provider;
  return discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: ANSWERS_WITHIN_S,
    ...(new URL(issuer).protocol === 'http:' ? { execute: [lax.allowInsecureRequests] } : {}),
  });
}

function verifiedEmailOf(claims: Readonly<Record<string, unknown>>): string | null {
  const { email, email_verified: isVerified } = claims;
  return isVerified === true && typeof email === 'string' ? email : null;
}

/** What came back does not hold, or the provider says no; anything else is an accident. */
function isRefusal(error: unknown): boolean {
  const refusals = [
    ...[AuthorizationResponseError, ResponseBodyError],
    ...[WWWAuthenticateChallengeError, ClientError],
  ];
  return refusals.some((refusal) => error instanceof refusal);
}
