import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { AddedKey, AddedSigningSecret, KeyList, KeyView } from '#contracts/key-api';
import type { IncidentView } from '#contracts/incident-api';
import { arrestAt, enrolPhone, until, type Phone } from '../support/clients';
import { RouteChecks } from '../support/route-checks';
import { KEY_ROUTES } from '#contracts/routes/key-routes';
import { askToken, makeKey, send, signature } from '../support/signed';
import { HERE, startServer, type TestServer } from '../support/server';

const MINUTE_MS = 60_000;
const REVOKED_WITHIN_MS = 2_000;

let server: TestServer;
let incidents: string;
let database: Client;
const checks = new RouteChecks();

beforeAll(async () => {
  server = await startServer();
  incidents = `${server.url}/v1/incidents`;
  database = new Client({ connectionString: server.database.ownerUrl });
  await database.connect();
}, 60_000);

afterAll(async () => {
  await database.end();
  await server.stop();
});

async function stored(): Promise<number> {
  const { rows } = await database.query<{ count: string }>('SELECT count(*) FROM incident');
  return Number(rows[0]?.count);
}

function jwt(head: object, claims: object, key = 'guess'): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(head)}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

const body = (fields: Record<string, unknown> = {}): string =>
  JSON.stringify(arrestAt(HERE, fields));

describe('whoever comes without a right secret', () => {
  it('#01 nobody without a token raises an incident, and nothing is stored', async () => {
    const before = await stored();
    const answer = await send(incidents, { body: body() });
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await stored()).toBe(before);
  });

  it('#02 an access token that ran out lets nobody in, nor a key after its end', async () => {
    const before = await stored();
    const { key, secret } = await makeKey(server.supervisor());
    const issued = await askToken(server.url, { id: key.id, secret });
    const token = String(issued.body['access_token']);
    expect((await send(incidents, { key: token, method: 'GET' })).status).toBe(200);
    await database.query(
      `UPDATE access_token SET expires_at = now() - interval '1 second' WHERE key_id = $1`,
      [key.id],
    );
    const late = async (): Promise<boolean> =>
      (await send(incidents, { key: token, method: 'GET' })).status === 401;
    await until(late, 'end of the token');
    expect((await send(incidents, { key: token, body: body() })).status).toBe(401);
    const ended = await makeKey(server.supervisor(), {
      expiresAt: new Date(Date.now() - MINUTE_MS).toISOString(),
    });
    const refused = await send(incidents, { key: ended.secret, body: body() });
    expect([refused.status, refused.body['code']]).toEqual([401, 'token-expired']);
    const none = await askToken(server.url, { id: ended.key.id, secret: ended.secret });
    expect([none.status, none.body['error']]).toEqual([400, 'invalid_client']);
    expect(await stored()).toBe(before);
  });

  it('#03 a token for another audience lets nobody in: another installation, a phone', async () => {
    const claims = { aud: 'https://other.example', iss: server.url, sub: randomUUID() };
    const foreign = jwt({ alg: 'HS256' }, claims);
    for (const token of [foreign, randomBytes(32).toString('base64url')]) {
      expect((await send(incidents, { key: token, body: body() })).status).toBe(401);
    }
    const phone = await enrolPhone(server.registrar(), server.url);
    const before = await stored();
    expect((await send(incidents, { key: phone.token, body: body() })).status).toBe(403);
    expect(await stored()).toBe(before);
  });

  it('#04 a JWT that is not signed, or signed with a public key, is no token here', async () => {
    const claims = { aud: server.url, sub: randomUUID(), scope: 'control', role: 'control' };
    const none = jwt({ alg: 'none' }, claims).replace(/\.[^.]+$/, '.');
    const confused = jwt({ alg: 'HS256', jku: 'https://evil.example' }, claims, 'PUBLIC KEY');
    for (const token of [none, confused]) {
      const answer = await send(incidents, { key: token, body: body() });
      expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
    }
  });
});

