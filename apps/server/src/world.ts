import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { TurfAreas } from '#adapters/areas/turf-areas';
import { TurfOutlines } from '#adapters/areas/turf-outlines';
import { HttpsSource } from '#adapters/cap/https-source';
import { CapWriter } from '#adapters/cap/cap-writer';
import { DocumentReader } from '#adapters/cap/warning-reader';
import { RandomIds } from '#adapters/clock/random-ids';
import { SystemClock } from '#adapters/clock/system-clock';
import { FileDropFolder } from '#adapters/drop-folder/file-drop-folder';
import { EidoFormat } from '#adapters/formats/eido-format';
import { EmsiFormat } from '#adapters/formats/emsi-format';
import { MAPPED_FORMATS } from '#adapters/formats/mapped';
import { UcriFormat } from '#adapters/formats/ucri-format';
import { SocketLive } from '#adapters/live/socket-live';
import { openSocketServer } from '#adapters/live/socket-server';
import { SharedLimits } from '#adapters/limits/shared-limits';
import { CompileHours } from '#adapters/opening-hours/compile-hours';
import { OidcProviders } from '#adapters/oidc/oidc-providers';
import { Argon2Passwords } from '#adapters/passwords/argon2-passwords';
import { TotpAuthenticators } from '#adapters/passwords/totp-authenticators';
import { DatabasePulse } from '#adapters/postgres/pulse';
import { PostgresStore } from '#adapters/postgres/store';
import { makePool } from '#adapters/postgres/transaction';
import { openRedis, untilUsable } from '#adapters/redis/client';
import { RedisLocations } from '#adapters/redis/locations';
import { RedisPresence } from '#adapters/redis/presence';
import { AesVault } from '#adapters/vault/aes-vault';
import { HttpsWebhooks } from '#adapters/webhooks/https-webhooks';
import { SECOND_MS } from '#core/units';
import type { Locations, Vault } from '#flow/ports';
import { AED_DOCUMENT } from './aed-document';
import { accidentOf } from './accident';
import { openChannels } from './channels';
import type { Config } from './config';
import type { Metrics } from './metrics';
import { csvLine } from './muster-paper';
import type { World } from './parts';
import { ClientAddresses } from './client-address';
import { Handshakes, originGuard } from './sockets';
import { openMap } from './open-map';
import { openTravel } from './travel';

const CLOCK_CONNECTIONS_MAX = 1;
/** A server that starts waits this long for Redis, and then starts without it. */
const REDIS_WAIT_MS = 1_000;

/**
 * Opens everything the server stands on, as configured.
 *
 * @throws when the database cannot be reached: without it no incident may be taken; ConfigError
 *   when the streets that are named cannot be loaded
 */
export async function openWorld(
  config: Config,
  { logger, metrics }: { readonly logger: Logger; readonly metrics: Metrics },
): Promise<World> {
  const trouble = (what: string) => (error: unknown) =>
    logger.warn({ what, accident: accidentOf(error) }, 'not reached');
  const { clock, pool: clockPool } = await openClock(config, trouble('database'));
  const ids = new RandomIds();
  const vault = new AesVault(config.secretKeys);
  const { databaseUrl: url, databasePoolMax: connectionsMax } = config;
  const onError = trouble('database');
  const store = await PostgresStore.connect({ url, clock, ids, vault, onError, connectionsMax });
  const door = { vault, metrics, onTrouble: trouble('redis') };
  const { sockets, handshakes } = openSockets(config, door);
  const index = await openIndex(config.redisUrl, trouble('redis'));
  const pulse = new DatabasePulse(url, onError).start();
  const channels = openChannels(config.channels);
  const webhookSender = new HttpsWebhooks();
  const streets = await openStreets(config, { logger, metrics });
  if (config.role !== 'api') channels.prepare().catch(trouble('push'));
  return {
    ...recordOf(store),
    locations: index.locations,
    presence: index.presence,
    live: new SocketLive(sockets.server, index.presence),
    ...carriersOf(channels),
    ...readers(config),
    ...streets.ports,
    ...{ clock, ids, vault, webhookSender },
    ...signInOf(config, clock),
    limits: new SharedLimits(index.client, vault),
    sockets,
    handshakes,
    clockSkewMs: () => clock.skewMs(),
    pulse,
    close: async () => {
      clock.stop();
      await channels.close();
      await webhookSender.close();
      await streets.close();
      index.close();
      await pulse.stop();
      await store.close();
      await clockPool.end();
    },
  };
}

/** What checks who signs in. */
function signInOf(config: Config, clock: SystemClock) {
  return {
    passwords: new Argon2Passwords(),
    authenticators: new TotpAuthenticators(config.clockSpeed === 1 ? clock : Date),
    oidc: new OidcProviders(config.signIn.oidc),
  };
}

/** The ways along streets, and the map that shows them. */
async function openStreets(
  config: Config,
  around: { readonly logger: Logger; readonly metrics: Metrics },
) {
  const map = await openMap(config, around.logger);
  const travel = openTravel(config, { ...around, onStreets: (streets) => map.take(streets) });
  return { ports: { mapBase: map.base, travel }, close: () => map.close() };
}

/** An alarm waits for a location no longer than this; one is small. */
const LOCATION = { deadlineMs: 3 * SECOND_MS, bytesMax: 64 * 1_024 };

