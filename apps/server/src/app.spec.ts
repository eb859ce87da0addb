import { pino } from 'pino';
import type { RouteOptions } from 'fastify';
import { HttpsSource } from '#adapters/cap/https-source';
import { CapWriter } from '#adapters/cap/cap-writer';
import { DocumentReader } from '#adapters/cap/warning-reader';
import { MAPPED_FORMATS } from '#adapters/formats/mapped';
import { openSocketServer } from '#adapters/live/socket-server';
import { SocketLive } from '#adapters/live/socket-live';
import { MemoryClock } from '#adapters/memory/clock';
import { SeededIds } from '#adapters/memory/ids';
import { MemoryLimits } from '#adapters/memory/limits';
import { MemoryLocations } from '#adapters/memory/locations';
import { MemoryStore } from '#adapters/memory/store';
import { OidcProviders } from '#adapters/oidc/oidc-providers';
import { Argon2Passwords } from '#adapters/passwords/argon2-passwords';
import { TotpAuthenticators } from '#adapters/passwords/totp-authenticators';
import { StraightLineTravel } from '#adapters/travel/straight-line';
import { AesVault } from '#adapters/vault/aes-vault';
import { HttpsWebhooks } from '#adapters/webhooks/https-webhooks';
import { allRoutes } from '#contracts/routes';
import { createApp, type App } from './app';
import { ClientAddresses } from './client-address';
import { Admission } from './admission';
import { readConfig } from './config';
import { createHttp } from './http';
import { RequestLimits } from './limits';
import { Metrics } from './metrics';
import type { ServerParts } from './parts';
import { Handshakes } from './sockets';

const NOW = Date.UTC(2026, 2, 1, 12);

/** The server's parts with everything outside in memory. */
type Given = Omit<ServerParts, 'state' | 'rotation' | 'admission'>;

function parts(role: 'api' | 'worker' | 'all'): Given {
  const clock = new MemoryClock(NOW);
  const ids = new SeededIds(1);
  const store = new MemoryStore({ clock, ids });
  const sockets = openSocketServer({
    redisUrl: null,
    vault: new AesVault([new Uint8Array(32)]),
    allowRequest: (_request, answer) => answer(null, true),
    onTrouble: () => undefined,
  });
  return {
    config: readConfig({
      NODE_ENV: 'test',
      // One address asks for every route here.
      REQUEST_LIMIT_FACTOR: '1000',
      DATABASE_URL: 'postgres://nowhere/none',
      ROLE: role,
      PORT: '0',
    }),
    logger: pino({ level: 'silent' }),
    metrics: new Metrics(),
    world: {
      incidents: store.incidents,
      people: store.people,
      accounts: store.accounts,
      sessions: store.sessions,
      accessChanges: { onChange: () => Promise.resolve(() => Promise.resolve()) },
      passwords: new Argon2Passwords(),
      authenticators: new TotpAuthenticators(clock),
      oidc: new OidcProviders([]),
      credentials: store.credentials,
      aeds: store.aeds,
      aedFeedStore: store.aedFeeds,
      cover: store.cover,
      coverageStore: store.coverage,
      controlEvents: store.controlEvents,
      webhookStore: store.webhooks,
      reportCards: store.reportCards,
      webhookSender: new HttpsWebhooks(),
      mapBase: {
        facts: () => Promise.reject(new Error('none')),
        tile: () => Promise.resolve(null),
      },
      callouts: store.callouts,
      drillStore: store.drills,
      reach: store.reach,
      registrations: store.registrations,
      ledger: store.ledger,
      templates: store.templates,
      replies: store.replies,
      queue: store.queue,
      quarantine: store.quarantine,
      planStore: store.responsePlans,
      acceptanceChecks: store.acceptanceChecks,
      keyStore: store.keyStore,
      replayStore: store.replayStore,
      privacy: store.privacy,
      auditLog: store.auditLog,
      aid: store.aid,
      board: store.board,
      groups: store.groups,
      shares: store.shares,
      approvals: store.approvals,
      areaStore: store.areaStore,
      warnings: store.warnings,
      warningFeeds: store.warningFeeds,
      calloutTemplates: store.calloutTemplates,
      controlMappings: store.controlMappings,
      mappedFormats: MAPPED_FORMATS,
      dropFolder: null,
      controlFormats: [],
      keptFieldStore: store.keptFields,
      warningReader: new DocumentReader(),
      warningWriter: new CapWriter(),
      warningSource: new HttpsSource(),
      aedSource: new HttpsSource(),
      filling: store.filling,
      calloutReads: store.calloutReads,
      bookings: store.bookings,
      noteStore: store.notes,
      musters: store.musters,
      debriefStore: store.debriefs,
      afterCare: store.afterCare,
      history: store.history,
      passes: store.passes,
      fieldTasks: store.fieldTasks,
      fieldReports: store.fieldReports,
      watchPoints: store.watchPoints,
      holds: store.holds,
      incidentExports: store.incidentExports,
      serviceReads: store.serviceReads,
      evidenceReads: store.evidenceReads,
      watch: {
        hold: () => Promise.resolve(0),
        signIn: () => Promise.resolve(),
        forget: () => Promise.resolve(0),
        isCarried: () => Promise.resolve(false),
        recent: () => Promise.reject(new Error('nobody asks')),
        backupBehindBytes: () => Promise.resolve(null),
      },
      locations: new MemoryLocations(),
      live: new SocketLive(sockets.server, null),
      channels: {},
      callbacks: {},
      webPushPublicKey: null,
      hours: { compile: () => ({ state: 'unknown' }) },
      areas: { fault: () => null },
      outlines: { rebuild: (polygons) => polygons },
      travel: new StraightLineTravel(),
      clock,
      ids,
      vault: new AesVault([new Uint8Array(32)]),
      limits: new MemoryLimits(clock),
      sockets,
      handshakes: new Handshakes(new ClientAddresses([]), new Metrics().load),
      presence: null,
      clockSkewMs: () => 0,
      pulse: { beats: () => true, silentMs: () => 0, skewMs: () => 0 },
      close: () => Promise.resolve(),
    },
  };
}

