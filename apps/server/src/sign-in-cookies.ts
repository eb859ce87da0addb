import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ROUTES } from '#contracts/routes';
import { OIDC_ATTEMPT_VALID_MS } from '#core/session';
import type { SignedIn } from '#flow/sessions';
import type { Config } from './config';

const REFRESH_COOKIE = 'closeby_refresh';
const REFRESH_PATH = '/v1/session';
const BROWSER_COOKIE = 'closeby_sign_in';
const BROWSER_PATH = '/v1/sign-in/oidc';

/**
 * Cookies of sign-in; scripts read none. The refresh token goes to `/v1/session` alone, and never
 * with what another site began. What binds a browser to its way to the provider must come along
 * when the provider sends it back, and so is `Lax`.
 */
export class SignInCookies {
  constructor(
    private readonly config: Pick<Config, 'production'> & {
      readonly channels: Pick<Config['channels'], 'publicUrl'>;
    },
  ) {}

  /** The refresh token of a request; null where there is none. */
  refreshToken(request: FastifyRequest): string | null {
    return request.cookies[REFRESH_COOKIE] ?? null;
  }

  /** Gives the refresh token, until the session ends. */
  setRefreshToken(request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn): void {
    void reply.setCookie(REFRESH_COOKIE, signedIn.refreshToken, {
      ...this.common(request, REFRESH_PATH),
      sameSite: 'strict',
      maxAge: Math.floor(signedIn.lastsMs / 1_000),
    });
  }

  forgetRefreshToken(request: FastifyRequest, reply: FastifyReply): void {
    const options = { ...this.common(request, REFRESH_PATH), sameSite: 'strict' } as const;
    void reply.clearCookie(REFRESH_COOKIE, options);
  }

  /** What binds the way to the provider to this browser; null where there is nothing. */
  browser(request: FastifyRequest): string | null {
    return request.cookies[BROWSER_COOKIE] ?? null;
  }

  setBrowser(request: FastifyRequest, reply: FastifyReply, browser: string): void {
    void reply.setCookie(BROWSER_COOKIE, browser, {
      ...this.common(request, BROWSER_PATH),
      sameSite: 'lax',
      maxAge: OIDC_ATTEMPT_VALID_MS / 1_000,
    });
  }

  forgetBrowser(request: FastifyRequest, reply: FastifyReply): void {
    const options = { ...this.common(request, BROWSER_PATH), sameSite: 'lax' } as const;
    void reply.clearCookie(BROWSER_COOKIE, options);
  }

  /** Where the provider sends browsers back to: as configured, and without that as they came. */
  redirectUri(request: FastifyRequest): string {
    const { publicUrl } = this.config.channels;
    const base = publicUrl ?? `${request.protocol}://${request.host}`;
    return `${base}${ROUTES.finishOidc.path}`;
  }

  private common(request: FastifyRequest, path: string): CookieSerializeOptions {
    const { production, channels } = this.config;
    const isHttps = request.protocol === 'https' || channels.publicUrl?.startsWith('https:');
    return { path, httpOnly: true, secure: production || isHttps === true };
  }
}
