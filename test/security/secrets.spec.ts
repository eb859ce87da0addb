import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { send } from '../support/signed';
import { startServer, type TestServer } from '../support/server';

const ROOT = process.cwd();
const FILE_MAX_BYTES = 4 * 1_024 * 1_024;

/** How secrets look that somebody could have left behind. */
const SECRETS: readonly [string, RegExp][] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/]{40}/],
  ['a key of a cloud', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a key of Google', /\bAIza[0-9A-Za-z_-]{35}\b/],
  ['a service account', /"private_key_id"\s*:\s*"[0-9a-f]{40}"/],
  ['a token of a forge', /\b(?:ghp|gho|ghs|github_pat|glpat)[-_][0-9A-Za-z_]{20,}\b/],
  ['a token of a registry', /\bnpm_[0-9A-Za-z]{36}\b/],
  ['a token of a messenger', /\bxox[abprs]-[0-9A-Za-z-]{10,}\b/],
  ['a signing secret', /\bwhsec_(?!A+=*\b)[A-Za-z0-9+/]{43}=/],
  ['a token with claims', /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/],
  ['a key of the demo', /\bcloseby-demo-[a-z]+-[A-Za-z0-9_-]{24}\b/],
  ['a password in an address', /\b(?:postgres|redis|smtp)s?:\/\/[^\s:@/'"`$]*:[^\s@/'"`${]{16,}@/],
];

function found(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => {
    if (!existsSync(file) || statSync(file).size > FILE_MAX_BYTES) return [];
    const text = readFileSync(file, 'latin1');
    return SECRETS.filter(([, form]) => form.test(text)).map(([what]) => `${file}: ${what}`);
  });
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('secrets', () => {
  it('#74 none is in a file of the repository', () => {
    const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
    const files = listed.split('\0').filter((file) => file !== '');
    expect(files.length).toBeGreaterThan(100);
    expect(found(files.map((file) => join(ROOT, file)))).toEqual([]);
  });

  it('#74 none is in what is built and shipped', () => {
    const files = filesUnder(join(ROOT, 'dist'));
    expect(files.length).toBeGreaterThan(100);
    expect(found(files)).toEqual([]);
  });

  it('#74 the forms above are recognised', () => {
    const examples = [
      'AKIA' + 'A'.repeat(16),
      'ghp_' + 'a1'.repeat(15),
      'redis://:' + 'x'.repeat(20) + '@h',
    ];
    for (const text of examples) expect(SECRETS.some(([, form]) => form.test(text))).toBe(true);
  });
});

describe('a server in production', () => {
  const metricsToken = randomBytes(24).toString('base64url');
  const secretsKey = randomBytes(32).toString('base64');
  let closed: TestServer;
  let open: TestServer;

  beforeAll(async () => {
    closed = await startServer({
      role: 'api',
      env: { NODE_ENV: 'production', SECRETS_KEY: secretsKey },
    });
    open = await startServer({
      role: 'api',
      beside: closed,
      env: { NODE_ENV: 'production', SECRETS_KEY: secretsKey, METRICS_TOKEN: metricsToken },
    });
  }, 90_000);
  afterAll(async () => {
    await open.stop();
    await closed.stop();
  });

  it.each([
    '/metrics',
    '/docs',
    '/openapi.json',
    '/docs/start.js',
    '/docs/assets/swagger-ui.css',
    '/docs/live',
    '/docs/live.css',
    '/asyncapi.json',
  ])('#74 does not show %s', async (path) => {
    expect((await send(`${closed.url}${path}`, { method: 'GET' })).status).toBe(404);
  });

  it.each([
    '/debug',
    '/env',
    '/.env',
    '/actuator/env',
    '/debug/pprof',
    '/server-status',
    '/.git/config',
  ])('#74 has nothing at %s', async (path) => {
    expect((await send(`${closed.url}${path}`, { method: 'GET' })).status).toBe(404);
  });

  it('#74 shows its figures to whoever has the token, and no secret in them', async () => {
    const path = `${open.url}/metrics`;
    for (const key of [undefined, 'wrong', `${metricsToken}x`]) {
      const wrong = await send(path, { method: 'GET', ...(key === undefined ? {} : { key }) });
      expect(wrong.status).toBe(401);
    }
    const answer = await send<{ text: string }>(path, { method: 'GET', key: metricsToken });
    expect(answer.status).toBe(200);
    const health = [
      await send(`${open.url}/health/live`, { method: 'GET' }),
      await send(`${open.url}/health/ready`, { method: 'GET' }),
    ];
    const said = JSON.stringify([answer.body, health.map(({ body }) => body), open.log]);
    const { password } = new URL(open.database.appUrl);
    for (const secret of [metricsToken, secretsKey, password, new URL(open.redisUrl).password]) {
      expect(secret === '' || !said.includes(secret)).toBe(true);
    }
  });

  it('#74 answers everything with headers that keep browsers from misusing it', async () => {
    for (const path of ['/health/live', '/v1/incidents', '/nothing']) {
      const { headers } = await send(`${closed.url}${path}`, { method: 'GET' });
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('a page of another origin cannot act by the cookies of its visitor', async () => {
    const headers = { cookie: 'closeby-refresh=x', origin: 'https://evil.example' };
    const answer = await send(`${closed.url}/v1/session/refresh`, { headers });
    expect([answer.status, answer.body['code']]).toEqual([403, 'origin-refused']);
    const framed = { cookie: 'closeby-refresh=x', origin: 'null' };
    expect((await send(`${closed.url}/v1/session/end`, { headers: framed })).status).toBe(403);
  });
});
