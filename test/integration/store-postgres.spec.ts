import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import type { DeliveryChannel } from '#core/delivery';
import type { Responder } from '#core/responder';
import { delivery, NOW, realIds, World } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import { TAKE_DELIVERIES } from '#adapters/postgres/take-deliveries';
import { DatabaseFailed, inOrganisation } from '#adapters/postgres/transaction';
import type { DeliveryOutcome, DueDelivery, LedgerLine } from '#flow/ports';
import { makeDatabase, type TestDatabase } from '../support/database';
import { testVault } from '../support/vault';

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
  return PostgresStore.connect({
    url: database.appUrl,
    clock,
    ids: realIds,
    vault: testVault(),
    onError,
  });
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

test('receipts that come together with those of a held incident do not wait for it', async () => {
  const people = await world.responders(3);
  const [held, free] = [await world.raise(people), await world.raise(people)];
  const heard: string[] = [];
  const receive = async (what: string, { alerts }: typeof held, n: number): Promise<void> => {
    const [alert] = alerts.slice(n);
    if (alert === undefined) throw new Error('everybody is asked');
    expect(await world.receive(alert, { now: NOW + 1 })).toMatchObject({ first: true });
    heard.push(what);
  };
  const all: Promise<void>[] = [];
  await inOrganisation(store.pool, world.organisationId, async (tx) => {
    await tx.rows({
      text: 'SELECT FROM incident WHERE id = $1 FOR NO KEY UPDATE',
      values: [held.incident.id],
    });
    // The first go each by itself; the last of both go together.
    const others = people.map((_, n) => {
      all.push(receive('held', held, n));
      return receive('free', free, n);
    });
    await Promise.all(others);
    expect(heard).toEqual(['free', 'free', 'free']);
  });
  await Promise.all(all);
  expect(heard).toHaveLength(6);
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

test('what is due of a channel is found by its index, in order, however much waits', async () => {
  const client = new Client({ connectionString: database.appUrl });
  await client.connect();
  try {
    // So that it does not depend on how few rows a test makes: what else would do is forbidden.
    await client.query(
      'SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off',
    );
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (COSTS OFF) ${TAKE_DELIVERIES}`,
      [new Date(NOW), 'lease', new Date(NOW), 50, 'sms', true, 6],
    );
    const plan = rows.map((row) => row['QUERY PLAN'].trim());
    const by = (text: string) => plan.findIndex((line) => line.includes(text));
    const lock = by('LockRows');
    // Taken in the index's own order: a sort would read all that is due for each few it takes.
    expect(plan.slice(lock, by('delivery_due_idx')).join()).not.toContain('Sort');
    expect(plan[by('delivery_due_idx') + 1]).toMatch(/Index Cond: .*channel = 'sms'.*due_at <=/);
  } finally {
    await client.end();
  }
});

test(
  'workers, receipts and failures at once: nothing goes out twice and no rung is forgotten',
  async () => {
    const other = await connect();
    try {
      const people = await world.responders(8);
      const raised = await Promise.all(Array.from({ length: 10 }, () => raiseLadder(people)));
      const alerts = raised.flatMap((one) => one.alerts);
      const taken: string[] = [];
      const work = async (queue: PostgresStore['queue'], channel: DeliveryChannel) => {
        for (;;) {
          const lease = { leaseId: randomUUID(), now: NOW, leaseMs: DEADLINE_MS, max: 7 };
          const due = await queue.takeDeliveries({ ...lease, channel });
          if (due.length === 0) return;
          taken.push(...due.map((one) => one.id));
          const finished = due.map((one) => ({
            ...{ deliveryId: one.id, outcome: outcomeOf(one), attempts: [] },
          }));
          await queue.finishDeliveries(lease.leaseId, finished, NOW);
        }
      };
      const workers = [store, other].flatMap(({ queue }) => [
        ...[work(queue, 'live'), work(queue, 'push'), work(queue, 'push')],
      ]);
      const confirmed = alerts.filter((_, i) => i % 3 === 0);
      await Promise.all([...workers, ...confirmed.map((alert) => world.receive(alert))]);
      await work(store.queue, 'sms');
      expect(new Set(taken).size).toBe(taken.length);
      await expectNobodyForgotten(raised.map((one) => one.incident.id));
    } finally {
      await other.close();
    }
  },
  6 * DEADLINE_MS,
);

/** A socket that is never there, a push that often fails, and an SMS in five seconds. */
function outcomeOf({ channel, id }: DueDelivery): DeliveryOutcome {
  const fails = channel === 'live' || (channel === 'push' && id < '8');
  return fails ? { status: 'failed', error: 'x' } : { status: 'handed-over', providerRef: id };
}

async function raiseLadder(people: readonly Responder[]) {
  const incident = world.incident();
  const alerts = people.map((one) => world.alert({ incidentId: incident.id }, one.id));
  const deliveries = alerts.flatMap((alert) => [
    ...(['live', 'push'] as const).map((channel) => delivery(alert, { channel })),
    delivery(alert, { channel: 'sms', dueAt: NOW + 5_000 }),
  ]);
  await store.incidents.save({ ...world.raising(incident, alerts), deliveries });
  return { incident, alerts };
}

/** Everybody was confirmed, has a message under way, or has the last rung behind them. */
async function expectNobodyForgotten(incidentIds: readonly string[]): Promise<void> {
  for (const id of incidentIds) {
    const byAlert = new Map<string, LedgerLine[]>();
    for (const line of await store.ledger.linesOf(world.organisationId, id)) {
      byAlert.set(line.alertId, [...(byAlert.get(line.alertId) ?? []), line]);
    }
    for (const lines of byAlert.values()) {
      const reached = lines.filter(({ status }) => ['delivered', 'handed-over'].includes(status));
      expect(reached.length).toBeGreaterThan(0);
      const late = lines.filter(({ status }) => status === 'queued');
      const pushed = reached.some(({ channel }) => channel === 'push');
      expect(late.map(({ channel }) => channel)).toEqual(late.length > 0 && pushed ? ['sms'] : []);
    }
  }
}

test('an active incident has no end, and nobody takes more places than there are', async () => {
  const over = world.incident({ status: 'closed' });
  await expect(store.incidents.save(world.raising(over, []))).rejects.toMatchObject({
    constraint: 'incident_end_check',
  });
  const text = 'UPDATE incident SET accepted_count = wanted_count + 1';
  await expect(
    inOrganisation(store.pool, world.organisationId, (tx) => tx.rows({ text, values: [] })),
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
