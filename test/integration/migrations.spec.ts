import { Client } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { ALERT_TABLE, ALERTED_REASONS, WITHDRAWN_REASONS } from '#core/alert';
import { AED_ACCESS, AED_REPORTS, AED_TABLE } from '#core/aed';
import { ASSIGNMENT_TABLE } from '#core/assignment';
import { CALLOUT_TABLE } from '#core/callout';
import {
  DECLINABLE_CHANNELS,
  DELIVERY_CHANNELS,
  DELIVERY_SUBJECTS,
  DELIVERY_TABLE,
  LANGUAGES,
} from '#core/delivery';
import { DRILL_TABLE } from '#core/drill';
import {
  HAZARDS,
  INCIDENT_KINDS,
  INCIDENT_MODES,
  INCIDENT_PRIORITIES,
  INCIDENT_TABLE,
  SETTINGS,
} from '#core/incident';
import { CREDENTIAL_KINDS, CREDENTIAL_TABLE, RESPONDER_TIERS, TRAVEL_MODES } from '#core/responder';
import { RESPONSE_PLAN_STATUSES } from '#core/response-plan';
import { TEAM_ROLES } from '#core/team-role';
import { MIGRATIONS } from '#migrations/index';
import { makeDataSource, migrate, schemaDrift } from '#adapters/postgres/data-source';
import { makeEmptyDatabase, type TestDatabase } from '../support/database';

/**
 * Tables that belong to no organisation: the organisations themselves, the migrations, and what
 * came from a telephone number that nobody of any organisation has, which is the operator's.
 */
const UNOWNED = [
  ...['organisation', 'migrations', 'street_file', 'street_line', 'unplaced_reply'],
  'event_relay',
];

/** One row of each table that even its owner cannot change; of an incident that needs not be. */
const ROWS_TO_TOUCH = `
  ALTER TABLE fact DROP CONSTRAINT fact_incident_fkey;
  ALTER TABLE decision DROP CONSTRAINT decision_incident_fkey;
  INSERT INTO organisation (id, slug, name, time_zone, policy_name)
    VALUES (gen_random_uuid(), 'kept', 'Kept', 'UTC', 'nearest-10');
  INSERT INTO fact (organisation_id, incident_id, seq, kind, at, actor, detail)
    SELECT id, gen_random_uuid(), 1, 'plan-made', now(), 'closeby', '{}' FROM organisation;
  INSERT INTO decision (organisation_id, incident_id, seq, at, cause, input, plan)
    SELECT id, gen_random_uuid(), 1, now(), 'raised', '{}', '{}' FROM organisation;
  INSERT INTO audit_entry (organisation_id, seq, at, actor_role, action, outcome, canonical, hash)
    SELECT id, 1, now(), 'closeby', 'kept', 'done', '{}', sha256('') FROM organisation`;

let database: TestDatabase;
let owner: DataSource;
let ran: string[];

beforeAll(async () => {
  database = await makeEmptyDatabase();
  ran = await migrate(database.ownerUrl);
  owner = await makeDataSource(database.ownerUrl).initialize();
}, 60_000);

afterAll(async () => {
  await owner.destroy();
  await database.drop();
});

test('migrations run from an empty database, and once', async () => {
  expect(ran).toEqual(MIGRATIONS.map((Migration) => new Migration().name));
  await expect(migrate(database.ownerUrl)).resolves.toEqual([]);
});

test('rows of the first version read as they were meant, and go on being written', async () => {
  const old = await makeEmptyDatabase();
  const dataSource = await makeDataSource(old.ownerUrl).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const [First, ...later] = MIGRATIONS;
    await new First().up(runner);
    await runner.query(`INSERT INTO organisation (id, slug, name, time_zone, policy_name)
      VALUES (gen_random_uuid(), 'a', 'A', 'UTC', 'nearest-10')`);
    await raiseAsBefore(runner, 'before', { withName: true });
    for (const Migration of later) await new Migration().up(runner);
    // Only who people are is no longer taken in plain.
    await raiseAsBefore(runner, 'after', { withName: false });
    const rows: unknown[] = await dataSource.query(
      `SELECT i.hazards, i.setting, i.policy_version, i.decision_count, a.role, a.aed_id,
         r.travel_mode, r.tier, a.drill_id, r.language, r.declined_channels, r.phone_digest,
         r.muted_until, d.status, d.rank, d.spared, d.delivered_at,
         abs(extract(epoch FROM d.queued_at - d.due_at)) < 60 AS is_queued_in_time
       FROM incident i JOIN alert a ON a.incident_id = i.id
         JOIN responder r ON r.id = a.responder_id JOIN delivery d ON d.alert_id = a.id`,
    );
    const meant = {
      ...{ hazards: [], setting: 'unknown', policy_version: 1, decision_count: '0' },
      ...{ role: 'direct', aed_id: null, travel_mode: 'foot', tier: 'home' },
      ...{
        drill_id: null,
        language: 'en',
        declined_channels: [],
        phone_digest: null,
        muted_until: null,
      },
      ...{ status: 'queued', rank: 1, spared: null, delivered_at: null, is_queued_in_time: true },
    };
    expect(rows).toEqual([meant, meant]);
  } finally {
    await dataSource.destroy();
    await old.drop();
  }
}, 30_000);

