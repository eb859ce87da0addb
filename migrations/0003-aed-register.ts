import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What keeps AEDs in step with the register they come from: which one that is, since when one is
 * gone from it and what it was before, what the register says of it that cannot all be true, and
 * the state whose holidays its hours keep. The server's rights on the table cover new columns.
 */

const AEDS = [
  `ALTER TABLE aed
    ADD COLUMN source text,
    ADD COLUMN gone_since timestamptz,
    ADD COLUMN gone_from text CONSTRAINT aed_gone_from_check
      CHECK (gone_from IN ('unverified', 'available', 'out-of-service', 'retired')),
    ADD COLUMN contradictions text[] NOT NULL DEFAULT '{}',
    ADD COLUMN holiday_region text,
    ADD CONSTRAINT aed_gone_check CHECK ((gone_since IS NULL) = (gone_from IS NULL)),
    ADD CONSTRAINT aed_gone_retired_check CHECK (gone_from IS NULL OR status = 'retired')`,
  `CREATE INDEX aed_source_idx ON aed (organisation_id, source)`,
];

/** Adds what a synchronisation with a register of AEDs keeps. */
export class AedRegister1700000000003 implements MigrationInterface {
  readonly name = 'AedRegister1700000000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of AEDS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
