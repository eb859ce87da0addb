import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Account } from '#core/account';
import type { StaffRole } from '#core/caller-roles';
import { sessionTimes } from '#core/session';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

const TIMES = sessionTimes((ms) => ms);
const SEALED = Uint8Array.from([1, 2, 3]);

/** What every store of accounts and sessions promises, as tests. */
export function accountStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of accounts and sessions`, open, (world) => {
    keepsAccounts(world);
    keepsSupervisors(world);
    invites(world);
    checksCodes(world);
    binds(world);
    knowsTokens(world);
    refreshes(world);
    endsSessions(world);
  });
}

async function anAccount(world: World, role: StaffRole = 'dispatcher'): Promise<Account> {
  const { organisationId } = world;
  const email = `${randomUUID()}@example.org`;
  const input = { id: randomUUID(), organisationId, role, displayName: 'Sam', email, now: NOW };
  const added = await world.stores.accounts.addAccount(input);
  if (!added.ok) throw new Error(added.problem.code);
  return added.value;
}

function keepsAccounts(world: () => World): void {
  it('keeps one account for each address of an organisation, and lists them by name', async () => {
    const { accounts } = world().stores;
    const { organisationId } = world();
    const made: Account[] = [];
    for (const displayName of ['Zoe', 'Ann', 'Ann']) {
      const input = {
        id: randomUUID(),
        organisationId,
        displayName,
        email: `${randomUUID()}@a.org`,
      };
      const added = await accounts.addAccount({ ...input, role: 'dispatcher', now: NOW });
      if (added.ok) made.push(added.value);
    }
    const [zoe] = made;
    if (zoe === undefined) throw new Error('no account');
    const again = { ...zoe, id: randomUUID(), now: NOW };
    await expect(accounts.addAccount(again)).resolves.toMatchObject({
      problem: { code: 'reference-conflict' },
    });
    const first = await accounts.accounts(organisationId, { cursor: null, limit: 2 });
    const rest = await accounts.accounts(organisationId, { cursor: first.nextCursor, limit: 2 });
    const names = [...first.items, ...rest.items].map((one) => one.displayName);
    expect(names).toEqual(['Ann', 'Ann', 'Zoe']);
    expect(rest.nextCursor).toBeNull();
    const other = await World.make(world().stores);
    await expect(accounts.account(other.organisationId, zoe.id)).resolves.toBeNull();
    await expect(accounts.account(organisationId, zoe.id)).resolves.toEqual(zoe);
  });
}

function keepsSupervisors(world: () => World): void {
  it('never leaves an organisation without a supervisor, however many leave at once', async () => {
    const { accounts } = world().stores;
    const two = [await anAccount(world(), 'supervisor'), await anAccount(world(), 'supervisor')];
    const { organisationId } = world();
    const left = await Promise.all(
      two.map(({ id: accountId }) =>
        accounts.changeAccount({
          ...{ organisationId, accountId, displayName: 'Sam', role: 'supervisor' },
          ...{ disabled: true, now: NOW },
        }),
      ),
    );
    expect(left.map((one) => (one.ok ? 'left' : one.problem.code)).sort()).toEqual([
      ...['last-of-its-kind', 'left'],
    ]);
  });

  it('finds an organisation by its slug', async () => {
    const { organisationId, stores } = world();
    await expect(stores.accounts.organisationBySlug(organisationId)).resolves.toEqual({
      ...{ id: organisationId, slug: organisationId, name: 'Tidewater' },
    });
    await expect(stores.accounts.organisationBySlug('nobody')).resolves.toBeNull();
  });
}

function invites(world: () => World): void {
  it('lets an invitation be used once, and only the newest', async () => {
    const { accounts } = world().stores;
    const { organisationId } = world();
    const { id: accountId, email } = await anAccount(world());
    const codes = [randomUUID(), randomUUID()];
    for (const code of codes) {
      const invited = { organisationId, accountId, code, expiresAt: NOW + HOUR_MS, now: NOW };
      await expect(accounts.invite(invited)).resolves.toMatchObject({ ok: true });
    }
    const [old = '', code = ''] = codes;
    await expect(accounts.openInvitation(old, NOW)).resolves.toBeNull();
    await expect(accounts.openInvitation(code, NOW + HOUR_MS)).resolves.toBeNull();
    const finish = { code, totpStep: 7, now: NOW };
    await expect(accounts.finishByInvitation(finish)).resolves.toBe(false);
    const begun = { code, passwordHash: 'hash', totpSealed: SEALED, now: NOW };
    await expect(accounts.beginByInvitation(begun)).resolves.toBe(true);
    await expect(accounts.localSecrets(organisationId, email)).resolves.toBeNull();
    await expect(accounts.openInvitation(code, NOW)).resolves.toMatchObject({
      ...{ account: { id: accountId }, begun: { passwordHash: 'hash' } },
    });
    const finished = await Promise.all([1, 2].map(() => accounts.finishByInvitation(finish)));
    expect(finished.sort()).toEqual([false, true]);
    await expect(accounts.openInvitation(code, NOW)).resolves.toBeNull();
    const secrets = await accounts.localSecrets(organisationId, email);
    expect(secrets).toMatchObject({ account: { hasPassword: true }, passwordHash: 'hash' });
    expect(Buffer.from(secrets?.totpSealed ?? []).equals(SEALED)).toBe(true);
    await expect(accounts.useTotpStep(organisationId, accountId, 7)).resolves.toBe(false);
  });
}

function checksCodes(world: () => World): void {
  it('uses the code of a step up, and all before it', async () => {
    const { accounts } = world().stores;
    const { id } = await anAccount(world());
    const use = (step: number) => accounts.useTotpStep(world().organisationId, id, step);
    const both = await Promise.all([use(10), use(10)]);
    expect(both.sort()).toEqual([false, true]);
    await expect(use(9)).resolves.toBe(false);
    await expect(use(11)).resolves.toBe(true);
  });
}

function binds(world: () => World): void {
  it('binds an account to its first identity, and finds it by that alone then', async () => {
    const { accounts } = world().stores;
    const { organisationId } = world();
    const account = await anAccount(world());
    const as = (subject: string, email: string | null) =>
      accounts.accountByOidc({ organisationId, issuer: 'https://id.example', subject, email });
    await expect(as('s1', null)).resolves.toBeNull();
    await expect(as('s1', 'nobody@example.org')).resolves.toBeNull();
    await expect(as('s1', account.email)).resolves.toMatchObject({ id: account.id, isBound: true });
    await expect(as('s1', null)).resolves.toMatchObject({ id: account.id });
    await expect(as('s2', account.email)).resolves.toBeNull();
    const { id: accountId, role, displayName } = account;
    const off = { organisationId, accountId, role, displayName, disabled: true, now: NOW };
    await accounts.changeAccount(off);
    await expect(as('s1', account.email)).resolves.toBeNull();
  });

  it('gives an attempt away once, and not when it ran out', async () => {
    const { accounts } = world().stores;
    const { organisationId } = world();
    const [state, late] = [randomUUID(), randomUUID()];
    for (const each of [state, late]) {
      const attempt = { organisationId, state: each, sealed: SEALED, expiresAt: NOW + MINUTE_MS };
      await accounts.addOidcAttempt(attempt);
    }
    const taken = await accounts.takeOidcAttempt(state, NOW);
    expect(taken?.organisation).toMatchObject({ id: organisationId, slug: organisationId });
    await expect(accounts.takeOidcAttempt(state, NOW)).resolves.toBeNull();
    await expect(accounts.takeOidcAttempt(late, NOW + MINUTE_MS)).resolves.toBeNull();
  });
}

/** A session with its first tokens. */
async function aSession(world: World, accountId: string) {
  const { organisationId } = world;
  const tokens = { refreshToken: randomUUID(), accessToken: randomUUID() };
  const signedInBy = 'password' as const;
  const session = {
    ...{ id: randomUUID(), organisationId, accountId, signedInBy, client: 'Firefox, Linux' },
    ...{ createdAt: NOW, expiresAt: NOW + 12 * HOUR_MS },
  };
  const accessExpiresAt = NOW + 10 * MINUTE_MS;
  await world.stores.sessions.openSession(session, { ...tokens, accessExpiresAt });
  return { ...tokens, sessionId: session.id };
}

function knowsTokens(world: () => World): void {
  it('knows whose an access token is until its session ends', async () => {
    const account = await anAccount(world());
    const { people, sessions } = world().stores;
    const { accessToken, refreshToken, sessionId } = await aSession(world(), account.id);
    const { organisationId } = world();
    await expect(people.callerOf(accessToken)).resolves.toEqual({
      ...{ role: 'dispatcher', organisationId, keyId: account.id, sessionId },
      expiresAt: NOW + 10 * MINUTE_MS,
    });
    await expect(people.callerOf(refreshToken)).resolves.toBeNull();
    await expect(sessions.endSessionOfToken(refreshToken, NOW)).resolves.toMatchObject({
      ...{ session: { id: sessionId }, account: { id: account.id } },
    });
    await expect(sessions.endSessionOfToken(refreshToken, NOW)).resolves.toBeNull();
    await expect(people.callerOf(accessToken)).resolves.toBeNull();
  });
}

function refreshes(world: () => World): void {
  const refresh = (refreshToken: string, now: number) => {
    const next = { refreshToken: randomUUID(), accessToken: randomUUID() };
    const input = { refreshToken, next, times: TIMES, now };
    return world()
      .stores.sessions.refreshSession(input)
      .then((outcome) => ({ ...outcome, next }));
  };

  it('trades a refresh token once; trading it again ends the session and its tokens', async () => {
    const account = await anAccount(world());
    const first = await aSession(world(), account.id);
    const later = NOW + 10 * MINUTE_MS;
    const traded = await refresh(first.refreshToken, later);
    expect(traded).toMatchObject({ verdict: 'renew', account: { id: account.id } });
    await expect(refresh(first.refreshToken, later + SECOND_MS)).resolves.toMatchObject({
      verdict: 'again',
    });
    await expect(world().stores.people.callerOf(traded.next.accessToken)).resolves.toMatchObject({
      expiresAt: later + 10 * MINUTE_MS,
    });
    const reused = await refresh(first.refreshToken, later + MINUTE_MS);
    expect(reused.verdict).toBe('reused');
    await expect(refresh(traded.next.refreshToken, later + MINUTE_MS)).resolves.toMatchObject({
      verdict: 'over',
    });
    await expect(world().stores.people.callerOf(traded.next.accessToken)).resolves.toBeNull();
    const { organisationId, stores } = world();
    await expect(stores.sessions.sessions(organisationId, account.id, NOW)).resolves.toMatchObject([
      { id: first.sessionId, endedBecause: 'token-reused', endedAt: later + MINUTE_MS },
    ]);
    await expect(refresh(randomUUID(), later)).resolves.toMatchObject({ verdict: 'unknown' });
  });

  it('gives one of two concurrent trades of a token the next, and the other nothing', async () => {
    const { id } = await anAccount(world());
    const first = await aSession(world(), id);
    const both = await Promise.all([1, 2].map(() => refresh(first.refreshToken, NOW + 1)));
    expect(both.map((one) => one.verdict).sort()).toEqual(['again', 'renew']);
    const lost = both.find((one) => one.verdict === 'again');
    await expect(world().stores.people.callerOf(lost?.next.accessToken ?? '')).resolves.toBeNull();
  });
}

function endsSessions(world: () => World): void {
  it('ends the sessions of an account that is disabled, and remembers why', async () => {
    const { accounts, people, sessions } = world().stores;
    const account = await anAccount(world());
    const { organisationId } = world();
    const first = await aSession(world(), account.id);
    const second = await aSession(world(), account.id);
    const one = { organisationId, accountId: account.id, sessionId: first.sessionId, now: NOW };
    await expect(sessions.endSession({ ...one, accountId: randomUUID() })).resolves.toBe(false);
    await expect(sessions.endSession(one)).resolves.toBe(true);
    await expect(people.callerOf(first.accessToken)).resolves.toBeNull();
    await expect(people.callerOf(second.accessToken)).resolves.not.toBeNull();
    const { role, displayName, id: accountId } = account;
    await accounts.changeAccount({
      ...{ organisationId, accountId, role, displayName, disabled: true, now: NOW },
    });
    await expect(people.callerOf(second.accessToken)).resolves.toBeNull();
    const list = await sessions.sessions(organisationId, accountId, NOW);
    expect(list.map((session) => session.endedBecause).sort()).toEqual([
      ...['account-disabled', 'ended'],
    ]);
    const again = { organisationId, accountId, because: 'ended', now: NOW } as const;
    await expect(sessions.endSessions(again)).resolves.toBe(0);
  });

  it('has the role of an account as it is now', async () => {
    const { accounts, people } = world().stores;
    const { id: accountId } = await anAccount(world());
    const { organisationId } = world();
    const { accessToken } = await aSession(world(), accountId);
    await accounts.changeAccount({
      ...{ organisationId, accountId, displayName: 'Sam', role: 'auditor' },
      ...{ disabled: false, now: NOW },
    });
    await expect(people.callerOf(accessToken)).resolves.toMatchObject({ role: 'auditor' });
  });
}
