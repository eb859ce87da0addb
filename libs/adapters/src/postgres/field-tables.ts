import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/* Tasks, reports from the field and watch points; read and written by SQL. */

const CASCADE = { onDelete: 'CASCADE' } as const;

const FIELD_TASK = table({
  name: 'field_task',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('callout_id'),
    column.text('title'),
    column.number('lat'),
    column.number('lon'),
    column.metres('cell_size_m', OPTIONAL),
    column.text('where_note', OPTIONAL),
    column.text('need_key', OPTIONAL),
    column.count('wanted_count'),
    column.json('equipment'),
    column.text('risk_note', OPTIONAL),
    column.text('priority'),
    column.instant('until_at', OPTIONAL),
    column.text('status'),
    column.instant('created_at'),
    column.instant('ended_at', OPTIONAL),
    column.text('ended_note', OPTIONAL),
    column.count('revision'),
  ]),
  indices: [
    {
      name: 'field_task_newest_idx',
      columns: ['organisation_id', 'callout_id', 'created_at', 'id'],
    },
  ],
  checks: checks(
    ...['field_task_wanted_check', 'field_task_priority_check', 'field_task_status_check'],
    'field_task_end_check',
  ),
  foreignKeys: [belongsTo('callout', 'field_task_callout_fkey', of('callout_id'))],
});

const FIELD_TASK_MEMBER = table({
  name: 'field_task_member',
  columns: plain([
    column.key('organisation_id'),
    column.key('task_id'),
    column.key('booking_id'),
    column.uuid('responder_id', OPTIONAL),
    column.small('place_in_team'),
    column.flag('is_leader'),
    column.flag('is_open'),
    column.instant('assigned_at'),
    column.text('step', OPTIONAL),
    column.instant('step_at', OPTIONAL),
    column.text('note', OPTIONAL),
  ]),
  indices: [
    {
      name: 'field_task_member_one_idx',
      columns: ['organisation_id', 'booking_id'],
      unique: true,
      where: 'true',
    },
    { name: 'field_task_member_booking_idx', columns: ['organisation_id', 'booking_id'] },
    { name: 'field_task_member_responder_idx', columns: ['responder_id'] },
  ],
  checks: checks('field_task_member_step_check'),
  foreignKeys: [
    belongsTo('field_task', 'field_task_member_task_fkey', of('task_id')),
    {
      ...belongsTo('callout_booking', 'field_task_member_booking_fkey', of('booking_id')),
      ...CASCADE,
    },
    belongsTo('responder', 'field_task_member_responder_fkey', of('responder_id')),
  ],
});

const FIELD_REPORT = table({
  name: 'field_report',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('callout_id'),
    column.text('kind'),
    column.json('facts'),
    column.number('lat'),
    column.number('lon'),
    column.instant('seen_at'),
    column.instant('received_at'),
    column.text('status'),
    column.instant('expires_at'),
    column.uuid('similar_to_id', OPTIONAL),
    column.uuid('merged_into_id', OPTIONAL),
    column.text('review_note', OPTIONAL),
    column.instant('reviewed_at', OPTIONAL),
    column.count('revision'),
  ]),
  indices: [
    {
      name: 'field_report_newest_idx',
      columns: ['organisation_id', 'callout_id', 'received_at', 'id'],
    },
    {
      name: 'field_report_seen_idx',
      columns: ['organisation_id', 'callout_id', 'kind', 'seen_at'],
    },
  ],
  checks: checks(
    ...['field_report_kind_check', 'field_report_status_check', 'field_report_merged_check'],
  ),
  foreignKeys: [belongsTo('callout', 'field_report_callout_fkey', of('callout_id'))],
});

const FIELD_REPORT_AUTHOR = table({
  name: 'field_report_author',
  columns: plain([
    column.key('organisation_id'),
    column.key('report_id'),
    column.uuid('responder_id'),
    column.instant('seen_at'),
    column.text('body', OPTIONAL),
  ]),
  indices: [{ name: 'field_report_author_responder_idx', columns: ['responder_id'] }],
  foreignKeys: [
    belongsTo('field_report', 'field_report_author_report_fkey', of('report_id')),
    belongsTo('responder', 'field_report_author_responder_fkey', of('responder_id')),
  ],
});