/** What the server of the first version writes of an incident and whom it alerts. */
async function raiseAsBefore(
  runner: QueryRunner,
  ref: string,
  { withName }: { readonly withName: boolean },
): Promise<void> {
  const [column, value] = withName ? [', display_name', ", 'Robin'"] : ['', ''];
  await runner.query(
    `WITH person AS (
      INSERT INTO responder (id, organisation_id, external_ref, test_phone, updated_at${column})
      SELECT gen_random_uuid(), id, $1, false, now()${value} FROM organisation
      RETURNING id, organisation_id
    ), raised AS (
      INSERT INTO incident (id, organisation_id, control_ref, status, kind, mode, priority, place,
        called_at, policy_name, accept_outside_area, excluded_responder_refs, cell_centre,
        cell_size_m, received_at, wanted_count, accepted_count, revision, warnings, aeds,
        fact_count)
      SELECT gen_random_uuid(), organisation_id, $1, 'active', 'choking', 'actual', 'urgent', spot,
        now(), 'nearest-10', false, '{}', spot, 500, now(), 3, 0, 0, '{}', '[]', 0
      FROM person, (SELECT ST_SetSRID(ST_MakePoint(-76, 37), 4326)::geography AS spot) s
      RETURNING id, organisation_id
    ), alerted AS (
      INSERT INTO alert (id, organisation_id, incident_id, responder_id, wave, status, reason,
        sent_at, expires_at)
      SELECT gen_random_uuid(), raised.organisation_id, raised.id, person.id, 1, 'sent',
        'nearest', now(), now() FROM raised, person
      RETURNING id, organisation_id, responder_id
    )
    INSERT INTO delivery (id, organisation_id, alert_id, responder_id, channel, subject, status,
      due_at, attempt)
    SELECT gen_random_uuid(), organisation_id, id, responder_id, 'push', 'alert', 'queued', now(), 0
    FROM alerted`,
    [ref],
  );
}

test('the tables the program believes in are the ones the migrations make', async () => {
  await expect(schemaDrift(owner)).resolves.toEqual([]);
});

test('a column that no migration makes is seen as drift', async () => {
  await owner.query('ALTER TABLE aed ADD COLUMN surprise text');
  await owner.query('CREATE TABLE surprise (id uuid PRIMARY KEY)');
  await expect(schemaDrift(owner)).resolves.toEqual([
    expect.stringContaining('DROP COLUMN "surprise"'),
    '-- unknown table surprise',
  ]);
  await owner.query('ALTER TABLE aed DROP COLUMN surprise');
  await owner.query('DROP TABLE surprise');
});

