import type { Account } from '#core/account';
import { ok, refuse, type Result } from '#core/problem';
import { accessTokenEnd, SESSIONS_SHOWN_MS, sessionTimes, type Session } from '#core/session';
import type { SessionView } from '#contracts/account-api';
import { toIso } from '#contracts/shapes';
import type { OwnAccountView, SignedInView } from '#contracts/sign-in-api';
import type {
  AuditEntry,
  AuditLog,
  Caller,
  Clock,
  Ids,
  OrganisationName,
  SessionOf,
  SessionStore,
} from '#flow/ports';

/** Somebody signed in: what the page is given, and what goes into the cookie. */
export interface SignedIn {
  readonly view: SignedInView;
  readonly refreshToken: string;
  /** Until the session ends, in milliseconds of its clock. */
  readonly lastsMs: number;
}

/** A member of staff who calls. */
export type StaffCaller = Pick<
  Extract<Caller, { keyId: string }>,
  'organisationId' | 'keyId' | 'sessionId'
>;

/** Sessions of staff: opening, refreshing, seeing and ending them. */
export class Sessions {
  constructor(
    private readonly ports: {
      readonly sessions: SessionStore;
      readonly auditLog: AuditLog;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** Opens a session for somebody who has proved who they are; it is in the audit. */
  async open(
    account: Account,
    organisation: OrganisationName,
    how: { readonly signedInBy: Session['signedInBy']; readonly client: string },
  ): Promise<SignedIn> {
    const { clock, ids, sessions } = this.ports;
    const now = clock.now();
    const times = this.times();
    const { organisationId, id: accountId } = account;
    const id = ids.id();
    const expiresAt = now + times.sessionMs;
    const session = { id, organisationId, accountId, ...how, createdAt: now, expiresAt };
    const tokens = this.newTokens();
    const accessExpiresAt = accessTokenEnd(session, now, times);
    await sessions.openSession(session, { ...tokens, accessExpiresAt });
    await this.note({ session, account }, `sign-in.${how.signedInBy}`, 'done');
    return this.signedIn({ session, account, organisation }, tokens, accessExpiresAt);
  }

  /**
   * Trades a refresh token for the next one. One that was traded before ends its session, which
   * its owner sees among their sessions and the audit keeps.
   *
   * @returns refusals `session-over`, and `changed-meanwhile` for the same moment's second trade
   */
  async refresh(refreshToken: string): Promise<Result<SignedIn>> {
    const { clock, sessions } = this.ports;
    const next = this.newTokens();
    const now = clock.now();
    const times = this.times();
    const outcome = await sessions.refreshSession({ refreshToken, next, times, now });
    switch (outcome.verdict) {
      case 'renew':
        return ok(this.signedIn(outcome, next, outcome.accessExpiresAt));
      case 'again':
        return refuse('changed-meanwhile', 'Another tab has just refreshed; ask again.');
      case 'reused':
        await this.note(outcome, 'session.token-reused', 'refused');
        return sessionOver();
      case 'over':
      case 'unknown':
        return sessionOver();
    }
  }

  /** Ends the session of a refresh token; there may be none any more. */
  async signOut(refreshToken: string): Promise<void> {
    const ended = await this.ports.sessions.endSessionOfToken(refreshToken, this.ports.clock.now());
    if (ended !== null) await this.note(ended, 'session.end', 'done');
  }

  /** Own sessions of the last days, newest first; `not-found` for a key. */
  async own(caller: StaffCaller): Promise<Result<readonly SessionView[]>> {
    const { organisationId, keyId, sessionId } = caller;
    if (sessionId === null) return noAccount();
    const { clock, sessions } = this.ports;
    const since = clock.now() - clock.stretch(SESSIONS_SHOWN_MS);
    const list = await sessions.sessions(organisationId, keyId, since);
    return ok(list.map((session) => sessionView(session, sessionId)));
  }

  /** Ends one of the own sessions; `not-found` for any other. */
  async endOwn(caller: StaffCaller, sessionId: string): Promise<Result<null>> {
    const { organisationId, keyId: accountId } = caller;
    if (caller.sessionId === null) return noAccount();
    const now = this.ports.clock.now();
    const ended = await this.ports.sessions.endSession({
      ...{ organisationId, accountId, sessionId, now },
    });
    return ended ? ok(null) : refuse('not-found', 'There is no such session of yours.');
  }

  private times(): ReturnType<typeof sessionTimes> {
    return sessionTimes((ms) => this.ports.clock.stretch(ms));
  }

  private newTokens(): { readonly refreshToken: string; readonly accessToken: string } {
    const { ids } = this.ports;
    return { refreshToken: ids.secret(), accessToken: ids.secret() };
  }

  private signedIn(
    { session, account, organisation }: SessionParts,
    tokens: { readonly refreshToken: string; readonly accessToken: string },
    accessExpiresAt: number,
  ): SignedIn {
    return {
      view: {
        accessToken: tokens.accessToken,
        expiresAt: toIso(accessExpiresAt),
        account: ownAccountView(account, organisation),
      },
      refreshToken: tokens.refreshToken,
      lastsMs: session.expiresAt - this.ports.clock.now(),
    };
  }

  private async note(
    { session, account }: Pick<SessionParts, 'session' | 'account'>,
    action: string,
    outcome: AuditEntry['outcome'],
  ): Promise<void> {
    const { organisationId, role, id } = account;
    await this.ports.auditLog.append([
      {
        ...{ organisationId, action, outcome },
        at: this.ports.clock.now(),
        actor: { role, id },
        subject: { kind: 'session', id: session.id },
        detail: {},
      },
    ]);
  }
}

type SessionParts = Omit<SessionOf, 'session'> & {
  readonly session: Pick<Session, 'id' | 'expiresAt'>;
};

/** A person's account, or a key that acts as one. */
export type OwnAccount = Pick<OwnAccountView, 'id' | 'displayName' | 'email' | 'role'>;

/** Whoever is signed in, as they see themselves. */
export function ownAccountView(
  account: OwnAccount,
  organisation: OrganisationName,
): OwnAccountView {
  const { id, displayName, email, role } = account;
  const { slug, name } = organisation;
  return { id, displayName, email, role, organisation: { slug, name } };
}

function sessionView(session: Session, current: string): SessionView {
  const { id, signedInBy, client, endedBecause } = session;
  return {
    ...{ id, signedInBy, client, endedBecause },
    current: id === current,
    createdAt: toIso(session.createdAt),
    lastUsedAt: toIso(session.lastUsedAt),
    expiresAt: toIso(session.expiresAt),
    endedAt: toIso(session.endedAt),
  };
}

function sessionOver(): Result<never> {
  return refuse('session-over', 'This session is over; sign in again.');
}

function noAccount(): Result<never> {
  return refuse('not-found', 'A key has no account.');
}
