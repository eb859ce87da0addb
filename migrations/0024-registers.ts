import type { MigrationInterface, QueryRunner } from 'typeorm';

/* How the registers are kept in order. */

const REGISTERS = [
  'GRANT UPDATE (name, time_zone, area) ON organisation TO closeby_app',
  // The newest report of an AED, while the register shows it as one to confirm.
  `CREATE INDEX fact_aed_reported_idx ON fact (organisation_id, (detail->>'aedId'), at)
    WHERE kind = 'aed-reported'`,
];

/** Lets an organisation change what it is called and where it works; finds reports of AEDs. */
export class Registers1700000000024 implements MigrationInterface {
  readonly name = 'Registers1700000000024';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of REGISTERS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
