import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // An index of all that nobody has answered yet was read whole, for one incident, by statements
  // that were planned while it was nearly empty; of this one only a person's part can be read.
  'CREATE INDEX alert_person_status_idx ON alert (responder_id, status)',
  'DROP INDEX alert_unanswered_idx',
  // Whoever reviews credentials asks for those that wait.
  'CREATE INDEX credential_status_idx ON credential (organisation_id, status)',
];

/** Fifty thousand open questions of a call-out no longer stand in the way of an alarm. */
export class ByPersonAndStatus1700000000032 implements MigrationInterface {
  readonly name = 'ByPersonAndStatus1700000000032';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
