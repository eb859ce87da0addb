import type { Pool } from 'pg';
import type { AedFeed } from '#core/aed-feed';
import type { AedFeedStore } from '#flow/ports';
import { acrossOrganisations, inOrganisation, type Tx } from './transaction';

const COLUMNS = `f.organisation_id AS "organisationId", f.feed_ref AS "feedRef", f.title, f.url,
  f.format, f.region, f.every_ms AS "everyMs", f.paused, f.dry_run AS "dryRun",
  f.allow_vanish AS "allowVanish", f.last_tried_at AS "lastTriedAt",
  f.last_read_at AS "lastReadAt", f.next_at AS "nextAt", f.failing, f.etag,
  f.last_modified AS "lastModified", f.versions, f.report`;

/** $1 to $9 the settings, $10 now. Of another address nothing that was read before counts. */
const PUT = `INSERT INTO aed_feed AS f (organisation_id, feed_ref, title, url, format, region,
  every_ms, paused, dry_run, allow_vanish, next_at, versions)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, false, $10, '{}')
ON CONFLICT (organisation_id, feed_ref) DO UPDATE SET title = excluded.title, url = excluded.url,
  format = excluded.format, region = excluded.region, every_ms = excluded.every_ms,
  paused = excluded.paused, dry_run = excluded.dry_run, allow_vanish = false,
  next_at = excluded.next_at, lease_id = NULL, leased_until = NULL, etag = NULL,
  last_modified = NULL,
  versions = CASE WHEN f.url = excluded.url AND f.format = excluded.format
    THEN f.versions ELSE '{}' END,
  failing = CASE WHEN f.url = excluded.url AND f.format = excluded.format THEN f.failing END
RETURNING ${COLUMNS}`;

/** $1 organisation, $2 reference, $3 whether many may vanish, $4 now. */
const WANT = `UPDATE aed_feed AS f SET allow_vanish = $3, next_at = $4, etag = NULL,
  last_modified = NULL, lease_id = NULL, leased_until = NULL
WHERE f.organisation_id = $1 AND f.feed_ref = $2 RETURNING ${COLUMNS}`;

/** $1 lease, $2 now, $3 its end, $4 how many. */
const TAKE = `UPDATE aed_feed AS f SET lease_id = $1::uuid, leased_until = $3::timestamptz
FROM (SELECT organisation_id, feed_ref FROM aed_feed
  WHERE next_at <= $2::timestamptz AND NOT paused
    AND (leased_until IS NULL OR leased_until <= $2::timestamptz)
  ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS due
WHERE f.organisation_id = due.organisation_id AND f.feed_ref = due.feed_ref
RETURNING ${COLUMNS}`;

/** Feeds of registers of AEDs in PostgreSQL. */
export class PostgresAedFeedStore implements AedFeedStore {
  constructor(
    private readonly pool: Pool,
    private readonly queuePool: Pool,
  ) {}

  aedFeeds: AedFeedStore['aedFeeds'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, (tx) => read(tx, organisationId, null));

  aedFeed: AedFeedStore['aedFeed'] = (organisationId, feedRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      return (await read(tx, organisationId, feedRef))[0] ?? null;
    });

  putAedFeed: AedFeedStore['putAedFeed'] = (settings, now) =>
    inOrganisation(this.pool, settings.organisationId, async (tx) => {
      const { organisationId, feedRef, title, url, format, region } = settings;
      const { everyMs, paused, dryRun } = settings;
      const values = [organisationId, feedRef, title, url, format, region, everyMs, paused, dryRun];
      const [feed] = await tx.rows<AedFeed>({ text: PUT, values: [...values, new Date(now)] });
      if (feed === undefined) throw new Error('a feed that was put is there');
      return feed;
    });

  wantAedFeed: AedFeedStore['wantAedFeed'] = ({ organisationId, feedRef, allowVanish, now }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const values = [organisationId, feedRef, allowVanish, new Date(now)];
      return (await tx.rows<AedFeed>({ text: WANT, values }))[0] ?? null;
    });

  removeAedFeed: AedFeedStore['removeAedFeed'] = (organisationId, feedRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const removed = await tx.rows({
        text: `DELETE FROM aed_feed WHERE organisation_id = $1 AND feed_ref = $2
          RETURNING feed_ref`,
        values: [organisationId, feedRef],
      });
      return removed.length > 0;
    });

  takeDueAedFeeds: AedFeedStore['takeDueAedFeeds'] = ({ leaseId, now, leaseMs, max }) =>
    acrossOrganisations(this.queuePool, (tx) =>
      tx.rows<AedFeed>({
        text: TAKE,
        values: [leaseId, new Date(now), new Date(now + leaseMs), max],
      }),
    );

  saveAedFeed: AedFeedStore['saveAedFeed'] = (feed, leaseId) =>
    inOrganisation(this.pool, feed.organisationId, async (tx) => {
      const { organisationId, feedRef, failing, report, lastTriedAt, lastReadAt } = feed;
      const saved = await tx.rows({
        text: `UPDATE aed_feed SET last_tried_at = $4, last_read_at = $5, next_at = $6,
            failing = $7, etag = $8, last_modified = $9, versions = $10, report = $11,
            allow_vanish = $12, lease_id = NULL, leased_until = NULL
          WHERE organisation_id = $1 AND feed_ref = $2 AND lease_id = $3 RETURNING feed_ref`,
        values: [
          ...[organisationId, feedRef, leaseId, moment(lastTriedAt), moment(lastReadAt)],
          ...[new Date(feed.nextAt), failing === null ? null : JSON.stringify(failing)],
          ...[feed.etag, feed.lastModified, JSON.stringify(feed.versions)],
          ...[report === null ? null : JSON.stringify(report), feed.allowVanish],
        ],
      });
      return saved.length > 0;
    });
}

function moment(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

function read(tx: Tx, organisationId: string, feedRef: string | null): Promise<AedFeed[]> {
  return tx.rows<AedFeed>({
    text: `SELECT ${COLUMNS} FROM aed_feed f WHERE f.organisation_id = $1
      AND ($2::text IS NULL OR f.feed_ref = $2) ORDER BY f.feed_ref`,
    values: [organisationId, feedRef],
  });
}
