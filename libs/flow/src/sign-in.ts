import { normalEmail, type Account } from '#core/account';
import { ok, refuse, type Result } from '#core/problem';
import { OIDC_ATTEMPT_VALID_MS } from '#core/session';
import type {
  AuthenticatorView,
  BeginAccount,
  ConfirmAccount,
  SignInLocally,
  SignInWays,
} from '#contracts/sign-in-api';
import type {
  AccountStore,
  AuditLog,
  Authenticators,
  Clock,
  Ids,
  Limits,
  OidcChecks,
  OidcProviders,
  OrganisationName,
  Passwords,
  Vault,
} from '#flow/ports';
import type { Sessions, SignedIn } from '#flow/sessions';

/** Where somebody signs in from. */
export interface SignInFrom {
  /** As addresses are counted. */
  readonly address: string;
  /** Browser and system in a few words. */
  readonly client: string;
}

/** What is kept, sealed, while a browser is at its provider. */
interface Attempt {
  readonly checks: OidcChecks;
  /** Digest of what only that browser has. */
  readonly browser: string;
  readonly redirectUri: string;
}

/** A secret of nobody, so that a code takes as long to check where there is nobody. */
const NOBODYS_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/**
 * How members of staff prove who they are. Whether an address has an account is told by neither
 * answer nor time; how often somebody may try is counted before anything is looked at.
 */
