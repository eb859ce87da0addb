import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What is needed to know, for each person and each attempt, whether they were reached: where a
 * person can be reached and when they want to be, every attempt with its times, what people write
 * back, drills, and the organisation's own words.
 */

const CHANNELS = "('live', 'push', 'web-push', 'sms', 'voice', 'email')";

const PEOPLE = [
  `ALTER TABLE responder
    ADD COLUMN phone text,
    ADD COLUMN email text,
    ADD COLUMN language text NOT NULL DEFAULT 'en',
    ADD COLUMN declined_channels text[] NOT NULL DEFAULT '{}',
    ADD COLUMN schedule jsonb,
    ADD COLUMN quiet_hours jsonb,
    ADD COLUMN muted_until timestamptz,
    ADD CONSTRAINT responder_phone_check CHECK (phone ~ '^\\+[1-9][0-9]{6,14}$'),
    ADD CONSTRAINT responder_language_check CHECK (language IN ('en', 'fr', 'de')),
    ADD CONSTRAINT responder_declined_check
      CHECK (declined_channels <@ ARRAY['sms', 'voice', 'email'])`,
  'CREATE INDEX responder_phone_idx ON responder (phone)',
  `ALTER TABLE device
    ADD COLUMN push_channel text NOT NULL DEFAULT 'push'
      CONSTRAINT device_push_channel_check CHECK (push_channel IN ('push', 'web-push')),
    ADD COLUMN push_set_at timestamptz,
    ADD COLUMN push_gone_at timestamptz,
    ADD COLUMN permission text NOT NULL DEFAULT 'unknown'
      CONSTRAINT device_permission_check CHECK (permission IN ('granted', 'denied', 'unknown')),
    ADD COLUMN seen_at timestamptz,
    ADD COLUMN receipt_at timestamptz`,
];

const DRILLS = [
  `CREATE TABLE drill (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT drill_owner_fkey REFERENCES organisation (id),
    title text NOT NULL,
    responder_ids uuid[],
    starts_at timestamptz NOT NULL,
    window_ms integer NOT NULL CONSTRAINT drill_window_check CHECK (window_ms > 0),
    every_days integer CONSTRAINT drill_every_check CHECK (every_days > 0),
    status text NOT NULL CONSTRAINT drill_status_check
      CHECK (status IN ('planned', 'running', 'ended', 'cancelled')),
    started_at timestamptz,
    ended_at timestamptz,
    revision bigint NOT NULL,
    CONSTRAINT drill_organisation_key UNIQUE (organisation_id, id)
  )`,
  'CREATE INDEX drill_newest_idx ON drill (organisation_id, starts_at, id)',
  'ALTER TABLE review DROP CONSTRAINT review_subject_check',
  `ALTER TABLE review ADD CONSTRAINT review_subject_check
    CHECK (subject IN ('incident', 'callout', 'drill'))`,
  `ALTER TABLE alert
    ADD COLUMN drill_id uuid,
    DROP CONSTRAINT alert_subject_check,
    ADD CONSTRAINT alert_subject_check CHECK (num_nonnulls(incident_id, callout_id, drill_id) = 1),
    DROP CONSTRAINT alert_reason_check,
    ADD CONSTRAINT alert_reason_check CHECK (reason IN ('nearest', 'replaces-declined',
      'replaces-silent', 'replaces-withdrawn', 'next-wave', 'adds-survival', 'floor', 'in-area',
      'drill')),
    DROP CONSTRAINT alert_ended_reason_check,
    ADD CONSTRAINT alert_ended_reason_check CHECK (ended_reason IN ('callout-filled',
      'callout-closed', 'enough-accepted', 'incident-closed', 'incident-cancelled',
      'incident-moved', 'no-longer-eligible', 'no-longer-useful', 'off-duty', 'unsafe',
      'drill-cancelled')),
    ADD CONSTRAINT alert_drill_once_key UNIQUE (drill_id, responder_id),
    ADD CONSTRAINT alert_drill_fkey FOREIGN KEY (organisation_id, drill_id)
      REFERENCES drill (organisation_id, id)`,
];

