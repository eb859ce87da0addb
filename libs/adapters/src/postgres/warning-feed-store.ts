import type { Pool } from 'pg';
import type { WarningFeed } from '#core/warning-feed';
import type { WarningFeedStore } from '#flow/ports';
import { acrossOrganisations, inOrganisation, type Tx } from './transaction';

const COLUMNS = `f.organisation_id AS "organisationId", f.feed_ref AS "feedRef", f.title, f.url,
  f.format, f.every_ms AS "everyMs", f.paused, f.last_tried_at AS "lastTriedAt",
  f.last_read_at AS "lastReadAt", f.next_at AS "nextAt", f.failing,
  f.entry_count AS "entryCount", f.refused, f.etag, f.last_modified AS "lastModified", f.seen`;

/** $1 to $7 the settings, $8 now. Of another address nothing that was read before counts. */
const PUT = `INSERT INTO warning_feed AS f (organisation_id, feed_ref, title, url, format, every_ms,
  paused, next_at, entry_count, refused, seen)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '[]', '[]')
ON CONFLICT (organisation_id, feed_ref) DO UPDATE SET title = excluded.title, url = excluded.url,
  format = excluded.format, every_ms = excluded.every_ms, paused = excluded.paused,
  next_at = excluded.next_at, lease_id = NULL, leased_until = NULL, etag = NULL,
  last_modified = NULL,
  seen = CASE WHEN f.url = excluded.url AND f.format = excluded.format
    THEN f.seen ELSE '[]' END,
  failing = CASE WHEN f.url = excluded.url AND f.format = excluded.format THEN f.failing END
RETURNING ${COLUMNS}`;

/** $1 lease, $2 now, $3 its end, $4 how many. */
const TAKE = `UPDATE warning_feed AS f SET lease_id = $1::uuid, leased_until = $3::timestamptz
FROM (SELECT organisation_id, feed_ref FROM warning_feed
  WHERE next_at <= $2::timestamptz AND NOT paused
    AND (leased_until IS NULL OR leased_until <= $2::timestamptz)
  ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS due
WHERE f.organisation_id = due.organisation_id AND f.feed_ref = due.feed_ref
RETURNING ${COLUMNS}`;

/** Feeds of warnings in PostgreSQL. */
export class PostgresWarningFeedStore implements WarningFeedStore {
  constructor(
    private readonly pool: Pool,
    private readonly queuePool: Pool,
  ) {}

  warningFeeds: WarningFeedStore['warningFeeds'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, (tx) => read(tx, organisationId, null));

  warningFeed: WarningFeedStore['warningFeed'] = (organisationId, feedRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      return (await read(tx, organisationId, feedRef))[0] ?? null;
    });

  putWarningFeed: WarningFeedStore['putWarningFeed'] = (settings, now) =>
    inOrganisation(this.pool, settings.organisationId, async (tx) => {
      const { organisationId, feedRef, title, url, format, everyMs, paused } = settings;
      const [feed] = await tx.rows<WarningFeed>({
        text: PUT,
        values: [organisationId, feedRef, title, url, format, everyMs, paused, new Date(now)],
      });
      if (feed === undefined) throw new Error('a feed that was put is there');
      return feed;
    });

  removeWarningFeed: WarningFeedStore['removeWarningFeed'] = (organisationId, feedRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const removed = await tx.rows({
        text: `DELETE FROM warning_feed WHERE organisation_id = $1 AND feed_ref = $2
          RETURNING feed_ref`,
        values: [organisationId, feedRef],
      });
      return removed.length > 0;
    });

  takeDueFeeds: WarningFeedStore['takeDueFeeds'] = ({ leaseId, now, leaseMs, max }) =>
    acrossOrganisations(this.queuePool, (tx) =>
      tx.rows<WarningFeed>({
        text: TAKE,
        values: [leaseId, new Date(now), new Date(now + leaseMs), max],
      }),
    );

  saveFeed: WarningFeedStore['saveFeed'] = (feed, leaseId) =>
    inOrganisation(this.pool, feed.organisationId, async (tx) => {
      const { organisationId, feedRef, failing, lastTriedAt, lastReadAt } = feed;
      const saved = await tx.rows({
        text: `UPDATE warning_feed SET last_tried_at = $4, last_read_at = $5, next_at = $6,
            failing = $7, entry_count = $8, refused = $9, etag = $10, last_modified = $11,
            seen = $12, lease_id = NULL, leased_until = NULL
          WHERE organisation_id = $1 AND feed_ref = $2 AND lease_id = $3 RETURNING feed_ref`,
        values: [
          ...[organisationId, feedRef, leaseId, moment(lastTriedAt), moment(lastReadAt)],
          ...[new Date(feed.nextAt), failing === null ? null : JSON.stringify(failing)],
          ...[feed.entryCount, JSON.stringify(feed.refused), feed.etag, feed.lastModified],
          JSON.stringify(feed.seen),
        ],
      });
      return saved.length > 0;
    });
}

function moment(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

function read(tx: Tx, organisationId: string, feedRef: string | null): Promise<WarningFeed[]> {
  return tx.rows<WarningFeed>({
    text: `SELECT ${COLUMNS} FROM warning_feed f WHERE f.organisation_id = $1
      AND ($2::text IS NULL OR f.feed_ref = $2) ORDER BY f.feed_ref`,
    values: [organisationId, feedRef],
  });
}
