import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Offers and needs with the claims on them; groups with their members and what call-outs ask of
 * them; and call-outs that a partner was asked to share. How much of an entry is claimed is counted
 * from its claims, so that nothing else has to be put right when a person is erased.
 */

const BOARD = [
  `CREATE TABLE board_settings (
    organisation_id uuid PRIMARY KEY
      CONSTRAINT board_settings_owner_fkey REFERENCES organisation (id),
    is_public boolean NOT NULL
  )`,
  // `contact` is sealed and null for a responder's, whose contact the registry has.
  `CREATE TABLE board_entry (
    organisation_id uuid NOT NULL CONSTRAINT board_entry_owner_fkey REFERENCES organisation (id),
    id uuid NOT NULL,
    source text NOT NULL
      CONSTRAINT board_entry_source_check CHECK (source IN ('responder', 'staff', 'public')),
    responder_id uuid,
    side text NOT NULL CONSTRAINT board_entry_side_check CHECK (side IN ('offer', 'need')),
    kind text NOT NULL,
    title text NOT NULL,
    note text,
    quantity integer NOT NULL CONSTRAINT board_entry_quantity_check CHECK (quantity > 0),
    from_at timestamptz NOT NULL,
    until_at timestamptz NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    cell_lat double precision NOT NULL,
    cell_lon double precision NOT NULL,
    cell_size_m double precision NOT NULL,
    travel_max_m integer NOT NULL,
    status text NOT NULL CONSTRAINT board_entry_status_check CHECK (status IN ('pending-proof',
      'pending-vetting', 'open', 'done', 'closed', 'expired', 'done-by-others')),
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz NOT NULL,
    asked_again_at timestamptz,
    vetted_at timestamptz,
    reason text,
    ended_at timestamptz,
    due_at timestamptz,
    contact bytea,
    address_digest bytea,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT board_entry_times_check CHECK (from_at < until_at),
    CONSTRAINT board_entry_end_check CHECK ((ended_at IS NULL) = (due_at IS NOT NULL)),
    CONSTRAINT board_entry_from_check CHECK ((source = 'responder') = (responder_id IS NOT NULL)),
    CONSTRAINT board_entry_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  'CREATE INDEX board_entry_newest_idx ON board_entry (organisation_id, created_at, id)',
  'CREATE INDEX board_entry_box_idx ON board_entry (organisation_id, status, lat, lon)',
  'CREATE INDEX board_entry_responder_idx ON board_entry (responder_id)',
  'CREATE INDEX board_entry_due_idx ON board_entry (due_at) WHERE due_at IS NOT NULL',
  `CREATE TABLE board_claim (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    responder_id uuid,
    for_entry_id uuid,
    quantity integer NOT NULL CONSTRAINT board_claim_quantity_check CHECK (quantity > 0),
    status text NOT NULL CONSTRAINT board_claim_status_check
      CHECK (status IN ('held', 'done', 'released', 'expired')),
    claimed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    reminded_at timestamptz,
    ended_at timestamptz,
    due_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT board_claim_who_check CHECK ((responder_id IS NULL) <> (for_entry_id IS NULL)),
    CONSTRAINT board_claim_end_check CHECK ((status = 'held') = (ended_at IS NULL)),
    CONSTRAINT board_claim_entry_fkey FOREIGN KEY (organisation_id, entry_id)
      REFERENCES board_entry (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT board_claim_for_fkey FOREIGN KEY (organisation_id, for_entry_id)
      REFERENCES board_entry (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT board_claim_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  'CREATE INDEX board_claim_entry_idx ON board_claim (entry_id)',
  'CREATE INDEX board_claim_for_idx ON board_claim (for_entry_id)',
  'CREATE INDEX board_claim_responder_idx ON board_claim (responder_id)',
  'CREATE INDEX board_claim_due_idx ON board_claim (due_at) WHERE due_at IS NOT NULL',
  // Who says it is a keyed digest: enough to count each but once.
  `CREATE TABLE board_report (
    organisation_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    kind text NOT NULL
      CONSTRAINT board_report_kind_check CHECK (kind IN ('wrong', 'done-by-others')),
    by_digest bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, entry_id, kind, by_digest),
    CONSTRAINT board_report_entry_fkey FOREIGN KEY (organisation_id, entry_id)
      REFERENCES board_entry (organisation_id, id) ON DELETE CASCADE
  )`,
  `ALTER TABLE one_time_code DROP CONSTRAINT one_time_code_purpose_check,
    ADD CONSTRAINT one_time_code_purpose_check
      CHECK (purpose IN ('registration', 'contact', 'board'))`,
];

const GROUPS = [
  `CREATE TABLE responder_group (
    organisation_id uuid NOT NULL
      CONSTRAINT responder_group_owner_fkey REFERENCES organisation (id),
    id uuid NOT NULL,
    group_ref text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CONSTRAINT responder_group_kind_check
      CHECK (kind IN ('community', 'charity', 'company')),
    status text NOT NULL CONSTRAINT responder_group_status_check
      CHECK (status IN ('asked-for', 'active', 'turned-down', 'closed')),
    equipment jsonb NOT NULL,
    asked_by uuid,
    note text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT responder_group_ref_key UNIQUE (organisation_id, group_ref)
  )`,
  `CREATE TABLE group_member (
    organisation_id uuid NOT NULL,
    group_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    is_coordinator boolean NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, group_id, responder_id),
    CONSTRAINT group_member_group_fkey FOREIGN KEY (organisation_id, group_id)
      REFERENCES responder_group (organisation_id, id),
    CONSTRAINT group_member_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)
  )`,
  'CREATE INDEX group_member_responder_idx ON group_member (responder_id)',
  `CREATE TABLE group_ask (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    callout_id uuid NOT NULL,
    group_id uuid NOT NULL,
    need_key text NOT NULL,
    people_count integer NOT NULL
      CONSTRAINT group_ask_people_check CHECK (people_count > 0),
    pieces jsonb NOT NULL,
    answer_by timestamptz NOT NULL,
    status text NOT NULL CONSTRAINT group_ask_status_check
      CHECK (status IN ('asked', 'answered', 'refused', 'expired', 'withdrawn')),
    filled_count integer NOT NULL
      CONSTRAINT group_ask_filled_check CHECK (filled_count >= 0),
    filled_pieces jsonb NOT NULL,
    asked_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT group_ask_end_check CHECK ((status = 'asked') = (ended_at IS NULL)),
    CONSTRAINT group_ask_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id),
    CONSTRAINT group_ask_group_fkey FOREIGN KEY (organisation_id, group_id)
      REFERENCES responder_group (organisation_id, id)
  )`,
  'CREATE INDEX group_ask_callout_idx ON group_ask (callout_id, asked_at)',
  'CREATE INDEX group_ask_group_idx ON group_ask (group_id)',
  `CREATE INDEX group_ask_due_idx ON group_ask (answer_by) WHERE status = 'asked'`,
];

const SHARES = [
  `CREATE TABLE callout_share (
    organisation_id uuid NOT NULL,
    callout_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    partner_id uuid NOT NULL
      CONSTRAINT callout_share_partner_fkey REFERENCES organisation (id),
    partner_ref text NOT NULL,
    needs jsonb NOT NULL,
    reason text NOT NULL,
    asked_at timestamptz NOT NULL,
    told_stop_at timestamptz,
    due_at timestamptz,
    PRIMARY KEY (organisation_id, callout_id, agreement_id),
    CONSTRAINT callout_share_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id),
    CONSTRAINT callout_share_agreement_fkey FOREIGN KEY (organisation_id, agreement_id)
      REFERENCES aid_agreement (organisation_id, id)
  )`,
  'CREATE INDEX callout_share_due_idx ON callout_share (due_at) WHERE due_at IS NOT NULL',
];

const GRANTS = [
  'GRANT SELECT, INSERT, UPDATE ON board_settings TO closeby_app',
  'GRANT SELECT, INSERT, DELETE ON board_entry TO closeby_app',
  `GRANT UPDATE (status, confirmed_at, asked_again_at, vetted_at, reason, ended_at, due_at)
    ON board_entry TO closeby_app`,
  'GRANT SELECT, INSERT ON board_claim TO closeby_app',
  `GRANT UPDATE (status, reminded_at, ended_at, due_at) ON board_claim TO closeby_app`,
  'GRANT SELECT, INSERT ON board_report TO closeby_app',
  'GRANT UPDATE (at) ON board_report TO closeby_app',
  'GRANT SELECT, INSERT ON responder_group TO closeby_app',
  `GRANT UPDATE (name, kind, status, equipment, note, updated_at) ON responder_group
    TO closeby_app`,
  'GRANT SELECT, INSERT, DELETE ON group_member TO closeby_app',
  'GRANT UPDATE (is_coordinator) ON group_member TO closeby_app',
  'GRANT SELECT, INSERT ON group_ask TO closeby_app',
  `GRANT UPDATE (status, filled_count, filled_pieces, ended_at) ON group_ask TO closeby_app`,
  'GRANT SELECT, INSERT ON callout_share TO closeby_app',
  'GRANT UPDATE (told_stop_at, due_at) ON callout_share TO closeby_app',
];

/** Adds the board, groups, and call-outs shared with a partner. */
export class Boards1700000000018 implements MigrationInterface {
  readonly name = 'Boards1700000000018';

  async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...BOARD,
      ...GROUPS,
      ...SHARES,
      ...GRANTS,
      ...forceRowSecurity('board_settings'),
      ...forceRowSecurity('board_entry', ['queue']),
      ...forceRowSecurity('board_claim', ['queue']),
      ...forceRowSecurity('board_report'),
      ...forceRowSecurity('responder_group'),
      ...forceRowSecurity('group_member'),
      ...forceRowSecurity('group_ask', ['queue']),
      ...forceRowSecurity('callout_share', ['queue']),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