describe('tokens of a key', () => {
  it('are given by form and by Basic, act in the key’s role, stored as digests', async () => {
    const { key, secret } = await makeKey(server.supervisor());
    for (const basic of [false, true]) {
      const issued = await askToken(server.url, { id: key.id, secret }, { basic });
      checks.fits('issueToken', issued);
      expect(issued.body).toMatchObject({ token_type: 'Bearer', scope: 'control' });
      expect(issued.body['expires_in']).toBeGreaterThan(590);
      expect(issued.body['expires_in']).toBeLessThanOrEqual(600);
      expect(issued.headers.get('cache-control')).toBe('no-store');
      const token = String(issued.body['access_token']);
      expect((await send(incidents, { key: token, body: body() })).status).toBe(201);
      const { rows } = await database.query('SELECT token_hash::text FROM access_token');
      expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'));
    }
  });

  it.each([
    ['another secret', { secret: 'wrong' }, {}, 'invalid_client'],
    ['no such key', { id: randomUUID() }, {}, 'invalid_client'],
    ['an id that is none', { id: "x' OR 1=1 --" }, {}, 'invalid_client'],
    ['a role that is not the key’s', {}, { scope: 'supervisor' }, 'invalid_scope'],
  ])('are not given for %s', async (_what, wrong, options, error) => {
    const { key, secret } = await makeKey(server.supervisor());
    const answer = await askToken(server.url, { id: key.id, secret, ...wrong }, options);
    expect(answer.body['error']).toBe(error);
    expect(answer.status).toBe(400);
  });

  it('#05 a token that may only look raises nothing, and that is audited', async () => {
    const { key, secret } = await makeKey(server.supervisor());
    const issued = await askToken(server.url, { id: key.id, secret }, { scope: 'read-only' });
    const token = String(issued.body['access_token']);
    expect((await send(incidents, { key: token, method: 'GET' })).status).toBe(200);
    const before = await stored();
    const refused = await send(incidents, { key: token, body: body() });
    expect([refused.status, refused.body['code']]).toEqual([403, 'forbidden']);
    expect(await stored()).toBe(before);
    const isAudited = async (): Promise<boolean> => {
      const { rows } = await database.query(
        `SELECT 1 FROM audit_entry
          WHERE actor_id = $1 AND action = 'raiseIncident' AND outcome = 'refused'`,
        [key.id],
      );
      return rows.length > 0;
    };
    await until(isAudited, 'entry of the refusal');
  });
});

describe('signed messages', () => {
  let cad: AddedKey;
  let secret: string;
  beforeAll(async () => {
    cad = await makeKey(server.supervisor(), { needsSignature: true });
    secret = cad.signingSecret?.secret ?? '';
  });

  const post = (text: string, headers: Record<string, string>, path = '/v1/incidents') =>
    send<IncidentView & { code?: string }>(`${server.url}${path}`, {
      key: cad.secret,
      headers,
      body: text,
    });

  it('#07 a message of which one byte was changed is refused', async () => {
    const text = body();
    const headers = signature(secret, text);
    const changed = text.replace('cardiac-arrest', 'cardiac-arresT');
    const before = await stored();
    expect(await post(changed, headers)).toMatchObject({
      status: 401,
      body: { code: 'signature-invalid' },
    });
    expect(await stored()).toBe(before);
    expect((await post(text, headers)).status).toBe(201);
  });

  it.each([-10, 10])('#08 a message that says %d minutes from now is refused', async (minutes) => {
    const text = body();
    const at = new Date(Date.now() + minutes * MINUTE_MS);
    const answer = await post(text, signature(secret, text, { at }));
    expect([answer.status, answer.body.code]).toEqual([401, 'signature-invalid']);
  });

  it('#09 a replayed message gets the same incident and alerts nobody anew', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    await phone.standAt(HERE);
    const text = body();
    const headers = signature(secret, text, { id: `msg_${randomUUID()}` });
    const first = await post(text, headers);
    expect(first.status).toBe(201);
    const alerts = async (): Promise<string> => {
      const { rows } = await database.query<{ count: string }>(
        'SELECT count(*) FROM alert WHERE incident_id = $1',
        [first.body.id],
      );
      return rows[0]?.count ?? '';
    };
    await until(async () => (await alerts()) === '1', 'alert');
    const again = await post(text, headers);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    expect(await alerts()).toBe('1');
  });

  it('#10 another message under a used id is refused, also to another address', async () => {
    const id = `msg_${randomUUID()}`;
    const first = body();
    expect((await post(first, signature(secret, first, { id }))).status).toBe(201);
    const other = body();
    expect(await post(other, signature(secret, other, { id }))).toMatchObject({
      status: 409,
      body: { code: 'reference-conflict' },
    });
    const elsewhere = await post(first, signature(secret, first, { id }), '/v1/callouts');
    expect(elsewhere.status).toBe(409);
  });

  it('#20 a cancel that is not signed stands nobody down', async () => {
    const phone: Phone = await enrolPhone(server.registrar(), server.url);
    await phone.standAt(HERE);
    const controlRef = `CAD-${randomUUID()}`;
    const text = body({ controlRef });
    const raised = await post(text, signature(secret, text));
    const path = `/v1/incidents/by-ref/${controlRef}/cancel`;
    const cancel = JSON.stringify({ version: 2, reason: 'never was' });
    for (const headers of [{}, signature(`whsec_${'A'.repeat(43)}=`, cancel)]) {
      const answer = await post(cancel, headers, path);
      expect([answer.status, answer.body.code]).toEqual([401, 'signature-invalid']);
    }
    const now = await server.control().get<IncidentView>(`/v1/incidents/${raised.body.id}`);
    expect(now.body.status).toBe('active');
    expect((await post(cancel, signature(secret, cancel), path)).status).toBe(200);
  });

  it('a secret is replaced without a gap: two live ones, then the old one goes', async () => {
    const supervisor = server.supervisor();
    const path = `/v1/keys/${cad.key.id}/signing-secrets`;
    const added = await supervisor.post<AddedSigningSecret>(path);
    checks.fits('addSigningSecret', added);
    expect((await supervisor.post(path)).status).toBe(409);
    const takes = async (by: string): Promise<number> => {
      const text = body();
      return (await post(text, signature(by, text))).status;
    };
    await until(async () => (await takes(added.body.secret)) === 201, 'new secret');
    expect(await takes(secret)).toBe(201);
    const removed = await supervisor.remove(`${path}/${cad.signingSecret?.id ?? ''}`);
    checks.fits('removeSigningSecret', removed);
    await until(async () => (await takes(secret)) === 401, 'end of the old secret');
    expect(await takes(added.body.secret)).toBe(201);
    const last = await supervisor.remove(`${path}/${added.body.id}`);
    expect([last.status, last.body['code']]).toEqual([409, 'last-of-its-kind']);
  });
});