const DELIVERIES = [
  `ALTER TABLE delivery
    DROP CONSTRAINT delivery_channel_check,
    ADD CONSTRAINT delivery_channel_check CHECK (channel IN ${CHANNELS}),
    DROP CONSTRAINT delivery_subject_check,
    ADD CONSTRAINT delivery_subject_check CHECK (subject IN ('alert', 'stood-down', 'changed')),
    DROP CONSTRAINT delivery_status_check,
    ADD CONSTRAINT delivery_status_check
      CHECK (status IN ('queued', 'handed-over', 'delivered', 'not-needed', 'failed')),
    ADD COLUMN rank smallint NOT NULL DEFAULT 1,
    ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN spared text,
    ADD COLUMN delivered_at timestamptz,
    ADD COLUMN seen_at timestamptz`,
  'UPDATE delivery SET queued_at = due_at',
  'DROP INDEX delivery_due_idx',
  `CREATE INDEX delivery_due_idx ON delivery (channel, rank, due_at) WHERE status = 'queued'`,
  `CREATE INDEX delivery_provider_ref_idx ON delivery (provider_ref)
    WHERE provider_ref IS NOT NULL`,
  `CREATE TABLE delivery_attempt (
    delivery_id uuid NOT NULL,
    attempt integer NOT NULL,
    part integer NOT NULL,
    organisation_id uuid NOT NULL,
    device_id uuid,
    handed_over_at timestamptz NOT NULL,
    answered_at timestamptz,
    outcome text NOT NULL CONSTRAINT delivery_attempt_outcome_check
      CHECK (outcome IN ('taken', 'address-gone', 'refused', 'try-again', 'no-answer')),
    provider_ref text,
    error text,
    PRIMARY KEY (delivery_id, attempt, part),
    CONSTRAINT delivery_attempt_delivery_fkey FOREIGN KEY (delivery_id) REFERENCES delivery (id),
    CONSTRAINT delivery_attempt_owner_fkey FOREIGN KEY (organisation_id)
      REFERENCES organisation (id)
  )`,
];

const REPLIES = [
  `CREATE TABLE reply (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    alert_id uuid,
    channel text NOT NULL CONSTRAINT reply_channel_check CHECK (channel IN ('sms', 'voice')),
    provider_ref text NOT NULL,
    text text NOT NULL,
    meaning jsonb,
    status text NOT NULL
      CONSTRAINT reply_status_check CHECK (status IN ('understood', 'open', 'handled')),
    received_at timestamptz NOT NULL,
    handled_at timestamptz,
    handled_by uuid,
    note text,
    CONSTRAINT reply_once_key UNIQUE (channel, provider_ref, responder_id),
    CONSTRAINT reply_handled_check CHECK ((status = 'handled') = (handled_at IS NOT NULL)),
    CONSTRAINT reply_alert_fkey FOREIGN KEY (organisation_id, alert_id)
      REFERENCES alert (organisation_id, id),
    CONSTRAINT reply_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  'CREATE INDEX reply_newest_idx ON reply (organisation_id, received_at, id)',
  'CREATE INDEX reply_alert_idx ON reply (alert_id)',
  `CREATE TABLE unplaced_reply (
    channel text NOT NULL,
    provider_ref text NOT NULL,
    sender text NOT NULL,
    text text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (channel, provider_ref)
  )`,
];

const WORDS = [
  `CREATE TABLE message_template (
    organisation_id uuid NOT NULL CONSTRAINT message_template_owner_fkey
      REFERENCES organisation (id),
    kind text NOT NULL,
    channel text NOT NULL,
    language text NOT NULL,
    title text,
    body text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, kind, channel, language)
  )`,
];

/** Stored plans and decisions say nothing of ladders yet. */
const PLANS = [
  `UPDATE response_plan SET policy = policy || '{"ladders": ${JSON.stringify({
    'life-threatening': [
      { channel: 'live', afterMs: 0 },
      { channel: 'push', afterMs: 0 },
      { channel: 'web-push', afterMs: 0 },
      { channel: 'sms', afterMs: 5_000 },
      { channel: 'voice', afterMs: 15_000 },
    ],
    urgent: [
      { channel: 'live', afterMs: 0 },
      { channel: 'push', afterMs: 0 },
      { channel: 'web-push', afterMs: 0 },
      { channel: 'sms', afterMs: 20_000 },
    ],
    routine: [
      { channel: 'live', afterMs: 0 },
      { channel: 'push', afterMs: 3_000 },
      { channel: 'web-push', afterMs: 3_000 },
      { channel: 'sms', afterMs: 60_000 },
    ],
    'stood-down': [
      { channel: 'live', afterMs: 0 },
      { channel: 'push', afterMs: 0 },
      { channel: 'web-push', afterMs: 0 },
      { channel: 'sms', afterMs: 5_000 },
      { channel: 'voice', afterMs: 15_000 },
    ],
    changed: [
      { channel: 'live', afterMs: 0 },
      { channel: 'push', afterMs: 0 },
      { channel: 'web-push', afterMs: 0 },
      { channel: 'sms', afterMs: 10_000 },
    ],
  })}}'::jsonb WHERE NOT policy ? 'ladders'`,
];

const GRANTS = [
  'GRANT SELECT, INSERT ON delivery_attempt TO closeby_app',
  'GRANT SELECT, INSERT, UPDATE ON drill, reply TO closeby_app',
  'GRANT SELECT, INSERT, DELETE ON unplaced_reply TO closeby_app',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON message_template TO closeby_app',
];

/** Adds what the ledger of deliveries, drills, replies and templates keep. */
export class Deliveries1700000000004 implements MigrationInterface {
  readonly name = 'Deliveries1700000000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    const steps = [PEOPLE, DRILLS, DELIVERIES, REPLIES, WORDS, PLANS, GRANTS];
    for (const statement of steps.flat()) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
