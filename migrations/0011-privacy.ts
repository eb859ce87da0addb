import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Who people are is sealed, each under a key of their own. The keys stand in one table that a
 * backup leaves out (`pg_dump --exclude-table-data=person_key`) and that is backed up apart, for
 * a month at most: whoever's key is shredded is gone from every older copy as well.
 *
 * Rows from before cannot be sealed by SQL, which has no key: they move to `plain_person`, and the
 * first server that starts seals them and empties it.
 */

const KEYS = [
  `CREATE TABLE person_key (
    responder_id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    sealed_key bytea,
    shredded_at timestamptz,
    CONSTRAINT person_key_shredded_check
      CHECK ((sealed_key IS NULL) = (shredded_at IS NOT NULL)),
    CONSTRAINT person_key_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE TABLE plain_person (
    responder_id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    display_name text NOT NULL,
    phone text,
    email text,
    CONSTRAINT plain_person_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
];

const PEOPLE = [
  `INSERT INTO plain_person SELECT id, organisation_id, display_name, phone, email FROM responder`,
  'DROP INDEX responder_phone_idx',
  `ALTER TABLE responder
    DROP COLUMN display_name,
    DROP COLUMN phone,
    DROP COLUMN email,
    ADD COLUMN identity bytea,
    ADD COLUMN phone_digest bytea,
    ADD COLUMN email_digest bytea,
    ADD COLUMN erased_at timestamptz`,
  'CREATE INDEX responder_phone_digest_idx ON responder (phone_digest)',
  'CREATE INDEX responder_email_digest_idx ON responder (email_digest)',
];

/** However somebody goes off duty, their position goes with it. */
const POSITIONS = [
  `CREATE FUNCTION forget_position() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM last_known_fix WHERE responder_id = NEW.id;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER responder_off_duty AFTER UPDATE OF on_duty ON responder
    FOR EACH ROW WHEN (NOT NEW.on_duty) EXECUTE FUNCTION forget_position()`,
  'DELETE FROM last_known_fix l USING responder r WHERE r.id = l.responder_id AND NOT r.on_duty',
];

/** What stays of somebody erased: what happened, by a number that leads to no name. */
const STAYS = ['alert', 'assignment', 'considered', 'delivery', 'fact', 'responder_feed'];

/**
 * Erases a person: every row that is theirs, but for the record of incidents, which keeps their
 * number; their key; and their own reference wherever control has named it. As a function, since
 * the server itself may not delete most of it. Returns what went, by table; no row where there is
 * no such person.
 */
const ERASURE = [
  `CREATE FUNCTION erase_person(of_responder uuid, at_moment timestamptz)
  RETURNS TABLE(what text, gone bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    person responder;
    held record;
  BEGIN
    SELECT * INTO person FROM responder r WHERE r.id = of_responder FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
    IF person.on_duty OR EXISTS (SELECT FROM assignment s WHERE s.responder_id = of_responder
      AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')) THEN
      RAISE EXCEPTION 'still bound or on duty' USING ERRCODE = 'object_in_use';
    END IF;
    DELETE FROM push_claim p USING device d
      WHERE d.id = p.device_id AND d.responder_id = of_responder;
    DELETE FROM one_time_code o WHERE o.of_id = of_responder;
    -- What hangs below another row goes with it or before it.
    FOR pass IN 1..3 LOOP
      FOR held IN SELECT c.relname AS name FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'responder_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND c.relname <> ALL ('{${STAYS.join(',')},person_key}'::text[]) ORDER BY 1 LOOP
        BEGIN
          EXECUTE format('DELETE FROM %I WHERE responder_id = $1', held.name) USING of_responder;
          GET DIAGNOSTICS gone = ROW_COUNT;
          what := held.name;
          IF gone > 0 THEN RETURN NEXT; END IF;
        EXCEPTION WHEN foreign_key_violation THEN
          IF pass = 3 THEN RAISE; END IF;
        END;
      END LOOP;
    END LOOP;
    UPDATE control_message m SET body = jsonb_set(m.body, '{facts,excludedResponderRefs}',
        (m.body #> '{facts,excludedResponderRefs}') - person.external_ref)
      WHERE m.body #> '{facts,excludedResponderRefs}' ? person.external_ref;
    UPDATE incident i
      SET excluded_responder_refs = array_remove(i.excluded_responder_refs, person.external_ref)
      WHERE person.external_ref = ANY (i.excluded_responder_refs);
    UPDATE responder r SET identity = NULL, phone_digest = NULL, email_digest = NULL,
      external_ref = 'erased-' || r.id, schedule = NULL, quiet_hours = NULL, muted_until = NULL,
      declined_channels = '{}', disabled_at = coalesce(r.disabled_at, at_moment),
      erased_at = at_moment, updated_at = at_moment
      WHERE r.id = of_responder;
    UPDATE person_key k SET sealed_key = NULL, shredded_at = at_moment
      WHERE k.responder_id = of_responder AND k.shredded_at IS NULL;
    GET DIAGNOSTICS gone = ROW_COUNT;
    what := 'person_key';
    RETURN NEXT;
  END $$`,
];

/** A decision stays as it was, but that what it knew may go. */
const DECISIONS = [
  'DROP TRIGGER decision_append_only ON decision',
  `CREATE TRIGGER decision_append_only BEFORE DELETE OR TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER decision_stays BEFORE UPDATE ON decision FOR EACH ROW
    WHEN (NEW.input <> '{}' OR (NEW.incident_id, NEW.seq, NEW.organisation_id, NEW.at, NEW.cause,
      NEW.plan) IS DISTINCT FROM (OLD.incident_id, OLD.seq, OLD.organisation_id, OLD.at,
      OLD.cause, OLD.plan)) EXECUTE FUNCTION refuse_change()`,
];

/** What of a table goes by age, and what is the least age: nobody empties it sooner by mistake. */
const FORGETTING = [
  forgetting(
    'forget_decision_inputs',
    '7 days',
    `UPDATE decision SET input = '{}'
    WHERE at < before AND input <> '{}'`,
  ),
  forgetting(
    'forget_attempts',
    '7 days',
    'DELETE FROM delivery_attempt WHERE handed_over_at < before',
  ),
  forgetting(
    'forget_messages',
    '7 days',
    // A late message still finds a place, but only roughly.
    `UPDATE control_message m SET body = jsonb_set(m.body, '{facts}', (m.body -> 'facts')
        || '{"address": null, "notesForResponders": null, "patientAgeYears": null}'
        || CASE WHEN m.body #> '{facts,place}' IS NULL THEN '{}' ELSE
          jsonb_build_object('place', jsonb_build_object(
            'lat', round((m.body #>> '{facts,place,lat}')::numeric, 2),
            'lon', round((m.body #>> '{facts,place,lon}')::numeric, 2))) END)
    WHERE m.received_at < before AND m.body ? 'facts'
      AND (m.body #>> '{facts,address}' IS NOT NULL
        OR m.body #>> '{facts,notesForResponders}' IS NOT NULL
        OR m.body #>> '{facts,patientAgeYears}' IS NOT NULL
        OR scale((m.body #>> '{facts,place,lat}')::numeric) > 2)
      AND NOT EXISTS (SELECT FROM incident i WHERE i.organisation_id = m.organisation_id
        AND i.control_ref = m.control_ref AND i.status = 'active')`,
  ),
  forgetting('forget_enrolments', '1 day', 'DELETE FROM enrolment WHERE expires_at < before'),
];

function forgetting(name: string, least: string, statement: string): string {
  return `CREATE FUNCTION ${name}(before timestamptz) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
      gone bigint;
    BEGIN
      IF before > clock_timestamp() - interval '${least}' THEN
        RAISE EXCEPTION 'too young to go' USING ERRCODE = 'invalid_parameter_value';
      END IF;
      ${statement};
      GET DIAGNOSTICS gone = ROW_COUNT;
      RETURN gone;
    END $$`;
}

const FUNCTIONS = [
  'erase_person(uuid, timestamptz)',
  ...['decision_inputs', 'attempts', 'messages', 'enrolments'].map(
    (what) => `forget_${what}(timestamptz)`,
  ),
];

/** When each thing last went, and how many. */
const RUNS = [
  `CREATE TABLE retention_run (
    organisation_id uuid NOT NULL CONSTRAINT retention_run_owner_fkey REFERENCES organisation (id),
    what text NOT NULL,
    at timestamptz NOT NULL,
    deleted bigint NOT NULL,
    PRIMARY KEY (organisation_id, what)
  )`,
];

const GRANTS = [
  ...FUNCTIONS.flatMap((name) => [
    `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO closeby_app`,
  ]),
  'GRANT SELECT, INSERT, UPDATE ON retention_run TO closeby_app',
  'GRANT DELETE ON last_known_fix TO closeby_app',
  'GRANT SELECT, INSERT, UPDATE ON person_key TO closeby_app',
  'GRANT SELECT, DELETE ON plain_person TO closeby_app',
];

/** Seals people, so that they can be forgotten. */
export class Privacy1700000000011 implements MigrationInterface {
  readonly name = 'Privacy1700000000011';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SELECT set_config('closeby.purpose', 'maintenance', true)`);
    const statements = [
      ...KEYS,
      ...PEOPLE,
      ...POSITIONS,
      ...ERASURE,
      ...DECISIONS,
      ...FORGETTING,
      ...RUNS,
      ...GRANTS,
      ...forceRowSecurity('person_key', ['queue reads']),
      ...forceRowSecurity('plain_person'),
      ...forceRowSecurity('retention_run'),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
