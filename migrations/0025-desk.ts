import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of open call-outs wait for a second person too, not only new ones. */
export class Desk1700000000025 implements MigrationInterface {
  readonly name = 'Desk1700000000025';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE approval DROP CONSTRAINT approval_kind_check,
      ADD CONSTRAINT approval_kind_check
        CHECK (kind IN ('open-callout', 'change-needs', 'change-area'))`);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
