import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * How control systems come in: what must come with a key, the secrets their messages are signed
 * with (sealed by the vault, since they are needed in plain), and which signed messages came.
 */

const DOORS = [
  `ALTER TABLE access_key
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN needs_signature boolean NOT NULL DEFAULT false,
    ADD COLUMN certificate_sha256 bytea
      CONSTRAINT access_key_certificate_check CHECK (octet_length(certificate_sha256) = 32),
    ADD CONSTRAINT access_key_organisation_key UNIQUE (organisation_id, id)`,
  `CREATE TABLE signing_secret (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    key_id uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT signing_secret_key_fkey FOREIGN KEY (organisation_id, key_id)
      REFERENCES access_key (organisation_id, id)
  )`,
  'CREATE INDEX signing_secret_key_idx ON signing_secret (key_id)',
  `CREATE TABLE signed_message (
    key_id uuid NOT NULL,
    message_id text COLLATE "C" NOT NULL,
    organisation_id uuid NOT NULL,
    digest bytea NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT signed_message_pkey PRIMARY KEY (key_id, message_id),
    CONSTRAINT signed_message_key_fkey FOREIGN KEY (organisation_id, key_id)
      REFERENCES access_key (organisation_id, id)
  )`,
  'CREATE INDEX signed_message_received_idx ON signed_message (received_at)',
];

const GRANTS = [
  'GRANT SELECT, INSERT, DELETE ON signing_secret, signed_message TO closeby_app',
  // Sealed anew when the keys of the installation are changed.
  'GRANT UPDATE (sealed) ON signing_secret TO closeby_app',
  // Written back as it was, so that a repeated message finds its row.
  'GRANT UPDATE (digest) ON signed_message TO closeby_app',
];

/** Doors of control systems. */
export class ControlDoors1700000000008 implements MigrationInterface {
  readonly name = 'ControlDoors1700000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...DOORS,
      ...GRANTS,
      ...forceRowSecurity('signing_secret', ['door reads']),
      ...forceRowSecurity('signed_message', ['door', 'upkeep']),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
