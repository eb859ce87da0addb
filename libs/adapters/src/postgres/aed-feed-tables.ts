import { checks, column, OPTIONAL, owner, plain, table } from './columns';

const KEY = { collation: 'C', primary: true } as const;

/** Feeds of registers of AEDs; read and written by SQL. */
export const AED_FEED = table({
  name: 'aed_feed',
  columns: plain([
    ...[column.key('organisation_id'), column.text('feed_ref', KEY)],
    ...[column.text('title'), column.text('url'), column.text('format')],
    ...[column.text('region', OPTIONAL), column.count('every_ms'), column.flag('paused')],
    ...[column.flag('dry_run'), column.flag('allow_vanish')],
    ...[column.instant('last_tried_at', OPTIONAL), column.instant('last_read_at', OPTIONAL)],
    ...[column.instant('next_at'), column.json('failing', OPTIONAL)],
    ...[column.text('etag', OPTIONAL), column.text('last_modified', OPTIONAL)],
    ...[column.json('versions'), column.json('report', OPTIONAL)],
    ...[column.uuid('lease_id', OPTIONAL), column.instant('leased_until', OPTIONAL)],
  ]),
  indices: [{ name: 'aed_feed_due_idx', columns: ['next_at'] }],
  checks: checks('aed_feed_format_check'),
  foreignKeys: [owner('aed_feed_owner_fkey', 'organisation_id')],
});
