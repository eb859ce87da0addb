import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/* Warnings, their feeds, and templates of call-outs; read and written by SQL. */

const BYTES = { collation: 'C' } as const;
const KEY = { ...BYTES, primary: true } as const;

export const WARNING = table({
  name: 'warning',
  columns: plain([
    ...[column.key('organisation_id'), column.key('id'), column.text('origin')],
    column.text('feed_ref', { ...BYTES, ...OPTIONAL }),
    ...[column.text('sender', BYTES), column.text('identifier', BYTES)],
    ...[column.instant('sent_at'), column.instant('received_at')],
    ...[column.text('state'), column.text('message_type'), column.instant('starts_at')],
    ...[column.instant('expires_at', OPTIONAL), column.uuid('replaced_by_id', OPTIONAL)],
    ...[column.text('dismissed_reason', OPTIONAL), column.json('content')],
    column.json('area', OPTIONAL),
  ]),
  uniques: [
    {
      name: 'warning_once_key',
      columns: ['organisation_id', 'sender', 'identifier', 'sent_at'],
    },
  ],
  indices: [
    { name: 'warning_newest_idx', columns: ['organisation_id', 'received_at', 'id'] },
    { name: 'warning_replaced_idx', columns: ['organisation_id', 'replaced_by_id'] },
  ],
  checks: checks('warning_state_check', 'warning_message_type_check'),
  foreignKeys: [owner('warning_owner_fkey', 'organisation_id')],
});

export const WARNING_REFERENCE = table({
  name: 'warning_reference',
  columns: plain([
    column.key('organisation_id'),
    ...[column.text('sender', KEY), column.text('identifier', KEY)],
    ...[column.instant('sent_at', { primary: true }), column.key('warning_id')],
  ]),
  foreignKeys: [
    belongsTo('warning', 'warning_reference_warning_fkey', ['organisation_id', 'warning_id']),
  ],
});

export const WARNING_FEED = table({
  name: 'warning_feed',
  columns: plain([
    ...[column.key('organisation_id'), column.text('feed_ref', KEY)],
    ...[column.text('title'), column.text('url'), column.text('format')],
    ...[column.count('every_ms'), column.flag('paused')],
    ...[column.instant('last_tried_at', OPTIONAL), column.instant('last_read_at', OPTIONAL)],
    ...[column.instant('next_at'), column.json('failing', OPTIONAL)],
    ...[column.count('entry_count'), column.json('refused')],
    ...[column.text('etag', OPTIONAL), column.text('last_modified', OPTIONAL)],
    ...[column.json('seen'), column.uuid('lease_id', OPTIONAL)],
    column.instant('leased_until', OPTIONAL),
  ]),
  indices: [{ name: 'warning_feed_due_idx', columns: ['next_at'] }],
  checks: checks('warning_feed_format_check'),
  foreignKeys: [owner('warning_feed_owner_fkey', 'organisation_id')],
});

export const CALLOUT_TEMPLATE = table({
  name: 'callout_template',
  columns: plain([
    ...[column.key('organisation_id'), column.text('template_ref', KEY)],
    ...[column.json('content'), column.instant('changed_at')],
  ]),
  foreignKeys: [owner('callout_template_owner_fkey', 'organisation_id')],
});
