import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { makeDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let app: Client;

beforeAll(async () => {
  database = await makeDatabase();
  app = new Client({ connectionString: database.appUrl });
  await app.connect();
}, 60_000);

afterAll(async () => {
  await app.end();
  await database.drop();
});

/** An entry as the audit takes it. */
function entry(action: string): string {
  const [at, actor] = ['2026-11-01T00:00:00.000Z', { role: 'closeby', id: null }];
  return JSON.stringify({ at, actor, action, subject: null, outcome: 'done', detail: {} });
}

describe('functions that act with the rights of their owner', () => {
  it('look for names in temporary schemas last, and are closed to strangers', async () => {
    const { rows } = await app.query<{ name: string; path: string | null; open: boolean }>(
      `SELECT p.proname AS name, p.proconfig::text AS path,
          p.proacl IS NULL OR p.proacl::text LIKE ANY ('{"{=X%","%,=X%"}') AS open
        FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`,
    );
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.filter(({ path }) => path?.includes('public, pg_temp"') !== true)).toEqual([]);
    expect(rows.filter(({ open }) => open)).toEqual([]);
  });

  it('run nothing that the server’s role puts into temporary tables of the same name', async () => {
    const organisationId = randomUUID();
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(
      `INSERT INTO organisation (id, slug, name, time_zone, policy_name)
        VALUES ($1, 'temp', 'Temp', 'UTC', 'nearest-10')`,
      [organisationId],
    );
    await owner.end();
    await app.query(`SELECT set_config('closeby.organisation_id', $1, false)`, [organisationId]);
    await app.query('CREATE TEMP TABLE whose (name text)');
    await app.query('CREATE TEMP TABLE audit_entry (LIKE public.audit_entry)');
    await app.query('GRANT ALL ON whose, audit_entry TO PUBLIC');
    await app.query(`CREATE FUNCTION pg_temp.note() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO pg_temp.whose VALUES (current_user); RETURN NEW; END $$`);
    await app.query(`CREATE TRIGGER note BEFORE INSERT ON pg_temp.audit_entry
      FOR EACH ROW EXECUTE FUNCTION pg_temp.note()`);
    await app.query('SELECT audit_append($1, $2)', [organisationId, [entry('tried')]]);
    const { rows: whose } = await app.query('SELECT name FROM whose');
    expect(whose).toEqual([]);
    const { rows } = await app.query('SELECT action FROM public.audit_entry');
    expect(rows).toEqual([{ action: 'tried' }]);
  });
});
