import { locksEverybodyOut, type Account } from '#core/account';
import { ok, refuse, type Result } from '#core/problem';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { AccountStore } from '#flow/ports';
import { endSessionsOf } from './session-store';
import { settle, type InvitationRow, type MemoryTables, type StaffRow } from './tables';

/** Accounts in memory. */
export class MemoryAccountStore implements AccountStore {
  constructor(private readonly tables: MemoryTables) {}

  organisationBySlug: AccountStore['organisationBySlug'] = (slug) =>
    settle(() => {
      const found = [...this.tables.organisations.values()].find((one) => one.slug === slug);
      return found === undefined ? null : { id: found.id, slug, name: found.name };
    });

  organisationOf: AccountStore['organisationOf'] = (organisationId) =>
    settle(() => {
      const found = this.tables.organisations.get(organisationId);
      return found === undefined ? null : { id: found.id, slug: found.slug, name: found.name };
    });

  account: AccountStore['account'] = (organisationId, accountId) =>
    settle(() => this.find(organisationId, accountId)?.account ?? null);

  accounts: AccountStore['accounts'] = (organisationId, page) =>
    settle(() => {
      const after = readCursor(page.cursor, 2);
      const rest = this.of(organisationId)
        .map((row) => row.account)
        .sort(byName)
        .filter((one) => after === null || byName(one, named(after)) > 0);
      const items = rest.slice(0, page.limit);
      const last = items.at(-1);
      const more = rest.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.displayName, last.id]) : null };
    });

  addAccount: AccountStore['addAccount'] = (input) =>
    settle(() => {
      const { id, organisationId, role, displayName, email, now } = input;
      if (this.of(organisationId).some(({ account }) => account.email === email)) {
        return refuse('reference-conflict', 'There is an account of this address.', 'email');
      }
      const account: Account = {
        ...{ id, organisationId, role, displayName, email },
        ...{ hasPassword: false, isBound: false, disabledAt: null, lastSignInAt: null },
      };
      const none = { passwordHash: null, totpSealed: null, totpStep: null, oidc: null };
      this.tables.staff.set(id, { account, createdAt: now, ...none });
      return ok(account);
    });

  changeAccount: AccountStore['changeAccount'] = (input) =>
    settle(() => {
      const { organisationId, accountId, displayName, role, disabled, now } = input;
      const row = this.find(organisationId, accountId);
      if (row === null) return noAccount();
      const others = this.of(organisationId).filter(
        ({ account }) =>
          account.id !== accountId && account.role === 'supervisor' && account.disabledAt === null,
      );
      if (locksEverybodyOut(row.account, input, others.length)) {
        return refuse('last-of-its-kind', 'This is the last supervisor; make another one first.');
      }
      const disabledAt = disabled ? (row.account.disabledAt ?? now) : null;
      row.account = { ...row.account, displayName, role, disabledAt };
      const because = 'account-disabled';
      if (disabled) endSessionsOf(this.tables, { organisationId, accountId, because, now });
      return ok(row.account);
    });

  invite: AccountStore['invite'] = ({ organisationId, accountId, code, expiresAt }) =>
    settle((): Result<null> => {
      if (this.find(organisationId, accountId) === null) return noAccount();
      for (const row of this.tables.invitations.values()) {
        if (row.accountId === accountId) row.open = false;
      }
      this.tables.invitations.set(code, { accountId, expiresAt, open: true, begun: null });
      return ok(null);
    });

  openInvitation: AccountStore['openInvitation'] = (code, now) =>
    settle(() => {
      const found = this.invited(code, now);
      return found && { account: found.staff.account, begun: found.invitation.begun };
    });

  beginByInvitation: AccountStore['beginByInvitation'] = (input) =>
    settle(() => {
      const found = this.invited(input.code, input.now);
      if (found === null) return false;
      const { passwordHash, totpSealed } = input;
      found.invitation.begun = { passwordHash, totpSealed };
      return true;
    });

  finishByInvitation: AccountStore['finishByInvitation'] = ({ code, totpStep, now }) =>
    settle(() => {
      const found = this.invited(code, now);
      if (found === null || found.invitation.begun === null) return false;
      const { invitation, staff } = found;
      Object.assign(staff, invitation.begun, { totpStep });
      staff.account = { ...staff.account, hasPassword: true };
      invitation.open = false;
      const { organisationId, id: accountId } = staff.account;
      const because = 'password-changed';
      endSessionsOf(this.tables, { organisationId, accountId, because, now });
      return true;
    });

  localSecrets: AccountStore['localSecrets'] = (organisationId, email) =>
    settle(() => {
      const row = this.of(organisationId).find(({ account }) => account.email === email);
      if (row === undefined || row.account.disabledAt !== null) return null;
      const { account, passwordHash, totpSealed } = row;
      const isLocal = passwordHash !== null && totpSealed !== null;
      return isLocal ? { account, passwordHash, totpSealed } : null;
    });

  useTotpStep: AccountStore['useTotpStep'] = (organisationId, accountId, step) =>
    settle(() => {
      const row = this.find(organisationId, accountId);
      if (row === null || (row.totpStep !== null && row.totpStep >= step)) return false;
      row.totpStep = step;
      return true;
    });

  accountByOidc: AccountStore['accountByOidc'] = ({ organisationId, issuer, subject, email }) =>
    settle(() => {
      const rows = this.of(organisationId);
      const bound = rows.find(
        ({ oidc }) => oidc !== null && oidc.issuer === issuer && oidc.subject === subject,
      );
      const row = bound ?? rows.find((one) => one.oidc === null && one.account.email === email);
      if (row === undefined || row.account.disabledAt !== null) return null;
      row.oidc = { issuer, subject };
      row.account = { ...row.account, isBound: true };
      return row.account;
    });

  addOidcAttempt: AccountStore['addOidcAttempt'] = ({ state, ...attempt }) =>
    settle(() => {
      this.tables.oidcAttempts.set(state, attempt);
    });

  takeOidcAttempt: AccountStore['takeOidcAttempt'] = (state, now) =>
    settle(() => {
      const attempt = this.tables.oidcAttempts.get(state);
      this.tables.oidcAttempts.delete(state);
      const organisation = this.tables.organisations.get(attempt?.organisationId ?? '');
      if (attempt === undefined || organisation === undefined) return null;
      if (attempt.expiresAt <= now) return null;
      const { id, slug, name } = organisation;
      return { organisation: { id, slug, name }, sealed: attempt.sealed };
    });

  private of(organisationId: string): StaffRow[] {
    return [...this.tables.staff.values()].filter(
      ({ account }) => account.organisationId === organisationId,
    );
  }

  private find(organisationId: string, accountId: string): StaffRow | null {
    const row = this.tables.staff.get(accountId);
    return row?.account.organisationId === organisationId ? row : null;
  }

  private invited(
    code: string,
    now: number,
  ): { readonly invitation: InvitationRow; readonly staff: StaffRow } | null {
    const invitation = this.tables.invitations.get(code);
    const staff = this.tables.staff.get(invitation?.accountId ?? '');
    if (invitation === undefined || staff === undefined) return null;
    const isOpen = invitation.open && invitation.expiresAt > now;
    return isOpen && staff.account.disabledAt === null ? { invitation, staff } : null;
  }
}

type Named = Pick<Account, 'displayName' | 'id'>;

function byName(a: Named, b: Named): number {
  if (a.displayName !== b.displayName) return a.displayName < b.displayName ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

function named([displayName = '', id = '']: readonly string[]): Named {
  return { displayName, id };
}

function noAccount(): Result<never> {
  return refuse('not-found', 'There is no such account.');
}
