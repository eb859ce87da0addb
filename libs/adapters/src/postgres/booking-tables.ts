import { belongsTo, checks, column, OPTIONAL, plain, table } from './columns';

/* The roster of call-outs, and passes for people without an account; read and written by SQL. */

export const CALLOUT_PASS = table({
  name: 'callout_pass',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.uuid('callout_id'),
    column.text('label'),
    column.hash('code_hash'),
    column.count('uses_max'),
    column.count('used_count', { default: 0 }),
    column.instant('valid_until'),
    column.text('muster_key', OPTIONAL),
    column.instant('created_at'),
    column.instant('revoked_at', OPTIONAL),
  ]),
  uniques: [
    { name: 'callout_pass_code_key', columns: ['code_hash'] },
    { name: 'callout_pass_organisation_key', columns: ['organisation_id', 'id'] },
  ],
  indices: [{ name: 'callout_pass_callout_idx', columns: ['callout_id', 'created_at'] }],
  checks: checks('callout_pass_uses_check'),
  foreignKeys: [
    belongsTo('callout', 'callout_pass_callout_fkey', ['organisation_id', 'callout_id']),
  ],
});

export const CALLOUT_BOOKING = table({
  name: 'callout_booking',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.uuid('callout_id'),
    ...['alert_id', 'responder_id', 'pass_id', 'group_id'].map((name) =>
      column.uuid(name, OPTIONAL),
    ),
    column.hash('sealed', OPTIONAL),
    column.text('status'),
    ...['need_key', 'muster_key', 'wished_need_key', 'wished_muster_key'].map((name) =>
      column.text(name, OPTIONAL),
    ),
    column.count('people_count'),
    column.json('pieces'),
    column.instant('from_at', OPTIONAL),
    column.instant('until_at', OPTIONAL),
    column.text('note', OPTIONAL),
    { name: 'during', type: 'tstzrange' },
    column.instant('booked_at'),
    ...['eta_at', 'checked_in_at', 'checked_out_at', 'due_out_at', 'ended_at'].map((name) =>
      column.instant(name, OPTIONAL),
    ),
    column.text('ended_reason', OPTIONAL),
  ]),
  uniques: [
    { name: 'callout_booking_alert_key', columns: ['alert_id'] },
    { name: 'callout_booking_organisation_key', columns: ['organisation_id', 'id'] },
  ],
  indices: [
    { name: 'callout_booking_roster_idx', columns: ['callout_id', 'booked_at', 'id'] },
    {
      name: 'callout_booking_reserve_idx',
      columns: ['callout_id', 'booked_at', 'id'],
      where: "status = 'reserve'",
    },
    {
      name: 'callout_booking_bound_idx',
      columns: ['responder_id'],
      where: "status IN ('expected', 'en-route', 'held', 'checked-in')",
    },
    {
      ...{ name: 'callout_booking_due_out_idx', columns: ['due_out_at'] },
      where: "status = 'checked-in'",
    },
    { name: 'callout_booking_responder_idx', columns: ['responder_id'] },
  ],
  checks: checks(
    ...['callout_booking_status_check', 'callout_booking_people_check'],
    ...['callout_booking_during_check', 'callout_booking_place_check'],
    'callout_booking_who_check',
  ),
  exclusions: checks('callout_booking_once_excl'),
  foreignKeys: [
    belongsTo('callout', 'callout_booking_callout_fkey', ['organisation_id', 'callout_id']),
    belongsTo('alert', 'callout_booking_alert_fkey', ['organisation_id', 'alert_id']),
    belongsTo('responder', 'callout_booking_responder_fkey', ['organisation_id', 'responder_id']),
    belongsTo('callout_pass', 'callout_booking_pass_fkey', ['organisation_id', 'pass_id']),
  ],
});
