import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/*
 * Tables of what was carried to people, of drills, of what people write back, and of an
 * organisation's own words. They are read and written by hand-written SQL; they stand here so that
 * the drift gate knows every table of the migrations.
 */

const TO = ['organisation_id', 'responder_id'] as const;

export const DELIVERY_ATTEMPT = table({
  name: 'delivery_attempt',
  columns: plain([
    column.key('delivery_id'),
    column.instant('handed_over_at', { primary: true }),
    column.text('lease_id', { primary: true }),
    column.count('part', { primary: true }),
    column.uuid('organisation_id'),
    column.uuid('device_id', OPTIONAL),
    column.instant('answered_at', OPTIONAL),
    column.text('outcome'),
    column.text('provider_ref', OPTIONAL),
    column.text('error', OPTIONAL),
  ]),
  checks: checks('delivery_attempt_outcome_check'),
  foreignKeys: [
    {
      name: 'delivery_attempt_delivery_fkey',
      target: 'delivery',
      columnNames: ['delivery_id'],
      referencedColumnNames: ['id'],
    },
    owner('delivery_attempt_owner_fkey', 'organisation_id'),
  ],
});

/** What failed again and again, and waits for a human. */
export const QUARANTINE = table({
  name: 'quarantine',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.text('about'),
    column.uuid('about_id'),
    column.text('channel', OPTIONAL),
    column.small('failures'),
    column.text('reason'),
    column.instant('set_aside_at'),
  ]),
  indices: [{ name: 'quarantine_newest_idx', columns: ['organisation_id', 'set_aside_at', 'id'] }],
  checks: checks('quarantine_about_check'),
  foreignKeys: [owner('quarantine_owner_fkey', 'organisation_id')],
});

export const DRILL = table({
  name: 'drill',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.text('title'),
    column.uuid('responder_ids', { array: true, nullable: true }),
    column.instant('starts_at'),
    column.count('window_ms'),
    column.count('every_days', OPTIONAL),
    column.text('status'),
    column.instant('started_at', OPTIONAL),
    column.instant('ended_at', OPTIONAL),
    column.counter('revision'),
  ]),
  uniques: [{ name: 'drill_organisation_key', columns: ['organisation_id', 'id'] }],
  indices: [{ name: 'drill_newest_idx', columns: ['organisation_id', 'starts_at', 'id'] }],
  checks: checks('drill_window_check', 'drill_every_check', 'drill_status_check'),
  foreignKeys: [owner('drill_owner_fkey', 'organisation_id')],
});

export const REPLY = table({
  name: 'reply',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.uuid('responder_id'),
    column.uuid('alert_id', OPTIONAL),
    ...['channel', 'provider_ref', 'text'].map((name) => column.text(name)),
    column.json('meaning', OPTIONAL),
    column.text('status'),
    column.instant('received_at'),
    column.instant('handled_at', OPTIONAL),
    column.uuid('handled_by', OPTIONAL),
    column.text('note', OPTIONAL),
  ]),
  uniques: [{ name: 'reply_once_key', columns: ['channel', 'provider_ref', 'responder_id'] }],
  indices: [
    { name: 'reply_newest_idx', columns: ['organisation_id', 'received_at', 'id'] },
    { name: 'reply_alert_idx', columns: ['alert_id'] },
  ],
  checks: checks('reply_channel_check', 'reply_status_check', 'reply_handled_check'),
  foreignKeys: [
    belongsTo('alert', 'reply_alert_fkey', ['organisation_id', 'alert_id']),
    belongsTo('responder', 'reply_responder_fkey', TO),
  ],
});

/** From a number that nobody of any organisation has: it is nobody's but the operator's. */
export const UNPLACED_REPLY = table({
  name: 'unplaced_reply',
  columns: plain([
    column.text('channel', { primary: true }),
    column.text('provider_ref', { primary: true }),
    column.text('sender'),
    column.text('text'),
    column.instant('received_at'),
  ]),
});

export const MESSAGE_TEMPLATE = table({
  name: 'message_template',
  columns: plain([
    column.key('organisation_id'),
    ...['kind', 'channel', 'language'].map((name) => column.text(name, { primary: true })),
    column.text('title', OPTIONAL),
    column.text('body'),
    column.instant('updated_at'),
  ]),
  foreignKeys: [owner('message_template_owner_fkey', 'organisation_id')],
});
