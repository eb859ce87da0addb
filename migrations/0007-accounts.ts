import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Members of staff, how they sign in, and their sessions. Of every secret only its SHA-256 is kept,
 * of a password its argon2id hash; what has to be read again is sealed by the vault. Whenever
 * somebody's way in ends or their role changes, the same transaction says so in `access_change`,
 * whatever part of the program did it.
 */

const ROLES = `('dispatcher', 'coordinator', 'supervisor', 'registrar', 'auditor', 'read-only')`;

const ACCOUNTS = [
  `CREATE TABLE account (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT account_owner_fkey REFERENCES organisation (id),
    role text NOT NULL CONSTRAINT account_role_check CHECK (role IN ${ROLES}),
    display_name text NOT NULL,
    email text NOT NULL CONSTRAINT account_email_check CHECK (email = lower(email)),
    password_hash text,
    totp_sealed bytea,
    totp_step bigint,
    oidc_issuer text,
    oidc_subject text,
    created_at timestamptz NOT NULL,
    last_sign_in_at timestamptz,
    disabled_at timestamptz,
    CONSTRAINT account_local_check CHECK ((password_hash IS NULL) = (totp_sealed IS NULL)),
    CONSTRAINT account_oidc_check CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL)),
    CONSTRAINT account_email_key UNIQUE (organisation_id, email),
    CONSTRAINT account_oidc_key UNIQUE (organisation_id, oidc_issuer, oidc_subject),
    CONSTRAINT account_organisation_key UNIQUE (organisation_id, id)
  )`,
  `CREATE TABLE account_invitation (
    code_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    password_hash text,
    totp_sealed bytea,
    CONSTRAINT account_invitation_account_fkey FOREIGN KEY (organisation_id, account_id)
      REFERENCES account (organisation_id, id)
  )`,
  'CREATE INDEX account_invitation_account_idx ON account_invitation (account_id)',
  `CREATE TABLE oidc_attempt (
    state_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT oidc_attempt_owner_fkey REFERENCES organisation (id),
    sealed bytea NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
];

const SESSIONS = [
  `CREATE TABLE session (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    signed_in_by text NOT NULL CONSTRAINT session_by_check
      CHECK (signed_in_by IN ('password', 'oidc')),
    client text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_because text CONSTRAINT session_end_check CHECK (ended_because IN
      ('signed-out', 'ended', 'token-reused', 'account-disabled', 'password-changed')),
    CONSTRAINT session_ended_check CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
    CONSTRAINT session_organisation_key UNIQUE (organisation_id, id),
    CONSTRAINT session_account_fkey FOREIGN KEY (organisation_id, account_id)
      REFERENCES account (organisation_id, id)
  )`,
  'CREATE INDEX session_account_idx ON session (account_id, created_at)',
  `CREATE TABLE refresh_token (
    token_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT refresh_token_session_fkey FOREIGN KEY (organisation_id, session_id)
      REFERENCES session (organisation_id, id)
  )`,
  'CREATE INDEX refresh_token_session_idx ON refresh_token (session_id)',
  `CREATE TABLE access_token (
    token_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL CONSTRAINT access_token_owner_fkey REFERENCES organisation (id),
    session_id uuid,
    key_id uuid CONSTRAINT access_token_key_fkey REFERENCES access_key (id),
    scope text,
    certificate_sha256 bytea,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT access_token_whose_check CHECK (num_nonnulls(session_id, key_id) = 1),
    CONSTRAINT access_token_session_fkey FOREIGN KEY (organisation_id, session_id)
      REFERENCES session (organisation_id, id)
  )`,
  'CREATE INDEX access_token_session_idx ON access_token (session_id)',
  'CREATE INDEX access_token_key_idx ON access_token (key_id)',
  'CREATE INDEX access_token_expires_idx ON access_token (expires_at)',
];

/*
 * NOTIFY inside a transaction makes commits wait for each other; these are rare, and what they say
 * must not be lost.
 */
const CHANGES = [
  `CREATE TABLE access_change (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL
      CONSTRAINT access_change_owner_fkey REFERENCES organisation (id),
    kind text NOT NULL CONSTRAINT access_change_kind_check
      CHECK (kind IN ('account', 'session', 'key', 'device', 'responder')),
    subject_id uuid NOT NULL,
    changed_at timestamptz NOT NULL
  )`,
  'CREATE INDEX access_change_changed_idx ON access_change (changed_at)',
  `CREATE FUNCTION note_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO access_change (id, organisation_id, kind, subject_id, changed_at)
    VALUES (gen_random_uuid(), OLD.organisation_id, TG_ARGV[0], OLD.id, clock_timestamp());
    PERFORM pg_notify('closeby_access', TG_ARGV[0] || ' ' || OLD.id);
    RETURN NULL;
  END $$`,
  ...noted('account', 'account', ['role', 'disabled_at']),
  ...noted('session', 'session', ['ended_at']),
  ...noted('access_key', 'key', ['role', 'revoked_at']),
  ...noted('device', 'device', ['ended_at']),
  ...noted('responder', 'responder', ['disabled_at']),
];

/** Triggers for when one of these columns changes, or the row goes. */
function noted(table: string, kind: string, columns: readonly string[]): string[] {
  const changed = columns.map((column) => `OLD.${column} IS DISTINCT FROM NEW.${column}`);
  const run = `FOR EACH ROW EXECUTE FUNCTION note_access_change('${kind}')`;
  return [
    `CREATE TRIGGER ${table}_access_changed AFTER UPDATE ON ${table}
      ${run.replace('EXECUTE', `WHEN (${changed.join(' OR ')}) EXECUTE`)}`,
    `CREATE TRIGGER ${table}_access_removed AFTER DELETE ON ${table} ${run}`,
  ];
}

const SECURITY = [
  ...forceRowSecurity('account', ['door reads']),
  ...forceRowSecurity('account_invitation', ['door reads', 'upkeep']),
  ...forceRowSecurity('oidc_attempt', ['door', 'upkeep']),
  ...forceRowSecurity('session', ['door', 'upkeep']),
  ...forceRowSecurity('refresh_token', ['door', 'upkeep']),
  ...forceRowSecurity('access_token', ['door', 'upkeep']),
  ...forceRowSecurity('access_change', ['door', 'queue', 'upkeep']),
];

const GRANTS = [
  'GRANT SELECT, INSERT, UPDATE ON account TO closeby_app',
  `GRANT SELECT, INSERT, UPDATE, DELETE ON account_invitation, session, refresh_token
    TO closeby_app`,
  'GRANT SELECT, INSERT, DELETE ON oidc_attempt, access_token, access_change TO closeby_app',
];

/** Adds accounts, sessions and their tokens. */
export class Accounts1700000000007 implements MigrationInterface {
  readonly name = 'Accounts1700000000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    const steps = [ACCOUNTS, SESSIONS, CHANGES, SECURITY, GRANTS];
    for (const statement of steps.flat()) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
