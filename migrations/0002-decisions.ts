import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What the decision needs to know and what is kept of it: how people travel and where they usually
 * are, everyone's task with the AED they fetch, what control says of dangers, response plans with
 * their dangerous areas, every decision as it was made, and how good the chances of a yes were.
 * New columns have defaults, so that a server of the version before still writes what it knows.
 */

const PEOPLE = [
  `ALTER TABLE responder
    ADD COLUMN travel_mode text NOT NULL DEFAULT 'foot' CONSTRAINT responder_travel_mode_check
      CHECK (travel_mode IN ('foot', 'bicycle', 'car')),
    ADD COLUMN tier text NOT NULL DEFAULT 'home' CONSTRAINT responder_tier_check
      CHECK (tier IN ('public-place', 'home', 'professional'))`,
  `CREATE TABLE registered_place (
    responder_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT registered_place_kind_check CHECK (kind IN ('home', 'work')),
    organisation_id uuid NOT NULL,
    position geography(Point, 4326) NOT NULL,
    hours_text text,
    hours_state text NOT NULL CONSTRAINT registered_place_hours_state_check
      CHECK (hours_state IN ('always', 'unknown', 'intervals')),
    open_at tstzmultirange,
    compiled_from timestamptz,
    compiled_until timestamptz,
    PRIMARY KEY (responder_id, kind),
    CONSTRAINT registered_place_hours_check CHECK ((hours_state = 'intervals') =
      (open_at IS NOT NULL AND compiled_from IS NOT NULL AND compiled_until IS NOT NULL)),
    CONSTRAINT registered_place_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE INDEX registered_place_position_idx ON registered_place USING gist (position)`,
];

const AEDS = [
  `ALTER TABLE aed
    ADD COLUMN floor text,
    ADD COLUMN cabinet_code text,
    ADD COLUMN out_of_service_reason text CONSTRAINT aed_out_of_service_reason_check
      CHECK (out_of_service_reason IN ('collected', 'missing', 'locked', 'flat')),
    ADD CONSTRAINT aed_reason_check
      CHECK (out_of_service_reason IS NULL OR status = 'out-of-service'),
    ADD CONSTRAINT aed_organisation_key UNIQUE (organisation_id, id)`,
];

const INCIDENTS = [
  `ALTER TABLE incident
    ADD COLUMN determinant_code text,
    ADD COLUMN hazards text[] NOT NULL DEFAULT '{}' CONSTRAINT incident_hazards_check
      CHECK (hazards <@ ARRAY['violence', 'fire', 'hazardous-material', 'traffic', 'water',
        'electricity', 'infection']),
    ADD COLUMN patient_age_years double precision,
    ADD COLUMN setting text NOT NULL DEFAULT 'unknown' CONSTRAINT incident_setting_check
      CHECK (setting IN ('public-place', 'home', 'care-home-with-staff', 'unknown')),
    ADD COLUMN safety_override jsonb,
    ADD COLUMN policy_version integer NOT NULL DEFAULT 1,
    ADD COLUMN decision_count bigint NOT NULL DEFAULT 0
      CONSTRAINT incident_decision_count_check CHECK (decision_count >= 0)`,
];

/** The role, and with `via-aed` and no other the AED. */
const taskOf = (table: 'alert' | 'assignment') => `
    ADD COLUMN role text NOT NULL DEFAULT 'direct' CONSTRAINT ${table}_role_check
      CHECK (role IN ('direct', 'via-aed', 'guide')),
    ADD COLUMN aed_id uuid,
    ADD CONSTRAINT ${table}_task_check CHECK ((role = 'via-aed') = (aed_id IS NOT NULL)),
    ADD CONSTRAINT ${table}_aed_fkey FOREIGN KEY (organisation_id, aed_id)
      REFERENCES aed (organisation_id, id)`;

const TASKS = [
  `ALTER TABLE alert ${taskOf('alert')},
    DROP CONSTRAINT alert_reason_check,
    ADD CONSTRAINT alert_reason_check CHECK (reason IN ('nearest', 'replaces-declined',
      'replaces-silent', 'replaces-withdrawn', 'next-wave', 'adds-survival', 'floor', 'in-area')),
    DROP CONSTRAINT alert_ended_reason_check,
    ADD CONSTRAINT alert_ended_reason_check CHECK (ended_reason IN ('callout-filled',
      'callout-closed', 'enough-accepted', 'incident-closed', 'incident-cancelled',
      'incident-moved', 'no-longer-eligible', 'no-longer-useful', 'off-duty', 'unsafe'))`,
  // What a person did with earlier alerts is read for every decision, from the indexes alone.
  `CREATE INDEX alert_responder_idx ON alert (responder_id, sent_at)
    INCLUDE (status, answered_at, incident_id)`,
  'DROP INDEX alert_held_idx',
  `CREATE INDEX alert_unanswered_idx ON alert (responder_id) WHERE status = 'sent'`,
  // Read in order of time where chances are checked against what came of them.
  `CREATE INDEX alert_sent_idx ON alert (organisation_id, sent_at, id)
    WHERE incident_id IS NOT NULL`,
  `ALTER TABLE assignment ${taskOf('assignment')},
    ADD COLUMN aed_collected_at timestamptz,
    ADD COLUMN eta_at timestamptz`,
  `CREATE INDEX assignment_responder_idx ON assignment (responder_id)
    INCLUDE (accepted_at, en_route_at, with_patient_at)`,
  // Two people never race to one AED. Looked at when a statement ends, so that one statement may
  // swap the AEDs of two people.
  `ALTER TABLE assignment ADD CONSTRAINT assignment_one_fetcher_excl
    EXCLUDE USING btree (aed_id WITH =)
    WHERE (role = 'via-aed' AND aed_collected_at IS NULL AND status IN ('accepted', 'en-route'))
    DEFERRABLE INITIALLY IMMEDIATE`,
];

