import { accessTokenEnd, judgeRefresh, type SessionEnd } from '#core/session';
import type { Caller, RefreshOutcome, SessionOf, SessionStore } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Sessions in memory. */
export class MemorySessionStore implements SessionStore {
  constructor(private readonly tables: MemoryTables) {}

  openSession: SessionStore['openSession'] = (session, tokens) =>
    settle(() => {
      const { id, accountId, createdAt } = session;
      const fresh = { lastUsedAt: createdAt, endedAt: null, endedBecause: null };
      this.tables.sessions.set(id, { ...session, ...fresh });
      const row = this.tables.staff.get(accountId);
      if (row !== undefined) row.account = { ...row.account, lastSignInAt: createdAt };
      this.addTokens(id, tokens, tokens.accessExpiresAt);
    });

  refreshSession: SessionStore['refreshSession'] = (input) =>
    settle((): RefreshOutcome => {
      const { refreshToken, next, times, now } = input;
      const found = this.find(refreshToken);
      const token = this.tables.refreshTokens.get(refreshToken);
      if (found === null || token === undefined) return { verdict: 'unknown' };
      const { session, account } = found;
      const accountDisabled = account.disabledAt !== null;
      const { usedAt } = token;
      const verdict = judgeRefresh({ usedAt, session, accountDisabled }, now, times);
      const accessExpiresAt = accessTokenEnd(session, now, times);
      if (verdict === 'reused')
        endSession(this.tables, session.id, { because: 'token-reused', now });
      if (verdict === 'renew') {
        token.usedAt = now;
        this.tables.sessions.set(session.id, { ...session, lastUsedAt: now });
        this.addTokens(session.id, next, accessExpiresAt);
      }
      return { verdict, ...found, accessExpiresAt };
    });

  endSessionOfToken: SessionStore['endSessionOfToken'] = (refreshToken, now) =>
    settle(() => {
      const found = this.find(refreshToken);
      if (found === null || found.session.endedAt !== null) return null;
      endSession(this.tables, found.session.id, { because: 'signed-out', now });
      return found;
    });

  sessions: SessionStore['sessions'] = (organisationId, accountId, since) =>
    settle(() =>
      [...this.tables.sessions.values()]
        .filter((one) => one.organisationId === organisationId && one.accountId === accountId)
        .filter((one) => one.createdAt >= since)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1)),
    );

  endSession: SessionStore['endSession'] = ({ organisationId, accountId, sessionId, now }) =>
    settle(() => {
      const session = this.tables.sessions.get(sessionId);
      if (session?.organisationId !== organisationId || session.accountId !== accountId) {
        return false;
      }
      endSession(this.tables, sessionId, { because: 'ended', now });
      return true;
    });

  endSessions: SessionStore['endSessions'] = ({ organisationId, accountId, because, now }) =>
    settle(() => endSessionsOf(this.tables, { organisationId, accountId, because, now }));

  private find(refreshToken: string): SessionOf | null {
    const { sessions, staff, organisations, refreshTokens } = this.tables;
    const session = sessions.get(refreshTokens.get(refreshToken)?.sessionId ?? '');
    const account = staff.get(session?.accountId ?? '')?.account;
    const organisation = organisations.get(session?.organisationId ?? '');
    if (session === undefined || account === undefined || organisation === undefined) return null;
    const { id, slug, name } = organisation;
    return { session, account, organisation: { id, slug, name } };
  }

  private addTokens(
    sessionId: string,
    tokens: { readonly refreshToken: string; readonly accessToken: string },
    expiresAt: number,
  ): void {
    this.tables.refreshTokens.set(tokens.refreshToken, { sessionId, usedAt: null });
    this.tables.accessTokens.set(tokens.accessToken, { sessionId, expiresAt });
  }
}

/** Whose an access token of a session is; null where there is none, or its session ended. */
export function callerOfSession(tables: MemoryTables, accessToken: string): Caller | null {
  const token = tables.accessTokens.get(accessToken);
  const session = tables.sessions.get(token?.sessionId ?? '');
  const account = tables.staff.get(session?.accountId ?? '')?.account;
  if (token === undefined || session === undefined || account === undefined) return null;
  if (session.endedAt !== null || account.disabledAt !== null) return null;
  const { organisationId, role, id: keyId } = account;
  return { role, organisationId, keyId, sessionId: session.id, expiresAt: token.expiresAt };
}

/** Ends what is open of an account's sessions; returns how many. */
export function endSessionsOf(
  tables: MemoryTables,
  ended: Parameters<SessionStore['endSessions']>[0],
): number {
  const { organisationId, accountId, because, now } = ended;
  const open = [...tables.sessions.values()].filter(
    (one) =>
      one.organisationId === organisationId && one.accountId === accountId && one.endedAt === null,
  );
  for (const { id } of open) endSession(tables, id, { because, now });
  return open.length;
}

function endSession(
  tables: MemoryTables,
  sessionId: string,
  { because, now }: { readonly because: SessionEnd; readonly now: number },
): void {
  const session = tables.sessions.get(sessionId);
  if (session?.endedAt === null) {
    tables.sessions.set(sessionId, { ...session, endedAt: now, endedBecause: because });
  }
}
