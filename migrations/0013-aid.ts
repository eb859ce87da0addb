import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Agreements between two organisations. Each side has a row of its own, so that no row belongs to
 * two; the partner's short name and name are public, its rows are not.
 */

const AID = [
  `CREATE TABLE aid_agreement (
    organisation_id uuid NOT NULL CONSTRAINT aid_agreement_owner_fkey REFERENCES organisation (id),
    id uuid NOT NULL,
    partner_id uuid NOT NULL CONSTRAINT aid_agreement_partner_fkey REFERENCES organisation (id),
    partner_slug text NOT NULL,
    partner_name text NOT NULL,
    proposed_by_us boolean NOT NULL,
    status text NOT NULL
      CONSTRAINT aid_agreement_status_check CHECK (status IN ('proposed', 'accepted', 'ended')),
    proposed_at timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    accepted_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT aid_agreement_partner_check CHECK (partner_id <> organisation_id)
  )`,
  `CREATE TABLE aid_request (
    organisation_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    partner_incident_id uuid NOT NULL,
    partner_ref text NOT NULL,
    reason text NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, incident_id, agreement_id),
    CONSTRAINT aid_request_incident_fkey FOREIGN KEY (organisation_id, incident_id)
      REFERENCES incident (organisation_id, id),
    CONSTRAINT aid_request_agreement_fkey FOREIGN KEY (organisation_id, agreement_id)
      REFERENCES aid_agreement (organisation_id, id)
  )`,
  ...forceRowSecurity('aid_agreement'),
  ...forceRowSecurity('aid_request'),
  'GRANT SELECT, INSERT ON aid_agreement, aid_request TO closeby_app',
  'GRANT UPDATE (status, accepted_at, ended_at) ON aid_agreement TO closeby_app',
];

/** Lets two organisations agree on help for a time. */
export class Aid1700000000013 implements MigrationInterface {
  readonly name = 'Aid1700000000013';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of AID) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
