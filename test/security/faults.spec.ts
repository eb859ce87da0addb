import { Client } from 'pg';
import { account, arrestAt, until, type Answer } from '../support/clients';
import { send } from '../support/signed';
import { HERE, startServer, type TestServer } from '../support/server';

/** Signs of the inside that no answer may carry. */
const INSIDE = new RegExp(
  [
    String.raw`\bat .+\.(js|ts)\b|node_modules|/work|stack`,
    'SELECT|INSERT|UPDATE |relation|permission denied|SQLSTATE|pg_|postgres|redis',
  ].join('|'),
  'i',
);
const KEYS = ['type', 'code', 'title', 'status', 'detail', 'field', 'requestId'];
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let server: TestServer;
let owner: Client;

beforeAll(async () => {
  server = await startServer();
  owner = new Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
}, 60_000);
afterAll(async () => {
  await owner.end();
  await server.stop();
});

function expectNothingOfTheInside(answer: Answer, status: readonly number[]): void {
  expect(status).toContain(answer.status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(Object.keys(answer.body).filter((key) => !KEYS.includes(key))).toEqual([]);
  expect(JSON.stringify(answer.body)).not.toMatch(INSIDE);
}

describe('what is told of an accident', () => {
  it.each([
    ['incident', 'control', '/v1/incidents'],
    ['callout', 'control', '/v1/callouts'],
    ['responder', 'registrar', '/v1/responders'],
    ['aed', 'registrar', `/v1/aeds?lat=${HERE.lat}&lon=${HERE.lon}&radiusM=100`],
    ['access_key', 'supervisor', '/v1/keys'],
    ['account', 'supervisor', '/v1/accounts'],
    ['reply', 'dispatcher', '/v1/replies'],
    ['message_template', 'registrar', '/v1/templates'],
    ['drill', 'dispatcher', '/v1/drills'],
    ['approval', 'supervisor', '/v1/approvals'],
  ] as const)(
    '#76 the table %s cannot be read: nothing but a request id',
    async (table, role, path) => {
      const as = account(server.url, server.keys[role]);
      expect((await as.get(path)).status).toBe(200);
      await owner.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
      try {
        const answer = await as.get(path);
        expectNothingOfTheInside(answer, [500, 503]);
        expect(answer.body['requestId']).toBe(answer.headers.get('x-request-id'));
      } finally {
        await owner.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
      }
    },
  );

  it('#76 the connections to the database break: it is said, and it goes on', async () => {
    const sent = Promise.all(
      Array.from({ length: 20 }, () => server.control().post('/v1/incidents', arrestAt(HERE))),
    );
    const app = new Client({ connectionString: server.database.appUrl });
    await app.connect();
    await app.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`);
    await app.end();
    for (const answer of await sent) {
      if (answer.status >= 400) expectNothingOfTheInside(answer, [500, 503]);
    }
    await until(
      async () => (await server.control().get('/v1/incidents')).status === 200,
      'answer after the break',
    );
  });

  it.each<[string, string, string, string | undefined]>([
    ['half of a JSON text', 'POST', '/v1/incidents', '{"controlRef":'],
    ['a text where an object belongs', 'POST', '/v1/incidents', '"x"'],
    ['nothing at all', 'POST', '/v1/incidents', ''],
    ['an id that is none', 'GET', '/v1/incidents/none', undefined],
    ['an id of nothing', 'GET', `/v1/incidents/${UNKNOWN}`, undefined],
    ['a limit that is none', 'GET', '/v1/incidents?limit=%27%3B--', undefined],
    ['an address that is none', 'GET', '/v1/%zz', undefined],
    ['an address of nothing', 'GET', '/v1/none/such', undefined],
    ['a method that is not served', 'PUT', '/v1/incidents', '{}'],
    ['an address that is too long', 'GET', `/v1/incidents/${'x'.repeat(5_000)}`, undefined],
    ['a null in a reference', 'POST', '/v1/incidents/by-ref/%00/cancel', '{}'],
  ])('#76 %s is refused without a word of the inside', async (_what, method, path, body) => {
    const answer = await send(`${server.url}${path}`, {
      key: server.keys.control,
      method,
      ...(body === undefined ? {} : { body }),
    });
    expectNothingOfTheInside(answer, [400, 404, 414, 422]);
  });
});
