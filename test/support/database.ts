import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import { migrate } from '#adapters/postgres/data-source';
import { until } from './clients';

const MIGRATIONS_FOLDER = join(process.cwd(), 'migrations');
/** Held while a template is made, so that parallel test files make one. */
const TEMPLATE_LOCK = 715_517;

/** insufficient_privilege and object_in_use. */
const BUSY = ['42501', '55006'];

export interface TestDatabase {
  /** As the owner of the tables, who sees every row: its connections are for maintenance. */
  readonly ownerUrl: string;
  /** As the server connects. */
  readonly appUrl: string;
  drop(): Promise<void>;
}

/**
 * A fresh migrated database of its own for one test file, copied from a template that is migrated
 * once per state of the migrations. Reads DATABASE_OWNER_URL and DATABASE_URL.
 */
export async function makeDatabase(): Promise<TestDatabase> {
  const ownerUrl = urlOf('DATABASE_OWNER_URL');
  const appUrl = urlOf('DATABASE_URL');
  const name = `closeby_test_${randomUUID().replaceAll('-', '')}`;
  await withClient(ownerUrl, async (client) => {
    const template = `closeby_template_${migrationsDigest()}`;
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await makeTemplate(client, ownerUrl, template);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    ownerUrl: forMaintenance(withDatabase(ownerUrl, name)),
    appUrl: withDatabase(appUrl, name),
    drop: () => dropDatabase(ownerUrl, name),
  };
}

/** An empty database without any table, to migrate from nothing. */
export async function makeEmptyDatabase(): Promise<TestDatabase> {
  const ownerUrl = urlOf('DATABASE_OWNER_URL');
  const name = `closeby_test_${randomUUID().replaceAll('-', '')}`;
  await withClient(ownerUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    ownerUrl: forMaintenance(withDatabase(ownerUrl, name)),
    appUrl: withDatabase(urlOf('DATABASE_URL'), name),
    drop: () => dropDatabase(ownerUrl, name),
  };
}

/**
 * PostgreSQL's own worker may be tidying the database up at that moment, and only a superuser may
 * end that; it leaves by itself, so the drop is tried again until the deadline of all waiting.
 */
async function dropDatabase(ownerUrl: string, name: string): Promise<void> {
  await withClient(ownerUrl, (client) =>
    until(async () => {
      try {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        return true;
      } catch (error) {
        if (error instanceof DatabaseError && BUSY.includes(error.code ?? '')) return false;
        throw error;
      }
    }, `end of what others do in ${name}`),
  );
}

async function makeTemplate(client: Client, ownerUrl: string, template: string): Promise<void> {
  const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
  if (found.rowCount !== 0) return;
  const half = `${template}_half`;
  await client.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${half}`);
  await migrate(withDatabase(ownerUrl, half));
  await client.query(`ALTER DATABASE ${half} RENAME TO ${template}`);
}

function migrationsDigest(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS_FOLDER).sort()) {
    hash.update(readFileSync(join(MIGRATIONS_FOLDER, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** What a statement answers, over a connection of its own. */
export function rowsOf<T = Record<string, unknown>>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  return withClient(url, async (client) => (await client.query(text, [...values])).rows as T[]);
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

function forMaintenance(ownerUrl: string): string {
  const changed = new URL(ownerUrl);
  changed.searchParams.set('options', '-c closeby.purpose=maintenance');
  return changed.toString().replaceAll('+', '%20');
}

function urlOf(name: 'DATABASE_OWNER_URL' | 'DATABASE_URL'): string {
  const url = process.env[name];
  if (url === undefined) throw new Error(`${name} is not set: run the tests by npm test`);
  return url;
}
