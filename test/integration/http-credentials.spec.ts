import type {
  BadgeView,
  EndingCredentialView,
  FiledCredentialView,
  IdentityView,
  OwnCredentialsView,
  OwnCredentialView,
} from '#contracts/credential-api';
import type { ResponderView } from '#contracts/registry-api';
import { PROOF_BYTES_MAX } from '#core/credential-proof';
import { DAY_MS } from '#core/units';
import { account, enrolPhone, type Phone } from '../support/clients';
import { PROOFS, upload } from '../support/proofs';
import { isOfCredentials, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const checks = new RouteChecks();
const codeOf = ({ body }: { readonly body: unknown }) => (body as { code?: string }).code;
let server: TestServer;
let phone: Phone;

beforeAll(async () => {
  server = await startServer();
  phone = await enrolPhone(server.registrar(), server.url);
});
afterAll(() => server.stop());

const soon = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

async function file(fields: Record<string, unknown> = {}): Promise<OwnCredentialView> {
  const answer = await phone.post<OwnCredentialView>('/v1/me/credentials', {
    ...{ kind: 'nurse', issuer: 'Nursing Council', number: 'NC 204-417' },
    ...{ validFrom: soon(-10), validTo: soon(20), ...fields },
  });
  checks.fits('addOwnCredential', answer);
  return answer.body;
}

describe('a credential and its proof over HTTP', () => {
  it('is filed, proven, seen in the queue, verified, and then counts', async () => {
    const one = await file();
    const path = `/v1/me/credentials/${one.id}/proof`;
    for (const type of ['image/jpeg', 'application/pdf', 'image/png'] as const) {
      const put = await upload(server.url, phone.token, { path, type, bytes: PROOFS[type] });
      checks.fits('putProof', put);
    }
    const registrar = server.registrar();
    const queue = await registrar.get<{ items: FiledCredentialView[] }>('/v1/credentials');
    checks.fits('listCredentials', queue);
    expect(queue.body.items.find(({ id }) => id === one.id)).toMatchObject({
      ...{ number: 'NC 204-417', addedBy: 'responder', isOwn: false, sameNumber: [] },
      proof: { mediaType: 'image/png', bytes: PROOFS['image/png'].length },
    });
    const reviewed = await registrar.post<FiledCredentialView>(`/v1/credentials/${one.id}/review`, {
      status: 'verified',
    });
    checks.fits('reviewCredential', reviewed);
    const own = await phone.get<OwnCredentialsView>('/v1/me/credentials');
    checks.fits('readOwnCredentials', own);
    expect(own.body).toMatchObject({ tier: 'home' });
    const ending = await registrar.get<{ items: EndingCredentialView[] }>('/v1/credentials/ending');
    checks.fits('listEndingCredentials', ending);
    expect(ending.body.items.map((each) => each.credentialId)).toEqual([one.id]);
    const seen = await registrar.get<ResponderView>(`/v1/responders/${phone.responderId}`);
    expect(seen.body.credentials.find(({ id }) => id === one.id)).toMatchObject({
      ...{ number: 'NC 204-417', hasProof: true, status: 'verified' },
      reviewedAt: reviewed.body.reviewedAt,
    });
  });

  it('is handed out as an attachment in which nothing runs', async () => {
    const one = await file({ issuer: 'Another council' });
    const path = `/v1/me/credentials/${one.id}/proof`;
    const bytes = Buffer.concat([PROOFS['application/pdf'], Buffer.alloc(300_000, 7)]);
    await upload(server.url, phone.token, { path, type: 'application/pdf', bytes });
    const response = await fetch(`${server.url}/v1/credentials/${one.id}/proof`, {
      headers: { authorization: `Bearer ${server.keys.registrar}` },
    });
    checks.fits('readProof', { status: response.status, body: null });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    const header = (name: string) => response.headers.get(name);
    expect(header('content-type')).toBe('application/pdf');
    expect(header('content-disposition')).toBe(`attachment; filename="proof-${one.id}.pdf"`);
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(header('cache-control')).toBe('no-store');
    const none = await server.registrar().get(`/v1/credentials/${phone.credentialId}/proof`);
    expect([none.status, codeOf(none)]).toEqual([404, 'not-found']);
  });

  it('is refused as a file of any other type, of more bytes, and on any other route', async () => {
    const { id } = await file({ issuer: 'A third council' });
    const path = `/v1/me/credentials/${id}/proof`;
    const put = (type: string, bytes: Uint8Array, to = path) =>
      upload(server.url, phone.token, { path: to, type, bytes });
    const large = Buffer.alloc(PROOF_BYTES_MAX + 1);
    PROOFS['application/pdf'].copy(large);
    const tooLarge = await put('application/pdf', large);
    expect([tooLarge.status, codeOf(tooLarge)]).toEqual([413, 'body-too-large']);
    const fits = await put('application/pdf', large.subarray(1 - PROOF_BYTES_MAX));
    expect(codeOf(fits)).toBe('proof-invalid');
    expect((await put('application/pdf', large.subarray(0, PROOF_BYTES_MAX))).status).toBe(200);
    for (const type of ['text/html', 'image/svg+xml', 'application/octet-stream']) {
      expect((await put(type, PROOFS['image/png'])).status).toBeGreaterThanOrEqual(400);
    }
    expect(codeOf(await put('image/jpeg', PROOFS['image/png']))).toBe('proof-invalid');
    expect(codeOf(await put('image/jpeg', new Uint8Array()))).toBe('proof-invalid');
    const elsewhere = await put('image/png', PROOFS['image/png'], '/v1/me/duty');
    expect(elsewhere.status).toBeGreaterThanOrEqual(400);
    expect(elsewhere.status).toBeLessThan(500);
  });

  it('of somebody without a token is not read at all', async () => {
    const bytes = Buffer.alloc(PROOF_BYTES_MAX);
    const path = `/v1/me/credentials/${phone.credentialId}/proof`;
    const answer = await upload(server.url, 'nobody', { path, type: 'application/pdf', bytes });
    expect(answer.status).toBe(401);
  });
});

describe('a badge over HTTP', () => {
  it('is shown by a phone and checked by anybody, without an account', async () => {
    await phone.standAt(HERE);
    const shown = await phone.get<IdentityView>('/v1/me/identity');
    checks.fits('readOwnIdentity', shown);
    const code = shown.body.url.split('#')[1] ?? '';
    const anybody = account(server.url, null);
    const checked = await anybody.get<BadgeView>(`/v1/identity/${code}`);
    checks.fits('checkIdentity', checked);
    expect(checked.body).toMatchObject({
      ...{ organisation: 'Test organisation', displayName: 'Test Person', isAssigned: false },
    });
    expect(JSON.stringify(checked.body)).not.toContain(phone.responderId);
    const wrong = `${code.slice(0, -2)}${code.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const other of [wrong, 'x', 'A'.repeat(code.length)]) {
      const refused = await anybody.get(`/v1/identity/${other}`);
      expect([refused.status, codeOf(refused)]).toEqual([404, 'not-found']);
    }
  });
});

it('every route of credentials has answered with a success that its schema reads', () => {
  expect(checks.missing(isOfCredentials)).toEqual([]);
});