async function routesOf(role: 'api' | 'worker' | 'all'): Promise<string[]> {
  const seen: RouteOptions[] = [];
  const app = await createApp(parts(role), (fastify) => {
    fastify.addHook('onRoute', (route) => void seen.push(route));
  });
  await app.drain();
  return seen
    .flatMap((route) => [route.method].flat().map((method) => `${method} ${route.url}`))
    .filter((each) => !each.startsWith('HEAD '))
    .sort();
}

describe('the table of routes', () => {
  it('is exactly what the server answers: no route outside it, none of it missing', async () => {
    const table = allRoutes().map(([, route]) => `${route.method} ${route.path}`);
    expect(await routesOf('all')).toEqual(table.sort());
    expect(await routesOf('api')).toEqual(table.sort());
  });

  it('is closed on a worker but for operations', async () => {
    const operations = allRoutes().filter(([, route]) => route.tag === 'operations');
    expect(await routesOf('worker')).toEqual(
      operations.map(([, route]) => `${route.method} ${route.path}`).sort(),
    );
  });
});

describe('a running server', () => {
  let app: App;
  let url: string;
  beforeAll(async () => {
    app = await createApp(parts('all'), () => undefined);
    url = await app.start();
  });
  afterAll(() => app.drain());

  it.each(allRoutes().filter(([, route]) => route.permission !== 'anyone'))(
    'lets nobody without a key do %s, and says how to bring one',
    async (_id, route) => {
      const path = route.path.replaceAll(/:[A-Za-z]+/g, 'x');
      const response = await fetch(`${url}${path}`, { method: route.method });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'unauthenticated' });
    },
  );

  it('is live and ready, shows its figures and describes itself', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/docs', '/openapi.json']) {
      const response = await fetch(`${url}${path}`);
      expect([path, response.status]).toEqual([path, 200]);
    }
  });

  it('keeps a sane request id and replaces any other', async () => {
    const idOf = async (given: string): Promise<string | null> =>
      (await fetch(`${url}/health/live`, { headers: { 'x-request-id': given } })).headers.get(
        'x-request-id',
      );
    expect(await idOf('cad-7f3a-0001')).toBe('cad-7f3a-0001');
    expect(await idOf('a b{}')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the log', () => {
  it('says which route and incident, and nothing that was in the address', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const { config } = parts('all');
    const limits = new RequestLimits(1);
    const admission = new Admission(1);
    const http = createHttp({ logger, clock: new MemoryClock(NOW), limits, config, admission });
    http.getInstance().get('/v1/aeds/:externalRef', () => ({}));
    await http.getInstance().inject('/v1/aeds/SECRET-REF?lat=36.123456');
    await http.getInstance().inject('/nowhere/SECRET');
    await http.close();
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/SECRET|36\.123/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      route: '/v1/aeds/:externalRef',
      status: 200,
    });
  });
});
