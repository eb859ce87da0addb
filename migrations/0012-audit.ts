import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Who looked at what and did what: one chain of entries for each organisation, of which each holds
 * the hash of the one before it and its own text. And what waits for a second person, and which
 * incidents were raised without a message of control.
 */

const AUDIT = [
  `CREATE TABLE audit_head (
    organisation_id uuid PRIMARY KEY CONSTRAINT audit_head_owner_fkey REFERENCES organisation (id),
    seq bigint NOT NULL,
    hash bytea NOT NULL CONSTRAINT audit_head_hash_check CHECK (length(hash) = 32)
  )`,
  `CREATE TABLE audit_entry (
    organisation_id uuid NOT NULL CONSTRAINT audit_entry_owner_fkey REFERENCES organisation (id),
    seq bigint NOT NULL CONSTRAINT audit_entry_seq_check CHECK (seq > 0),
    at timestamptz NOT NULL,
    actor_role text NOT NULL,
    actor_id text,
    action text NOT NULL,
    subject_kind text,
    subject_id text,
    outcome text NOT NULL
      CONSTRAINT audit_entry_outcome_check CHECK (outcome IN ('done', 'refused')),
    canonical text NOT NULL,
    hash bytea NOT NULL CONSTRAINT audit_entry_hash_check CHECK (length(hash) = 32),
    PRIMARY KEY (organisation_id, seq)
  )`,
  'CREATE INDEX audit_entry_actor_idx ON audit_entry (organisation_id, actor_id, seq)',
  'CREATE INDEX audit_entry_action_idx ON audit_entry (organisation_id, action, seq)',
  'CREATE INDEX audit_entry_subject_idx ON audit_entry (organisation_id, subject_id, seq)',
  'CREATE INDEX audit_entry_at_idx ON audit_entry (organisation_id, at)',
  `CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

/**
 * The only way in: the columns to search by are read from the very text that is hashed, and the
 * server's role has no right to write a row itself. Whoever appends holds the organisation's head
 * until it commits, so that the chain has no fork.
 */
const APPEND = [
  `CREATE FUNCTION audit_append(organisation uuid, entries text[]) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    before text := current_setting('closeby.organisation_id', true);
    head audit_head;
    entry text;
    said jsonb;
  BEGIN
    PERFORM set_config('closeby.organisation_id', organisation::text, true);
    INSERT INTO audit_head (organisation_id, seq, hash)
      VALUES (organisation, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM audit_head WHERE organisation_id = organisation FOR UPDATE;
    FOREACH entry IN ARRAY entries LOOP
      said := entry::jsonb;
      head.seq := head.seq + 1;
      head.hash := sha256(head.hash || convert_to(entry, 'UTF8'));
      INSERT INTO audit_entry (organisation_id, seq, at, actor_role, actor_id, action,
        subject_kind, subject_id, outcome, canonical, hash)
      VALUES (organisation, head.seq, (said->>'at')::timestamptz, said->'actor'->>'role',
        said->'actor'->>'id', said->>'action', said->'subject'->>'kind', said->'subject'->>'id',
        said->>'outcome', entry, head.hash);
    END LOOP;
    UPDATE audit_head SET seq = head.seq, hash = head.hash WHERE organisation_id = organisation;
    PERFORM set_config('closeby.organisation_id', coalesce(before, ''), true);
    RETURN head.seq;
  END $$`,
  'REVOKE ALL ON FUNCTION audit_append(uuid, text[]) FROM PUBLIC',
];

const APPROVALS = [
  `CREATE TABLE approval (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT approval_owner_fkey REFERENCES organisation (id),
    kind text NOT NULL CONSTRAINT approval_kind_check CHECK (kind IN ('open-callout')),
    status text NOT NULL
      CONSTRAINT approval_status_check CHECK (status IN ('pending', 'approved', 'refused')),
    control_ref text NOT NULL,
    request jsonb NOT NULL,
    reach_count integer NOT NULL,
    reason text NOT NULL,
    asked_role text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    decided_role text,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text,
    CONSTRAINT approval_decided_check CHECK ((status = 'pending') = (decided_at IS NULL)),
    CONSTRAINT approval_second_check CHECK (decided_by <> asked_by)
  )`,
  'CREATE INDEX approval_newest_idx ON approval (organisation_id, asked_at, id)',
];

const INCIDENTS = ['ALTER TABLE incident ADD COLUMN raised_by_hand jsonb'];

const SECURITY = [
  ...forceRowSecurity('audit_head', ['upkeep reads']),
  ...forceRowSecurity('audit_entry', ['upkeep reads']),
  ...forceRowSecurity('approval'),
];

const GRANTS = [
  'GRANT SELECT ON audit_head, audit_entry TO closeby_app',
  'GRANT EXECUTE ON FUNCTION audit_append(uuid, text[]) TO closeby_app',
  'GRANT SELECT, INSERT ON approval TO closeby_app',
  `GRANT UPDATE (status, decided_role, decided_by, decided_at, decision_reason) ON approval
    TO closeby_app`,
];

/** The audit, what waits for a second person, and incidents raised by hand. */
export class Audit1700000000012 implements MigrationInterface {
  readonly name = 'Audit1700000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    const steps = [AUDIT, APPEND, APPROVALS, INCIDENTS, SECURITY, GRANTS];
    for (const statement of steps.flat()) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
