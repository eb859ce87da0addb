import { Client } from 'pg';
import { forceRowSecurity, WITHOUT_ROW_SECURITY } from '#migrations/row-security';
import { makeDatabase, type TestDatabase } from '../support/database';
import { rowSecurityGaps } from '../support/row-security';

let database: TestDatabase;
let owner: Client;
let app: Client;

beforeAll(async () => {
  database = await makeDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  app = new Client({ connectionString: database.appUrl });
  await Promise.all([owner.connect(), app.connect()]);
}, 60_000);

afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await database.drop();
});

test('every table is bound by row-level security, but for those listed with a reason', async () => {
  const { tables, gaps } = await rowSecurityGaps(owner);
  expect(gaps).toEqual([]);
  expect(tables).toBeGreaterThanOrEqual(28);
  expect(Object.keys(WITHOUT_ROW_SECURITY)).toEqual(['migrations']);
});

test.each([
  ['has none', '', 'does not force'],
  ['does not bind its owner', 'ALTER TABLE surprise ENABLE ROW LEVEL SECURITY', 'does not force'],
  ['has no rule', 'ALTER TABLE surprise FORCE ROW LEVEL SECURITY', '0 rules'],
  [
    'lets everybody in',
    'CREATE POLICY all_of_it ON surprise FOR SELECT USING (true)',
    'a rule for everybody',
  ],
  [
    'checks something else',
    "CREATE POLICY surprise_it ON surprise USING (current_setting('closeby.purpose', true) = 'x')",
    'does not name the organisation',
  ],
])('a table that %s is found', async (_what, statement, finding) => {
  await owner.query('BEGIN; CREATE TABLE surprise (organisation_id uuid NOT NULL)');
  try {
    if (statement !== '') await owner.query(statement);
    const { gaps } = await rowSecurityGaps(owner);
    expect(gaps.join('\n')).toContain(finding);
  } finally {
    await owner.query('ROLLBACK');
  }
});

test('a view, and a function with the rights of its owner, are found', async () => {
  await owner.query(`BEGIN; CREATE VIEW everybody AS SELECT * FROM responder;
    CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER
      AS 'SELECT count(*) FROM responder'`);
  const { gaps } = await rowSecurityGaps(owner);
  await owner.query('ROLLBACK');
  expect(gaps).toEqual([
    `everybody reads with its owner's rights`,
    `peek reads with its owner's rights`,
  ]);
});

test('the server is neither owner nor superuser, and nothing lets it pass', async () => {
  const { rows } = await app.query(
    `SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
       EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) AS owns,
       EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
         AND c.relname = 'incident' AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS may_own
     FROM pg_roles r WHERE r.rolname = current_user`,
  );
  const nothing = { rolsuper: false, rolbypassrls: false, rolcreaterole: false };
  expect(rows).toEqual([{ ...nothing, rolcreatedb: false, owns: false, may_own: false }]);
  await expect(app.query('ALTER TABLE incident DISABLE ROW LEVEL SECURITY')).rejects.toThrow(
    /must be owner/,
  );
  await expect(app.query('SET row_security = off; SELECT 1 FROM incident')).rejects.toThrow(
    /row-level security/,
  );
  await app.query('RESET row_security');
});

test('the purpose of maintenance is the owner’s alone', async () => {
  const organisation = `INSERT INTO organisation (id, slug, name, time_zone, policy_name)
    VALUES (gen_random_uuid(), 'a', 'A', 'UTC', 'nearest-10')`;
  await owner.query(organisation);
  await app.query(`BEGIN; SELECT set_config('closeby.purpose', 'maintenance', true)`);
  const { rows } = await app.query('SELECT FROM organisation');
  await app.query('ROLLBACK');
  expect(rows).toEqual([]);
  await owner.query(`SET closeby.purpose = 'nothing'`);
  const asOwner = await owner.query('SELECT FROM organisation');
  await owner.query(`SET closeby.purpose = 'maintenance'`);
  expect(asOwner.rows).toEqual([]);
});

test('a purpose that only reads does not write', async () => {
  const door = new Client({
    connectionString: database.appUrl,
    options: '-c closeby.purpose=door',
  });
  await door.connect();
  try {
    await owner.query(`INSERT INTO responder (id, organisation_id, external_ref, identity,
        test_phone, updated_at)
      SELECT gen_random_uuid(), id, 'R-1', NULL, false, now() FROM organisation`);
    await expect(door.query('SELECT FROM responder')).resolves.toMatchObject({ rowCount: 1 });
    const change = 'UPDATE responder SET updated_at = now()';
    await expect(door.query(change)).resolves.toMatchObject({ rowCount: 0 });
    await expect(door.query('SELECT FROM incident')).resolves.toMatchObject({ rowCount: 0 });
  } finally {
    await door.end();
  }
});

test('statements of a table name its purposes, those that only read apart', () => {
  const all = forceRowSecurity('thing', ['queue', 'door reads']).join('\n');
  expect(all).toContain(
    `FOR SELECT USING ((SELECT current_setting('closeby.purpose', true)) IN ('door'))`,
  );
  expect(all).toContain(`IN ('queue')) WITH CHECK`);
  expect(forceRowSecurity('thing', [], 'id').join('\n')).not.toContain('FOR SELECT');
});
