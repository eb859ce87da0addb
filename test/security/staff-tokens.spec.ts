import { createHmac, randomUUID } from 'node:crypto';
import type { SessionList } from '#contracts/account-api';
import type { IncidentView } from '#contracts/incident-api';
import type { SignedInView } from '#contracts/sign-in-api';
import { account, arrestAt, enrolPhone } from '../support/clients';
import { rowsOf } from '../support/database';
import { HERE, startServer, type TestServer } from '../support/server';
import { aStaffMember, Browser, slugOf } from '../support/staff';

const TRIES = process.env['SECURITY_FULL'] === '1' ? 1_000 : 100;
const ADDRESSES = 50;
/** Guesses of one account that were looked at before it is shut for a while. */
const LOOKED_AT_MAX = 10;

let server: TestServer;
let slug = '';

beforeAll(async () => {
  server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  slug = await slugOf(server);
}, 60_000);
afterAll(() => server.stop());

function asOwner(text: string, values: readonly unknown[]) {
  return rowsOf(server.database.ownerUrl, text, values);
}

function json(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('tokens', () => {
  it('#02 that have run out open nothing, and nothing is stored', async () => {
    const staff = await aStaffMember(server, slug);
    await asOwner(
      `UPDATE access_token SET expires_at = now() - interval '1 second' WHERE session_id IN
        (SELECT id FROM session WHERE account_id = $1)`,
      [staff.id],
    );
    const message = arrestAt(HERE);
    const refused = await staff.as.post('/v1/incidents', message);
    expect([refused.status, refused.body]).toMatchObject([401, { code: 'token-expired' }]);
    const rows = await asOwner('SELECT 1 FROM incident WHERE control_ref = $1', [
      message['controlRef'],
    ]);
    expect(rows).toEqual([]);
  });

  it('#03 have no audience to mistake: each kind is good for its own door only', async () => {
    const staff = await aStaffMember(server, slug);
    const phone = await enrolPhone(server.registrar(), server.url);
    const refresh = account(server.url, staff.browser.cookie);
    expect((await refresh.get('/v1/account')).status).toBe(401);
    expect((await phone.get('/v1/account')).status).toBe(403);
    expect((await staff.as.get('/v1/me')).status).toBe(403);
    const browser = new Browser(server.url);
    browser.cookie = staff.view.accessToken;
    expect((await browser.post('/v1/session/refresh')).status).toBe(401);
  });

  it('#04 are looked up and never read: nothing that says who it is, is believed', async () => {
    const staff = await aStaffMember(server, slug, 'supervisor');
    const claims = {
      ...{ sub: staff.id, role: 'supervisor', organisation: server.organisationId },
      exp: Math.floor(Date.now() / 1_000) + 3_600,
    };
    const unsigned = `${json({ alg: 'none', typ: 'JWT' })}.${json(claims)}.`;
    const head = `${json({ alg: 'HS256', typ: 'JWT' })}.${json(claims)}`;
    const signed = createHmac('sha256', staff.view.accessToken).update(head).digest('base64url');
    for (const token of [unsigned, `${head}.${signed}`, json(claims)]) {
      const refused = await account(server.url, token).get('/v1/accounts');
      expect([refused.status, refused.body]).toMatchObject([401, { code: 'unauthenticated' }]);
    }
  });

  it('#68 that were traded before end the session, which its owner is shown', async () => {
    const staff = await aStaffMember(server, slug);
    const thief = new Browser(server.url);
    thief.cookie = staff.browser.cookie;
    const stolen = await thief.post<SignedInView>('/v1/session/refresh');
    expect(stolen.status).toBe(200);
    const soon = await staff.browser.post('/v1/session/refresh');
    expect([soon.status, soon.body]).toMatchObject([409, { code: 'changed-meanwhile' }]);
    await asOwner(
      `UPDATE refresh_token r SET used_at = used_at - interval '6 seconds' FROM session s
        WHERE s.id = r.session_id AND s.account_id = $1 AND r.used_at IS NOT NULL`,
      [staff.id],
    );
    const reused = await staff.browser.post('/v1/session/refresh');
    expect([reused.status, reused.body]).toMatchObject([401, { code: 'session-over' }]);
    expect((await thief.post('/v1/session/refresh')).status).toBe(401);
    expect((await account(server.url, stolen.body.accessToken).get('/v1/account')).status).toBe(
      401,
    );
    const again = await staff.signIn(new Browser(server.url));
    const { body } = await account(server.url, again.body.accessToken).get<SessionList>(
      '/v1/account/sessions',
    );
    expect(body.sessions.map((session) => session.endedBecause)).toEqual([null, 'token-reused']);
    const audit = await asOwner(
      `SELECT 1 FROM audit_entry e WHERE to_jsonb(e)::text LIKE '%session.token-reused%'
        AND to_jsonb(e)::text LIKE $1`,
      [`%${staff.id}%`],
    );
    expect(audit).toHaveLength(1);
  });
});

describe('roles', () => {
  it('#30 that only look may change nothing', async () => {
    const { as } = await aStaffMember(server, slug, 'read-only');
    expect((await as.post('/v1/incidents', arrestAt(HERE))).status).toBe(403);
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    expect((await as.get(`/v1/incidents/${raised.body.id}`)).status).toBe(200);
    const byRef = `/v1/incidents/by-ref/${raised.body.controlRef}`;
    expect((await as.post(`${byRef}/close`, { version: 9, reason: 'x' })).status).toBe(403);
    expect((await as.post('/v1/callouts', {})).status).toBe(403);
    expect((await as.post('/v1/accounts', {})).status).toBe(403);
  });

  it('#31 are set by nobody for themselves, in whatever field', async () => {
    const staff = await aStaffMember(server, slug);
    const phone = await enrolPhone(server.registrar(), server.url);
    const self = { displayName: 'Sam', role: 'supervisor', disabled: false };
    expect((await staff.as.put(`/v1/accounts/${staff.id}`, self)).status).toBe(403);
    const verified = { displayName: 'Sam', credentials: [], verified: true };
    expect((await staff.as.put('/v1/responders/r-1', verified)).status).toBe(403);
    const extra = { onDuty: true, verified: true, role: 'supervisor', tier: 'professional' };
    expect((await phone.put('/v1/me/duty', extra)).status).toBe(422);
    const supervisor = server.supervisor();
    const forged = { ...self, id: randomUUID(), organisationId: randomUUID(), hasPassword: true };
    expect((await supervisor.put(`/v1/accounts/${staff.id}`, forged)).status).toBe(422);
  });
});

describe('guessing', () => {
  it('#69 a password and code is shut after ten tries, alike for known and unknown', async () => {
    const staff = await aStaffMember(server, slug);
    const browsers = Array.from({ length: ADDRESSES }, () => new Browser(server.url));
    const guess = async (email: string, i: number) => {
      const browser = browsers[i % ADDRESSES] ?? new Browser(server.url);
      const from = performance.now();
      const { status, body } = await browser.post('/v1/sign-in/local', {
        ...{ organisation: slug, email, password: `guess number ${i}`, code: '123456' },
      });
      return { status, body, ms: performance.now() - from };
    };
    const answers = new Map<string, { statuses: number[]; texts: Set<string>; ms: number[] }>();
    for (const email of [staff.email, 'nobody.at.all@example.org']) {
      const seen = { statuses: [] as number[], texts: new Set<string>(), ms: [] as number[] };
      for (let i = 0; i < TRIES; i += 1) {
        const { status, body, ms } = await guess(email, i);
        seen.statuses.push(status);
        seen.texts.add(`${String(body['code'])} ${String(body['detail'])}`);
        if (status === 401) seen.ms.push(ms);
      }
      answers.set(email, seen);
    }
    const [known, unknown] = [...answers.values()];
    if (known === undefined || unknown === undefined) throw new Error('no answers');
    expect(known.statuses.filter((status) => status === 401)).toHaveLength(LOOKED_AT_MAX);
    expect(new Set(known.statuses)).toEqual(new Set([401, 429]));
    expect(unknown.statuses).toEqual(known.statuses);
    expect(unknown.texts).toEqual(known.texts);
    const median = (ms: readonly number[]): number =>
      [...ms].sort((a, b) => a - b)[Math.floor(ms.length / 2)] ?? NaN;
    const ratio = median(known.ms) / median(unknown.ms);
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
    // The right password and code do not help before the time is over.
    expect((await staff.signIn(new Browser(server.url))).status).toBe(429);
  }, 120_000);
});
