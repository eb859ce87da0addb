import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Warnings of others, the feeds they are read from, and templates of call-outs. What a warning
 * refers to has rows of its own, since messages come in any order and each has to find those that
 * speak of it.
 */

const WARNINGS = [
  `CREATE TABLE warning (
    organisation_id uuid NOT NULL CONSTRAINT warning_owner_fkey REFERENCES organisation (id),
    id uuid NOT NULL,
    origin text NOT NULL,
    feed_ref text COLLATE "C",
    sender text COLLATE "C" NOT NULL,
    identifier text COLLATE "C" NOT NULL,
    sent_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    state text NOT NULL,
    message_type text NOT NULL,
    starts_at timestamptz NOT NULL,
    expires_at timestamptz,
    replaced_by_id uuid,
    dismissed_reason text,
    content jsonb NOT NULL,
    area jsonb,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT warning_once_key UNIQUE (organisation_id, sender, identifier, sent_at),
    CONSTRAINT warning_state_check
      CHECK (state IN ('current', 'updated', 'cancelled', 'dismissed')),
    CONSTRAINT warning_message_type_check CHECK (message_type IN ('Alert', 'Update', 'Cancel'))
  )`,
  'CREATE INDEX warning_newest_idx ON warning (organisation_id, received_at, id)',
  'CREATE INDEX warning_replaced_idx ON warning (organisation_id, replaced_by_id)',
  `CREATE TABLE warning_reference (
    organisation_id uuid NOT NULL,
    warning_id uuid NOT NULL,
    sender text COLLATE "C" NOT NULL,
    identifier text COLLATE "C" NOT NULL,
    sent_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, sender, identifier, sent_at, warning_id),
    CONSTRAINT warning_reference_warning_fkey FOREIGN KEY (organisation_id, warning_id)
      REFERENCES warning (organisation_id, id)
  )`,
  `CREATE TABLE warning_feed (
    organisation_id uuid NOT NULL CONSTRAINT warning_feed_owner_fkey REFERENCES organisation (id),
    feed_ref text COLLATE "C" NOT NULL,
    title text NOT NULL,
    url text NOT NULL,
    format text NOT NULL CONSTRAINT warning_feed_format_check
      CHECK (format IN ('atom', 'rss', 'json')),
    every_ms integer NOT NULL,
    paused boolean NOT NULL,
    last_tried_at timestamptz,
    last_read_at timestamptz,
    next_at timestamptz NOT NULL,
    failing jsonb,
    entry_count integer NOT NULL,
    refused jsonb NOT NULL,
    etag text,
    last_modified text,
    seen jsonb NOT NULL,
    lease_id uuid,
    leased_until timestamptz,
    PRIMARY KEY (organisation_id, feed_ref)
  )`,
  'CREATE INDEX warning_feed_due_idx ON warning_feed (next_at)',
  `CREATE TABLE callout_template (
    organisation_id uuid NOT NULL
      CONSTRAINT callout_template_owner_fkey REFERENCES organisation (id),
    template_ref text COLLATE "C" NOT NULL,
    content jsonb NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, template_ref)
  )`,
  ...forceRowSecurity('warning'),
  ...forceRowSecurity('warning_reference'),
  ...forceRowSecurity('warning_feed', ['queue']),
  ...forceRowSecurity('callout_template'),
  `GRANT SELECT, INSERT, UPDATE (state, replaced_by_id, dismissed_reason) ON warning
    TO closeby_app`,
  'GRANT SELECT, INSERT ON warning_reference TO closeby_app',
  // What goes by age.
  'GRANT DELETE ON warning, warning_reference TO closeby_app',
  `GRANT SELECT, INSERT, DELETE, UPDATE (title, url, format, every_ms, paused, last_tried_at,
    last_read_at, next_at, failing, entry_count, refused, etag, last_modified, seen, lease_id,
    leased_until) ON warning_feed TO closeby_app`,
  `GRANT SELECT, INSERT, DELETE, UPDATE (content, changed_at) ON callout_template
    TO closeby_app`,
];

/** Takes in warnings, and keeps what call-outs are drafted from. */
export class Warnings1700000000017 implements MigrationInterface {
  readonly name = 'Warnings1700000000017';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of WARNINGS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
