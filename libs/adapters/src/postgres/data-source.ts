import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '#migrations/index';
import { TABLES } from './tables';

/** Connections of the registry, which is not on the hot path. */
const REGISTRY_CONNECTIONS_MAX = 5;
/** Row-level security binds the owner too, but for this. */
const MAINTENANCE = '-c closeby.purpose=maintenance';

/**
 * TypeORM over the project's tables and migrations; not connected yet. It logs nothing, since
 * statements carry names and places.
 *
 * @param url as the server's own role, or as the owner's to migrate
 * @param settings given to PostgreSQL for each of its connections
 */
export function makeDataSource(url: string, settings?: string): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    url,
    entities: [...TABLES],
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    applicationName: 'closeby-registry',
    extra: {
      max: REGISTRY_CONNECTIONS_MAX,
      ...(settings === undefined ? {} : { options: settings }),
    },
  };
  return new DataSource(options);
}

/** Brings the database up to the newest migration and returns the names of those it ran. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const dataSource = await makeDataSource(ownerUrl, MAINTENANCE).initialize();
  try {
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
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
