import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { NOW, realIds, World } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import { DatabaseFailed, inOrganisation } from '#adapters/postgres/transaction';
import { makeDatabase, type TestDatabase } from '../support/database';

const DEADLINE_MS = 10_000;
const clock = { now: () => NOW, stretch: (ms: number) => ms };

let database: TestDatabase;
let store: PostgresStore;
let world: World;

beforeAll(async () => {
  database = await makeDatabase();
  store = await connect();
  world = await World.make(store);
}, 60_000);

afterAll(async () => {
  await store.close();
  await database.drop();
});

function connect(): Promise<PostgresStore> {
  const onError = () => undefined;
  return PostgresStore.connect({ url: database.appUrl, clock, ids: realIds, onError });
}

test('a failure tells neither address nor position nor name of the row that failed', async () => {
  const secret = 'Apartment 12 B, Atlantic Avenue';
  const incident = world.incident({ address: secret, wantedCount: 1, acceptedCount: 2 });
  const failed = await store.incidents.save(world.raising(incident, [])).catch((e: unknown) => e);
  expect(failed).toBeInstanceOf(DatabaseFailed);
  expect(failed).toMatchObject({ code: '23514', constraint: 'incident_places_check' });
  const told = JSON.stringify([
    String(failed),
    ...Object.values(failed as Record<string, unknown>),
    (failed as Error).stack,
    (failed as Error).cause,
  ]);
  expect(told).not.toContain('Atlantic');
  expect(told).not.toContain('36.85');
  const key = { id: randomUUID(), role: 'control', label: 'Jane Roe', secret } as const;
  const unknown = { ...key, organisationId: randomUUID(), now: NOW };
  const refused = await store.people.addKey(unknown).catch((e: unknown) => e);
  expect(refused).toMatchObject({ code: '23503', constraint: 'access_key_owner_fkey' });
  expect(
    JSON.stringify([String(refused), ...Object.values(refused as Record<string, unknown>)]),
  ).not.toContain('Roe');
});

test('every transaction of an organisation says so to the database', async () => {
  const [row] = await inOrganisation(store.pool, world.organisationId, (tx) =>
    tx.rows<{ id: string }>({
      text: `SELECT current_setting('closeby.organisation_id') AS id`,
      values: [],
    }),
  );
  expect(row?.id).toBe(world.organisationId);
  const after = await store.pool.query<{ id: string | null }>(
    `SELECT nullif(current_setting('closeby.organisation_id', true), '') AS id`,
  );
  expect(after.rows[0]?.id).toBeNull();
  expect(() =>
    inOrganisation(store.pool, "x'; DROP TABLE fact; --", () => Promise.resolve()),
  ).toThrow('named by its UUID');
});

test('two transactions that wait for each other both succeed', async () => {
  const people = await world.responders(2);
  const [first, second] = people.map((person) => person.id);
  let holding = 0;
  let bothHold: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (bothHold = resolve));
  const touch = (id: string | undefined) => ({
    text: 'UPDATE responder SET updated_at = updated_at WHERE id = $1',
    values: [id],
  });
  const run = (one: string | undefined, other: string | undefined) =>
    inOrganisation(store.pool, world.organisationId, async (tx) => {
      await tx.rows(touch(one));
      holding += 1;
      if (holding >= 2) bothHold();
      await both;
      await tx.rows(touch(other));
      return 'done';
    });
  await expect(Promise.all([run(first, second), run(second, first)])).resolves.toEqual([
    'done',
    'done',
  ]);
  // The loser of the deadlock ran again, on a busy machine more than once.
  expect(holding).toBeGreaterThanOrEqual(3);
});

test('a failed transaction gives its connection back clean', async () => {
  const pool = new Pool({ connectionString: database.appUrl, max: 1 });
  const bad = inOrganisation(pool, world.organisationId, (tx) =>
    tx.rows({ text: 'SELECT no_such_column', values: [] }),
  );
  await expect(bad).rejects.toThrow('42703');
  const good = inOrganisation(pool, world.organisationId, (tx) =>
    tx.rows<{ one: number }>({ text: 'SELECT 1 AS one', values: [] }),
  );
  await expect(good).resolves.toEqual([{ one: 1 }]);
  await pool.end();
});

test(
  'what becomes due in one process wakes a worker in another, also after its connection broke',
  async () => {
    const worker = await connect();
    try {
      const rings = countRings();
      await worker.queue.onWake(rings.ring);
      await world.raise(await world.responders(1));
      await rings.next();
      await store.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'closeby-listen' AND datname = current_database()`,
      );
      // Listening again rings once by itself: what was missed meanwhile is due now.
      await rings.next();
      await world.raise(await world.responders(1));
      await rings.next();
    } finally {
      await worker.close();
    }
  },
  3 * DEADLINE_MS,
);

test('an active incident has no end, and nobody takes more places than there are', async () => {
  const over = world.incident({ status: 'closed' });
  await expect(store.incidents.save(world.raising(over, []))).rejects.toMatchObject({
    constraint: 'incident_end_check',
  });
  await expect(
    store.pool.query('UPDATE incident SET accepted_count = wanted_count + 1'),
  ).rejects.toMatchObject({ constraint: 'incident_places_check' });
});

test('no row can hang below a row of another organisation', async () => {
  const other = await World.make(store);
  const { incident } = await world.raise([]);
  const stranger = await other.responder();
  const alert = world.alert({ incidentId: incident.id }, stranger.id);
  await expect(
    store.incidents.save({ ...world.change(incident, 0), newAlerts: [alert] }),
  ).rejects.toMatchObject({ constraint: 'alert_responder_fkey' });
});

/** Counts rings, and waits for the next one that nobody has waited for yet. */
function countRings() {
  let rung = 0;
  let waiting: (() => void) | null = null;
  return {
    ring: () => {
      rung += 1;
      waiting?.();
    },
    next: async () => {
      if (rung === 0) {
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => reject(new Error('nobody rang')), DEADLINE_MS);
          waiting = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      waiting = null;
      rung = 0;
    },
  };
}
