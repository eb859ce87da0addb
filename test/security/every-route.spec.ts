import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { allRoutes, callersOf, type Route } from '#contracts/routes';
import { enrolPhone } from '../support/clients';
import { startServer, type TestServer } from '../support/server';

/** Signs of the inside that no answer may carry. */
const INSIDE = /\bat .+\.(js|ts):\d+|node_modules|SELECT |INSERT |postgres:\/\/|redis:\/\//;

const GUARDED = allRoutes().filter(([, route]) => route.permission !== 'anyone');

/** The route's path with well-formed parameters that name nothing. */
function pathOf(route: Route): string {
  return route.path.replace(/:(\w+)/g, (_all, name: string) =>
    /ref$/i.test(name) ? 'nothing' : randomUUID(),
  );
}

describe('every route that is not for anyone', () => {
  let server: TestServer;
  const keys: Record<string, string> = {};

  beforeAll(async () => {
    server = await startServer();
    const phone = await enrolPhone(server.registrar(), server.url);
    Object.assign(keys, server.keys, { responder: phone.token });
  }, 60_000);

  afterAll(() => server.stop());

  const call = (route: Route) => {
    const agent = request(server.url);
    const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    return agent[method](pathOf(route)).timeout(10_000);
  };

  it.each(GUARDED)('%s refuses a missing and a foreign key alike', async (_id, route) => {
    for (const key of [null, 'Bearer not-a-key-of-anybody', 'Basic YTpi']) {
      const sent = call(route);
      const answer = await (key === null ? sent : sent.set('authorization', key));
      expect(answer.status).toBe(401);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.text).not.toMatch(INSIDE);
    }
  });

  it.each(GUARDED)('%s is forbidden to roles its row does not name', async (_id, route) => {
    for (const [role, key] of Object.entries(keys)) {
      if ((callersOf(route) as readonly string[]).includes(role)) continue;
      const answer = await call(route).set('authorization', `Bearer ${key}`);
      expect([role, answer.status]).toEqual([role, 403]);
    }
  });

  it.each(GUARDED)('%s tells nothing of its inside to nonsense', async (_id, route) => {
    const role = callersOf(route)[0] ?? 'control';
    const sent = call(route).set('authorization', `Bearer ${keys[role] ?? ''}`);
    const answer =
      route.method === 'GET'
        ? await sent.query({ cursor: 'nonsense', limit: '-1', after: 'x' })
        : await sent.type('application/json').send('{"__proto__":{"a":1},"x":[[[[');
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(INSIDE);
  });
});