const FIELD_PHOTO = table({
  name: 'field_photo',
  columns: plain([
    column.key('organisation_id'),
    column.key('of_id'),
    column.uuid('responder_id'),
    column.text('media_type'),
    column.hash('sealed'),
    column.instant('uploaded_at'),
  ]),
  indices: [{ name: 'field_photo_responder_idx', columns: ['responder_id'] }],
  checks: checks('field_photo_media_type_check'),
  foreignKeys: [belongsTo('responder', 'field_photo_responder_fkey', of('responder_id'))],
});

const WATCH_POINT = table({
  name: 'watch_point',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.text('point_ref'),
    column.text('name'),
    column.text('kind'),
    column.number('lat'),
    column.number('lon'),
    column.json('rule'),
    column.text('upstream_refs', { array: true }),
    column.text('template_ref', OPTIONAL),
    column.instant('created_at'),
    column.text('state'),
    column.number('last_value', OPTIONAL),
    column.instant('last_seen_at', OPTIONAL),
    column.number('trend_per_hour', OPTIONAL),
    column.count('nudge_steps'),
    column.instant('nudged_at', OPTIONAL),
    column.instant('escalated_at', OPTIONAL),
    column.instant('review_at', OPTIONAL),
    column.count('revision'),
  ]),
  uniques: [{ name: 'watch_point_ref_key', columns: ['organisation_id', 'point_ref'] }],
  indices: [{ name: 'watch_point_review_idx', columns: ['review_at'] }],
  checks: checks('watch_point_kind_check', 'watch_point_state_check', 'watch_point_last_check'),
  foreignKeys: [owner('watch_point_owner_fkey', 'organisation_id')],
});

const WATCH_ADOPTION = table({
  name: 'watch_adoption',
  columns: plain([
    column.key('organisation_id'),
    column.key('point_id'),
    column.key('responder_id'),
    column.small('nudged_as'),
  ]),
  indices: [{ name: 'watch_adoption_responder_idx', columns: ['responder_id'] }],
  foreignKeys: [
    { ...belongsTo('watch_point', 'watch_adoption_point_fkey', of('point_id')), ...CASCADE },
    belongsTo('responder', 'watch_adoption_responder_fkey', of('responder_id')),
  ],
});

const WATCH_READING = table({
  name: 'watch_reading',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('point_id'),
    column.number('value'),
    column.instant('seen_at'),
    column.instant('received_at'),
    column.flag('is_jump'),
  ]),
  indices: [
    { name: 'watch_reading_newest_idx', columns: ['organisation_id', 'point_id', 'seen_at'] },
  ],
  foreignKeys: [
    { ...belongsTo('watch_point', 'watch_reading_point_fkey', of('point_id')), ...CASCADE },
  ],
});

const WATCH_READING_AUTHOR = table({
  name: 'watch_reading_author',
  columns: plain([
    column.key('organisation_id'),
    column.key('reading_id'),
    column.uuid('responder_id'),
    column.instant('seen_at'),
    column.text('note', OPTIONAL),
  ]),
  indices: [{ name: 'watch_reading_author_responder_idx', columns: ['responder_id'] }],
  foreignKeys: [
    {
      ...belongsTo('watch_reading', 'watch_reading_author_reading_fkey', of('reading_id')),
      ...CASCADE,
    },
    belongsTo('responder', 'watch_reading_author_responder_fkey', of('responder_id')),
  ],
});

/** Each table of the field. */
export const FIELD_TABLES = [
  FIELD_TASK,
  FIELD_TASK_MEMBER,
  FIELD_REPORT,
  FIELD_REPORT_AUTHOR,
  FIELD_PHOTO,
  WATCH_POINT,
  WATCH_ADOPTION,
  WATCH_READING,
  WATCH_READING_AUTHOR,
] as const;

function of(parent: string): readonly [string, string] {
  return ['organisation_id', parent];
}
