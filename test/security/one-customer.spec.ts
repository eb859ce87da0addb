import { LIMITS } from '#core/limits';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
}, 60_000);
afterAll(() => server.stop());

/** Asks from one address after another of a network that belongs to one customer. */
async function askFromAll(
  times: number,
  network: string,
  request: { readonly path: string; readonly type?: string; readonly body?: string },
): Promise<number[]> {
  const { path, type, body } = request;
  const statuses: number[] = [];
  for (let each = 1; each <= times; each += 1) {
    const answer = await fetch(`${server.url}${path}`, {
      headers: {
        'x-forwarded-for': `${network}::${each.toString(16)}`,
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    statuses.push(answer.status);
  }
  return statuses;
}

describe('a customer with a network of IPv6', () => {
  it('counts as one who checks badges', async () => {
    const { uses } = LIMITS['badges-of-address'];
    const path = `/v1/identity/${'A'.repeat(80)}`;
    expect((await askFromAll(uses + 1, '2001:db8:1:1', { path })).at(-1)).toBe(429);
  });

  it('counts as one who asks for codes', async () => {
    const { uses } = LIMITS['code-of-address'];
    const asked = { organisation: 'nobody', displayName: 'A', phone: '+17575550700' };
    const statuses = await askFromAll(uses + 1, '2001:db8:1:2', {
      ...{ path: '/v1/registrations', type: 'application/json', body: JSON.stringify(asked) },
    });
    expect(statuses.at(-1)).toBe(429);
  });

  it('counts as one who guesses secrets of keys', async () => {
    const { uses } = LIMITS['sign-in-of-address'];
    const id = '00000000-0000-4000-8000-000000000000';
    const form = new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id: id, client_secret: 'wrong' },
    });
    const statuses = await askFromAll(uses + 1, '2001:db8:1:3', {
      ...{ path: '/v1/oauth/token', type: 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    expect(statuses.at(-1)).toBe(429);
  });
});
