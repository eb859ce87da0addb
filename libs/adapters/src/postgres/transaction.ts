import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseError, Pool, types, type Connection, type PoolClient } from 'pg';
import { OVERTAKEN_CODE } from '#migrations/0031-hot-path';
import type { Purpose } from '#migrations/row-security';
import { connectionTo } from './primary';

/** A conflict between two transactions is tried again this often before it is an accident. */
const ATTEMPTS_MAX = 8;
/** The first pause before that, at most; then twice as long each time, so that they part. */
const CONFLICT_PAUSE_MS = 5;
/** Nobody waits longer for a connection; the caller is told instead. */
export const CONNECT_MAX_MS = 5_000;
/** No statement of the hot path comes near this; one that hangs must not hold its locks. */
export const STATEMENT_MAX_MS = 10_000;
/** Whoever waits for somebody's lock so long is told, and leaves the connection to others. */
export const LOCK_MAX_MS = 4_000;
/** What a frozen process has locked is let go after this. */
const IDLE_IN_TRANSACTION_MAX_MS = 5_000;
/** A statement whose end PostgreSQL has not told by so long after its time is given up here. */
const ANSWER_MARGIN_MS = 1_000;
const RETRIED_CODES = ['40001', '40P01'];
/** PostgreSQL has no connection left; ours come back one after the other. */
const TOO_MANY_CONNECTIONS = '53300';
const LOOK_FOR_CONNECTION_EVERY_MS = 25;
const SQLSTATE = /^[0-9A-Z]{5}$/;
type TypeId = Parameters<typeof types.getTypeParser>[0];

/**
 * Where somebody cancels a commit that waits for the synchronous standby, PostgreSQL calls it done
 * and only warns, from this place in its sources: a fail-over would undo it.
 */
const WAIT_FOR_STANDBY = 'SyncRepWaitForLSN';
const uncertain = new WeakSet<object>();

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

export interface PoolOptions {
  readonly max: number;
  /** Connections that stay open when idle: others may have taken all that PostgreSQL gives. */
  readonly kept?: number;
  /** Told when an idle connection breaks; it is replaced. */
  readonly onError: (error: DatabaseFailed) => void;
  /**
   * For which its connections see rows of every organisation; without one they see rows of the
   * organisation that a transaction names, and no others.
   */
  readonly purpose?: Purpose;
  /** How long a statement may take; `STATEMENT_MAX_MS` where left out. */
  readonly statementMaxMs?: number;
}

/**
 * A pool of connections of the hot path. Moments come back as milliseconds and counters as
 * numbers. Whatever becomes of PostgreSQL or the way to it, every call on it ends: it fails after
 * the wait for a connection and the time of a statement.
 */
export function makePool(url: string, options: PoolOptions): Pool {
  const { max, statementMaxMs = STATEMENT_MAX_MS } = options;
  const pool = new Pool({
    ...connectionTo(url),
    max,
    min: Math.min(max, options.kept ?? 0),
    // What is sent without waiting for an answer goes out at once; see `inOneTrip`.
    pipeline: true,
    application_name: 'closeby',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MAX_MS,
    statement_timeout: statementMaxMs,
    lock_timeout: Math.min(LOCK_MAX_MS, statementMaxMs),
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MAX_MS,
    query_timeout: statementMaxMs + ANSWER_MARGIN_MS,
    types: { getTypeParser: parserOf },
    options: settingsOf(options.purpose),
  });
  pool.on('error', (error) => options.onError(withoutContent(error)));
  // Of a connection that breaks while it is lent, between two statements, nobody else is told; the
  // next statement fails by it.
  pool.on('connect', (client) => {
    client.on('error', (error) => options.onError(withoutContent(error)));
    client.on('notice', ({ routine }) => {
      if (routine === WAIT_FOR_STANDBY) uncertain.add(client);
    });
  });
  return pool;
}

/**
 * A statement keeps the plan it was given when its tables were nearly empty, so that reading them
 * whole looked cheap; a crowd later it would read tens of thousands of rows for one. Merging two
 * indexes reads both whole as well.
 */
export const PLAN_SETTINGS = '-c enable_seqscan=off -c enable_mergejoin=off';

function settingsOf(purpose: Purpose | undefined): string {
  return purpose === undefined ? PLAN_SETTINGS : `${PLAN_SETTINGS} -c closeby.purpose=${purpose}`;
}

/**
 * Runs work in one transaction that belongs to an organisation. Conflicts with other transactions
 * are tried again, so the work may run more than once.
 *
 * @param lockOn text on which transactions of the organisation wait for each other
 */
export function inOrganisation<T>(
  pool: Pool,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, beginOf(scope), work);
}

/**
 * As `inOrganisation`, for one statement: its transaction is begun, used and committed in one round
 * trip, since nothing in it waits for an answer. Where the statement fails nothing is kept: the
 * commit that was sent after it is then a rollback.
 */
