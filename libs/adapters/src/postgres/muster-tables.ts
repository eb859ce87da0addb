import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/* The day of a call-out; read and written by SQL. */

export const CALLOUT_MESSAGE = table({
  name: 'callout_message',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('callout_id'),
    column.text('kind'),
    column.text('body'),
    column.json('sent_to'),
    column.text('by_role'),
    column.uuid('by_id', OPTIONAL),
    column.instant('sent_at'),
    column.count('recipient_count'),
  ]),
  indices: [
    {
      name: 'callout_message_newest_idx',
      columns: ['organisation_id', 'callout_id', 'sent_at', 'id'],
    },
  ],
  foreignKeys: [
    belongsTo('callout', 'callout_message_callout_fkey', ['organisation_id', 'callout_id']),
  ],
});

export const NOTE = table({
  name: 'note',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('responder_id', OPTIONAL),
    column.uuid('booking_id', OPTIONAL),
    column.uuid('callout_id', OPTIONAL),
    column.uuid('message_id', OPTIONAL),
    column.text('kind'),
    column.text('body'),
    column.flag('is_exercise'),
    column.instant('made_at'),
    column.instant('due_at', OPTIONAL),
    column.count('attempt'),
    column.text('lease_id', OPTIONAL),
    column.instant('leased_until', OPTIONAL),
    column.text('by_ways', { array: true }),
    column.text('spared', OPTIONAL),
    column.instant('seen_at', OPTIONAL),
  ]),
  checks: checks('note_person_check', 'note_ways_check'),
  indices: [
    { name: 'note_due_idx', columns: ['due_at'], where: 'due_at IS NOT NULL' },
    { name: 'note_responder_idx', columns: ['responder_id', 'made_at'] },
    { name: 'note_booking_idx', columns: ['booking_id', 'made_at'] },
    { name: 'note_message_idx', columns: ['message_id', 'id'] },
    { name: 'note_age_idx', columns: ['made_at'] },
  ],
  foreignKeys: [
    owner('note_owner_fkey', 'organisation_id'),
    belongsTo('responder', 'note_responder_fkey', ['organisation_id', 'responder_id']),
    cascade(belongsTo('callout_booking', 'note_booking_fkey', ['organisation_id', 'booking_id'])),
    belongsTo('callout', 'note_callout_fkey', ['organisation_id', 'callout_id']),
    belongsTo('callout_message', 'note_message_fkey', ['organisation_id', 'message_id']),
  ],
});

export const MUSTER_DESK = table({
  name: 'muster_desk',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('callout_id'),
    column.text('muster_key', OPTIONAL),
    column.hash('code_hash'),
    column.uuid('created_by', OPTIONAL),
    column.instant('created_at'),
    column.instant('expires_at'),
    column.instant('ended_at', OPTIONAL),
  ]),
  uniques: [{ name: 'muster_desk_code_key', columns: ['code_hash'] }],
  indices: [{ name: 'muster_desk_callout_idx', columns: ['organisation_id', 'callout_id'] }],
  foreignKeys: [
    belongsTo('callout', 'muster_desk_callout_fkey', ['organisation_id', 'callout_id']),
  ],
});

export const CHECK_EVENT = table({
  name: 'check_event',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('callout_id'),
    column.uuid('booking_id', OPTIONAL),
    column.uuid('desk_id', OPTIONAL),
    column.text('kind'),
    column.instant('happened_at'),
    column.instant('received_at'),
    column.text('outcome'),
  ]),
  checks: checks('check_event_kind_check'),
  indices: [
    { name: 'check_event_booking_idx', columns: ['booking_id'] },
    { name: 'check_event_callout_idx', columns: ['callout_id'] },
    {
      ...{ name: 'check_event_no_place_idx', columns: ['booking_id'] },
      where: "outcome = 'no-place'",
    },
  ],
  foreignKeys: [
    belongsTo('callout', 'check_event_callout_fkey', ['organisation_id', 'callout_id']),
    cascade(
      belongsTo('callout_booking', 'check_event_booking_fkey', ['organisation_id', 'booking_id']),
    ),
    belongsTo('muster_desk', 'check_event_desk_fkey', ['organisation_id', 'desk_id']),
  ],
});

export const OVERDUE_STEP = table({
  name: 'overdue_step',
  columns: plain([
    column.key('organisation_id'),
    column.key('booking_id'),
    column.instant('checked_in_at', { primary: true }),
    column.count('level'),
    column.instant('asked_at', OPTIONAL),
    column.instant('alarm_at', OPTIONAL),
    column.text('lease_id', OPTIONAL),
    column.instant('leased_until', OPTIONAL),
  ]),
  foreignKeys: [
    cascade(
      belongsTo('callout_booking', 'overdue_step_booking_fkey', ['organisation_id', 'booking_id']),
    ),
  ],
});

export const DEBRIEF = table({
  name: 'debrief',
  columns: plain([
    column.key('organisation_id'),
    column.key('callout_id'),
    column.text('thanks'),
    column.json('questions'),
    column.instant('sent_at'),
    column.count('asked_count'),
  ]),
  foreignKeys: [belongsTo('callout', 'debrief_callout_fkey', ['organisation_id', 'callout_id'])],
});

export const DEBRIEF_ANSWER = table({
  name: 'debrief_answer',
  columns: plain([
    column.key('organisation_id'),
    column.key('booking_id'),
    column.uuid('callout_id'),
    column.hash('sealed'),
    column.instant('answered_at'),
  ]),
  indices: [
    {
      name: 'debrief_answer_newest_idx',
      columns: ['organisation_id', 'callout_id', 'answered_at'],
    },
  ],
  foreignKeys: [
    cascade(
      belongsTo('callout_booking', 'debrief_answer_booking_fkey', [
        'organisation_id',
        'booking_id',
      ]),
    ),
    {
      ...belongsTo('debrief', 'debrief_answer_debrief_fkey', ['organisation_id', 'callout_id']),
      referencedColumnNames: ['organisation_id', 'callout_id'],
    },
  ],
});

/** Goes with its parent, as when a person is erased. */
function cascade(key: ReturnType<typeof belongsTo>): ReturnType<typeof belongsTo> {
  return { ...key, onDelete: 'CASCADE' };
}