export class SignIn {
  constructor(
    private readonly ports: {
      readonly accounts: AccountStore;
      readonly sessions: Sessions;
      readonly passwords: Passwords;
      readonly authenticators: Authenticators;
      readonly oidc: OidcProviders;
      readonly limits: Limits;
      readonly vault: Vault;
      readonly auditLog: AuditLog;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** How staff of an organisation sign in; `not-found` where there is no such one. */
  async ways(slug: string): Promise<Result<SignInWays>> {
    const organisation = await this.ports.accounts.organisationBySlug(slug);
    if (organisation === null) return noOrganisation();
    const { name } = organisation;
    const oidc = this.ports.oidc.nameOf(slug);
    return ok({ organisation: { slug, name }, local: true, oidc });
  }

  /**
   * Signs in by password and code.
   *
   * @returns refusals `sign-in-refused`, whatever was wrong, and `too-many-requests`
   */
  async locally(message: SignInLocally, from: SignInFrom): Promise<Result<SignedIn>> {
    const { accounts, limits, passwords, authenticators, vault } = this.ports;
    const email = normalEmail(message.email);
    const whose = `${message.organisation} ${email}`;
    const mayTry = await this.mayTry(from.address, whose);
    if (!mayTry.ok) return mayTry;
    const organisation = await accounts.organisationBySlug(message.organisation);
    if (organisation === null) return refused();
    const secrets = await accounts.localSecrets(organisation.id, email);
    const isRight = await passwords.matches(message.password, secrets?.passwordHash ?? null);
    const totpSecret =
      secrets === null ? NOBODYS_SECRET : this.opened(secrets.totpSealed, secrets.account, vault);
    const step = authenticators.stepOf(message.code, totpSecret);
    if (secrets === null || !isRight || step === null) {
      return this.refuseAndNote(organisation, secrets?.account ?? null);
    }
    if (!(await accounts.useTotpStep(organisation.id, secrets.account.id, step))) {
      return this.refuseAndNote(organisation, secrets.account);
    }
    await limits.forgive('sign-in-of-account', whose);
    const how = { signedInBy: 'password', client: from.client } as const;
    return ok(await this.ports.sessions.open(secrets.account, organisation, how));
  }

  /**
   * Begins with an invitation: keeps the new password's hash with it and makes a secret for an
   * authenticator. Nothing holds before `confirm`.
   */
  async begin(message: BeginAccount, from: SignInFrom): Promise<Result<AuthenticatorView>> {
    const { accounts, authenticators, clock, limits, passwords, vault } = this.ports;
    const mayTry = await limits.use('sign-in-of-address', from.address);
    if (!mayTry.ok) return mayTry;
    const open = await accounts.openInvitation(message.invitation, clock.now());
    if (open === null) return invitationOver();
    const { secret, uri } = authenticators.make(open.account.email);
    const begun = await accounts.beginByInvitation({
      code: message.invitation,
      passwordHash: await passwords.hash(message.password),
      totpSealed: vault.seal(new TextEncoder().encode(secret), about(open.account)),
      now: clock.now(),
    });
    return begun ? ok({ totpUri: uri, totpSecret: secret }) : invitationOver();
  }

  /**
   * Ends with an invitation: by a first code, password and authenticator are the account's, and
   * its person is signed in. Sessions from before end.
   *
   * @returns refusals `sign-in-refused` for the invitation, `code-invalid` for the code
   */
  async confirm(message: ConfirmAccount, from: SignInFrom): Promise<Result<SignedIn>> {
    const { accounts, authenticators, clock, limits, vault } = this.ports;
    const mayTry = await limits.use('sign-in-of-address', from.address);
    if (!mayTry.ok) return mayTry;
    const { invitation: code } = message;
    const open = await accounts.openInvitation(code, clock.now());
    if (open === null || open.begun === null) return invitationOver();
    const { account, begun } = open;
    const secret = this.opened(begun.totpSealed, account, vault);
    const totpStep = authenticators.stepOf(message.code, secret);
    if (totpStep === null) return refuse('code-invalid', 'This code is wrong.', 'code');
    const now = clock.now();
    if (!(await accounts.finishByInvitation({ code, totpStep, now }))) return invitationOver();
    const organisation = await this.organisationOf(account);
    const how = { signedInBy: 'password', client: from.client } as const;
    return ok(await this.ports.sessions.open(account, organisation, how));
  }

  /**
   * Sends a browser to the organisation's provider.
   *
   * @returns the address, and a secret that the browser must bring back in a cookie
   */
  async startOidc(
    slug: string,
    redirectUri: string,
  ): Promise<Result<{ readonly url: string; readonly browser: string }>> {
    const { accounts, clock, ids, oidc, vault } = this.ports;
    const organisation = await accounts.organisationBySlug(slug);
    if (organisation === null || oidc.nameOf(slug) === null) return noOrganisation();
    const { url, state, checks } = await oidc.begin(slug, redirectUri);
    const browser = ids.secret();
    const attempt: Attempt = { checks, browser: hexOf(vault.digest(browser)), redirectUri };
    const plain = new TextEncoder().encode(JSON.stringify(attempt));
    await accounts.addOidcAttempt({
      ...{ organisationId: organisation.id, state },
      sealed: vault.seal(plain, `oidc ${organisation.id}`),
      expiresAt: clock.now() + clock.stretch(OIDC_ATTEMPT_VALID_MS),
    });
    return ok({ url, browser });
  }

  /**
   * Signs in whoever comes back from the provider, when they have an account: one bound to that
   * identity before, or one of the verified address, which is bound now. Makes none.
   *
   * @param back.query what the provider gave the browser, as it stands in the address
   * @returns refusal `sign-in-refused`
   */
  async finishOidc(
    back: {
      readonly state: string;
      readonly query: string;
      readonly browser: string | null;
    },
    from: SignInFrom,
  ): Promise<Result<SignedIn>> {
    const { accounts, clock, oidc, vault } = this.ports;
    const taken = await accounts.takeOidcAttempt(back.state, clock.now());
    if (taken === null) return refused();
    const { organisation, sealed } = taken;
    const text = new TextDecoder().decode(vault.open(sealed, `oidc ${organisation.id}`));
    const { checks, browser, redirectUri } = JSON.parse(text) as Attempt;
    const shown = back.browser === null ? [] : vault.digests(back.browser).map(hexOf);
    if (!shown.includes(browser)) {
      return this.refuseAndNote(organisation, null);
    }
    const callback = `${redirectUri}?${back.query}`;
    const identity = await oidc.finish(organisation.slug, callback, checks);
    if (identity === null) return this.refuseAndNote(organisation, null);
    const { issuer, subject, verifiedEmail } = identity;
    const email = verifiedEmail === null ? null : normalEmail(verifiedEmail);
    const organisationId = organisation.id;
    const account = await accounts.accountByOidc({ organisationId, issuer, subject, email });
    if (account === null) return this.refuseAndNote(organisation, null);
    const how = { signedInBy: 'oidc', client: from.client } as const;
    return ok(await this.ports.sessions.open(account, organisation, how));
  }

  /** Counts a try of this account from this address. */
  private async mayTry(address: string, whose: string): Promise<Result<null>> {
    const { limits } = this.ports;
    const ofAddress = await limits.use('sign-in-of-address', address);
    if (!ofAddress.ok) return ofAddress;
    return limits.use('sign-in-of-account', whose);
  }

  private opened(sealed: Uint8Array, account: Account, vault: Vault): string {
    return new TextDecoder().decode(vault.open(sealed, about(account)));
  }

  private async organisationOf(account: Account): Promise<OrganisationName> {
    const organisation = await this.ports.accounts.organisationOf(account.organisationId);
    if (organisation === null) throw new Error('an account without its organisation');
    return organisation;
  }

  private async refuseAndNote(
    organisation: OrganisationName,
    account: Account | null,
  ): Promise<Result<never>> {
    await this.ports.auditLog.append([
      {
        organisationId: organisation.id,
        at: this.ports.clock.now(),
        actor: { role: 'nobody', id: null },
        action: 'sign-in',
        subject: account === null ? null : { kind: 'account', id: account.id },
        outcome: 'refused',
        detail: {},
      },
    ]);
    return refused();
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function about(account: Account): string {
  return `totp ${account.id}`;
}

function refused(): Result<never> {
  return refuse('sign-in-refused', 'That did not fit; nobody was signed in.');
}

function invitationOver(): Result<never> {
  return refuse('sign-in-refused', 'This invitation is wrong, used or out of date.');
}

function noOrganisation(): Result<never> {
  return refuse('not-found', 'There is no such organisation, or no such way to sign in to it.');
}
