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
    handed_over_at timestamptz NOT NULL,
    lease_id text NOT NULL,
    part integer NOT NULL,
    organisation_id uuid NOT NULL,
    device_id uuid,
    answered_at timestamptz,
    outcome text NOT NULL CONSTRAINT delivery_attempt_outcome_check
      CHECK (outcome IN ('taken', 'address-gone', 'refused', 'try-again', 'no-answer')),
    provider_ref text,
    error text,
    PRIMARY KEY (delivery_id, handed_over_at, lease_id, part),
    CONSTRAINT delivery_attempt_delivery_fkey FOREIGN KEY (delivery_id) REFERENCES delivery (id),
    CONSTRAINT delivery_attempt_owner_fkey FOREIGN KEY (organisation_id)
      REFERENCES organisation (id)
  )`,
];

/*
 * The most frequent write of all is a phone's receipt; as a function it is one round trip, and
 * holds the incident no longer than the work takes. Rows are locked in the order of the store:
 * incident or call-out, alert, deliveries by id, device. The program names the facts; which of
 * them are new is found here, under the locks. Returns no row where the alert is not theirs.
 *
 * Of the newest deliveries of the subject those are marked that the receipt speaks of: of the
 * channel it names, or all handed over where it names none; failing those whatever may have
 * brought it, the live socket first. What waits is not needed any more.
 */
const MARK = `UPDATE delivery d SET
      status = CASE WHEN l.brought THEN 'delivered' WHEN d.status = 'queued' THEN 'not-needed'
        ELSE d.status END,
      spared = CASE WHEN d.status = 'queued' AND NOT l.brought THEN 'confirmed'
        ELSE d.spared END,
      delivered_at = CASE WHEN l.best THEN coalesce(d.delivered_at, at_moment)
        ELSE d.delivered_at END,
      seen_at = CASE WHEN l.best AND told_kind = 'seen' THEN coalesce(d.seen_at, at_moment)
        ELSE d.seen_at END,
      finished_at = coalesce(d.finished_at, at_moment), leased_until = NULL, lease_id = NULL
    FROM (SELECT x.id, m.best, m.best AND m.place <= 4 AS brought
      FROM (SELECT p.id, p.place, coalesce(p.place = min(p.place) OVER (), false) AS best
        FROM (SELECT o.id, CASE
            WHEN o.queued_at < max(o.queued_at) OVER () THEN NULL
            WHEN o.status = 'not-needed' THEN 6
            WHEN o.channel = told_channel THEN 0
            WHEN told_channel IS NULL AND o.status IN ('handed-over', 'delivered') THEN 0
            WHEN o.channel = 'live' THEN 1
            WHEN o.status IN ('handed-over', 'delivered') THEN 2
            WHEN o.status = 'failed' THEN 3
            WHEN o.attempt > 0 THEN 4
            ELSE 5 END AS place
          FROM delivery o WHERE o.alert_id = of_alert AND o.subject = told_subject) p) m
      JOIN delivery x ON x.id = m.id
      WHERE x.status = 'queued' OR (m.best AND (x.delivered_at IS NULL
        OR (told_kind = 'seen' AND x.seen_at IS NULL)))
      ORDER BY x.id FOR NO KEY UPDATE OF x) l
    WHERE d.id = l.id`;

const RECEIPTS = [
  `CREATE FUNCTION record_receipt(
    of_organisation uuid, of_alert uuid, of_responder uuid, told_kind text, told_subject text,
    told_channel text, of_device uuid, at_moment timestamptz, told_facts jsonb,
    OUT incident_id uuid, OUT fresh text[], OUT fact_count bigint
  ) RETURNS SETOF record LANGUAGE plpgsql AS $$
  DECLARE
    asked alert;
    newest timestamptz;
  BEGIN
    PERFORM set_config('closeby.organisation_id', of_organisation::text, true);
    SELECT * INTO asked FROM alert a WHERE a.organisation_id = of_organisation
      AND a.id = of_alert AND a.responder_id = of_responder;
    IF NOT FOUND THEN RETURN; END IF;
    incident_id := asked.incident_id;
    -- What came first stays first, so that a receipt known to be a repeat holds up nobody.
    IF told_subject <> 'alert' OR asked.delivered_at IS NULL
      OR (told_kind = 'seen' AND asked.seen_at IS NULL) THEN
      IF asked.callout_id IS NULL THEN
        PERFORM FROM incident i WHERE i.id = asked.incident_id FOR NO KEY UPDATE;
      ELSE
        PERFORM FROM callout c WHERE c.id = asked.callout_id FOR NO KEY UPDATE;
      END IF;
    END IF;
    SELECT * INTO asked FROM alert a WHERE a.id = of_alert FOR NO KEY UPDATE;
    IF told_subject <> 'alert' THEN
      SELECT max(d.queued_at), max(d.delivered_at), max(d.seen_at)
        INTO newest, asked.delivered_at, asked.seen_at
      FROM (SELECT d.*, max(d.queued_at) OVER () AS newest FROM delivery d
        WHERE d.alert_id = of_alert AND d.subject = told_subject) d
      WHERE d.queued_at = d.newest;
    END IF;
    fresh := '{}';
    IF told_subject = 'alert' OR newest IS NOT NULL THEN
      IF asked.delivered_at IS NULL THEN fresh := fresh || 'delivered'::text; END IF;
      IF told_kind = 'seen' AND asked.seen_at IS NULL THEN fresh := fresh || 'seen'::text; END IF;
    END IF;
    IF told_subject = 'alert' AND fresh <> '{}' THEN
      UPDATE alert a SET delivered_at = coalesce(a.delivered_at, at_moment),
        seen_at = CASE WHEN told_kind = 'seen' THEN coalesce(a.seen_at, at_moment)
          ELSE a.seen_at END
      WHERE a.id = of_alert;
    END IF;
    ${MARK};
    IF of_device IS NOT NULL THEN
      UPDATE device d SET seen_at = greatest(d.seen_at, at_moment),
          receipt_at = greatest(d.receipt_at, at_moment)
        WHERE d.id = of_device AND d.responder_id = of_responder;
    END IF;
    IF fresh = '{}' THEN RETURN NEXT; RETURN; END IF;
    -- A drill has no timeline.
    IF asked.incident_id IS NOT NULL THEN
      UPDATE incident i SET fact_count = i.fact_count + cardinality(fresh)
        WHERE i.id = asked.incident_id RETURNING i.fact_count INTO fact_count;
    ELSIF asked.callout_id IS NOT NULL THEN
      UPDATE callout c SET fact_count = c.fact_count + cardinality(fresh)
        WHERE c.id = asked.callout_id RETURNING c.fact_count INTO fact_count;
    END IF;
    IF fact_count IS NOT NULL THEN
      INSERT INTO fact (organisation_id, incident_id, callout_id, seq, kind, at, actor,
        responder_id, detail)
      SELECT of_organisation, asked.incident_id, asked.callout_id,
        fact_count - cardinality(fresh) + row_number() OVER (ORDER BY f.ordinal), f.kind, f.at,
        f.actor, f.responder_id, f.detail
      FROM jsonb_to_recordset(told_facts) AS f(means text, ordinal int, kind text, at timestamptz,
        actor text, responder_id uuid, detail jsonb)
      WHERE f.means = ANY (fresh);
    END IF;
    RETURN NEXT;
  END $$`,
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
    const steps = [PEOPLE, DRILLS, DELIVERIES, RECEIPTS, REPLIES, WORDS, PLANS, GRANTS];
    for (const statement of steps.flat()) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
