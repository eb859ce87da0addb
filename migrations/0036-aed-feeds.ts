import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

const AED_FEEDS = [
  `CREATE TABLE aed_feed (
    organisation_id uuid NOT NULL CONSTRAINT aed_feed_owner_fkey REFERENCES organisation (id),
    feed_ref text COLLATE "C" NOT NULL,
    title text NOT NULL,
    url text NOT NULL,
    format text NOT NULL CONSTRAINT aed_feed_format_check
      CHECK (format IN ('osm', 'osm-change', 'csv', 'table', 'geodae')),
    region text,
    every_ms integer NOT NULL,
    paused boolean NOT NULL,
    dry_run boolean NOT NULL,
    allow_vanish boolean NOT NULL,
    last_tried_at timestamptz,
    last_read_at timestamptz,
    next_at timestamptz NOT NULL,
    failing jsonb,
    etag text,
    last_modified text,
    versions jsonb NOT NULL,
    report jsonb,
    lease_id uuid,
    leased_until timestamptz,
    PRIMARY KEY (organisation_id, feed_ref)
  )`,
  'CREATE INDEX aed_feed_due_idx ON aed_feed (next_at)',
  ...forceRowSecurity('aed_feed', ['queue']),
  `GRANT SELECT, INSERT, DELETE, UPDATE (title, url, format, region, every_ms, paused, dry_run,
    allow_vanish, last_tried_at, last_read_at, next_at, failing, etag, last_modified, versions,
    report, lease_id, leased_until) ON aed_feed TO closeby_app`,
];

/** Registers of AEDs that are read again and again. */
export class AedFeeds1700000000036 implements MigrationInterface {
  readonly name = 'AedFeeds1700000000036';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of AED_FEEDS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
