import type { Pool } from 'pg';
import { locksEverybodyOut, type Account } from '#core/account';
import { ok, refuse, type Result } from '#core/problem';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { AccountStore, LocalSecrets, OrganisationName } from '#flow/ports';
import { hashOf } from './registry';
import { inOrganisation, isDuplicate, readAcross, type Tx } from './transaction';

/** An account of table `a`, without its secrets. */
export const ACCOUNT_COLUMNS = `a.id, a.organisation_id AS "organisationId", a.role,
  a.display_name AS "displayName", a.email, a.password_hash IS NOT NULL AS "hasPassword",
  a.oidc_subject IS NOT NULL AS "isBound", a.disabled_at AS "disabledAt",
  a.last_sign_in_at AS "lastSignInAt"`;

type Local = Account & { readonly passwordHash: string; readonly totpSealed: Buffer };
type Invited = Account & {
  readonly begunHash: string | null;
  readonly begunTotp: Buffer | null;
};

/** Accounts in PostgreSQL; what comes before the organisation is known goes through the door. */
export class PostgresAccountStore implements AccountStore {
  constructor(private readonly pools: { readonly work: Pool; readonly door: Pool }) {}

  organisationBySlug: AccountStore['organisationBySlug'] = async (slug) => {
    const [organisation] = await readAcross<OrganisationName>(this.pools.door, {
      name: 'organisation-by-slug',
      text: 'SELECT id, slug, name FROM organisation WHERE slug = $1',
      values: [slug],
    });
    return organisation ?? null;
  };

  organisationOf: AccountStore['organisationOf'] = (organisationId) =>
    inOrganisation(this.pools.work, organisationId, async (tx) => {
      const text = 'SELECT id, slug, name FROM organisation WHERE id = $1';
      const [organisation] = await tx.rows<OrganisationName>({ text, values: [organisationId] });
      return organisation ?? null;
    });

  account: AccountStore['account'] = (organisationId, accountId) =>
    inOrganisation(this.pools.work, organisationId, (tx) => find(tx, organisationId, accountId));

