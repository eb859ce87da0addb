import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * People who register themselves, addresses that were proven, claims of push addresses, and tokens
 * of phones beside the one in use. What
 * is kept of a code or an address is sealed or a keyed digest, and is worth nothing without the
 * server's key.
 */

const TABLES = [
  'ALTER TABLE organisation ADD COLUMN self_registration boolean NOT NULL DEFAULT false',
  `CREATE TABLE one_time_code (
    purpose text NOT NULL
      CONSTRAINT one_time_code_purpose_check CHECK (purpose IN ('registration', 'contact')),
    of_id uuid NOT NULL,
    organisation_id uuid NOT NULL
      CONSTRAINT one_time_code_owner_fkey REFERENCES organisation (id),
    sealed bytea NOT NULL,
    code_digest bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    tries_left smallint NOT NULL
      CONSTRAINT one_time_code_tries_check CHECK (tries_left >= 0),
    used_at timestamptz,
    PRIMARY KEY (purpose, of_id)
  )`,
  'CREATE INDEX one_time_code_expires_idx ON one_time_code (expires_at)',
  `CREATE TABLE contact_proof (
    responder_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT contact_proof_kind_check CHECK (kind IN ('phone', 'email')),
    organisation_id uuid NOT NULL,
    digest bytea NOT NULL,
    proven_at timestamptz NOT NULL,
    PRIMARY KEY (responder_id, kind),
    CONSTRAINT contact_proof_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE TABLE push_claim (
    device_id uuid PRIMARY KEY CONSTRAINT push_claim_device_fkey REFERENCES device (id),
    organisation_id uuid NOT NULL CONSTRAINT push_claim_owner_fkey REFERENCES organisation (id),
    channel text NOT NULL
      CONSTRAINT push_claim_channel_check CHECK (channel IN ('push', 'web-push')),
    sealed bytea NOT NULL,
    challenge_digest bytea NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  // `traded_at` is when the token after it was first used; null while it itself was never used.
  `CREATE TABLE device_token (
    token_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT device_token_owner_fkey REFERENCES organisation (id),
    device_id uuid NOT NULL CONSTRAINT device_token_device_fkey REFERENCES device (id)
      ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    traded_at timestamptz
  )`,
  'CREATE INDEX device_token_device_idx ON device_token (device_id)',
  // Under row-level security only a leakproof comparison may use an index: plain equality.
  'DROP INDEX device_push_token_idx',
  'CREATE INDEX device_push_token_idx ON device USING hash (push_token)',
];

const GRANTS = [
  'GRANT UPDATE (self_registration) ON organisation TO closeby_app',
  `GRANT SELECT, INSERT, UPDATE, DELETE ON one_time_code, contact_proof, push_claim
    TO closeby_app`,
  'GRANT SELECT, INSERT, DELETE ON device_token TO closeby_app',
];

/** Adds what registration, proven addresses, push take-over and renewed tokens need. */
export class Registration1700000000009 implements MigrationInterface {
  readonly name = 'Registration1700000000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...TABLES,
      ...GRANTS,
      // Whoever types the code of a registration is nobody yet.
      ...forceRowSecurity('one_time_code', ['door', 'upkeep']),
      ...forceRowSecurity('contact_proof'),
      ...forceRowSecurity('push_claim', ['upkeep']),
      ...forceRowSecurity('device_token', ['door reads']),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