function dropFolderAt(root: string | null): FileDropFolder | null {
  if (root === null) return null;
  return new FileDropFolder({ root, csvLine, steadyMs: () => performance.now() });
}

/** What reads and checks that which others write and draw. */
function readers(config: Config) {
  return {
    controlFormats: [new EidoFormat(new HttpsSource(LOCATION)), new EmsiFormat(), new UcriFormat()],
    warningReader: new DocumentReader(),
    warningWriter: new CapWriter(),
    mappedFormats: MAPPED_FORMATS,
    dropFolder: dropFolderAt(config.dropFolder),
    warningSource: new HttpsSource(),
    aedSource: new HttpsSource(AED_DOCUMENT),
    hours: new CompileHours(),
    areas: new TurfAreas(),
    outlines: new TurfOutlines(),
  };
}

/** Whatever carries messages to people outside the app. */
function carriersOf(opened: ReturnType<typeof openChannels>) {
  const { channels, callbacks, webPushPublicKey } = opened;
  return { channels, callbacks, webPushPublicKey };
}

/** The sockets, and who waits at their door. */
function openSockets(
  config: Config,
  around: {
    readonly vault: Vault;
    readonly metrics: Metrics;
    readonly onTrouble: (error: unknown) => void;
  },
) {
  const { vault, metrics, onTrouble } = around;
  const addresses = new ClientAddresses(config.edge.trustedProxies);
  const handshakes = new Handshakes(addresses, metrics.load);
  const allowRequest = originGuard(config.allowedOrigins, handshakes);
  const { redisUrl } = config;
  return { handshakes, sockets: openSocketServer({ redisUrl, vault, allowRequest, onTrouble }) };
}

/** What PostgreSQL keeps, by the names of the ports. */
function recordOf(store: PostgresStore) {
  return {
    ...calloutRecordOf(store),
    incidents: store.incidents,
    people: store.people,
    accounts: store.accounts,
    sessions: store.sessions,
    accessChanges: store.accessChanges,
    credentials: store.credentials,
    aeds: store.aeds,
    aedFeedStore: store.aedFeeds,
    cover: store.cover,
    coverageStore: store.coverage,
    noteStore: store.notes,
    afterCare: store.afterCare,
    history: store.history,
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
    incidentExports: store.incidentExports,
    serviceReads: store.serviceReads,
    controlEvents: store.controlEvents,
    webhookStore: store.webhooks,
    reportCards: store.reportCards,
    evidenceReads: store.evidenceReads,
    watch: store.watch,
  };
}

function calloutRecordOf(store: PostgresStore) {
  return {
    callouts: store.callouts,
    filling: store.filling,
    calloutReads: store.calloutReads,
    bookings: store.bookings,
    musters: store.musters,
    debriefStore: store.debriefs,
    passes: store.passes,
    warnings: store.warnings,
    warningFeeds: store.warningFeeds,
    calloutTemplates: store.calloutTemplates,
    controlMappings: store.controlMappings,
    keptFieldStore: store.keptFields,
    fieldTasks: store.fieldTasks,
    fieldReports: store.fieldReports,
    watchPoints: store.watchPoints,
    holds: store.holds,
    areaStore: store.areaStore,
  };
}

/** A connection of its own, so that a busy pool does not make the time late. */
async function openClock(
  config: Config,
  onTrouble: (error: unknown) => void,
): Promise<{ readonly clock: SystemClock; readonly pool: Pool }> {
  const options = { max: CLOCK_CONNECTIONS_MAX, onError: onTrouble };
  const pool = makePool(config.databaseUrl, options);
  const readServerTime = async (): Promise<number> => {
    const { rows } = await pool.query<{ now: number }>('SELECT clock_timestamp() AS now');
    return rows[0]?.now ?? NaN;
  };
  const { clockSpeed: speed } = config;
  const anchor = config.clockAnchor ?? (speed === 1 ? 0 : await readServerTime());
  const fast = speed === 1 ? {} : { fast: { speed, anchor } };
  return { clock: await SystemClock.start({ readServerTime, onTrouble, ...fast }), pool };
}

interface Index {
  readonly locations: Locations;
  readonly presence: RedisPresence | null;
  readonly client: ReturnType<typeof openRedis> | null;
  close(): void;
}

async function openIndex(url: string | null, onTrouble: (error: Error) => void): Promise<Index> {
  if (url === null) {
    const locations = new NoLocations();
    return { locations, presence: null, client: null, close: () => undefined };
  }
  const client = openRedis(url, { onTrouble });
  await untilUsable(client, REDIS_WAIT_MS);
  const presence = new RedisPresence(client);
  const locations = new RedisLocations(client);
  return { locations, presence, client, close: () => client.disconnect() };
}

/** Where there is no Redis there is no live index: people are found by last known positions. */
class NoLocations implements Locations {
  put = (): Promise<void> => Promise.resolve();
  remove = (): Promise<void> => Promise.resolve();
  nearest = (): Promise<never> => Promise.reject(new Error('there is no live index'));
  fixes = (): Promise<never> => Promise.reject(new Error('there is no live index'));
  ready = (): Promise<boolean> => Promise.resolve(false);
  markFilled = (): Promise<void> => Promise.resolve();
}
