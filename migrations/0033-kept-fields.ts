import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * What foreign messages said that was not understood, by the reference of control: a message may
 * come before its incident. It may name people, and is sealed.
 */

const STATEMENTS = [
  `CREATE TABLE kept_fields (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT kept_fields_owner_fkey REFERENCES organisation (id),
    control_ref text NOT NULL,
    format text NOT NULL,
    op text NOT NULL
      CONSTRAINT kept_fields_op_check CHECK (op IN ('raise', 'update', 'close', 'cancel')),
    message_order bigint NOT NULL,
    sealed bytea NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT kept_fields_message_key
      UNIQUE (organisation_id, control_ref, format, op, message_order)
  )`,
  'CREATE INDEX kept_fields_received_idx ON kept_fields (organisation_id, received_at)',
  ...forceRowSecurity('kept_fields'),
  // Sealed anew when the key changes.
  'GRANT SELECT, INSERT, DELETE, UPDATE (sealed) ON kept_fields TO closeby_app',
];

/** Keeps what control systems say that we have no place for. */
export class KeptFields1700000000033 implements MigrationInterface {
  readonly name = 'KeptFields1700000000033';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
