import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  'ALTER TABLE after_care ADD COLUMN due_at timestamptz, ADD COLUMN thanked_at timestamptz',
  // Calls that are asked for already are due as if they had been asked for now.
  `UPDATE after_care SET due_at = answered_at + interval '72 hours'
    WHERE call_back IN ('wanted', 'taken')`,
  `CREATE INDEX after_care_due_idx ON after_care (organisation_id, due_at, assignment_id)
    WHERE due_at IS NOT NULL AND call_back IS DISTINCT FROM 'done'`,
  'GRANT UPDATE (due_at, thanked_at) ON after_care TO closeby_app',
];

/** By when somebody is to be rung, and that they were thanked. */
export class CareDue1700000000038 implements MigrationInterface {
  readonly name = 'CareDue1700000000038';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SELECT set_config('closeby.purpose', 'maintenance', true)`);
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
