import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  'ALTER TABLE organisation ADD COLUMN control_phone text',
  'GRANT UPDATE (control_phone) ON organisation TO closeby_app',
];

/** Lets an organisation say by which number its responders call control. */
export class ControlPhone1700000000026 implements MigrationInterface {
  readonly name = 'ControlPhone1700000000026';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