  accounts: AccountStore['accounts'] = (organisationId, page) =>
    inOrganisation(this.pools.work, organisationId, async (tx) => {
      const after = readCursor(page.cursor, 2);
      const rows = await tx.rows<Account>({
        text: `SELECT ${ACCOUNT_COLUMNS} FROM account a WHERE a.organisation_id = $1
          AND ($2::text IS NULL OR (a.display_name COLLATE "C", a.id::text) > ($2, $3))
          ORDER BY a.display_name COLLATE "C", a.id::text LIMIT $4`,
        values: [organisationId, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
      });
      const items = rows.slice(0, page.limit);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.displayName, last.id]) : null };
    });

  addAccount: AccountStore['addAccount'] = async (input) => {
    const { id, organisationId, role, displayName, email, now } = input;
    try {
      return await inOrganisation(this.pools.work, organisationId, async (tx) => {
        await tx.rows({
          text: `INSERT INTO account (id, organisation_id, role, display_name, email, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)`,
          values: [id, organisationId, role, displayName, email, new Date(now)],
        });
        return found(await find(tx, organisationId, id));
      });
    } catch (error) {
      if (!isDuplicate(error, ['account_email_key'])) throw error;
      return refuse('reference-conflict', 'There is an account of this address.', 'email');
    }
  };

  changeAccount: AccountStore['changeAccount'] = (input) => {
    const { organisationId, accountId, displayName, role, disabled, now } = input;
    const scope = { organisationId, lockOn: 'accounts' };
    return inOrganisation(this.pools.work, scope, async (tx) => {
      const account = await find(tx, organisationId, accountId);
      if (account === null) return noAccount();
      const [others] = await tx.rows<{ count: number }>({
        text: `SELECT count(*) AS count FROM account WHERE organisation_id = $1 AND id <> $2
          AND role = 'supervisor' AND disabled_at IS NULL`,
        values: [organisationId, accountId],
      });
      if (locksEverybodyOut(account, input, others?.count ?? 0)) return lastSupervisor();
      await tx.rows({
        text: `UPDATE account SET display_name = $3, role = $4,
            disabled_at = CASE WHEN $5 THEN coalesce(disabled_at, $6) END
          WHERE organisation_id = $1 AND id = $2`,
        values: [organisationId, accountId, displayName, role, disabled, new Date(now)],
      });
      if (disabled) {
        await endSessions(tx, { organisationId, accountId, because: 'account-disabled', now });
      }
      return found(await find(tx, organisationId, accountId));
    });
  };

  invite: AccountStore['invite'] = (input) =>
    inOrganisation(this.pools.work, input.organisationId, async (tx) => {
      const { organisationId, accountId, code, expiresAt, now } = input;
      if ((await find(tx, organisationId, accountId)) === null) return noAccount();
      await tx.rows({
        text: `UPDATE account_invitation SET used_at = $3
          WHERE organisation_id = $1 AND account_id = $2 AND used_at IS NULL`,
        values: [organisationId, accountId, new Date(now)],
      });
      await tx.rows({
        text: `INSERT INTO account_invitation
            (code_hash, organisation_id, account_id, created_at, expires_at)
          VALUES ($1, $2, $3, $4, $5)`,
        values: [hashOf(code), organisationId, accountId, new Date(now), new Date(expiresAt)],
      });
      return ok(null);
    });

  openInvitation: AccountStore['openInvitation'] = async (code, now) => {
    const [row] = await readAcross<Invited>(this.pools.door, {
      text: `SELECT ${ACCOUNT_COLUMNS}, i.password_hash AS "begunHash",
          i.totp_sealed AS "begunTotp"
        FROM account_invitation i JOIN account a ON a.id = i.account_id
        WHERE i.code_hash = $1 AND i.used_at IS NULL AND i.expires_at > $2
          AND a.disabled_at IS NULL`,
      values: [hashOf(code), new Date(now)],
    });
    if (row === undefined) return null;
    const { begunHash, begunTotp, ...account } = row;
    const isBegun = begunHash !== null && begunTotp !== null;
    return {
      account,
      begun: isBegun ? { passwordHash: begunHash, totpSealed: begunTotp } : null,
    };
  };

  beginByInvitation: AccountStore['beginByInvitation'] = async (input) => {
    const { code, passwordHash, totpSealed, now } = input;
    const open = await this.openInvitation(code, now);
    if (open === null) return false;
    return inOrganisation(this.pools.work, open.account.organisationId, async (tx) => {
      const begun = await tx.rows({
        text: `UPDATE account_invitation SET password_hash = $2, totp_sealed = $3
          WHERE code_hash = $1 AND used_at IS NULL RETURNING account_id`,
        values: [hashOf(code), passwordHash, totpSealed],
      });
      return begun.length === 1;
    });
  };

  finishByInvitation: AccountStore['finishByInvitation'] = async ({ code, totpStep, now }) => {
    const open = await this.openInvitation(code, now);
    if (open === null) return false;
    const { organisationId, id: accountId } = open.account;
    return inOrganisation(this.pools.work, organisationId, async (tx) => {
      const used = await tx.rows({
        text: `WITH used AS (
            UPDATE account_invitation SET used_at = $2 WHERE code_hash = $1 AND used_at IS NULL
              AND password_hash IS NOT NULL RETURNING account_id, password_hash, totp_sealed)
          UPDATE account a SET password_hash = u.password_hash, totp_sealed = u.totp_sealed,
            totp_step = $3 FROM used u WHERE a.id = u.account_id RETURNING a.id`,
        values: [hashOf(code), new Date(now), totpStep],
      });
      if (used.length === 0) return false;
      await endSessions(tx, { organisationId, accountId, because: 'password-changed', now });
      await tx.rows({
        text: `UPDATE account_invitation SET password_hash = NULL, totp_sealed = NULL
          WHERE code_hash = $1`,
        values: [hashOf(code)],
      });
      return true;
    });
  };

  localSecrets: AccountStore['localSecrets'] = (organisationId, email) =>
    inOrganisation(this.pools.work, organisationId, async (tx) => {
      const [row] = await tx.rows<Local>({
        name: 'local-secrets',
        text: `SELECT ${ACCOUNT_COLUMNS}, a.password_hash AS "passwordHash",
            a.totp_sealed AS "totpSealed"
          FROM account a WHERE a.organisation_id = $1 AND a.email = $2
            AND a.password_hash IS NOT NULL AND a.disabled_at IS NULL`,
        values: [organisationId, email],
      });
      return row === undefined ? null : localOf(row);
    });

  useTotpStep: AccountStore['useTotpStep'] = (organisationId, accountId, step) =>
    inOrganisation(this.pools.work, organisationId, async (tx) => {
      const used = await tx.rows({
        text: `UPDATE account SET totp_step = $3 WHERE organisation_id = $1 AND id = $2
          AND (totp_step IS NULL OR totp_step < $3) RETURNING id`,
        values: [organisationId, accountId, step],
      });
      return used.length === 1;
    });

  accountByOidc: AccountStore['accountByOidc'] = (input) =>
    inOrganisation(this.pools.work, input.organisationId, async (tx) => {
      const { organisationId, issuer, subject, email } = input;
      const bound = await tx.rows<Account>({
        text: `SELECT ${ACCOUNT_COLUMNS} FROM account a
          WHERE a.organisation_id = $1 AND a.oidc_issuer = $2 AND a.oidc_subject = $3`,
        values: [organisationId, issuer, subject],
      });
      const rows =
        bound.length > 0
          ? bound
          : await tx.rows<Account>({
              text: `UPDATE account a SET oidc_issuer = $2, oidc_subject = $3
                WHERE a.organisation_id = $1 AND a.email = $4 AND a.oidc_subject IS NULL
                  AND a.disabled_at IS NULL RETURNING ${ACCOUNT_COLUMNS}`,
              values: [organisationId, issuer, subject, email],
            });
      const [account] = rows;
      return account === undefined || account.disabledAt !== null ? null : account;
    });

  addOidcAttempt: AccountStore['addOidcAttempt'] = (input) =>
    inOrganisation(this.pools.work, input.organisationId, async (tx) => {
      await tx.rows({
        text: `INSERT INTO oidc_attempt (state_hash, organisation_id, sealed, expires_at)
          VALUES ($1, $2, $3, $4)`,
        values: [
          hashOf(input.state),
          input.organisationId,
          input.sealed,
          new Date(input.expiresAt),
        ],
      });
    });

  takeOidcAttempt: AccountStore['takeOidcAttempt'] = async (state, now) => {
    const [row] = await readAcross<OrganisationName & { sealed: Buffer; isOpen: boolean }>(
      this.pools.door,
      {
        text: `WITH taken AS (
            DELETE FROM oidc_attempt WHERE state_hash = $1
            RETURNING organisation_id, sealed, expires_at > $2 AS "isOpen")
          SELECT o.id, o.slug, o.name, t.sealed, t."isOpen"
          FROM taken t JOIN organisation o ON o.id = t.organisation_id`,
        values: [hashOf(state), new Date(now)],
      },
    );
    if (row?.isOpen !== true) return null;
    const { sealed, id, slug, name } = row;
    return { organisation: { id, slug, name }, sealed };
  };
}

