import type { Pool } from 'pg';
import type { Account } from '#core/account';
import { accessTokenEnd, judgeRefresh, type Session } from '#core/session';
import type { RefreshOutcome, SessionOf, SessionStore } from '#flow/ports';
import { ACCOUNT_COLUMNS, endSessions } from './account-store';
import { hashOf } from './registry';
import { acrossOrganisations, inOrganisation, type Tx } from './transaction';

const SESSION_COLUMNS = `s.id, s.organisation_id AS "organisationId",
  s.account_id AS "accountId", s.signed_in_by AS "signedInBy", s.client,
  s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt", s.expires_at AS "expiresAt",
  s.ended_at AS "endedAt", s.ended_because AS "endedBecause"`;

/** The token's session is locked, so that of two trades of one token one comes second. */
const OF_TOKEN = `SELECT ${SESSION_COLUMNS} FROM session s
  WHERE s.id = (SELECT session_id FROM refresh_token WHERE token_hash = $1) FOR UPDATE`;

const WHOSE = `SELECT ${ACCOUNT_COLUMNS}, o.slug, o.name FROM account a
  JOIN organisation o ON o.id = a.organisation_id WHERE a.id = $1`;

type Refresh = Parameters<SessionStore['refreshSession']>[0];

/** Sessions in PostgreSQL; a refresh is one transaction. */
export class PostgresSessionStore implements SessionStore {
  constructor(private readonly pools: { readonly work: Pool; readonly door: Pool }) {}

  openSession: SessionStore['openSession'] = (session, tokens) =>
    inOrganisation(this.pools.work, session.organisationId, async (tx) => {
      const { id, organisationId, accountId, signedInBy, client, createdAt, expiresAt } = session;
      const now = new Date(createdAt);
      await tx.rows({
        text: `INSERT INTO session (id, organisation_id, account_id, signed_in_by, client,
            created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)`,
        values: [id, organisationId, accountId, signedInBy, client, now, new Date(expiresAt)],
      });
      await tx.rows({
        text: 'UPDATE account SET last_sign_in_at = $3 WHERE organisation_id = $1 AND id = $2',
        values: [organisationId, accountId, now],
      });
      await addTokens(tx, {
        session,
        tokens,
        accessEndsAt: tokens.accessExpiresAt,
        now: createdAt,
      });
    });

  refreshSession: SessionStore['refreshSession'] = (input) =>
    acrossOrganisations(this.pools.door, (tx) => refresh(tx, input));

  endSessionOfToken: SessionStore['endSessionOfToken'] = (refreshToken, now) =>
    acrossOrganisations(this.pools.door, async (tx) => {
      const found = await sessionOfToken(tx, refreshToken);
      if (found === null || found.session.endedAt !== null) return null;
      await end(tx, found.session.id, { because: 'signed-out', now });
      return found;
    });

  sessions: SessionStore['sessions'] = (organisationId, accountId, since) =>
    inOrganisation(this.pools.work, organisationId, (tx) =>
      tx.rows<Session>({
        text: `SELECT ${SESSION_COLUMNS} FROM session s WHERE s.organisation_id = $1
          AND s.account_id = $2 AND s.created_at >= $3 ORDER BY s.created_at DESC, s.id`,
        values: [organisationId, accountId, new Date(since)],
      }),
    );

  endSession: SessionStore['endSession'] = ({ organisationId, accountId, sessionId, now }) =>
    inOrganisation(this.pools.work, organisationId, async (tx) => {
      const ended = await tx.rows({
        text: `UPDATE session SET ended_at = coalesce(ended_at, $4),
            ended_because = coalesce(ended_because, 'ended')
          WHERE organisation_id = $1 AND account_id = $2 AND id = $3 RETURNING id`,
        values: [organisationId, accountId, sessionId, new Date(now)],
      });
      return ended.length === 1;
    });

  endSessions: SessionStore['endSessions'] = (input) =>
    inOrganisation(this.pools.work, input.organisationId, (tx) => endSessions(tx, input));
}

async function refresh(tx: Tx, input: Refresh): Promise<RefreshOutcome> {
  const { refreshToken, next, times, now } = input;
  const found = await sessionOfToken(tx, refreshToken);
  if (found === null) return { verdict: 'unknown' };
  // Read after the lock: whoever waited for it sees that the token was traded meanwhile.
  const [token] = await tx.rows<{ usedAt: number | null }>({
    text: 'SELECT used_at AS "usedAt" FROM refresh_token WHERE token_hash = $1',
    values: [hashOf(refreshToken)],
  });
  const { session, account } = found;
  const accountDisabled = account.disabledAt !== null;
  const verdict = judgeRefresh(
    { usedAt: token?.usedAt ?? null, session, accountDisabled },
    now,
    times,
  );
  const accessExpiresAt = accessTokenEnd(session, now, times);
  if (verdict === 'reused') await end(tx, session.id, { because: 'token-reused', now });
  if (verdict === 'renew') {
    await tx.rows({
      text: 'UPDATE refresh_token SET used_at = $2 WHERE token_hash = $1',
      values: [hashOf(refreshToken), new Date(now)],
    });
    await tx.rows({
      text: 'UPDATE session SET last_used_at = $2 WHERE id = $1',
      values: [session.id, new Date(now)],
    });
    await tx.rows({
      text: 'DELETE FROM access_token WHERE session_id = $1 AND expires_at <= $2',
      values: [session.id, new Date(now)],
    });
    await addTokens(tx, { session, tokens: next, accessEndsAt: accessExpiresAt, now });
  }
  return { verdict, ...found, accessExpiresAt };
}

async function sessionOfToken(tx: Tx, refreshToken: string): Promise<SessionOf | null> {
  const [session] = await tx.rows<Session>({ text: OF_TOKEN, values: [hashOf(refreshToken)] });
  if (session === undefined) return null;
  const [row] = await tx.rows<Account & { readonly slug: string; readonly name: string }>({
    text: WHOSE,
    values: [session.accountId],
  });
  if (row === undefined) return null;
  const { slug, name, ...account } = row;
  return { session, account, organisation: { id: session.organisationId, slug, name } };
}

async function addTokens(
  tx: Tx,
  given: {
    readonly session: Pick<Session, 'id' | 'organisationId'>;
    readonly tokens: { readonly refreshToken: string; readonly accessToken: string };
    readonly accessEndsAt: number;
    readonly now: number;
  },
): Promise<void> {
  const { session, tokens, accessEndsAt, now } = given;
  await tx.rows({
    text: `INSERT INTO refresh_token (token_hash, organisation_id, session_id, created_at)
      VALUES ($1, $2, $3, $4)`,
    values: [hashOf(tokens.refreshToken), session.organisationId, session.id, new Date(now)],
  });
  await tx.rows({
    text: `INSERT INTO access_token
        (token_hash, organisation_id, session_id, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5)`,
    values: [
      ...[hashOf(tokens.accessToken), session.organisationId, session.id],
      ...[new Date(now), new Date(accessEndsAt)],
    ],
  });
}

async function end(
  tx: Tx,
  sessionId: string,
  { because, now }: { readonly because: string; readonly now: number },
): Promise<void> {
  await tx.rows({
    text: `UPDATE session SET ended_at = $2, ended_because = $3
      WHERE id = $1 AND ended_at IS NULL`,
    values: [sessionId, new Date(now), because],
  });
}
