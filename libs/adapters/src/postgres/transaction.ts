import { DatabaseError, Pool, types, type PoolClient } from 'pg';
import type { Purpose } from '#migrations/row-security';

/** A conflict between two transactions is tried again this often before it is an accident. */
const ATTEMPTS_MAX = 8;
/** Nobody waits longer for a connection; the caller is told instead. */
const CONNECT_MAX_MS = 5_000;
/** No statement of the hot path comes near this; one that hangs must not hold its locks. */
const STATEMENT_MAX_MS = 15_000;
const RETRIED_CODES = ['40001', '40P01'];
type TypeId = Parameters<typeof types.getTypeParser>[0];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One statement with its parameters; a name keeps its plan on the connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs statements of one transaction. */
export interface Tx {
  /** Rows of one statement; throws `DatabaseFailed`. */
  rows<Row>(statement: Statement): Promise<Row[]>;
}

/**
 * A failed statement, told without what it carried: the messages of PostgreSQL quote rows, and
 * rows hold addresses and positions.
 */
export class DatabaseFailed extends Error {
  override readonly name = 'DatabaseFailed';

  constructor(
    /** SQLSTATE, or the system's code where the connection failed. */
    readonly code: string,
    /** The constraint that was broken, where one was. */
    readonly constraint: string | null,
    /** What is wrong with the statement itself; never with what it carried. */
    hint = '',
  ) {
    super(`the database refused (${[code, constraint, hint].filter(Boolean).join(', ')})`);
  }
}

/** Thrown by work that wants nothing of its transaction kept. */
export class RolledBack<T> extends Error {
  constructor(readonly value: T) {
    super('rolled back');
  }
}

/**
 * A pool of connections of the hot path. Moments come back as milliseconds and counters as
 * numbers.
 *
 * @param options.onError told when an idle connection breaks; it is replaced
 * @param options.purpose for which its connections see rows of every organisation; without one they
 *   see rows of the organisation that a transaction names, and no others
 */
export function makePool(
  url: string,
  options: {
    readonly max: number;
    readonly onError: (error: DatabaseFailed) => void;
    readonly purpose?: Purpose;
  },
): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.max,
    application_name: 'closeby',
    connectionTimeoutMillis: CONNECT_MAX_MS,
    statement_timeout: STATEMENT_MAX_MS,
    idle_in_transaction_session_timeout: STATEMENT_MAX_MS,
    types: { getTypeParser: parserOf },
    ...(options.purpose === undefined ? {} : { options: `-c closeby.purpose=${options.purpose}` }),
  });
  pool.on('error', (error) => options.onError(withoutContent(error)));
  // Of a connection that breaks while it is lent, between two statements, nobody else is told; the
  // next statement fails by it.
  pool.on('connect', (client) => {
    client.on('error', (error) => options.onError(withoutContent(error)));
  });
  return pool;
}

/**
 * Runs work in one transaction that belongs to an organisation. Conflicts with other transactions
 * are tried again, so the work may run more than once.
 *
 * @param lockOn text on which transactions of the organisation wait for each other
 */
export function inOrganisation<T>(
  pool: Pool,
  scope: string | { readonly organisationId: string; readonly lockOn: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const organisationId = typeof scope === 'string' ? scope : scope.organisationId;
  if (!UUID.test(organisationId)) throw new Error('an organisation is named by its UUID');
  const setting = `SELECT set_config('closeby.organisation_id', '${organisationId}', true)`;
  const lock =
    typeof scope === 'string'
      ? ''
      : `; SELECT pg_advisory_xact_lock(hashtextextended(${quoted(
          `${organisationId} ${scope.lockOn}`,
        )}, 0))`;
  return inTransaction(pool, `BEGIN; ${setting}${lock}`, work);
}

/** Runs work in one transaction that belongs to no organisation, on a pool with a purpose. */
export function acrossOrganisations<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(pool, 'BEGIN', work);
}

/** Reads by one statement that belongs to no organisation, on a pool with a purpose. */
export async function readAcross<Row>(pool: Pool, statement: Statement): Promise<Row[]> {
  const client = await connect(pool);
  try {
    const rows = await run<Row>(client, statement);
    client.release();
    return rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * Runs one statement that is a transaction of its own: one round trip. Conflicts with other
 * transactions are tried again.
 */
export async function atOnce<Row>(pool: Pool, statement: Statement): Promise<Row[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readAcross<Row>(pool, statement);
    } catch (error) {
      if (!isConflict(error) || attempt >= ATTEMPTS_MAX) throw error;
    }
  }
}

/** The failure without the content of rows; other errors are told by their code alone. */
export function withoutContent(error: unknown): DatabaseFailed {
  if (error instanceof DatabaseFailed) return error;
  if (error instanceof DatabaseError) {
    const code = error.code ?? 'unknown';
    // Class 42 speaks of tables, columns and rights: of the program, not of people.
    const hint = code.startsWith('42') ? error.message : '';
    return new DatabaseFailed(code, error.constraint ?? null, hint);
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return new DatabaseFailed(typeof code === 'string' ? code : 'connection', null);
}

/** True for a broken unique constraint, of that name where one is given. */
export function isDuplicate(error: unknown, constraints?: readonly string[]): boolean {
  if (!(error instanceof DatabaseFailed) || error.code !== '23505') return false;
  return constraints === undefined || constraints.includes(error.constraint ?? '');
}

/** True where two open assignments would fetch the same AED. */
export function isReserved(error: unknown): boolean {
  return error instanceof DatabaseFailed && error.constraint === 'assignment_one_fetcher_excl';
}

async function inTransaction<T>(
  pool: Pool,
  begin: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await connect(pool);
    try {
      await run(client, { text: begin, values: [] });
      const value = await work({ rows: (statement) => run(client, statement) });
      await run(client, { text: 'COMMIT', values: [] });
      client.release();
      return value;
    } catch (error) {
      await rollBack(client);
      if (error instanceof RolledBack) return (error as RolledBack<T>).value;
      if (!isConflict(error) || attempt >= ATTEMPTS_MAX) throw error;
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof DatabaseFailed && RETRIED_CODES.includes(error.code);
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw withoutContent(error);
  }
}

async function run<Row>(client: PoolClient, statement: Statement): Promise<Row[]> {
  const { text, values } = statement;
  try {
    // Without parameters the statement is sent as plain text, which may hold several.
    if (values.length === 0) return (await client.query(text)).rows as Row[];
    const named = statement.name === undefined ? {} : { name: statement.name };
    const result = await client.query({ ...named, text, values: [...values] });
    return result.rows as Row[];
  } catch (error) {
    throw withoutContent(error);
  }
}

/** Gives the connection back, or throws it away when it can no longer be trusted. */
async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** How values of a type are read: as node-postgres does, but for counters and moments. */
function parserOf(oid: TypeId, format?: 'text' | 'binary'): (value: string) => unknown {
  const parse = types.getTypeParser(oid, format) as (value: string) => unknown;
  if (oid === types.builtins.INT8) return Number;
  if (oid !== types.builtins.TIMESTAMPTZ) return parse;
  return (value) => {
    const moment = parse(value);
    return moment instanceof Date ? moment.getTime() : moment;
  };
}
