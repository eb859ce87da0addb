import { randomUUID } from 'node:crypto';
import type { AccountView, SessionList } from '#contracts/account-api';
import type { SignedInView, SignInWays } from '#contracts/sign-in-api';
import { account } from '../support/clients';
import { rowsOf } from '../support/database';
import { isOfSignIn, RouteChecks } from '../support/route-checks';
import { startServer, type TestServer } from '../support/server';
import { aStaffMember, Browser, slugOf } from '../support/staff';

const checks = new RouteChecks();
let server: TestServer;
let slug: string;

beforeAll(async () => {
  server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  slug = await slugOf(server);
});
afterAll(() => server.stop());

function look<T>(text: string, values: readonly unknown[]): Promise<T[]> {
  return rowsOf<T>(server.database.ownerUrl, text, values);
}

describe('signing in', () => {
  it('says how: by password, and by which provider', async () => {
    const anyone = account(server.url, null);
    const ways = await anyone.get<SignInWays>(`/v1/sign-in/ways?organisation=${slug}`);
    checks.fits('readSignInWays', ways);
    expect(ways.body).toMatchObject({ organisation: { slug }, local: true, oidc: null });
    expect((await anyone.get('/v1/sign-in/ways?organisation=nobody')).status).toBe(404);
    expect((await anyone.get(`/v1/sign-in/oidc/start?organisation=${slug}`)).status).toBe(404);
  });

  it('by an invitation sets password and authenticator, and its token opens things', async () => {
    const staff = await aStaffMember(server, slug);
    checks.fits('confirmAccount', { status: 200, body: staff.view });
    checks.called('beginAccount', 'addAccount', 'inviteAccount');
    const own = await staff.as.get('/v1/account');
    checks.fits('readOwnAccount', own);
    expect(own.body).toMatchObject({ id: staff.id, role: 'dispatcher', organisation: { slug } });
    expect((await staff.as.get('/v1/callouts')).status).toBe(200);
    expect((await staff.as.get('/v1/accounts')).status).toBe(403);
  });

  it('keeps the refresh token from scripts, from other sites, and to its own path', async () => {
    const { browser } = await aStaffMember(server, slug);
    expect(browser.setCookie).toMatch(/; Path=\/v1\/session(;|$)/);
    expect(browser.setCookie).toMatch(/; HttpOnly/);
    expect(browser.setCookie).toMatch(/; SameSite=Strict/);
    const maxAge = Number(/Max-Age=(\d+)/.exec(browser.setCookie)?.[1]);
    expect(maxAge).toBeGreaterThan(12 * 3_600 - 60);
    expect(maxAge).toBeLessThanOrEqual(12 * 3_600);
  });

  it('takes password and code, each code once, and the newest only', async () => {
    const staff = await aStaffMember(server, slug);
    const browser = new Browser(server.url);
    const signedIn = await staff.signIn(browser);
    checks.fits('signInLocally', signedIn);
    const code = staff.code();
    for (const fields of [
      { code, password: 'another phrase altogether' },
      { code: '000000' },
      { code, email: 'nobody@example.org' },
      { code, organisation: 'nobody' },
    ]) {
      const refused = await staff.signIn(new Browser(server.url), fields);
      expect([refused.status, refused.body]).toMatchObject([401, { code: 'sign-in-refused' }]);
    }
    const twice = await Promise.all(
      [1, 2].map(() => staff.signIn(new Browser(server.url), { code })),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('lets nobody use an invitation twice, or guess one', async () => {
    const browser = new Browser(server.url);
    const begun = await browser.post('/v1/sign-in/first', {
      ...{ invitation: 'A'.repeat(22), password: 'a long enough phrase' },
    });
    expect([begun.status, begun.body]).toMatchObject([401, { code: 'sign-in-refused' }]);
    const short = { invitation: 'A'.repeat(22), password: 'too short' };
    expect((await browser.post('/v1/sign-in/first', short)).status).toBe(422);
  });
});

describe('a session', () => {
  it('is refreshed by its cookie, and signed out of', async () => {
    const { browser, id } = await aStaffMember(server, slug);
    const before = browser.cookie;
    const refreshed = await browser.post<SignedInView>('/v1/session/refresh');
    checks.fits('refreshSession', refreshed);
    expect(browser.cookie).not.toBe(before);
    expect(refreshed.body.account.id).toBe(id);
    const as = account(server.url, refreshed.body.accessToken);
    expect((await as.get('/v1/account')).status).toBe(200);
    const ended = await browser.post('/v1/session/end');
    checks.fits('endSession', { status: ended.status, body: undefined });
    expect(browser.cookie).toBeNull();
    expect((await browser.post('/v1/session/refresh')).status).toBe(401);
  });

  it('is not refreshed for a page of another site', async () => {
    const { browser } = await aStaffMember(server, slug);
    const foreign = await browser.post('/v1/session/refresh', undefined, {
      origin: 'https://evil.example',
    });
    expect([foreign.status, foreign.body]).toMatchObject([403, { code: 'origin-refused' }]);
    expect((await browser.post('/v1/session/refresh')).status).toBe(200);
  });

  it('is seen and ended by its owner, and by nobody else', async () => {
    const staff = await aStaffMember(server, slug);
    const other = await aStaffMember(server, slug);
    const second = await staff.signIn(new Browser(server.url));
    const list = await staff.as.get<SessionList>('/v1/account/sessions');
    checks.fits('listOwnSessions', list);
    expect(list.body.sessions).toMatchObject([
      { current: false, signedInBy: 'password', client: 'Firefox, Linux' },
      { current: true, signedInBy: 'password', client: 'Firefox, Linux' },
    ]);
    const { id } = list.body.sessions[0] ?? { id: '' };
    expect((await other.as.post(`/v1/account/sessions/${id}/end`)).status).toBe(404);
    const ended = await staff.as.post(`/v1/account/sessions/${id}/end`);
    checks.fits('endOwnSession', { status: ended.status, body: undefined });
    const gone = await account(server.url, second.body.accessToken).get('/v1/account');
    expect(gone.status).toBe(401);
    const key = await server.dispatcher().get('/v1/account');
    checks.fits('readOwnAccount', key);
    expect(key.body).toMatchObject({ email: null, role: 'dispatcher' });
  });
});

describe('accounts', () => {
  it('are kept by supervisors; the last of whom stays', async () => {
    const supervisor = await aStaffMember(server, slug, 'supervisor');
    const message = { displayName: 'Ann', email: 'Ann@Example.org', role: 'auditor' };
    const added = await supervisor.as.post<AccountView>('/v1/accounts', message);
    checks.fits('addAccount', added);
    expect(added.body).toMatchObject({ email: 'ann@example.org', signsInBy: [], disabled: false });
    expect((await supervisor.as.post('/v1/accounts', message)).status).toBe(409);
    const list = await supervisor.as.get('/v1/accounts?limit=200');
    checks.fits('listAccounts', list);
    const change = { displayName: 'Sam', role: 'dispatcher', disabled: false };
    const left = await supervisor.as.put(`/v1/accounts/${supervisor.id}`, change);
    expect([left.status, left.body]).toMatchObject([409, { code: 'last-of-its-kind' }]);
    const changed = await supervisor.as.put(`/v1/accounts/${added.body.id}`, change);
    checks.fits('changeAccount', changed);
    const path = `/v1/accounts/${supervisor.id}/end-sessions`;
    const ended = await supervisor.as.post(path);
    checks.fits('endAccountSessions', { status: ended.status, body: undefined });
    expect((await supervisor.as.get('/v1/account')).status).toBe(401);
    const nobody = `/v1/accounts/${randomUUID()}`;
    expect((await server.supervisor().put(nobody, change)).status).toBe(404);
    expect((await server.supervisor().post(`${nobody}/invite`)).status).toBe(404);
    expect((await server.supervisor().post(`${nobody}/end-sessions`)).status).toBe(404);
  });

  it('of another organisation are not there', async () => {
    const keys = await server.otherOrganisation();
    const staff = await aStaffMember(server, slug);
    const theirs = account(server.url, keys.supervisor);
    const change = { displayName: 'Sam', role: 'auditor', disabled: true };
    expect((await theirs.put(`/v1/accounts/${staff.id}`, change)).status).toBe(404);
    const { body } = await theirs.get<{ items: unknown[] }>('/v1/accounts');
    expect(body.items).toEqual([]);
  });

  it('are in the audit with their sign-ins, without address or name', async () => {
    const staff = await aStaffMember(server, slug);
    const rows = await look<{ entry: string }>(
      `SELECT to_jsonb(e)::text AS entry FROM audit_entry e WHERE to_jsonb(e)::text LIKE $1`,
      [`%${staff.id}%`],
    );
    expect(rows.some(({ entry }) => entry.includes('sign-in.password'))).toBe(true);
    expect(rows.filter(({ entry }) => entry.includes('@'))).toEqual([]);
    expect(server.log.filter((line) => line.includes(staff.email))).toEqual([]);
  });
});

describe('the routes of sign-in', () => {
  it('have all been called', () => {
    // OpenID Connect has a provider and a browser of its own.
    const later = ['startOidc', 'finishOidc'];
    expect(checks.missing(isOfSignIn).filter((id) => !later.includes(id))).toEqual([]);
  });
});
