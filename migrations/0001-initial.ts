import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * The first tables: everything that one incident needs from control's message to its timeline.
 * Every row that an organisation owns says so, and children name their parent together with its
 * organisation, so that no row can hang below another organisation's. Lists of statuses repeat
 * those of the core on purpose: a status that the core does not know never gets in.
 */

const ROLES = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'postgis') THEN
    BEGIN
      CREATE EXTENSION postgis;
    EXCEPTION WHEN OTHERS THEN
      RAISE EXCEPTION 'this database lacks PostGIS and this role may not add it (%)', SQLERRM
        USING HINT = 'As a superuser, in this database: CREATE EXTENSION postgis';
    END;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'closeby_app') THEN
    BEGIN
      CREATE ROLE closeby_app NOLOGIN;
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE EXCEPTION 'the role closeby_app is missing and this role may not make it'
        USING HINT = 'As a superuser: CREATE ROLE closeby_app LOGIN NOBYPASSRLS PASSWORD ...';
    END;
  END IF;
END $$`;

const PEOPLE = [
  `CREATE TABLE organisation (
    id uuid PRIMARY KEY,
    slug text NOT NULL CONSTRAINT organisation_slug_key UNIQUE,
    name text NOT NULL,
    time_zone text NOT NULL,
    area jsonb,
    policy_name text NOT NULL
  )`,
  `CREATE TABLE access_key (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT access_key_owner_fkey REFERENCES organisation (id),
    role text NOT NULL
      CONSTRAINT access_key_role_check CHECK (role IN ('control', 'dispatcher', 'registrar')),
    label text NOT NULL,
    secret_hash bytea NOT NULL CONSTRAINT access_key_secret_hash_key UNIQUE,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
  )`,
  `CREATE TABLE responder (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT responder_owner_fkey REFERENCES organisation (id),
    external_ref text COLLATE "C" NOT NULL,
    display_name text NOT NULL,
    on_duty boolean NOT NULL DEFAULT false,
    duty_changed_at timestamptz,
    test_phone boolean NOT NULL,
    disabled_at timestamptz,
    last_seq bigint NOT NULL DEFAULT 0
      CONSTRAINT responder_last_seq_check CHECK (last_seq >= 0),
    updated_at timestamptz NOT NULL,
    CONSTRAINT responder_external_ref_key UNIQUE (organisation_id, external_ref),
    CONSTRAINT responder_organisation_key UNIQUE (organisation_id, id)
  )`,
  `CREATE TABLE credential (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT credential_kind_check CHECK (kind IN ('cpr', 'first-aid',
      'community-first-responder', 'nurse', 'paramedic', 'doctor', 'flood-rescue',
      'boat-handling')),
    issuer text NOT NULL,
    status text NOT NULL CONSTRAINT credential_status_check
      CHECK (status IN ('pending', 'verified', 'refused', 'revoked')),
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    updated_at timestamptz NOT NULL,
    CONSTRAINT credential_once_key UNIQUE (responder_id, kind, issuer, valid_from),
    CONSTRAINT credential_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE TABLE device (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    platform text NOT NULL
      CONSTRAINT device_platform_check CHECK (platform IN ('android', 'ios', 'web')),
    token_hash bytea NOT NULL CONSTRAINT device_token_hash_key UNIQUE,
    token_expires_at timestamptz NOT NULL,
    push_token text,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT device_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE INDEX device_responder_idx ON device (responder_id)`,
  // On a hash, since a push token may be longer than an index entry.
  `CREATE INDEX device_push_token_idx ON device (hashtextextended(push_token, 0))`,
  `CREATE TABLE enrolment (
    code_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT enrolment_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE INDEX enrolment_responder_idx ON enrolment (responder_id)`,
  `CREATE TABLE last_known_fix (
    responder_id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    position geography(Point, 4326) NOT NULL,
    measured_at timestamptz NOT NULL,
    accuracy_m double precision NOT NULL
      CONSTRAINT last_known_fix_accuracy_check CHECK (accuracy_m >= 0),
    saved_at timestamptz NOT NULL,
    CONSTRAINT last_known_fix_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE INDEX last_known_fix_position_idx ON last_known_fix USING gist (position)`,
];

const INCIDENTS = [
  `CREATE TABLE incident (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT incident_owner_fkey REFERENCES organisation (id),
    control_ref text NOT NULL,
    status text NOT NULL CONSTRAINT incident_status_check
      CHECK (status IN ('active', 'closed', 'cancelled')),
    kind text NOT NULL CONSTRAINT incident_kind_check CHECK (kind IN ('cardiac-arrest',
      'unconscious', 'choking', 'severe-bleeding', 'anaphylaxis', 'opioid-overdose',
      'chest-pain', 'other-medical')),
    mode text NOT NULL CONSTRAINT incident_mode_check
      CHECK (mode IN ('actual', 'exercise', 'test')),
    priority text NOT NULL CONSTRAINT incident_priority_check
      CHECK (priority IN ('life-threatening', 'urgent', 'routine')),
    place geography(Point, 4326) NOT NULL,
    place_accuracy_m double precision,
    address text,
    notes_for_responders text,
    called_at timestamptz NOT NULL,
    ambulance_eta_at timestamptz,
    asked_policy_name text,
    policy_name text NOT NULL,
    accept_outside_area boolean NOT NULL,
    excluded_responder_refs text[] NOT NULL,
    cell_centre geography(Point, 4326) NOT NULL,
    cell_size_m double precision NOT NULL,
    received_at timestamptz NOT NULL,
    wanted_count integer NOT NULL,
    accepted_count integer NOT NULL,
    revision bigint NOT NULL,
    ended_at timestamptz,
    disposition text,
    warnings text[] NOT NULL,
    aeds jsonb NOT NULL,
    fact_count bigint NOT NULL CONSTRAINT incident_fact_count_check CHECK (fact_count >= 0),
    CONSTRAINT incident_places_check
      CHECK (accepted_count >= 0 AND accepted_count <= wanted_count),
    CONSTRAINT incident_end_check CHECK ((status = 'active') = (ended_at IS NULL)),
    CONSTRAINT incident_control_ref_key UNIQUE (organisation_id, control_ref),
    CONSTRAINT incident_organisation_key UNIQUE (organisation_id, id)
  )`,
  `CREATE INDEX incident_newest_idx ON incident (organisation_id, received_at, id)`,
  `CREATE TABLE control_message (
    organisation_id uuid NOT NULL CONSTRAINT message_owner_fkey REFERENCES organisation (id),
    control_ref text NOT NULL,
    op text NOT NULL CONSTRAINT control_message_op_check
      CHECK (op IN ('create', 'update', 'close', 'cancel')),
    order_key bigint NOT NULL,
    body jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, control_ref, op, order_key)
  )`,
  `CREATE TABLE considered (
    incident_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    reason text NOT NULL,
    distance_m double precision,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (incident_id, responder_id),
    CONSTRAINT considered_incident_fkey FOREIGN KEY (organisation_id, incident_id)
      REFERENCES incident (organisation_id, id)
  )`,
];

const CALLOUTS = [
  `CREATE TABLE callout (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT callout_owner_fkey REFERENCES organisation (id),
    control_ref text NOT NULL,
    mode text NOT NULL CONSTRAINT callout_mode_check CHECK (mode IN ('actual', 'exercise', 'test')),
    title text NOT NULL,
    message text NOT NULL,
    muster_place geography(Point, 4326),
    muster_note text,
    area geometry(MultiPolygon, 4326) NOT NULL,
    wanted_count integer NOT NULL,
    accepted_count integer NOT NULL,
    credential_kind text NOT NULL,
    status text NOT NULL CONSTRAINT callout_status_check
      CHECK (status IN ('open', 'filled', 'closed', 'cancelled')),
    opened_at timestamptz NOT NULL,
    revision bigint NOT NULL,
    fact_count bigint NOT NULL CONSTRAINT callout_fact_count_check CHECK (fact_count >= 0),
    CONSTRAINT callout_places_check
      CHECK (accepted_count >= 0 AND accepted_count <= wanted_count),
    CONSTRAINT callout_muster_check CHECK ((muster_place IS NULL) = (muster_note IS NULL)),
    CONSTRAINT callout_control_ref_key UNIQUE (organisation_id, control_ref),
    CONSTRAINT callout_organisation_key UNIQUE (organisation_id, id)
  )`,
  `CREATE INDEX callout_newest_idx ON callout (organisation_id, opened_at, id)`,
];

const ALERTS = [
  `CREATE TABLE alert (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    incident_id uuid,
    callout_id uuid,
    responder_id uuid NOT NULL,
    wave integer NOT NULL,
    status text NOT NULL CONSTRAINT alert_status_check
      CHECK (status IN ('sent', 'accepted', 'declined', 'expired', 'withdrawn')),
    reason text NOT NULL CONSTRAINT alert_reason_check CHECK (reason IN ('nearest',
      'replaces-declined', 'replaces-silent', 'replaces-withdrawn', 'next-wave', 'in-area')),
    distance_m double precision,
    sent_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    delivered_at timestamptz,
    seen_at timestamptz,
    answered_at timestamptz,
    ended_at timestamptz,
    ended_reason text CONSTRAINT alert_ended_reason_check CHECK (ended_reason IN ('callout-filled',
      'callout-closed', 'enough-accepted', 'incident-closed', 'incident-cancelled',
      'incident-moved', 'no-longer-eligible', 'off-duty')),
    late_yes_at timestamptz,
    CONSTRAINT alert_subject_check CHECK ((incident_id IS NULL) <> (callout_id IS NULL)),
    CONSTRAINT alert_end_check CHECK ((status = 'sent') = (ended_at IS NULL)),
    CONSTRAINT alert_incident_once_key UNIQUE (incident_id, responder_id, wave),
    CONSTRAINT alert_callout_once_key UNIQUE (callout_id, responder_id, wave),
    CONSTRAINT alert_organisation_key UNIQUE (organisation_id, id),
    CONSTRAINT alert_incident_fkey FOREIGN KEY (organisation_id, incident_id)
      REFERENCES incident (organisation_id, id),
    CONSTRAINT alert_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id),
    CONSTRAINT alert_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE INDEX alert_held_idx ON alert (responder_id) WHERE status IN ('sent', 'accepted')`,
  `CREATE TABLE assignment (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    alert_id uuid NOT NULL CONSTRAINT assignment_alert_key UNIQUE,
    responder_id uuid NOT NULL,
    status text NOT NULL CONSTRAINT assignment_status_check CHECK (status IN ('accepted',
      'en-route', 'on-scene', 'with-patient', 'cleared', 'stood-down', 'withdrawn')),
    accepted_at timestamptz NOT NULL,
    en_route_at timestamptz,
    on_scene_at timestamptz,
    with_patient_at timestamptz,
    cleared_at timestamptz,
    released_at timestamptz,
    released_reason text,
    CONSTRAINT assignment_incident_fkey FOREIGN KEY (organisation_id, incident_id)
      REFERENCES incident (organisation_id, id),
    CONSTRAINT assignment_alert_fkey FOREIGN KEY (organisation_id, alert_id)
      REFERENCES alert (organisation_id, id),
    CONSTRAINT assignment_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE INDEX assignment_incident_idx ON assignment (incident_id)`,
  // Nobody goes to two incidents at once, whatever two requests decide at the same moment.
  `CREATE UNIQUE INDEX assignment_one_open_idx ON assignment (responder_id)
    WHERE status IN ('accepted', 'en-route', 'on-scene', 'with-patient')`,
  `CREATE TABLE responder_feed (
    responder_id uuid NOT NULL,
    seq bigint NOT NULL,
    organisation_id uuid NOT NULL,
    kind text NOT NULL,
    alert_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (responder_id, seq),
    CONSTRAINT responder_feed_alert_fkey FOREIGN KEY (organisation_id, alert_id)
      REFERENCES alert (organisation_id, id)
  )`,
  `CREATE INDEX responder_feed_alert_idx ON responder_feed (alert_id)`,
  `CREATE TABLE fact (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id uuid NOT NULL,
    incident_id uuid,
    callout_id uuid,
    seq bigint NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT fact_actor_check
      CHECK (actor IN ('control', 'dispatcher', 'coordinator', 'responder', 'closeby')),
    responder_id uuid,
    detail jsonb NOT NULL,
    CONSTRAINT fact_subject_check CHECK ((incident_id IS NULL) <> (callout_id IS NULL)),
    CONSTRAINT fact_incident_seq_key UNIQUE (incident_id, seq),
    CONSTRAINT fact_callout_seq_key UNIQUE (callout_id, seq),
    CONSTRAINT fact_incident_fkey FOREIGN KEY (organisation_id, incident_id)
      REFERENCES incident (organisation_id, id),
    CONSTRAINT fact_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)
  )`,
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'the timeline is append-only' USING ERRCODE = 'insufficient_privilege';
  END $$`,
  `CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const QUEUE = [
  `CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    channel text NOT NULL CONSTRAINT delivery_channel_check CHECK (channel IN ('live', 'push')),
    subject text NOT NULL
      CONSTRAINT delivery_subject_check CHECK (subject IN ('alert', 'stood-down')),
    status text NOT NULL CONSTRAINT delivery_status_check
      CHECK (status IN ('queued', 'handed-over', 'not-needed', 'failed')),
    due_at timestamptz NOT NULL,
    leased_until timestamptz,
    lease_id text,
    attempt integer NOT NULL,
    provider_ref text,
    error text,
    finished_at timestamptz,
    CONSTRAINT delivery_end_check CHECK ((status = 'queued') = (finished_at IS NULL)),
    CONSTRAINT delivery_alert_fkey FOREIGN KEY (organisation_id, alert_id)
      REFERENCES alert (organisation_id, id)
  )`,
  `CREATE INDEX delivery_due_idx ON delivery (due_at) WHERE status = 'queued'`,
  `CREATE INDEX delivery_alert_idx ON delivery (alert_id)`,
  `CREATE TABLE review (
    subject_id uuid PRIMARY KEY,
    subject text NOT NULL
      CONSTRAINT review_subject_check CHECK (subject IN ('incident', 'callout')),
    organisation_id uuid NOT NULL CONSTRAINT review_owner_fkey REFERENCES organisation (id),
    due_at timestamptz NOT NULL,
    leased_until timestamptz,
    lease_id text,
    attempt integer NOT NULL
  )`,
  `CREATE INDEX review_due_idx ON review (due_at)`,
];

const AEDS = [
  `CREATE TABLE aed (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT aed_owner_fkey REFERENCES organisation (id),
    external_ref text NOT NULL,
    place geography(Point, 4326) NOT NULL,
    name text NOT NULL,
    location_detail text,
    access text NOT NULL CONSTRAINT aed_access_check CHECK (access IN ('public', 'customers',
      'permissive', 'private', 'no', 'unknown')),
    opening_hours text,
    hours jsonb NOT NULL,
    hours_until timestamptz,
    status text NOT NULL CONSTRAINT aed_status_check
      CHECK (status IN ('unverified', 'available', 'out-of-service', 'retired')),
    last_checked_at timestamptz,
    updated_at timestamptz NOT NULL,
    CONSTRAINT aed_external_ref_key UNIQUE (organisation_id, external_ref)
  )`,
  `CREATE INDEX aed_place_idx ON aed USING gist (place)`,
  `CREATE INDEX aed_hours_until_idx ON aed (hours_until)`,
];

/** What the server may do: no more than it does, and never change what has been recorded. */
const GRANTS = [
  'GRANT USAGE ON SCHEMA public TO closeby_app',
  'GRANT SELECT, INSERT ON organisation, control_message, responder_feed, fact TO closeby_app',
  `GRANT SELECT, INSERT, UPDATE ON access_key, responder, device, enrolment, last_known_fix,
    incident, considered, callout, alert, assignment, delivery, aed TO closeby_app`,
  'GRANT SELECT, INSERT, UPDATE, DELETE ON credential, review TO closeby_app',
];

/** Makes all tables of the first version from an empty database. */
export class Initial1700000000001 implements MigrationInterface {
  readonly name = 'Initial1700000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ROLES);
    const tables = [PEOPLE, INCIDENTS, CALLOUTS, ALERTS, QUEUE, AEDS];
    for (const statement of [...tables.flat(), ...GRANTS]) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
