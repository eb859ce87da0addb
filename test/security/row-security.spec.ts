import { Client } from 'pg';
import { NOW, realIds, World } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import { inOrganisation, makePool, RolledBack } from '#adapters/postgres/transaction';
import { makeDatabase, type TestDatabase } from '../support/database';
import { rowSecurityGaps } from '../support/row-security';
import { testVault } from '../support/vault';

const TURNS = 1_000;
const clock = { now: () => NOW, stretch: (ms: number) => ms };

let database: TestDatabase;
let store: PostgresStore;
let owner: Client;
let a: World;
let b: World;

beforeAll(async () => {
  database = await makeDatabase();
  store = await PostgresStore.connect({
    ...{ url: database.appUrl, clock, ids: realIds, vault: testVault() },
    onError: () => undefined,
  });
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  [a, b] = [await World.make(store), await World.make(store)];
  for (const world of [a, b]) {
    const people = await world.responders(3);
    await world.raise(people);
    await world.aed();
    await store.people.saveLastKnown(
      people.map(({ id: responderId }) => ({
        ...{ organisationId: world.organisationId, responderId },
        fix: { place: { lat: 52, lon: 5 }, at: NOW, accuracyM: 5 },
      })),
      NOW,
    );
  }
}, 60_000);

afterAll(async () => {
  await owner.end();
  await store.close();
  await database.drop();
});

/** Tables that the server may read, with the column that says whose a row is. */
async function readable(): Promise<readonly { readonly table: string; readonly column: string }[]> {
  const { rows } = await owner.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
       AND a.attname = CASE c.relname WHEN 'organisation' THEN 'id' ELSE 'organisation_id' END
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND has_table_privilege('closeby_app', c.oid, 'SELECT') ORDER BY 1`,
  );
  return rows;
}

describe('a program that reads tables directly', () => {
  it('#32 sees no row of any table without an organisation, with one only its own', async () => {
    const { tables, gaps } = await rowSecurityGaps(owner);
    process.stderr.write(`ROW_SECURITY tables=${tables} unforced=${gaps.length}\n`);
    expect(gaps).toEqual([]);
    const filled: string[] = [];
    for (const { table, column } of await readable()) {
      const whose = `SELECT array_agg(DISTINCT ${column}) AS whose FROM ${table}`;
      const { rows } = await owner.query<{ whose: string[] | null }>(whose);
      if (rows[0]?.whose?.includes(a.organisationId) === true) filled.push(table);
      const bare = await store.pool.query<{ whose: string[] | null }>(whose);
      expect([table, bare.rows]).toEqual([table, [{ whose: null }]]);
      const seen = await inOrganisation(store.pool, b.organisationId, (tx) =>
        tx.rows<{ whose: string[] | null }>({ text: whose, values: [] }),
      );
      expect([table, seen[0]?.whose ?? [b.organisationId]]).toEqual([table, [b.organisationId]]);
    }
    expect(filled.length).toBeGreaterThanOrEqual(12);
  });

  it('#32 writes no row into another organisation', async () => {
    const text = `UPDATE responder SET organisation_id = $1 RETURNING id`;
    const moved = inOrganisation(store.pool, b.organisationId, (tx) =>
      tx.rows({ text, values: [a.organisationId] }),
    );
    await expect(moved).rejects.toMatchObject({ code: '42501' });
    const taken = await inOrganisation(store.pool, b.organisationId, (tx) =>
      tx.rows({
        text: 'UPDATE responder SET on_duty = false RETURNING organisation_id',
        values: [],
      }),
    );
    expect(new Set(taken.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({ organisation_id: b.organisationId })]),
    );
  });
});

const WHOSE = { text: 'SELECT DISTINCT organisation_id AS id FROM responder', values: [] };

describe('one connection that serves two organisations', () => {
  it(`#33 shows each its own rows and no others, ${TURNS} times in turn`, async () => {
    const pool = makePool(database.appUrl, { max: 1, onError: () => undefined });
    let foreign = 0;
    try {
      const turn = async (index: number): Promise<void> => {
        const mine = index % 2 === 0 ? a.organisationId : b.organisationId;
        const rows = await inOrganisation(pool, mine, (tx) => tx.rows<{ id: string }>(WHOSE));
        if (rows.length !== 1 || rows[0]?.id !== mine) foreign += 1;
      };
      await Promise.all(Array.from({ length: TURNS }, (_each, index) => turn(index)));
      expect(foreign).toBe(0);
      const after = await pool.query(WHOSE.text);
      expect(after.rows).toEqual([]);
    } finally {
      await pool.end();
    }
  });

  it.each([
    ['a statement that fails', { text: 'SELECT 1 / 0', values: [] }],
    ['a broken constraint', { text: 'UPDATE incident SET accepted_count = 99', values: [] }],
    ['a statement that nobody can read', { text: 'SELEC', values: [] }],
  ])('#34 shows nothing of A to B after %s', async (_what, statement) => {
    const pool = makePool(database.appUrl, { max: 1, onError: () => undefined });
    try {
      for (let turn = 0; turn < 20; turn += 1) {
        const failed = inOrganisation(pool, a.organisationId, async (tx) => {
          await tx.rows(WHOSE);
          await tx.rows(statement);
        });
        await expect(failed).rejects.toThrow('the database refused');
        await expect(pool.query(WHOSE.text)).resolves.toMatchObject({ rows: [] });
        const seen = inOrganisation(pool, b.organisationId, (tx) => tx.rows(WHOSE));
        await expect(seen).resolves.toEqual([{ id: b.organisationId }]);
      }
    } finally {
      await pool.end();
    }
  });

  it('#34 shows nothing of A to B after work of A that was given up', async () => {
    const pool = makePool(database.appUrl, { max: 1, onError: () => undefined });
    try {
      await inOrganisation(pool, a.organisationId, async (tx) => {
        await tx.rows(WHOSE);
        throw new RolledBack(null);
      });
      const seen = inOrganisation(pool, b.organisationId, (tx) => tx.rows(WHOSE));
      await expect(seen).resolves.toEqual([{ id: b.organisationId }]);
      await expect(pool.query(WHOSE.text)).resolves.toMatchObject({ rows: [] });
    } finally {
      await pool.end();
    }
  });
});

describe('a reference that another organisation has', () => {
  it('#35 is taken as any other, in the record', async () => {
    const [mine, theirs] = [await a.responder('Ann'), await b.responder('Bo')];
    expect(mine.externalRef).toBe(theirs.externalRef);
    expect(mine.id).not.toBe(theirs.id);
    const known = await store.people.responderByRef(b.organisationId, mine.externalRef);
    expect(known?.displayName).toBe('Bo');
  });
});
