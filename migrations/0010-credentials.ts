import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * What people file of their training: the number on it and its proof, both sealed; who has looked
 * at it; and which reminders of its end went out. All of it goes with its credential.
 */

const TABLES = [
  `CREATE TABLE credential_filing (
    credential_id uuid PRIMARY KEY
      CONSTRAINT credential_filing_credential_fkey REFERENCES credential (id) ON DELETE CASCADE,
    organisation_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    filed_at timestamptz,
    number_sealed bytea,
    number_digest bytea,
    reviewed_by uuid,
    reviewed_at timestamptz,
    reason text,
    CONSTRAINT credential_filing_number_check
      CHECK ((number_sealed IS NULL) = (number_digest IS NULL)),
    CONSTRAINT credential_filing_review_check
      CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL)),
    CONSTRAINT credential_filing_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE INDEX credential_filing_number_idx
    ON credential_filing (organisation_id, number_digest)`,
  `CREATE TABLE credential_proof (
    credential_id uuid PRIMARY KEY
      CONSTRAINT credential_proof_credential_fkey REFERENCES credential (id) ON DELETE CASCADE,
    organisation_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    media_type text NOT NULL CONSTRAINT credential_proof_media_type_check
      CHECK (media_type IN ('image/jpeg', 'image/png', 'application/pdf')),
    bytes integer NOT NULL,
    sealed bytea NOT NULL,
    uploaded_at timestamptz NOT NULL,
    CONSTRAINT credential_proof_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  `CREATE TABLE credential_reminder (
    credential_id uuid NOT NULL
      CONSTRAINT credential_reminder_credential_fkey REFERENCES credential (id) ON DELETE CASCADE,
    valid_to timestamptz NOT NULL,
    days smallint NOT NULL
      CONSTRAINT credential_reminder_days_check CHECK (days IN (30, 7, 1)),
    organisation_id uuid NOT NULL,
    lease_id uuid NOT NULL,
    leased_until timestamptz NOT NULL,
    sent_at timestamptz,
    PRIMARY KEY (credential_id, valid_to, days),
    CONSTRAINT credential_reminder_owner_fkey FOREIGN KEY (organisation_id)
      REFERENCES organisation (id)
  )`,
  'CREATE INDEX credential_valid_to_idx ON credential (valid_to)',
];

const RIGHTS = [
  'GRANT SELECT, INSERT, UPDATE ON credential_filing, credential_proof TO closeby_app',
  'GRANT SELECT, INSERT ON credential_reminder TO closeby_app',
  'GRANT UPDATE (lease_id, leased_until, sent_at) ON credential_reminder TO closeby_app',
  ...forceRowSecurity('credential_filing'),
  ...forceRowSecurity('credential_proof'),
  ...forceRowSecurity('credential_reminder', ['queue']),
];

/** Adds filings, proofs and reminders of credentials. */
export class Credentials1700000000010 implements MigrationInterface {
  readonly name = 'Credentials1700000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...RIGHTS]) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
