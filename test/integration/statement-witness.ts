import { OVERTAKEN_CODE } from '#migrations/0031-hot-path';
import { Client } from 'pg';
import type { TestDatabase } from '../support/database';

/*
 * Notes every statement that the stores send, and sends each again as whoever should see nothing:
 * without an organisation, and as another one. So every method of every store is tried, with what
 * it really asks, and a method added later is tried as well.
 */

const STATEMENT_MAX_MS = 10_000;
/** Of one text, the last few with values of their own. */
const KEPT_PER_TEXT = 3;
/** Statements that run a transaction rather than being part of one. */
const AROUND = /^\s*(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|LISTEN|NOTIFY|SET)\b/i;
const NAMED = /set_config\('closeby\.organisation_id', '([0-9a-f-]{36})'/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSUFFICIENT_PRIVILEGE = '42501';

interface Noted {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Whose transaction it was part of; null on a connection with a purpose. */
  readonly organisationId: string | null;
}

export interface Tally {
  /** Different statements. */
  texts: number;
  /** Statements sent again as another organisation or as none. */
  attempts: number;
  /** Statements that told something to whom they belong, so that silence means something. */
  telling: number;
  readonly leaks: string[];
  /** All that name a table. */
  readonly ofTables: Set<string>;
}

/** Everything noted since the last replay, of all databases of this file. */
export class StatementWitness {
  readonly tally: Tally = { texts: 0, attempts: 0, telling: 0, leaks: [], ofTables: new Set() };
  private noted = new Map<string, Noted[]>();
  private readonly scopes = new WeakMap<Client, string>();

  /** Listens to every connection of this process; returns how to stop. */
  listen(): () => void {
    const note = (client: Client, args: unknown[]): void => this.note(client, args);
    const real = Reflect.get(Client.prototype, 'query') as (...args: unknown[]) => unknown;
    const spy = jest.spyOn(Client.prototype, 'query');
    const noting = function (this: Client, ...args: unknown[]): unknown {
      note(this, args);
      return Reflect.apply(real, this, args);
    };
    spy.mockImplementation(noting);
    return () => spy.mockRestore();
  }

  /** Sends what was noted again, changing nothing, and forgets it. */
  async replay(database: TestDatabase): Promise<void> {
    const noted = [...this.noted.values()].flat();
    const texts = [...this.noted.keys()];
    this.tally.texts += texts.length;
    this.noted = new Map();
    const client = new Client({
      connectionString: database.appUrl,
      statement_timeout: STATEMENT_MAX_MS,
    });
    await client.connect();
    try {
      const tables = await tablesOf(client);
      for (const text of texts) if (tables.test(text)) this.tally.ofTables.add(text);
      const stranger = await strangerOf(database);
      for (const statement of noted) {
        if (tables.test(statement.text)) await this.tryAll(client, statement, stranger);
      }
    } finally {
      await client.end();
      this.noted = new Map();
    }
  }

  private note(client: Client, [first, second]: unknown[]): void {
    // The owner makes and looks after databases; what counts is what the server may see.
    if (client.user === new URL(process.env['DATABASE_OWNER_URL'] ?? '').username) return;
    const { text, values } = sentOf(first, second);
    const named = NAMED.exec(text)?.[1] ?? settingOf(text, values);
    if (named !== undefined) this.scopes.set(client, named);
    if (AROUND.test(text)) {
      if (named === undefined) this.scopes.delete(client);
      return;
    }
    if (named !== undefined) return;
    const same = this.noted.get(text) ?? [];
    same.push({ text, values, organisationId: this.scopes.get(client) ?? null });
    this.noted.set(text, same.slice(-KEPT_PER_TEXT));
  }

  private async tryAll(client: Client, statement: Noted, stranger: string): Promise<void> {
    const { organisationId } = statement;
    if (organisationId !== null) {
      if (tells(await sendAs(client, statement, organisationId), [])) this.tally.telling += 1;
    }
    for (const as of [null, stranger]) {
      this.tally.attempts += 1;
      const told = await sendAs(client, statement, as);
      if (!tells(told, [...statement.values, as])) continue;
      const whom = as === null ? 'nobody' : 'a stranger';
      this.tally.leaks.push(`${whom}: ${statement.text} told ${JSON.stringify(told)}`);
    }
  }
}

interface Told {
  readonly rows: readonly unknown[];
  readonly changed: number;
}

/** What comes of a statement, which is undone at once; null where it was refused. */
async function sendAs(
  client: Client,
  { text, values }: Noted,
  organisationId: string | null,
): Promise<Told | null> {
  await client.query('BEGIN');
  try {
    const setting = `SELECT set_config('closeby.organisation_id', $1, true)`;
    await client.query(setting, [organisationId ?? '']);
    const { rows, rowCount, command } = await client.query(text, [...values]);
    return { rows, changed: command === 'SELECT' ? 0 : (rowCount ?? 0) };
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    // Refused by row-level security, or by the statement itself that found nothing to change; or,
    // as whoever it belongs to, because it was done before.
    if (code === INSUFFICIENT_PRIVILEGE || code === OVERTAKEN_CODE) return null;
    if (String(code).startsWith('23')) return null;
    throw new Error(`${String(code)}: ${text}`, { cause: error });
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Whether an answer holds anything that was not given with the question. */
function tells(told: Told | null, given: readonly unknown[]): boolean {
  if (told === null) return false;
  if (told.changed > 0) return true;
  const known = JSON.stringify(given);
  return leavesOf(told.rows).some((leaf) => !known.includes(JSON.stringify(leaf).slice(1, -1)));
}

/** Every value in it but null, zero, false and empty text. */
function leavesOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined || value === 0 || value === '0') return [];
  if (value === false || value === '' || value === '{}') return [];
  if (value instanceof Date) return [value.toISOString()];
  return typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [value];
}

function sentOf(
  first: unknown,
  second: unknown,
): { readonly text: string; readonly values: readonly unknown[] } {
  const config = typeof first === 'object' && first !== null ? first : { text: first };
  const text = 'text' in config && typeof config.text === 'string' ? config.text : '';
  const values: unknown = 'values' in config ? config.values : second;
  return { text, values: Array.isArray(values) ? (values as readonly unknown[]) : [] };
}

/** The organisation that a setting with parameters names; empty text for a purpose. */
function settingOf(text: string, [name, value]: readonly unknown[]): string | undefined {
  if (!text.startsWith('SELECT set_config($1')) return undefined;
  return name === 'closeby.organisation_id' && UUID.test(String(value)) ? String(value) : undefined;
}

async function tablesOf(client: Client): Promise<RegExp> {
  const { rows } = await client.query<{ names: string }>(
    `SELECT string_agg(relname, '|') AS names FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND relname <> 'spatial_ref_sys'`,
  );
  return new RegExp(`\\b(FROM|UPDATE|INTO|JOIN)\\s+"?(${rows[0]?.names ?? ''})"?\\b`);
}

/** An organisation that has nothing. */
async function strangerOf(database: TestDatabase): Promise<string> {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ id: string }>(
      `INSERT INTO organisation (id, slug, name, time_zone, policy_name)
       VALUES (gen_random_uuid(), gen_random_uuid()::text, 'Stranger', 'UTC', 'nearest-10')
       RETURNING id`,
    );
    return rows[0]?.id ?? '';
  } finally {
    await owner.end();
  }
}
