import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Given by a statement that would have written only a part of what it was given. */
export const OVERTAKEN_CODE = 'CB001';

const STATEMENTS = [
  `CREATE FUNCTION must_be_whole(is_whole boolean) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
    IF is_whole IS NOT TRUE THEN
      RAISE EXCEPTION 'changed meanwhile' USING ERRCODE = '${OVERTAKEN_CODE}';
    END IF;
    RETURN true;
  END $$`,
  // Ninety kilobytes of a decision wait for this; PostgreSQL may have been built without it.
  `DO $$ BEGIN
    ALTER TABLE decision ALTER COLUMN input SET COMPRESSION lz4,
      ALTER COLUMN plan SET COMPRESSION lz4;
  EXCEPTION WHEN feature_not_supported THEN NULL;
  END $$`,
];

/** Lets one statement undo itself, so that a decision is saved in one round trip, and quickly. */
export class HotPath1700000000031 implements MigrationInterface {
  readonly name = 'HotPath1700000000031';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
