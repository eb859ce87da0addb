import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { TurfAreas } from '#adapters/areas/turf-areas';
import { TurfOutlines } from '#adapters/areas/turf-outlines';
import { RandomIds } from '#adapters/clock/random-ids';
import { CompileHours } from '#adapters/opening-hours/compile-hours';
import { PostgresAedStore } from '#adapters/postgres/aed-store';
import { PostgresAreaStore } from '#adapters/postgres/area-store';
import { makeDataSource } from '#adapters/postgres/data-source';
import { PostgresPeopleStore } from '#adapters/postgres/people-store';
import { inRegistry } from '#adapters/postgres/registry';
import { PersonKeys } from '#adapters/postgres/person-keys';
import { makePool } from '#adapters/postgres/transaction';
import { openRedis, untilUsable } from '#adapters/redis/client';
import { RedisLocations } from '#adapters/redis/locations';
import type { PutResponderMessage } from '#contracts/registry-api';
import { putOf } from '#flow/import-people';
import type { Clock } from '#flow/ports';
import { ResolveArea } from '#flow/resolve-area';
import { StoredAreas } from '#flow/stored-areas';
import { SyncAedRegister, type SyncReport, type SyncRequest } from '#flow/sync-aed-register';
import { commandVault } from './command-store';
import type { Importable } from './import-rows';

const CONNECTIONS_MAX = 2;
const REDIS_WAIT_MS = 2_000;

export interface Tally {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export interface ImporterOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** Told what whoever imports should know. */
  readonly say: (line: string) => void;
}

interface Run {
  readonly organisationId: string;
  readonly dryRun: boolean;
}

type Change = 'added' | 'changed' | 'unchanged';

/** Puts many people or AEDs in one transaction, or none of them. */
export class Importer {
  private readonly ids = new RandomIds();
  private readonly keys = new PersonKeys(commandVault());
  private readonly clock: Clock = { now: () => Date.now(), stretch: (realMs) => realMs };

  private constructor(
    private readonly pool: Pool,
    private readonly dataSource: DataSource,
    private readonly options: ImporterOptions,
  ) {}

  static async connect(options: ImporterOptions): Promise<Importer> {
    const pool = makePool(options.databaseUrl, {
      max: CONNECTIONS_MAX,
      onError: (error) => options.say(error.message),
    });
    const dataSource = await makeDataSource(options.databaseUrl).initialize();
    return new Importer(pool, dataSource, options);
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.pool.end();
  }

  /** The organisation of that slug, or the only one there is. */
  async organisation(slug: string | null): Promise<string> {
    const all = await inRegistry(
      this.dataSource,
      'door',
      (manager): Promise<{ id: string; slug: string }[]> =>
        manager.query('SELECT id, slug FROM organisation ORDER BY slug'),
    );
    const found = slug === null ? all : all.filter((each) => each.slug === slug);
    const [only, another] = found;
    if (only !== undefined && another === undefined) return only.id;
    const slugs = all.map((each) => each.slug).join(', ');
    throw new Error(
      all.length === 0
        ? 'There is no organisation yet.'
        : `Say which organisation with --organisation: ${slugs}.`,
    );
  }

  /** Areas kept by name, as the server takes them in from a file. */
  areas(): StoredAreas {
    const { pool, clock, ids, keys, dataSource } = this;
    const pools = { pool, queuePool: pool, doorPool: pool };
    const people = new PostgresPeopleStore({ ...pools, dataSource, clock, ids, keys });
    const areaStore = new PostgresAreaStore(pool);
    const resolveArea = new ResolveArea({ areaStore, people, outlines: new TurfOutlines() });
    const breathe = () => Promise.resolve();
    return new StoredAreas({ areaStore, resolveArea, areas: new TurfAreas(), clock, breathe });
  }

  /** Puts people; those who changed leave the live index until their next position. */
  async people(rows: readonly Importable<PutResponderMessage>[], run: Run): Promise<Tally> {
    const { pool, dataSource, clock, ids, keys } = this;
    const pools = { pool, queuePool: pool, doorPool: pool };
    const people = new PostgresPeopleStore({ ...pools, dataSource, clock, ids, keys });
    const { organisationId, dryRun } = run;
    const keep = () => !dryRun;
    const put = rows.map(putOf);
    const done = await people.putResponders(organisationId, put, { now: clock.now(), keep });
    const changed = done.filter(({ change }) => change === 'changed');
    const ofThem = changed.map(({ responder }) => responder.id);
    if (!dryRun) await this.leaveIndex(organisationId, ofThem);
    const count = (change: Change): number => done.filter((one) => one.change === change).length;
    return { added: count('added'), changed: changed.length, unchanged: count('unchanged') };
  }

  /** Brings AEDs in step with a file, in one transaction, their opening hours read anew. */
  async aeds(organisationId: string, request: SyncRequest): Promise<SyncReport> {
    const { pool, dataSource, clock, ids, keys } = this;
    // An import is work of one organisation: no connection of it sees another's.
    const pools = { pool, queuePool: pool, doorPool: pool };
    const sync = new SyncAedRegister({
      clock,
      hours: new CompileHours(),
      people: new PostgresPeopleStore({ ...pools, dataSource, clock, ids, keys }),
      aeds: new PostgresAedStore({ ...pools, dataSource, ids }),
    });
    const done = await sync.sync(organisationId, request);
    if (!done.ok) throw new Error(done.problem.detail);
    return done.value;
  }

  private async leaveIndex(organisationId: string, responderIds: readonly string[]): Promise<void> {
    const { redisUrl } = this.options;
    if (redisUrl === null || responderIds.length === 0) return;
    const client = openRedis(redisUrl);
    try {
      await untilUsable(client, REDIS_WAIT_MS);
      await new RedisLocations(client).remove(organisationId, responderIds);
    } catch {
      this.options.say('The live index was not reached; it follows with the next positions.');
    } finally {
      client.disconnect();
    }
  }
}
