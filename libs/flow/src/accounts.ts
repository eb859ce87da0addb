import { normalEmail, type Account } from '#core/account';
import { ok, refuse, type Result } from '#core/problem';
import { INVITATION_VALID_MS } from '#core/session';
import type {
  AccountView,
  AddAccount,
  ChangeAccount,
  InvitationView,
} from '#contracts/account-api';
import { toIso } from '#contracts/shapes';
import type { OwnAccountView } from '#contracts/sign-in-api';
import type {
  AccountStore,
  Clock,
  Ids,
  KeyStore,
  Page,
  PageRequest,
  PeopleStore,
  SessionStore,
} from '#flow/ports';
import { ownAccountView, type OwnAccount, type StaffCaller } from '#flow/sessions';

/** Accounts of staff, kept by supervisors. Nobody gets one by signing in. */
export class Accounts {
  constructor(
    private readonly ports: {
      readonly accounts: AccountStore;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly sessions: Pick<SessionStore, 'endSessions'>;
      readonly keyStore: Pick<KeyStore, 'key'>;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** Whoever is signed in, or the key that asks, by its label. */
  async own({ organisationId, keyId, sessionId }: StaffCaller): Promise<Result<OwnAccountView>> {
    const organisation = await this.ports.people.organisation(organisationId);
    const account =
      sessionId === null
        ? await this.asAccount(organisationId, keyId)
        : await this.ports.accounts.account(organisationId, keyId);
    return account === null || organisation === null
      ? noAccount()
      : ok(ownAccountView(account, organisation));
  }

  /** A page of accounts by name. */
  async list(organisationId: string, page: PageRequest): Promise<Page<AccountView>> {
    const { items, nextCursor } = await this.ports.accounts.accounts(organisationId, page);
    return { items: items.map(accountView), nextCursor };
  }

  /** Makes an account; refuses `reference-conflict` where the address has one. */
  async add(organisationId: string, message: AddAccount): Promise<Result<AccountView>> {
    const { clock, ids } = this.ports;
    const { displayName, role } = message;
    const added = await this.ports.accounts.addAccount({
      ...{ id: ids.id(), organisationId, role, displayName },
      email: normalEmail(message.email),
      now: clock.now(),
    });
    return added.ok ? ok(accountView(added.value)) : added;
  }

  /**
   * Changes an account; a disabled one's sessions end.
   *
   * @returns refusals `not-found`, `last-of-its-kind`
   */
  async change(
    organisationId: string,
    accountId: string,
    message: ChangeAccount,
  ): Promise<Result<AccountView>> {
    const now = this.ports.clock.now();
    const input = { organisationId, accountId, ...message, now };
    const changed = await this.ports.accounts.changeAccount(input);
    return changed.ok ? ok(accountView(changed.value)) : changed;
  }

  /** An invitation to set password and authenticator; shown this once. */
  async invite(organisationId: string, accountId: string): Promise<Result<InvitationView>> {
    const { clock, ids } = this.ports;
    const now = clock.now();
    const code = ids.secret();
    const expiresAt = now + clock.stretch(INVITATION_VALID_MS);
    const invitation = { organisationId, accountId, code, expiresAt, now };
    const invited = await this.ports.accounts.invite(invitation);
    return invited.ok ? ok({ invitation: code, expiresAt: toIso(expiresAt) }) : invited;
  }

  /** Ends all sessions of an account. */
  async endSessions(organisationId: string, accountId: string): Promise<Result<null>> {
    const account = await this.ports.accounts.account(organisationId, accountId);
    if (account === null) return noAccount();
    const now = this.ports.clock.now();
    const ended = { organisationId, accountId, because: 'ended', now } as const;
    await this.ports.sessions.endSessions(ended);
    return ok(null);
  }

  private async asAccount(organisationId: string, keyId: string): Promise<OwnAccount | null> {
    const key = await this.ports.keyStore.key(organisationId, keyId);
    return key === null ? null : { ...key, displayName: key.label, email: null };
  }
}

function accountView(account: Account): AccountView {
  const { id, displayName, email, role, hasPassword, isBound } = account;
  return {
    ...{ id, displayName, email, role },
    disabled: account.disabledAt !== null,
    signsInBy: [
      ...(hasPassword ? (['password'] as const) : []),
      ...(isBound ? (['oidc'] as const) : []),
    ],
    lastSignInAt: toIso(account.lastSignInAt),
  };
}

function noAccount(): Result<never> {
  return refuse('not-found', 'There is no such account.');
}
