import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/* Foreign formats as organisations describe them: JSON as text, since its order counts. */

const STATEMENTS = [
  `CREATE TABLE control_mapping (
    organisation_id uuid NOT NULL
      CONSTRAINT control_mapping_owner_fkey REFERENCES organisation (id),
    name text COLLATE "C" NOT NULL,
    content text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, name)
  )`,
  ...forceRowSecurity('control_mapping'),
  `GRANT SELECT, INSERT, DELETE, UPDATE (content, changed_at) ON control_mapping
    TO closeby_app`,
];

/** Keeps how control systems say what we understand. */
export class ControlMappings1700000000034 implements MigrationInterface {
  readonly name = 'ControlMappings1700000000034';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
