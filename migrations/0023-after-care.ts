import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * How people are after an incident, who rings them, and what they are told of how it ended. What
 * they say is sealed under their own key, so that it goes with it.
 */

const BELOW_INCIDENT = `FOREIGN KEY (organisation_id, incident_id)
      REFERENCES incident (organisation_id, id)`;

const TABLES = [
  `CREATE TABLE after_care (
    organisation_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    state text NOT NULL CONSTRAINT after_care_state_check
      CHECK (state IN ('open', 'answered', 'skipped')),
    reminded_at timestamptz,
    sealed bytea,
    answered_at timestamptz,
    call_back text CONSTRAINT after_care_call_back_check
      CHECK (call_back IN ('wanted', 'taken', 'done')),
    taken_by uuid,
    taken_at timestamptz,
    done_at timestamptz,
    PRIMARY KEY (organisation_id, assignment_id),
    CONSTRAINT after_care_answer_check CHECK ((sealed IS NULL) = (answered_at IS NULL)),
    CONSTRAINT after_care_incident_fkey ${BELOW_INCIDENT},
    CONSTRAINT after_care_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  'CREATE INDEX after_care_responder_idx ON after_care (responder_id)',
  `CREATE INDEX after_care_newest_idx
    ON after_care (organisation_id, answered_at, assignment_id)`,
  `CREATE TABLE incident_outcome (
    organisation_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    body text NOT NULL,
    released_by text NOT NULL,
    released_by_id uuid NOT NULL,
    released_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, incident_id),
    CONSTRAINT incident_outcome_incident_fkey ${BELOW_INCIDENT}
  )`,
  `CREATE TABLE after_care_contact (
    organisation_id uuid NOT NULL PRIMARY KEY
      CONSTRAINT after_care_contact_owner_fkey REFERENCES organisation (id),
    contact text NOT NULL
  )`,
  // People ask what they were considered for.
  'CREATE INDEX considered_responder_idx ON considered (responder_id, incident_id)',
];

const GRANTS = [
  `GRANT SELECT, INSERT, DELETE ON after_care, incident_outcome, after_care_contact
    TO closeby_app`,
  `GRANT UPDATE (state, reminded_at, sealed, answered_at, call_back, taken_by, taken_at, done_at)
    ON after_care TO closeby_app`,
  `GRANT UPDATE (body, released_by, released_by_id, released_at)
    ON incident_outcome TO closeby_app`,
  'GRANT UPDATE (contact) ON after_care_contact TO closeby_app',
];

/** Adds what comes after an incident for those who were there. */
export class AfterCare1700000000023 implements MigrationInterface {
  readonly name = 'AfterCare1700000000023';

  async up(queryRunner: QueryRunner): Promise<void> {
    const tables = ['after_care', 'incident_outcome', 'after_care_contact'];
    const statements = [...TABLES, ...GRANTS, ...tables.flatMap((name) => forceRowSecurity(name))];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
