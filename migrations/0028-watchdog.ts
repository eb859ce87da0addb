import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * The watchdog raises an incident of its own each half minute, in an organisation that nobody
 * else belongs to. They are worth nothing once they are over: what they wrote goes again, or a year
 * of them would be more rows than a year of a city. Of every other organisation the timeline and
 * the decisions stay what they are: only added to.
 */

/** As `SYNTHETIC_ORGANISATION_ID` of the core. */
const SYNTHETIC = '00000000-0000-4000-8000-00000000d09e';

/** Each server that watches has a phone of its own, at a place of its own. */
const SLOTS = [
  `CREATE TABLE watch_slot (
    organisation_id uuid NOT NULL CONSTRAINT watch_slot_owner_fkey REFERENCES organisation (id),
    slot integer NOT NULL CONSTRAINT watch_slot_slot_check CHECK (slot BETWEEN 0 AND 999),
    holder uuid NOT NULL,
    held_until timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, slot)
  )`,
  'GRANT SELECT, INSERT, UPDATE ON watch_slot TO closeby_app',
];

/**
 * Row-level security binds the owner too: a transaction of the synthetic organisation sees its own
 * rows and no others, so that whatever it may delete is its own.
 */
const APPEND_ONLY = [
  `CREATE FUNCTION is_synthetic_work() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT current_setting('closeby.organisation_id', true) IS NOT DISTINCT FROM '${SYNTHETIC}'
      AND coalesce(current_setting('closeby.purpose', true), '') = ''
  $$`,
  `CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND is_synthetic_work() THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END $$`,
  'DROP TRIGGER fact_append_only ON fact',
  `CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()`,
  'DROP TRIGGER decision_append_only ON decision',
  `CREATE TRIGGER decision_append_only BEFORE DELETE OR TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()`,
];

/** Lets go of one slot's incidents that came in before a moment, with all that hangs below them. */
const FORGETTING = [
  `CREATE FUNCTION forget_synthetic(of_slot integer, before timestamptz) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    old_ids uuid[];
    old_alerts uuid[];
  BEGIN
    IF NOT is_synthetic_work() THEN
      RAISE EXCEPTION 'only what is synthetic goes' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT coalesce(array_agg(i.id), '{}') INTO old_ids
      FROM incident i WHERE i.organisation_id = '${SYNTHETIC}'
        AND i.received_at < before AND i.control_ref LIKE 'watch-' || of_slot || '-%';
    SELECT coalesce(array_agg(a.id), '{}') INTO old_alerts
      FROM alert a WHERE a.incident_id = ANY (old_ids);
    DELETE FROM delivery_attempt t USING delivery d
      WHERE d.id = t.delivery_id AND d.alert_id = ANY (old_alerts);
    DELETE FROM delivery d WHERE d.alert_id = ANY (old_alerts);
    DELETE FROM responder_feed f WHERE f.alert_id = ANY (old_alerts);
    DELETE FROM alert a WHERE a.id = ANY (old_alerts);
    DELETE FROM considered c WHERE c.incident_id = ANY (old_ids);
    DELETE FROM decision d WHERE d.incident_id = ANY (old_ids);
    DELETE FROM fact f WHERE f.incident_id = ANY (old_ids);
    DELETE FROM review r WHERE r.subject_id = ANY (old_ids);
    DELETE FROM control_message m WHERE m.organisation_id = '${SYNTHETIC}'
      AND m.received_at < before AND m.control_ref LIKE 'watch-' || of_slot || '-%';
    DELETE FROM incident i WHERE i.id = ANY (old_ids);
    RETURN cardinality(old_ids);
  END $$`,
  'REVOKE ALL ON FUNCTION forget_synthetic(integer, timestamptz) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION forget_synthetic(integer, timestamptz) TO closeby_app',
];

/** Lets the server watch itself without leaving anything behind. */
export class Watchdog1700000000028 implements MigrationInterface {
  readonly name = 'Watchdog1700000000028';

  async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [...SLOTS, ...APPEND_ONLY, ...FORGETTING, ...forceRowSecurity('watch_slot')];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
