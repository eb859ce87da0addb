import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * What fails five times in a row is set aside, and waits for a human. Failed is also what was begun
 * and never ended: its worker died. The indexes find the few that have failed before.
 */

const STATEMENTS = [
  'ALTER TABLE delivery ADD COLUMN failures smallint NOT NULL DEFAULT 0',
  'ALTER TABLE review ADD COLUMN failures smallint NOT NULL DEFAULT 0',
  `CREATE INDEX delivery_suspect_idx ON delivery (channel, failures, due_at)
    WHERE status = 'queued' AND failures >= 2`,
  'CREATE INDEX review_suspect_idx ON review (failures, due_at) WHERE failures >= 2',
  `CREATE TABLE quarantine (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT quarantine_owner_fkey REFERENCES organisation (id),
    about text NOT NULL
      CONSTRAINT quarantine_about_check CHECK (about IN ('incident', 'callout', 'drill')),
    about_id uuid NOT NULL,
    channel text,
    failures smallint NOT NULL,
    reason text NOT NULL,
    set_aside_at timestamptz NOT NULL
  )`,
  'CREATE INDEX quarantine_newest_idx ON quarantine (organisation_id, set_aside_at, id)',
  ...forceRowSecurity('quarantine', ['queue']),
  'GRANT SELECT, INSERT, UPDATE, DELETE ON quarantine TO closeby_app',
];

/** Sets work aside that fails again and again. */
export class Quarantine1700000000030 implements MigrationInterface {
  readonly name = 'Quarantine1700000000030';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
