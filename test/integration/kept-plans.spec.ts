import type { Pool } from 'pg';
import { inOrganisation, makePool } from '#adapters/postgres/transaction';
import { makeDatabase, type TestDatabase } from '../support/database';

const ORGANISATION_ID = '00000000-0000-4000-8000-000000000001';
/** So often PostgreSQL plans a named statement anew before it keeps one plan for good. */
const PLANNED_ANEW = 5;

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await makeDatabase();
  pool = makePool(database.appUrl, { max: 1, onError: () => undefined });
}, 60_000);

afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('a plan kept from when the tables were empty reads no table whole for one row', async () => {
  const plan = await inOrganisation(pool, ORGANISATION_ID, async (tx) => {
    const run = async (text: string): Promise<string[]> => {
      const rows = await tx.rows<Record<string, string>>({ text, values: [] });
      return rows.flatMap((row) => Object.values(row));
    };
    await run('PREPARE one_of (uuid) AS SELECT d.status FROM delivery d WHERE d.alert_id = $1');
    const execute = `EXECUTE one_of ('${ORGANISATION_ID}')`;
    for (let turn = 0; turn <= PLANNED_ANEW; turn += 1) await run(execute);
    return (await run(`EXPLAIN ${execute}`)).join('\n');
  });
  expect(plan).toContain('$1');
  expect(plan).toContain('Index');
  expect(plan).not.toContain('Seq Scan');
});
