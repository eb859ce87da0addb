import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { distanceM } from '#core/geometry';
import { NOW, realIds, World } from '#adapters/conformance/world';
import { AEDS_NEAR } from '#adapters/postgres/aed-store';
import { boxAround } from '#adapters/postgres/box-around';
import { IN_AREA, NEAR, WITH_PLACE_NEAR } from '#adapters/postgres/candidates';
import { areaText } from '#adapters/postgres/save-document';
import { PostgresStore } from '#adapters/postgres/store';
import { makeDatabase, type TestDatabase } from '../support/database';
import { testVault } from '../support/vault';

const ROWS = 50_000;
const OTHERS = 500;
/** A town of a degree each way, in which everybody of both organisations is. */
const TOWN = { south: 52, west: 4.5 };
const HERE = { lat: 52.4, lon: 5 };
const RADIUS_M = 1_500;
const MAX = 200;

const clock = { now: () => NOW, stretch: (ms: number) => ms };

let database: TestDatabase;
let store: PostgresStore;
let mine: World;
let other: World;
let app: Client;

beforeAll(async () => {
  database = await makeDatabase();
  const onError = () => undefined;
  const ports = { clock, ids: realIds, vault: testVault(), onError };
  store = await PostgresStore.connect({ url: database.appUrl, ...ports });
  [mine, other] = [await World.make(store), await World.make(store)];
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const [world, rows] of [[mine, ROWS] as const, [other, OTHERS] as const]) {
    await fill(owner, world, rows);
  }
  await owner.query('ANALYZE');
  await owner.end();
  app = new Client({ connectionString: database.appUrl });
  await app.connect();
}, 120_000);

afterAll(async () => {
  await app.end();
  await store.close();
  await database.drop();
});

/** Copies one person many times, each with a position, a home and an AED somewhere in town. */
async function fill(owner: Client, world: World, rows: number): Promise<void> {
  const { id } = await world.responder();
  await owner.query(
    `INSERT INTO responder SELECT (jsonb_populate_record(r, jsonb_build_object(
       'id', gen_random_uuid(), 'external_ref', 'copy-' || n))).*
     FROM responder r, generate_series(1, ${String(rows)}) n WHERE r.id = $1`,
    [id],
  );
  const spot = `ST_SetSRID(ST_MakePoint(${String(TOWN.west)} + random(),
    ${String(TOWN.south)} + random()), 4326)::geography`;
  const copies = `FROM responder WHERE organisation_id = $1 AND external_ref LIKE 'copy-%'`;
  for (const text of [
    `INSERT INTO last_known_fix (responder_id, organisation_id, position, measured_at, accuracy_m,
       saved_at) SELECT id, organisation_id, ${spot}, now(), 10, now() ${copies}`,
    `INSERT INTO registered_place (responder_id, kind, organisation_id, position, hours_state)
     SELECT id, 'home', organisation_id, ${spot}, 'always' ${copies}`,
    `INSERT INTO aed (id, organisation_id, external_ref, place, name, access, hours, status,
       updated_at) SELECT gen_random_uuid(), organisation_id, external_ref, ${spot}, 'AED',
       'public', '{"state": "always"}', 'available', now() ${copies}`,
  ]) {
    await owner.query(text, [world.organisationId]);
  }
}

const AROUND = [HERE.lat, HERE.lon, RADIUS_M] as const;
const RING = [
  { lat: 52.4, lon: 5 },
  { lat: 52.42, lon: 5 },
  { lat: 52.4, lon: 5.03 },
];
const AREA = { polygons: [{ outer: RING, holes: [] }] };

const READS = [
  ['last_known_fix_box_idx', NEAR, [new Date(NOW), ...AROUND, MAX, ...boxAround(HERE, RADIUS_M)]],
  ['last_known_fix_box_idx', IN_AREA, [new Date(NOW), areaText(AREA), 52.4, 52.42, 5, 5.03, MAX]],
  [
    'registered_place_box_idx',
    WITH_PLACE_NEAR,
    [new Date(NOW), ...AROUND, MAX, ...boxAround(HERE, RADIUS_M)],
  ],
  ['aed_box_idx', AEDS_NEAR, [...AROUND, ...boxAround(HERE, RADIUS_M)]],
] as const;

test.each(READS)('under row-level security %s finds what is near', async (index, text, values) => {
  const { organisationId } = mine;
  await app.query(`BEGIN; SELECT set_config('closeby.organisation_id', '${organisationId}', true)`);
  try {
    const { rows } = await app.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, COSTS OFF) ${text}`,
      [organisationId, ...values],
    );
    const plan = rows.map((row) => row['QUERY PLAN']);
    expect(plan.join('\n')).toContain(index);
  } finally {
    await app.query('ROLLBACK');
  }
});

test('what is found is what a look at everything finds, whoever else is there', async () => {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const world of [mine, other]) {
    const { organisationId } = world;
    const { rows } = await owner.query<{ id: string; lat: number; lon: number }>(
      `SELECT id, ST_Y(place::geometry) AS lat, ST_X(place::geometry) AS lon FROM aed
       WHERE organisation_id = $1`,
      [organisationId],
    );
    for (const radiusM of [100, 1_500, 6_000]) {
      const near = rows.filter((row) => distanceM(HERE, row) <= radiusM).map((row) => row.id);
      const found = await store.aeds.aedsNear(organisationId, HERE, radiusM);
      expect(found.map((aed) => aed.id).sort()).toEqual(near.sort());
    }
  }
  await owner.end();
  await expect(store.aeds.aedsNear(randomUUID(), HERE, RADIUS_M)).resolves.toEqual([]);
});