describe('keys', () => {
  it('are listed without secrets, changed, and seen by their own organisation only', async () => {
    const supervisor = server.supervisor();
    const added = await supervisor.post<AddedKey>('/v1/keys', {
      label: 'Board',
      role: 'read-only',
    });
    checks.fits('addKey', added);
    const listed = await supervisor.get<KeyList>('/v1/keys');
    checks.fits('listKeys', listed);
    expect(JSON.stringify(listed.body)).not.toContain(added.body.secret);
    const { id } = added.body.key;
    const terms = { label: 'Wall', needsSignature: false, certificateSha256: null };
    const changed = await supervisor.put<KeyView>(`/v1/keys/${id}`, terms);
    checks.fits('putKey', changed);
    const unable = await supervisor.put(`/v1/keys/${id}`, { ...terms, needsSignature: true });
    expect(unable.status).toBe(409);
    const other = await server.otherOrganisation();
    const foreign = await send(`${server.url}/v1/keys/${id}/revoke`, { key: other.supervisor });
    expect(foreign.status).toBe(404);
    const after = await supervisor.get<KeyList>('/v1/keys');
    expect(after.body.keys[0]?.revokedAt).toBeNull();
  });

  it('are nothing for people: no key of a role that signs in', async () => {
    const refused = await server.supervisor().post('/v1/keys', { label: 'x', role: 'supervisor' });
    expect(refused.status).toBe(422);
  });

  it('end within two seconds of being revoked, and their tokens with them', async () => {
    const { key, secret } = await makeKey(server.supervisor());
    const issued = await askToken(server.url, { id: key.id, secret });
    const token = String(issued.body['access_token']);
    const isIn = async (by: string): Promise<boolean> =>
      (await send(incidents, { key: by, method: 'GET' })).status === 200;
    expect([await isIn(secret), await isIn(token)]).toEqual([true, true]);
    const revokedAt = performance.now();
    checks.fits('revokeKey', await server.supervisor().post(`/v1/keys/${key.id}/revoke`));
    await until(async () => !(await isIn(secret)) && !(await isIn(token)), 'end of the key');
    expect(performance.now() - revokedAt).toBeLessThan(REVOKED_WITHIN_MS);
  });

  it('every route of theirs was asked with success above', () => {
    expect(checks.missing((id) => Object.hasOwn(KEY_ROUTES, id))).toEqual([]);
  });
});
