import { checks, column, OPTIONAL, owner, plain, table } from './columns';

/* What control rooms are told, and how; read and written by SQL. */

const OF_WEBHOOK = {
  target: 'webhook',
  columnNames: ['organisation_id', 'webhook_id'],
  referencedColumnNames: ['organisation_id', 'id'],
  onDelete: 'CASCADE' as const,
};

const EVENT_RELAY = table({
  name: 'event_relay',
  columns: plain([column.flag('is_only', { primary: true }), column.counter('last_fact_id')]),
  checks: checks('event_relay_only_check'),
});

const CONTROL_EVENT = table({
  name: 'control_event',
  columns: plain([
    column.key('organisation_id'),
    column.counter('position', { primary: true, generated: 'increment' }),
    column.uuid('id'),
    column.text('type'),
    column.instant('at'),
    column.instant('recorded_at'),
    column.uuid('incident_id', OPTIONAL),
    column.counter('fact_id', OPTIONAL),
    column.text('status', OPTIONAL),
    column.text('progress', OPTIONAL),
    column.json('weekly', OPTIONAL),
  ]),
  indices: [{ name: 'control_event_recorded_idx', columns: ['organisation_id', 'recorded_at'] }],
  checks: checks('control_event_content_check'),
  foreignKeys: [owner('control_event_owner_fkey', 'organisation_id')],
});

const WEBHOOK = table({
  name: 'webhook',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.text('label'),
    column.text('url'),
    column.text('types', { array: true }),
    column.instant('created_at'),
    column.instant('failing_since', OPTIONAL),
    column.instant('disabled_at', OPTIONAL),
    column.text('disabled_reason', OPTIONAL),
  ]),
  uniques: [{ name: 'webhook_organisation_key', columns: ['organisation_id', 'id'] }],
  foreignKeys: [owner('webhook_owner_fkey', 'organisation_id')],
});

const WEBHOOK_SECRET = table({
  name: 'webhook_secret',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.uuid('webhook_id'),
    column.hash('sealed'),
    column.instant('created_at'),
    column.instant('ends_at', OPTIONAL),
  ]),
  indices: [{ name: 'webhook_secret_webhook_idx', columns: ['organisation_id', 'webhook_id'] }],
  foreignKeys: [{ ...OF_WEBHOOK, name: 'webhook_secret_webhook_fkey' }],
});

const WEBHOOK_DELIVERY = table({
  name: 'webhook_delivery',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.uuid('webhook_id'),
    column.counter('position'),
    column.uuid('incident_id', OPTIONAL),
    column.text('status'),
    column.small('attempts', { default: 0 }),
    column.instant('due_at'),
    column.uuid('lease_id', OPTIONAL),
    column.instant('leased_until', OPTIONAL),
    column.text('reason', OPTIONAL),
    column.small('http_status', OPTIONAL),
    column.instant('settled_at', OPTIONAL),
  ]),
  uniques: [
    {
      name: 'webhook_delivery_event_key',
      columns: ['organisation_id', 'position', 'webhook_id'],
    },
  ],
  indices: [
    {
      ...{ name: 'webhook_delivery_due_idx', where: 'true' },
      columns: ['webhook_id', 'due_at', 'position'],
    },
    {
      ...{ name: 'webhook_delivery_order_idx', where: 'true' },
      columns: ['webhook_id', 'incident_id', 'position'],
    },
    {
      ...{ name: 'webhook_delivery_dead_idx', where: 'true' },
      columns: ['organisation_id', 'settled_at', 'id'],
    },
    { name: 'webhook_delivery_webhook_idx', columns: ['webhook_id', 'position'] },
  ],
  checks: checks('webhook_delivery_status_check'),
  foreignKeys: [
    { ...OF_WEBHOOK, name: 'webhook_delivery_webhook_fkey' },
    {
      name: 'webhook_delivery_event_fkey',
      target: 'control_event',
      columnNames: ['organisation_id', 'position'],
      referencedColumnNames: ['organisation_id', 'position'],
      onDelete: 'CASCADE',
    },
  ],
});

const REPORT_CARD = table({
  name: 'report_card',
  columns: plain([
    column.key('organisation_id'),
    column.text('emails', { array: true }),
    column.text('language'),
  ]),
  checks: checks('report_card_language_check'),
  foreignKeys: [owner('report_card_owner_fkey', 'organisation_id')],
});

const REPORT_CARD_WEEK = table({
  name: 'report_card_week',
  columns: plain([
    column.key('organisation_id'),
    column.text('week', { type: 'date', primary: true }),
    column.instant('claimed_until'),
    column.instant('sent_at', OPTIONAL),
  ]),
  foreignKeys: [owner('report_card_week_owner_fkey', 'organisation_id')],
});

export const WEBHOOK_TABLES = [
  ...[EVENT_RELAY, CONTROL_EVENT, WEBHOOK, WEBHOOK_SECRET, WEBHOOK_DELIVERY],
  ...[REPORT_CARD, REPORT_CARD_WEEK],
];
