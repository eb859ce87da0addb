import type { MigrationInterface, QueryRunner } from 'typeorm';

/* Every role may have keys; which role may do what is decided by the program's one table. */

const KEYS = [
  `ALTER TABLE access_key
    DROP CONSTRAINT access_key_role_check,
    ADD CONSTRAINT access_key_role_check CHECK (role IN ('control', 'dispatcher', 'coordinator',
      'supervisor', 'registrar', 'auditor', 'read-only'))`,
];

/** Lets keys of all roles in. */
export class Roles1700000000005 implements MigrationInterface {
  readonly name = 'Roles1700000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of KEYS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
