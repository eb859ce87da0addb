import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, QueryFailedError, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '#migrations/index';
import { connectionTo } from './primary';
import { TABLES } from './tables';
import { CONNECT_MAX_MS } from './transaction';

/** Connections of the registry, which is not on the hot path. */
const REGISTRY_CONNECTIONS_MAX = 5;
/** What the registry asks ends in time too, whatever becomes of PostgreSQL or the way to it. */
const TIMES = {
  keepAlive: true,
  connectionTimeoutMillis: CONNECT_MAX_MS,
  statement_timeout: 15_000,
  query_timeout: 16_000,
} as const;
/** Row-level security binds the owner too, but for this. */
const MAINTENANCE = '-c closeby.purpose=maintenance';
/**
 * A migration waits no longer for a table than this: whoever comes to the table after it would wait
 * too. It is begun again instead, until it finds a moment.
 */
const LOCK_WAIT_MAX_MS = 100;
const TRY_AGAIN_AFTER_MS = 200;
const TRIES_MAX = 300;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * TypeORM over the project's tables and migrations; not connected yet. It logs nothing, since
 * statements carry names and places.
 *
 * @param url as the server's own role, or as the owner's to migrate
 * @param settings given to PostgreSQL for each of its connections, which may then take any time
 */
export function makeDataSource(url: string, settings?: string): DataSource {
  const { connectionString, ...where } = connectionTo(url);
  const options: DataSourceOptions = {
    type: 'postgres',
    url: connectionString,
    entities: [...TABLES],
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    applicationName: 'closeby-registry',
    extra: {
      max: REGISTRY_CONNECTIONS_MAX,
      ...where,
      ...(settings === undefined ? TIMES : { options: settings }),
    },
  };
  return new DataSource(options);
}

/**
 * Brings the database up to the newest migration and returns the names of those it ran. Servers may
 * work meanwhile.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const settings = `${MAINTENANCE} -c lock_timeout=${LOCK_WAIT_MAX_MS}`;
  const dataSource = await makeDataSource(ownerUrl, settings).initialize();
  try {
    const before = new Set(await namesOf(dataSource));
    for (let n = 1; !(await runsThrough(dataSource, n === TRIES_MAX)); n += 1) {
      await pause(TRY_AGAIN_AFTER_MS);
    }
    return (await namesOf(dataSource)).filter((name) => !before.has(name));
  } finally {
    await dataSource.destroy();
  }
}

/** False when a table was in use; those that were run before stay. */
async function runsThrough(dataSource: DataSource, isLast: boolean): Promise<boolean> {
  try {
    await dataSource.runMigrations();
    return true;
  } catch (error) {
    const { code } =
      error instanceof QueryFailedError ? (error.driverError as { code?: string }) : {};
    if (code !== LOCK_NOT_AVAILABLE || isLast) throw error;
    return false;
  }
}

/** Migrations that were run, in order; none in an empty database. */
async function namesOf(dataSource: DataSource): Promise<string[]> {
  const [known]: { known: boolean }[] = await dataSource.query(
    "SELECT to_regclass('public.migrations') IS NOT NULL AS known",
  );
  if (known?.known !== true) return [];
  const rows: { name: string }[] = await dataSource.query(
    'SELECT name FROM migrations ORDER BY id',
  );
  return rows.map(({ name }) => name);
}

/**
 * Differences between the migrated database and the tables the program believes in, as the
 * statements that would make them equal; none where all is well.
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  const changes = log.upQueries.map((change) => change.query);
  const found: { name: string }[] = await dataSource.query(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`,
  );
  const known = new Set(dataSource.entityMetadatas.map((entity) => entity.tableName));
  known.add(dataSource.options.migrationsTableName ?? 'migrations');
  const unknown = found.filter((table) => !known.has(table.name));
  return [...changes, ...unknown.map((table) => `-- unknown table ${table.name}`)];
}