test('every table of an organisation says in each row whose it is', async () => {
  const rows: { name: string }[] = await owner.query(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
         AND a.attname = 'organisation_id' AND a.attnotnull)`,
  );
  expect(rows.map((row) => row.name).sort()).toEqual([...UNOWNED].sort());
});

test('the server role owns nothing and may only add to timeline and feed', async () => {
  const owned: unknown[] = await owner.query(
    `SELECT relname FROM pg_class WHERE relowner = 'closeby_app'::regrole`,
  );
  expect(owned).toEqual([]);
  const rights: { name: string; rights: string }[] = await owner.query(
    `SELECT table_name AS name, string_agg(privilege_type, ' ' ORDER BY privilege_type) AS rights
     FROM information_schema.role_table_grants
     WHERE grantee = 'closeby_app' AND table_schema = 'public' GROUP BY 1 ORDER BY 1`,
  );
  const byName = new Map(rights.map((row) => [row.name, row.rights]));
  expect(byName.get('fact')).toBe('INSERT SELECT');
  expect(byName.get('responder_feed')).toBe('INSERT SELECT');
  expect(byName.get('control_message')).toBe('INSERT SELECT');
  expect(byName.get('decision')).toBe('INSERT SELECT');
  expect(byName.get('response_plan')).toBe('INSERT SELECT');
  expect(byName.get('acceptance_check')).toBe('INSERT SELECT');
  expect(byName.get('delivery_attempt')).toBe('INSERT SELECT');
  expect(byName.has('migrations')).toBe(false);
  const mayDelete = rights.filter((row) => row.rights.includes('DELETE')).map((row) => row.name);
  // What runs out by itself, what is replaced as a whole, and what goes with a person.
  expect(mayDelete).toEqual([
    ...['access_change', 'access_token', 'account_invitation', 'aed_feed'],
    ...['after_care', 'after_care_contact', 'board_entry'],
    ...['callout_considered', 'callout_template', 'contact_proof'],
    ...['control_event', 'control_mapping', 'coverage_threshold', 'credential'],
    ...[
      'danger_area',
      'debrief_answer',
      'device_token',
      'field_photo',
      'field_task_member',
      'group_member',
      'incident_outcome',
      'kept_fields',
      'last_known_fix',
      'message_template',
      'note',
      'oidc_attempt',
      'one_time_code',
    ],
    ...['plain_person', 'push_claim', 'quarantine', 'refresh_token', 'registered_place'],
    ...['review', 'session'],
    ...[
      'signed_message',
      'signing_secret',
      'stored_area',
      'stored_area_geocode',
      'street_file',
      'street_line',
      'unplaced_reply',
      'warning',
      'warning_feed',
      'warning_reference',
      'watch_adoption',
      'watch_point',
      'watch_reading_author',
    ],
    ...['webhook', 'webhook_delivery', 'webhook_secret'],
  ]);
});

test.each([
  ['fact', 'kind'],
  ['decision', 'cause'],
  ['audit_entry', 'action'],
])('not even the owner changes or deletes a row of %s', async (table, column) => {
  await asOwnerWithRows(async (client) => {
    const refusal = `table ${table} is append-only`;
    const change = `UPDATE ${table} SET ${column} = ${column} || '!'`;
    for (const deed of [change, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await client.query('SAVEPOINT deed');
      await expect(client.query(deed)).rejects.toThrow(refusal);
      await client.query('ROLLBACK TO deed');
    }
  });
});

test.each([
  ...['fact', 'decision', 'audit_entry', 'control_message', 'responder_feed'],
  ...['acceptance_check', 'delivery_attempt'],
])('the server changes and deletes nothing of %s', async (table) => {
  await asServer(async (app) => {
    const change = `UPDATE ${table} SET organisation_id = organisation_id`;
    for (const deed of [change, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(app.query(deed)).rejects.toThrow(`permission denied for table ${table}`);
    }
  });
});

test('the server role may not make tables', async () => {
  await asServer(async (app) => {
    await expect(app.query('CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
  });
});

async function asServer(deeds: (app: Client) => Promise<void>): Promise<void> {
  const app = new Client({ connectionString: database.appUrl });
  await app.connect();
  try {
    await deeds(app);
  } finally {
    await app.end();
  }
}

/** In a transaction that leaves nothing, with a fact, a decision and an audit entry to touch. */
async function asOwnerWithRows(deeds: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(ROWS_TO_TOUCH);
    await deeds(client);
    await client.query('ROLLBACK');
  } finally {
    await client.end();
  }
}

test.each([
  ['incident_status_check', Object.keys(INCIDENT_TABLE)],
  ['incident_kind_check', INCIDENT_KINDS],
  ['incident_mode_check', INCIDENT_MODES],
  ['incident_priority_check', INCIDENT_PRIORITIES],
  ['callout_mode_check', INCIDENT_MODES],
  ['callout_status_check', Object.keys(CALLOUT_TABLE)],
  ['alert_status_check', Object.keys(ALERT_TABLE)],
  ['alert_reason_check', ALERTED_REASONS],
  ['alert_ended_reason_check', WITHDRAWN_REASONS],
  ['assignment_status_check', Object.keys(ASSIGNMENT_TABLE)],
  ['credential_kind_check', CREDENTIAL_KINDS],
  ['credential_status_check', Object.keys(CREDENTIAL_TABLE)],
  ['aed_access_check', AED_ACCESS],
  ['aed_status_check', Object.keys(AED_TABLE)],
  ['aed_out_of_service_reason_check', AED_REPORTS],
  ['incident_hazards_check', HAZARDS],
  ['incident_setting_check', SETTINGS],
  ['alert_role_check', TEAM_ROLES],
  ['assignment_role_check', TEAM_ROLES],
  ['responder_travel_mode_check', TRAVEL_MODES],
  ['responder_tier_check', RESPONDER_TIERS],
  ['danger_area_keeps_away_check', RESPONDER_TIERS],
  ['response_plan_status_check', RESPONSE_PLAN_STATUSES],
  ['drill_status_check', Object.keys(DRILL_TABLE)],
  ['delivery_status_check', Object.keys(DELIVERY_TABLE)],
  ['delivery_channel_check', DELIVERY_CHANNELS],
  ['delivery_subject_check', DELIVERY_SUBJECTS],
  ['responder_language_check', LANGUAGES],
  ['responder_declined_check', DECLINABLE_CHANNELS],
])('%s allows what the core knows and nothing else', async (constraint, words) => {
  const rows: { text: string }[] = await owner.query(
    'SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1',
    [constraint],
  );
  const allowed = [...(rows[0]?.text ?? '').matchAll(/'([^']+)'::text/g)].map((match) => match[1]);
  expect(allowed.sort()).toEqual([...words].sort());
});
