import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Below what share of the area a coordinator is told before the night, and what was found on each
 * day that was looked at; nothing of it is about a person.
 */

const TABLES = [
  `CREATE TABLE coverage_threshold (
    organisation_id uuid NOT NULL PRIMARY KEY
      CONSTRAINT coverage_threshold_owner_fkey REFERENCES organisation (id),
    threshold jsonb NOT NULL
  )`,
  `CREATE TABLE coverage_warning (
    organisation_id uuid NOT NULL
      CONSTRAINT coverage_warning_owner_fkey REFERENCES organisation (id),
    day text NOT NULL,
    at timestamptz NOT NULL,
    is_below boolean NOT NULL,
    found jsonb NOT NULL,
    taken_until timestamptz,
    told_at timestamptz,
    PRIMARY KEY (organisation_id, day)
  )`,
];

const GRANTS = [
  'GRANT SELECT, INSERT, DELETE ON coverage_threshold TO closeby_app',
  'GRANT UPDATE (threshold) ON coverage_threshold TO closeby_app',
  'GRANT SELECT, INSERT ON coverage_warning TO closeby_app',
  'GRANT UPDATE (taken_until, told_at) ON coverage_warning TO closeby_app',
];

/** Room for what is told of the coverage of the night. */
export class Coverage1700000000037 implements MigrationInterface {
  readonly name = 'Coverage1700000000037';

  async up(queryRunner: QueryRunner): Promise<void> {
    const tables = ['coverage_threshold', 'coverage_warning'];
    const statements = [...TABLES, ...GRANTS, ...tables.flatMap((name) => forceRowSecurity(name))];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
