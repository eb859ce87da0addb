import { Controller, Inject, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuthenticatorView, SignedInView, SignInWays } from '#contracts/sign-in-api';
import { refuse, type Result } from '#core/problem';
import type { SignedIn } from '#flow/sessions';
import type { SignInFrom } from '#flow/sign-in';
import { accidentOf } from './accident';
import { Call, Serves, type CallOf } from './call';
import { countedAs } from './client-address';
import { clientName } from './client-name';
import type { Flow } from './flow';
import { FLOW, PARTS, type ServerParts } from './parts';
import { unwrap } from './problem.filter';
import { SignInCookies } from './sign-in-cookies';

const CONSOLE = '/console/';
const CONSOLE_REFUSED = '/console/?sign-in=refused';

/** How members of staff come in, stay in, and leave. */
@Controller()
export class SignInController {
  private readonly cookies: SignInCookies;

  constructor(
    @Inject(FLOW) private readonly flow: Pick<Flow, 'signIn' | 'sessions'>,
    @Inject(PARTS) private readonly parts: ServerParts,
  ) {
    this.cookies = new SignInCookies(parts.config);
  }

  @Serves('readSignInWays')
  async ways(@Call('readSignInWays') call: CallOf<'readSignInWays'>): Promise<SignInWays> {
    return unwrap(await this.flow.signIn.ways(call.query.organisation));
  }

  @Serves('signInLocally')
  async locally(
    @Call('signInLocally') call: CallOf<'signInLocally'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    const signedIn = await this.flow.signIn.locally(call.body, fromOf(request));
    return this.given(request, reply, signedIn);
  }

  @Serves('beginAccount')
  async begin(
    @Call('beginAccount') call: CallOf<'beginAccount'>,
    @Req() request: FastifyRequest,
  ): Promise<AuthenticatorView> {
    return unwrap(await this.flow.signIn.begin(call.body, fromOf(request)));
  }

  @Serves('confirmAccount')
  async confirm(
    @Call('confirmAccount') call: CallOf<'confirmAccount'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    const signedIn = await this.flow.signIn.confirm(call.body, fromOf(request));
    return this.given(request, reply, signedIn);
  }

  @Serves('startOidc')
  @Redirect()
  async startOidc(
    @Call('startOidc') call: CallOf<'startOidc'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly url: string }> {
    const redirectUri = this.cookies.redirectUri(request);
    const started = this.flow.signIn.startOidc(call.query.organisation, redirectUri);
    const { url, browser } = unwrap(await started.catch((error: unknown) => this.away(error)));
    this.cookies.setBrowser(request, reply, browser);
    return { url };
  }

  @Serves('finishOidc')
  @Redirect()
  async finishOidc(
    @Call('finishOidc') call: CallOf<'finishOidc'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly url: string }> {
    const browser = this.cookies.browser(request);
    this.cookies.forgetBrowser(request, reply);
    const back = { state: call.query.state ?? '', query: queryOf(request.url), browser };
    const finished = await this.flow.signIn
      .finishOidc(back, fromOf(request))
      .catch((error: unknown) => this.away(error));
    if (!finished.ok) {
      this.parts.metrics.refusals.inc({ code: finished.problem.code });
      return { url: CONSOLE_REFUSED };
    }
    this.cookies.setRefreshToken(request, reply, finished.value);
    return { url: CONSOLE };
  }

  @Serves('refreshSession')
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    const token = this.cookies.refreshToken(request);
    const refreshed =
      token === null
        ? refuse('session-over', 'There is no session here; sign in.')
        : await this.flow.sessions.refresh(token);
    if (!refreshed.ok && refreshed.problem.code === 'session-over') {
      this.cookies.forgetRefreshToken(request, reply);
    }
    return this.given(request, reply, refreshed);
  }

  @Serves('endSession')
  async end(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = this.cookies.refreshToken(request);
    if (token !== null) await this.flow.sessions.signOut(token);
    this.cookies.forgetRefreshToken(request, reply);
  }

  private given(
    request: FastifyRequest,
    reply: FastifyReply,
    signedIn: Result<SignedIn>,
  ): SignedInView {
    const value = unwrap(signedIn);
    this.cookies.setRefreshToken(request, reply, value);
    return value.view;
  }

  /** The provider did not answer, or not as one does. */
  private away(error: unknown): Result<never> {
    this.parts.logger.warn({ accident: accidentOf(error) }, 'provider of sign-in not reached');
    return refuse('unavailable', 'The provider of sign-in does not answer; try again.');
  }
}

function fromOf(request: FastifyRequest): SignInFrom {
  return { address: countedAs(request.ip), client: clientName(request.headers['user-agent']) };
}

function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