const DECISIONS = [
  `CREATE TABLE decision (
    incident_id uuid NOT NULL,
    seq bigint NOT NULL CONSTRAINT decision_seq_check CHECK (seq > 0),
    organisation_id uuid NOT NULL,
    at timestamptz NOT NULL,
    cause text NOT NULL CONSTRAINT decision_cause_check CHECK (cause IN ('raised',
      'changed-by-control', 'answered', 'progress', 'aed-reported', 'due')),
    input text NOT NULL,
    plan text NOT NULL,
    PRIMARY KEY (incident_id, seq),
    CONSTRAINT decision_incident_fkey FOREIGN KEY (organisation_id, incident_id)
      REFERENCES incident (organisation_id, id)
  )`,
  `CREATE INDEX decision_first_idx ON decision (organisation_id, at, incident_id) WHERE seq = 1`,
  // Inputs are long and much alike; a server built without lz4 keeps its own compression.
  `DO $$ BEGIN
    ALTER TABLE decision ALTER COLUMN input SET COMPRESSION lz4,
      ALTER COLUMN plan SET COMPRESSION lz4;
  EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
    RAISE NOTICE 'this server was built without lz4';
  END $$`,
  `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END $$`,
  `CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const RESPONSE_PLANS = [
  `CREATE TABLE response_plan (
    organisation_id uuid NOT NULL CONSTRAINT response_plan_owner_fkey REFERENCES organisation (id),
    name text COLLATE "C" NOT NULL,
    version integer NOT NULL CONSTRAINT response_plan_version_check CHECK (version > 0),
    status text NOT NULL CONSTRAINT response_plan_status_check
      CHECK (status IN ('draft', 'active', 'retired')),
    title text NOT NULL,
    kinds text[] NOT NULL,
    determinants text[] NOT NULL,
    policy jsonb NOT NULL,
    safety_rules jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    moved_at timestamptz,
    PRIMARY KEY (organisation_id, name, version)
  )`,
  // Which rule holds is never a matter of which one is read first.
  `CREATE UNIQUE INDEX response_plan_one_active_idx ON response_plan (organisation_id, name)
    WHERE status = 'active'`,
  `CREATE TABLE danger_area (
    organisation_id uuid NOT NULL CONSTRAINT danger_area_owner_fkey REFERENCES organisation (id),
    code text COLLATE "C" NOT NULL,
    says text NOT NULL,
    area geometry(MultiPolygon, 4326) NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    keeps_away text[] NOT NULL CONSTRAINT danger_area_keeps_away_check
      CHECK (keeps_away <@ ARRAY['public-place', 'home', 'professional']),
    PRIMARY KEY (organisation_id, code)
  )`,
  `CREATE TABLE acceptance_check (
    organisation_id uuid NOT NULL
      CONSTRAINT acceptance_check_owner_fkey REFERENCES organisation (id),
    at timestamptz NOT NULL,
    alerts integer NOT NULL CONSTRAINT acceptance_check_alerts_check CHECK (alerts >= 0),
    brier double precision NOT NULL,
    constant_brier double precision NOT NULL,
    slope double precision,
    verdict text NOT NULL CONSTRAINT acceptance_check_verdict_check
      CHECK (verdict IN ('use', 'refuse')),
    PRIMARY KEY (organisation_id, at)
  )`,
];

/** What the server may do: of a stored plan only its status changes, and of a decision nothing. */
const GRANTS = [
  'GRANT SELECT, INSERT ON decision, response_plan, acceptance_check TO closeby_app',
  'GRANT UPDATE (status, moved_at) ON response_plan TO closeby_app',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON registered_place, danger_area TO closeby_app',
];

/** Adds tasks, registered places, response plans and the record of decisions. */
export class Decisions1700000000002 implements MigrationInterface {
  readonly name = 'Decisions1700000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    const changes = [PEOPLE, AEDS, INCIDENTS, TASKS, DECISIONS, RESPONSE_PLANS];
    for (const statement of [...changes.flat(), ...GRANTS]) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
