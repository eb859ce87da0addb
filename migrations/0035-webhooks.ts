import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changePurposes, forceRowSecurity } from './row-security';

/*
 * What control rooms are told. One worker at a time reads facts by their number, as far as no
 * transaction may still commit a smaller one, and writes an event for each that is told: a list in
 * whose order nothing ever comes in before what was read already. Events carry nothing of the facts
 * they point to but how far the incident had come.
 */

const EVENTS = [
  `CREATE TABLE event_relay (
    is_only boolean PRIMARY KEY CONSTRAINT event_relay_only_check CHECK (is_only),
    last_fact_id bigint NOT NULL
  )`,
  // What happened before there were events is in the timelines.
  `INSERT INTO event_relay SELECT true,
    coalesce(pg_sequence_last_value(pg_get_serial_sequence('fact', 'id')::regclass), 0)`,
  `CREATE TABLE control_event (
    organisation_id uuid NOT NULL CONSTRAINT control_event_owner_fkey REFERENCES organisation (id),
    position bigint GENERATED ALWAYS AS IDENTITY,
    id uuid NOT NULL,
    type text NOT NULL,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    incident_id uuid,
    fact_id bigint,
    status text,
    progress text,
    weekly jsonb,
    PRIMARY KEY (organisation_id, position),
    CONSTRAINT control_event_content_check CHECK ((fact_id IS NULL) <> (weekly IS NULL)
      AND (fact_id IS NULL) = (incident_id IS NULL) AND (fact_id IS NULL) = (status IS NULL))
  )`,
  'CREATE INDEX control_event_recorded_idx ON control_event (organisation_id, recorded_at)',
];

const HOOKS = [
  `CREATE TABLE webhook (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT webhook_owner_fkey REFERENCES organisation (id),
    label text NOT NULL,
    url text NOT NULL,
    types text[] NOT NULL,
    created_at timestamptz NOT NULL,
    failing_since timestamptz,
    disabled_at timestamptz,
    disabled_reason text,
    CONSTRAINT webhook_organisation_key UNIQUE (organisation_id, id)
  )`,
  `CREATE TABLE webhook_secret (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    ends_at timestamptz,
    CONSTRAINT webhook_secret_webhook_fkey FOREIGN KEY (organisation_id, webhook_id)
      REFERENCES webhook (organisation_id, id) ON DELETE CASCADE
  )`,
  'CREATE INDEX webhook_secret_webhook_idx ON webhook_secret (organisation_id, webhook_id)',
  `CREATE TABLE webhook_delivery (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    position bigint NOT NULL,
    incident_id uuid,
    status text NOT NULL CONSTRAINT webhook_delivery_status_check
      CHECK (status IN ('queued', 'delivered', 'dead')),
    attempts smallint NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    lease_id uuid,
    leased_until timestamptz,
    reason text,
    http_status smallint,
    settled_at timestamptz,
    CONSTRAINT webhook_delivery_event_key UNIQUE (organisation_id, position, webhook_id),
    CONSTRAINT webhook_delivery_webhook_fkey FOREIGN KEY (organisation_id, webhook_id)
      REFERENCES webhook (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_delivery_event_fkey FOREIGN KEY (organisation_id, position)
      REFERENCES control_event (organisation_id, position) ON DELETE CASCADE
  )`,
  `CREATE INDEX webhook_delivery_due_idx ON webhook_delivery (webhook_id, due_at, position)
    WHERE status = 'queued'`,
  `CREATE INDEX webhook_delivery_order_idx ON webhook_delivery (webhook_id, incident_id, position)
    WHERE status = 'queued'`,
  `CREATE INDEX webhook_delivery_dead_idx ON webhook_delivery (organisation_id, settled_at, id)
    WHERE status = 'dead'`,
  'CREATE INDEX webhook_delivery_webhook_idx ON webhook_delivery (webhook_id, position)',
];

const REPORT_CARD = [
  `CREATE TABLE report_card (
    organisation_id uuid PRIMARY KEY
      CONSTRAINT report_card_owner_fkey REFERENCES organisation (id),
    emails text[] NOT NULL,
    language text NOT NULL
      CONSTRAINT report_card_language_check CHECK (language IN ('en', 'fr', 'de'))
  )`,
  `CREATE TABLE report_card_week (
    organisation_id uuid NOT NULL
      CONSTRAINT report_card_week_owner_fkey REFERENCES organisation (id),
    week date NOT NULL,
    claimed_until timestamptz NOT NULL,
    sent_at timestamptz,
    PRIMARY KEY (organisation_id, week)
  )`,
];

/** What goes by age, and what is removed with an address. */
const GOING = ['control_event', 'webhook', 'webhook_secret', 'webhook_delivery'];
const STAYING = ['report_card', 'report_card_week'];

/** Lets control rooms be sent what happens, or read it, without missing anything. */
export class Webhooks1700000000035 implements MigrationInterface {
  readonly name = 'Webhooks1700000000035';

  async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...[...EVENTS, ...HOOKS, ...REPORT_CARD],
      ...changePurposes('fact', ['queue reads']),
      ...forceRowSecurity('event_relay', ['queue'], null),
      ...[...GOING, ...STAYING].flatMap((table) => forceRowSecurity(table, ['queue'])),
      'GRANT SELECT, UPDATE ON event_relay TO closeby_app',
      ...STAYING.map((table) => `GRANT SELECT, INSERT, UPDATE ON ${table} TO closeby_app`),
      ...GOING.map((table) => `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO closeby_app`),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
