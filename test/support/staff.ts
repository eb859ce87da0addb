import { randomInt, randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import type { AccountView, InvitationView } from '#contracts/account-api';
import type { AuthenticatorView, SignedInView, SignInWays } from '#contracts/sign-in-api';
import type { StaffRole } from '#core/caller-roles';
import { account, type Account, type Answer } from './clients';
import type { TestServer } from './server';

const STEP_S = 30;
const COOKIE = 'closeby_refresh';

/** A browser: keeps the refresh cookie and sends the origin along, from an address of its own. */
export class Browser {
  readonly address: string;
  cookie: string | null = null;
  /** The last `Set-Cookie` as it came. */
  setCookie = '';

  constructor(
    private readonly url: string,
    address?: string,
  ) {
    const octet = (): number => randomInt(1, 255);
    this.address = address ?? `10.${octet()}.${octet()}.${octet()}`;
  }

  /** Posts as a page of the server itself. */
  async post<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        origin: this.url,
        'x-forwarded-for': this.address,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...(this.cookie === null ? {} : { cookie: `${COOKIE}=${this.cookie}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const given of response.headers.getSetCookie()) {
      const value = new RegExp(`^${COOKIE}=([^;]*)`).exec(given)?.[1];
      if (value === undefined) continue;
      this.setCookie = given;
      this.cookie = value === '' ? null : value;
    }
    const text = await response.text();
    const { status, headers: got } = response;
    return { status, headers: got, body: (text === '' ? {} : JSON.parse(text)) as T };
  }
}

/** A member of staff with a password and an authenticator. */
export interface StaffMember {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly role: StaffRole;
  /** A code that was not given before. */
  code(): string;
  /** Signs in in a browser; gives the whole answer. */
  signIn(browser: Browser, fields?: Record<string, unknown>): Promise<Answer<SignedInView>>;
}

/** Signed in: the browser, what it was given, and calls with its access token. */
export interface SignedInStaff extends StaffMember {
  readonly browser: Browser;
  readonly view: SignedInView;
  readonly as: Account;
}

/**
 * Makes an account by the supervisor's key, and its person uses the invitation: signed in at the
 * end. The server must believe this machine about addresses (TRUSTED_PROXIES).
 */
export async function aStaffMember(
  server: TestServer,
  slug: string,
  role: StaffRole = 'dispatcher',
): Promise<SignedInStaff> {
  const email = `${randomUUID()}@example.org`;
  const password = `four words ${randomUUID()}`;
  const supervisor = server.supervisor();
  const message = { displayName: 'Sam Example', email, role };
  const { body: made } = await supervisor.post<AccountView>('/v1/accounts', message);
  const { body: invited } = await supervisor.post<InvitationView>(`/v1/accounts/${made.id}/invite`);
  const browser = new Browser(server.url);
  const { invitation } = invited;
  const first = await browser.post<AuthenticatorView>('/v1/sign-in/first', {
    ...{ invitation, password },
  });
  const code = codesOf(first.body.totpSecret);
  const confirmed = await browser.post<SignedInView>('/v1/sign-in/first/confirm', {
    ...{ invitation, code: code() },
  });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  const member: StaffMember = {
    ...{ id: made.id, email, password, role, code },
    signIn: (from, fields = {}) =>
      from.post('/v1/sign-in/local', {
        ...{ organisation: slug, email, password, code: 'code' in fields ? '' : code() },
        ...fields,
      }),
  };
  const { body: view } = confirmed;
  return { ...member, browser, view, as: account(server.url, view.accessToken) };
}

/** The short name of the organisation, as people type it at the sign-in. */
export async function slugOf(server: TestServer): Promise<string> {
  const answer = await server.supervisor().get<SignInWays['organisation']>('/v1/organisation');
  return answer.body.slug;
}

/** Codes of an authenticator, a new one each time: of the last half minute, this and the next. */
function codesOf(secret: string): () => string {
  let step = Math.floor(Date.now() / 1_000 / STEP_S) - 2;
  return () => {
    step += 1;
    return generateSync({ secret, epoch: step * STEP_S });
  };
}
