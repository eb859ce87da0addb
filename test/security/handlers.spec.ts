import type { RouteOptions } from 'fastify';
import type { Namespace } from 'socket.io';
import { createApp, type App } from '../../apps/server/src/app';
import { readConfig } from '../../apps/server/src/config';
import { ControlGateway } from '../../apps/server/src/control.gateway';
import { createLogger } from '../../apps/server/src/logging';
import { Metrics } from '../../apps/server/src/metrics';
import { ResponderGateway } from '../../apps/server/src/responder.gateway';
import { openWorld } from '../../apps/server/src/world';
import {
  CONTROL_EVENTS,
  CONTROL_NAMESPACE,
  RESPONDER_EVENTS,
  RESPONDER_NAMESPACE,
} from '#contracts/live-events';
import { allRoutes, type Route } from '#contracts/routes';
import { MAY } from '#core/caller-roles';
import { makeDatabase, type TestDatabase } from '../support/database';

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What the running server has: every HTTP handler and every event of a socket. */
describe('every handler of the running server', () => {
  let database: TestDatabase;
  let app: App;
  let url = '';
  let namespaces: readonly Namespace[] = [];
  const served: RouteOptions[] = [];

  beforeAll(async () => {
    database = await makeDatabase();
    const config = readConfig({
      ...{ NODE_ENV: 'test', DATABASE_URL: database.appUrl, PORT: '0', LOG_LEVEL: 'silent' },
      ...{ REDIS_URL: process.env['REDIS_URL'], REQUEST_LIMIT_FACTOR: '1000' },
    });
    const logger = createLogger(config);
    const metrics = new Metrics();
    const world = await openWorld(config, { logger, metrics });
    app = await createApp({ config, world, logger, metrics }, (fastify) => {
      fastify.addHook('onRoute', (route) => void served.push(route));
    });
    url = await app.start();
    const { server } = world.sockets;
    namespaces = [...server._nsps.values()];
  }, 60_000);

  afterAll(async () => {
    await app.drain();
    await database.drop();
  });

  const handlers = (): readonly (readonly [method: string, path: string])[] =>
    served
      .flatMap(({ method, url: path }) => [method].flat().map((one) => [one, path] as const))
      .filter(([method]) => method !== 'HEAD');

  it('#40 has a rule, and refuses whoever comes without a secret', async () => {
    const unguarded: string[] = [];
    for (const [method, path] of handlers()) {
      const route = routeOf(method, path);
      const isRule = route?.permission === 'anyone' || (route?.permission ?? '') in MAY;
      if (!isRule) unguarded.push(`${method} ${path} has no rule`);
      if (route === undefined || route.permission === 'anyone') continue;
      const answer = await fetch(`${url}${path.replaceAll(/:\w+/g, NOBODY)}`, { method });
      if (answer.status !== 401) unguarded.push(`${method} ${path} answers ${answer.status}`);
    }
    const events = eventsOf(app);
    for (const [event, rule] of events) {
      if (rule === undefined || !(rule in MAY)) unguarded.push(`${event} has no rule`);
    }
    const total = handlers().length + events.length;
    process.stderr.write(`HANDLERS handlers=${total} unguarded=${unguarded.length}\n`);
    expect(unguarded).toEqual([]);
    expect(handlers().length).toBe(allRoutes().length);
  }, 60_000);

  it('#40 is one of the table: nothing listens to a socket beside its two doors', () => {
    const names = namespaces.map((namespace) => namespace.name).sort();
    expect(names).toEqual(['/', CONTROL_NAMESPACE, RESPONDER_NAMESPACE].sort());
    expect(namespaces.map((namespace) => namespace.eventNames())).toEqual(
      namespaces.map(({ name }) => (name === '/' ? [] : ['connection'])),
    );
  });
});

function routeOf(method: string, path: string): Route | undefined {
  return allRoutes().find(([, route]) => route.method === method && route.path === path)?.[1];
}

/** What each gateway handles, with its rule in the table of events. */
function eventsOf(app: App): readonly (readonly [string, string | undefined])[] {
  const tables = [
    [RESPONDER_NAMESPACE, app.nest.get(ResponderGateway).handlers, RESPONDER_EVENTS],
    [CONTROL_NAMESPACE, app.nest.get(ControlGateway).handlers, CONTROL_EVENTS],
  ] as const;
  return tables.flatMap(([namespace, handled, table]) =>
    Object.keys(handled).map((event) => {
      const rules: Readonly<Record<string, { readonly permission: string }>> = table;
      return [`${namespace} ${event}`, rules[event]?.permission] as const;
    }),
  );
}