/** Ends what is open of an account's sessions; returns how many. */
export async function endSessions(
  tx: Tx,
  ended: {
    readonly organisationId: string;
    readonly accountId: string;
    readonly because: string;
    readonly now: number;
  },
): Promise<number> {
  const { organisationId, accountId, because, now } = ended;
  const rows = await tx.rows({
    text: `UPDATE session SET ended_at = $3, ended_because = $4
      WHERE organisation_id = $1 AND account_id = $2 AND ended_at IS NULL RETURNING id`,
    values: [organisationId, accountId, new Date(now), because],
  });
  return rows.length;
}

async function find(tx: Tx, organisationId: string, accountId: string): Promise<Account | null> {
  const [account] = await tx.rows<Account>({
    name: 'account',
    text: `SELECT ${ACCOUNT_COLUMNS} FROM account a WHERE a.organisation_id = $1 AND a.id = $2`,
    values: [organisationId, accountId],
  });
  return account ?? null;
}

function localOf({ passwordHash, totpSealed, ...account }: Local): LocalSecrets {
  return { account, passwordHash, totpSealed };
}

function found(account: Account | null): Result<Account> {
  return account === null ? noAccount() : ok(account);
}

function noAccount(): Result<never> {
  return refuse('not-found', 'There is no such account.');
}

function lastSupervisor(): Result<never> {
  return refuse('last-of-its-kind', 'This is the last supervisor; make another one first.');
}
