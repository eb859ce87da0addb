import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/*
 * Tables of what is decided by and what was decided. They are read and written by hand-written
 * SQL; they stand here so that the drift gate knows every table of the migrations.
 */

export const REGISTERED_PLACE = table({
  name: 'registered_place',
  columns: plain([
    column.key('responder_id'),
    column.text('kind', { primary: true }),
    column.uuid('organisation_id'),
    column.point('position'),
    column.text('hours_text', OPTIONAL),
    column.text('hours_state'),
    { name: 'open_at', type: 'tstzmultirange', nullable: true },
    column.instant('compiled_from', OPTIONAL),
    column.instant('compiled_until', OPTIONAL),
    column.number('lat'),
    column.number('lon'),
  ]),
  indices: [{ name: 'registered_place_box_idx', columns: ['organisation_id', 'lat', 'lon'] }],
  checks: checks(
    ...['registered_place_kind_check', 'registered_place_hours_state_check'],
    'registered_place_hours_check',
  ),
  foreignKeys: [
    belongsTo('responder', 'registered_place_responder_fkey', ['organisation_id', 'responder_id']),
  ],
});

export const DECISION = table({
  name: 'decision',
  columns: plain([
    column.key('incident_id'),
    column.counter('seq', { primary: true }),
    column.uuid('organisation_id'),
    column.instant('at'),
    column.text('cause'),
    column.text('input'),
    column.text('plan'),
  ]),
  indices: [
    {
      name: 'decision_first_idx',
      columns: ['organisation_id', 'at', 'incident_id'],
      where: 'true',
    },
  ],
  checks: checks('decision_seq_check', 'decision_cause_check'),
  foreignKeys: [
    belongsTo('incident', 'decision_incident_fkey', ['organisation_id', 'incident_id']),
  ],
});

export const RESPONSE_PLAN = table({
  name: 'response_plan',
  columns: plain([
    column.key('organisation_id'),
    column.text('name', { primary: true, collation: 'C' }),
    column.count('version', { primary: true }),
    column.text('status'),
    column.text('title'),
    column.text('kinds', { array: true }),
    column.text('determinants', { array: true }),
    column.json('policy'),
    column.json('safety_rules'),
    column.instant('created_at'),
    column.instant('moved_at', OPTIONAL),
  ]),
  indices: [
    {
      name: 'response_plan_one_active_idx',
      columns: ['organisation_id', 'name'],
      unique: true,
      where: 'true',
    },
  ],
  checks: checks('response_plan_version_check', 'response_plan_status_check'),
  foreignKeys: [owner('response_plan_owner_fkey', 'organisation_id')],
});

export const DANGER_AREA = table({
  name: 'danger_area',
  columns: plain([
    column.key('organisation_id'),
    column.text('code', { primary: true, collation: 'C' }),
    column.text('says'),
    { name: 'area', type: 'geometry', spatialFeatureType: 'MultiPolygon', srid: 4326 },
    column.instant('valid_from'),
    column.instant('valid_to', OPTIONAL),
    column.text('keeps_away', { array: true }),
  ]),
  checks: checks('danger_area_keeps_away_check'),
  foreignKeys: [owner('danger_area_owner_fkey', 'organisation_id')],
});

export const ACCEPTANCE_CHECK = table({
  name: 'acceptance_check',
  columns: plain([
    column.key('organisation_id'),
    column.instant('at', { primary: true }),
    column.count('alerts'),
    column.number('brier'),
    column.number('constant_brier'),
    column.number('slope', OPTIONAL),
    column.text('verdict'),
  ]),
  checks: checks('acceptance_check_alerts_check', 'acceptance_check_verdict_check'),
  foreignKeys: [owner('acceptance_check_owner_fkey', 'organisation_id')],
});