export async function inOneTrip<Row>(
  pool: Pool,
  scope: Scope,
  statement: Statement,
): Promise<Row[]> {
  const [rows] = await allInOneTrip<[Row]>(pool, scope, [statement]);
  return rows;
}

/** As `inOneTrip`, for statements of which none waits for the answer of another. */
export async function allInOneTrip<Row extends readonly unknown[]>(
  pool: Pool,
  scope: Scope,
  statements: { readonly [K in keyof Row]: Statement },
): Promise<{ [K in keyof Row]: Row[K][] }> {
  const begin = { text: beginOf(scope, PLANNED_ONCE), values: [] };
  for (let attempt = 1; ; attempt += 1) {
    const client = await connect(pool);
    const asked = inOneWrite(client, () =>
      [begin, ...statements, COMMIT].map((statement) => run<unknown>(client, statement)),
    );
    const answered = await Promise.allSettled(asked);
    client.release(answered.at(-1)?.status === 'rejected');
    const failed = answered.find((part) => part.status === 'rejected');
    if (failed === undefined) {
      const rows = answered.map((part) => (part.status === 'fulfilled' ? part.value : []));
      return rows.slice(1, -1) as { [K in keyof Row]: Row[K][] };
    }
    const error: unknown = failed.reason;
    if (!isConflict(error) || attempt >= ATTEMPTS_MAX) throw withoutContent(error);
    await afterConflict(attempt);
  }
}

/** Has what is sent meanwhile go out as one piece: each write is a call of the system. */
function inOneWrite<T>(client: PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { readonly connection: Connection }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/** Whose rows a transaction is about, and on what it waits for others of theirs. */
type Scope = string | { readonly organisationId: string; readonly lockOn: string };

const COMMIT: Statement = { text: 'COMMIT', values: [] };

/**
 * Otherwise PostgreSQL plans each of the first executions on a connection anew, to see whether that
 * is better; the largest statements take longer to plan than to run.
 */
const PLANNED_ONCE = `, set_config('plan_cache_mode', 'force_generic_plan', true)`;

function beginOf(scope: Scope, alsoSet = ''): string {
  const organisationId = typeof scope === 'string' ? scope : scope.organisationId;
  if (!UUID.test(organisationId)) throw new Error('an organisation is named by its UUID');
  const named = `set_config('closeby.organisation_id', '${organisationId}', true)`;
  const begin = `BEGIN; SELECT ${named}${alsoSet}`;
  if (typeof scope === 'string') return begin;
  const lockOn = quoted(`${organisationId} ${scope.lockOn}`);
  return `${begin}; SELECT pg_advisory_xact_lock(hashtextextended(${lockOn}, 0))`;
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
      await afterConflict(attempt);
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

/** True where a statement refused to write only a part of what it was given. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof DatabaseFailed && error.code === OVERTAKEN_CODE;
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
      await run(client, COMMIT);
      client.release();
      return value;
    } catch (error) {
      await rollBack(client, error);
      if (error instanceof RolledBack) return (error as RolledBack<T>).value;
      if (!isConflict(error) || attempt >= ATTEMPTS_MAX) throw error;
      await afterConflict(attempt);
    }
  }
}

/** Those who stood in each other's way begin again at moments of their own. */
async function afterConflict(attempt: number): Promise<void> {
  await pause(Math.random() * CONFLICT_PAUSE_MS * 2 ** attempt);
}

function isConflict(error: unknown): boolean {
  return error instanceof DatabaseFailed && RETRIED_CODES.includes(error.code);
}

/** A connection of the pool; where PostgreSQL gives no more, the next of ours that is free. */
async function connect(pool: Pool): Promise<PoolClient> {
  const giveUpAtMs = performance.now() + CONNECT_MAX_MS;
  for (;;) {
    try {
      return await pool.connect();
    } catch (error) {
      const failed = withoutContent(error);
      const isFull = failed.code === TOO_MANY_CONNECTIONS;
      if (!isFull || performance.now() >= giveUpAtMs) throw failed;
      await pause(LOOK_FOR_CONNECTION_EVERY_MS);
    }
  }
}

async function run<Row>(client: PoolClient, statement: Statement): Promise<Row[]> {
  const { text, values } = statement;
  try {
    // Without parameters the statement is sent as plain text, which may hold several.
    const named = statement.name === undefined ? {} : { name: statement.name };
    const result =
      values.length === 0
        ? await client.query(text)
        : await client.query({ ...named, text, values: [...values] });
    if (uncertain.delete(client)) throw new DatabaseFailed('not-replicated', null);
    return result.rows as Row[];
  } catch (error) {
    throw withoutContent(error);
  }
}

/** Gives the connection back, or throws it away when it can no longer be trusted. */
async function rollBack(client: PoolClient, why: unknown): Promise<void> {
  if (why instanceof DatabaseFailed && !SQLSTATE.test(why.code)) {
    // No answer came; asking for the end of the transaction would only be a second wait.
    client.release(true);
    return;
  }
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
