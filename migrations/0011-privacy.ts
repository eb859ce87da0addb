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

const GRANTS = [
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
      ...GRANTS,
      ...forceRowSecurity('person_key', ['queue reads']),
      ...forceRowSecurity('plain_person'),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
