import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/*
 * Tables of the hot path. They are read and written by hand-written SQL; they stand here so that
 * the drift gate knows every table of the migrations.
 */

const OWNED = ['organisation_id', 'incident_id'] as const;
const ASKED = ['organisation_id', 'callout_id'] as const;
const DRILLED = ['organisation_id', 'drill_id'] as const;
const ABOUT = ['organisation_id', 'alert_id'] as const;
const TO = ['organisation_id', 'responder_id'] as const;
const BY_WAY_OF = ['organisation_id', 'aed_id'] as const;
/** A role, and the AED of whoever fetches one. */
const TASK = [column.text('role', { default: 'direct' }), column.uuid('aed_id', OPTIONAL)];

export const LAST_KNOWN_FIX = table({
  name: 'last_known_fix',
  columns: plain([
    column.key('responder_id'),
    column.uuid('organisation_id'),
    column.point('position'),
    column.instant('measured_at'),
    column.metres('accuracy_m'),
    column.instant('saved_at'),
    column.number('lat'),
    column.number('lon'),
  ]),
  indices: [{ name: 'last_known_fix_box_idx', columns: ['organisation_id', 'lat', 'lon'] }],
  checks: checks('last_known_fix_accuracy_check'),
  foreignKeys: [belongsTo('responder', 'last_known_fix_responder_fkey', TO)],
});

export const INCIDENT = table({
  name: 'incident',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    ...['control_ref', 'status', 'kind', 'mode', 'priority'].map((name) => column.text(name)),
    column.point('place'),
    column.metres('place_accuracy_m', OPTIONAL),
    column.text('address', OPTIONAL),
    column.text('notes_for_responders', OPTIONAL),
    column.instant('called_at'),
    column.instant('ambulance_eta_at', OPTIONAL),
    column.text('asked_policy_name', OPTIONAL),
    column.text('policy_name'),
    column.flag('accept_outside_area'),
    column.text('excluded_responder_refs', { array: true }),
    column.point('cell_centre'),
    column.metres('cell_size_m'),
    column.instant('received_at'),
    column.count('wanted_count'),
    column.count('accepted_count'),
    column.counter('revision'),
    column.instant('ended_at', OPTIONAL),
    column.text('disposition', OPTIONAL),
    column.text('warnings', { array: true }),
    column.json('aeds'),
    column.counter('fact_count'),
    column.text('determinant_code', OPTIONAL),
    column.text('hazards', { array: true, default: '{}' }),
    column.number('patient_age_years', OPTIONAL),
    column.text('setting', { default: 'unknown' }),
    column.json('safety_override', OPTIONAL),
    column.json('raised_by_hand', OPTIONAL),
    column.json('orders', OPTIONAL),
    column.count('policy_version', { default: 1 }),
    column.counter('decision_count', { default: '0' }),
  ]),
  uniques: [
    { name: 'incident_control_ref_key', columns: ['organisation_id', 'control_ref'] },
    { name: 'incident_organisation_key', columns: ['organisation_id', 'id'] },
  ],
  indices: [{ name: 'incident_newest_idx', columns: ['organisation_id', 'received_at', 'id'] }],
  checks: checks(
    ...['incident_status_check', 'incident_kind_check', 'incident_mode_check'],
    ...['incident_priority_check', 'incident_fact_count_check', 'incident_places_check'],
    ...['incident_end_check', 'incident_hazards_check', 'incident_setting_check'],
    'incident_decision_count_check',
  ),
  foreignKeys: [owner('incident_owner_fkey', 'organisation_id')],
});

export const CONTROL_MESSAGE = table({
  name: 'control_message',
  columns: plain([
    column.key('organisation_id'),
    column.text('control_ref', { primary: true }),
    column.text('op', { primary: true }),
    column.counter('order_key', { primary: true }),
    column.json('body'),
    column.instant('received_at'),
  ]),
  checks: checks('control_message_op_check'),
  foreignKeys: [owner('message_owner_fkey', 'organisation_id')],
});

export const CONSIDERED = table({
  name: 'considered',
  columns: plain([
    column.key('incident_id'),
    column.key('responder_id'),
    column.uuid('organisation_id'),
    column.text('reason'),
    column.metres('distance_m', OPTIONAL),
    column.instant('decided_at'),
  ]),
  indices: [{ name: 'considered_responder_idx', columns: ['responder_id', 'incident_id'] }],
  foreignKeys: [belongsTo('incident', 'considered_incident_fkey', OWNED)],
});

export const CALLOUT = table({
  name: 'callout',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    ...['control_ref', 'mode', 'title'].map((name) => column.text(name)),
    column.json('briefing'),
    { name: 'area', type: 'geometry', spatialFeatureType: 'MultiPolygon', srid: 4326 },
    {
      ...{ name: 'exclusions', type: 'geometry', spatialFeatureType: 'MultiPolygon', srid: 4326 },
      ...OPTIONAL,
    },
    column.json('presence'),
    column.instant('window_from'),
    column.instant('window_until'),
    ...['shifts', 'needs', 'muster_points', 'policy', 'fill'].map((name) => column.json(name)),
    column.text('credential_kinds', { array: true }),
    column.count('wanted_count'),
    column.count('accepted_count'),
    column.text('status'),
    column.instant('opened_at'),
    column.instant('stop_coming_at', OPTIONAL),
    column.counter('revision'),
    column.counter('fact_count'),
  ]),
  uniques: [
    { name: 'callout_control_ref_key', columns: ['organisation_id', 'control_ref'] },
    { name: 'callout_organisation_key', columns: ['organisation_id', 'id'] },
  ],
  indices: [{ name: 'callout_newest_idx', columns: ['organisation_id', 'opened_at', 'id'] }],
  checks: checks(
    ...['callout_mode_check', 'callout_status_check', 'callout_fact_count_check'],
    ...['callout_places_check', 'callout_window_check'],
  ),
  foreignKeys: [owner('callout_owner_fkey', 'organisation_id')],
});

export const ALERT = table({
  name: 'alert',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.uuid('incident_id', OPTIONAL),
    column.uuid('callout_id', OPTIONAL),
    column.uuid('drill_id', OPTIONAL),
    column.uuid('responder_id'),
    column.count('wave'),
    column.text('status'),
    column.text('reason'),
    column.metres('distance_m', OPTIONAL),
    column.instant('sent_at'),
    column.instant('expires_at'),
    ...['delivered_at', 'seen_at', 'answered_at', 'ended_at'].map((name) =>
      column.instant(name, OPTIONAL),
    ),
    column.text('ended_reason', OPTIONAL),
    column.instant('late_yes_at', OPTIONAL),
    ...TASK,
  ]),
  uniques: [
    { name: 'alert_incident_once_key', columns: ['incident_id', 'responder_id', 'wave'] },
    { name: 'alert_callout_once_key', columns: ['callout_id', 'responder_id', 'wave'] },
    { name: 'alert_drill_once_key', columns: ['drill_id', 'responder_id'] },
    { name: 'alert_organisation_key', columns: ['organisation_id', 'id'] },
  ],
  indices: [
    { name: 'alert_person_status_idx', columns: ['responder_id', 'status'] },
    {
      name: 'alert_responder_idx',
      columns: ['responder_id', 'sent_at', 'status', 'answered_at', 'incident_id'],
    },
    { name: 'alert_callout_idx', columns: ['callout_id', 'status', 'id'], where: 'true' },
    { name: 'alert_late_yes_idx', columns: ['callout_id'], where: 'true' },
    { name: 'alert_sent_idx', columns: ['organisation_id', 'sent_at', 'id'], where: 'true' },
  ],
  checks: checks(
    ...['alert_status_check', 'alert_reason_check', 'alert_ended_reason_check'],
    ...['alert_subject_check', 'alert_end_check', 'alert_role_check', 'alert_task_check'],
  ),
  foreignKeys: [
    belongsTo('incident', 'alert_incident_fkey', OWNED),
    belongsTo('callout', 'alert_callout_fkey', ASKED),
    belongsTo('drill', 'alert_drill_fkey', DRILLED),
    belongsTo('responder', 'alert_responder_fkey', TO),
    belongsTo('aed', 'alert_aed_fkey', BY_WAY_OF),
  ],
});

export const ASSIGNMENT = table({
  name: 'assignment',
  columns: plain([
    column.key('id'),
    ...['organisation_id', 'incident_id', 'alert_id', 'responder_id'].map((name) =>
      column.uuid(name),
    ),
    column.text('status'),
    column.instant('accepted_at'),
    ...['en_route_at', 'on_scene_at', 'with_patient_at', 'cleared_at', 'released_at'].map((name) =>
      column.instant(name, OPTIONAL),
    ),
    column.text('released_reason', OPTIONAL),
    ...TASK,
    column.instant('aed_collected_at', OPTIONAL),
    column.instant('eta_at', OPTIONAL),
  ]),
  uniques: [{ name: 'assignment_alert_key', columns: ['alert_id'] }],
  indices: [
    { name: 'assignment_incident_idx', columns: ['incident_id'] },
    { name: 'assignment_one_open_idx', columns: ['responder_id'], unique: true, where: 'true' },
    {
      name: 'assignment_responder_idx',
      columns: ['responder_id', 'accepted_at', 'en_route_at', 'with_patient_at'],
    },
  ],
  checks: checks('assignment_status_check', 'assignment_role_check', 'assignment_task_check'),
  exclusions: checks('assignment_one_fetcher_excl'),
  foreignKeys: [
    belongsTo('incident', 'assignment_incident_fkey', OWNED),
    belongsTo('alert', 'assignment_alert_fkey', ABOUT),
    belongsTo('responder', 'assignment_responder_fkey', TO),
    belongsTo('aed', 'assignment_aed_fkey', BY_WAY_OF),
  ],
});

export const RESPONDER_FEED = table({
  name: 'responder_feed',
  columns: plain([
    column.key('responder_id'),
    column.counter('seq', { primary: true }),
    column.uuid('organisation_id'),
    column.text('kind'),
    column.uuid('alert_id'),
    column.instant('at'),
  ]),
  indices: [{ name: 'responder_feed_alert_idx', columns: ['alert_id'] }],
  foreignKeys: [belongsTo('alert', 'responder_feed_alert_fkey', ABOUT)],
});

export const FACT = table({
  name: 'fact',
  columns: plain([
    column.counter('id', { primary: true, generated: 'increment' }),
    column.uuid('organisation_id'),
    column.uuid('incident_id', OPTIONAL),
    column.uuid('callout_id', OPTIONAL),
    column.counter('seq'),
    column.text('kind'),
    column.instant('at'),
    column.text('actor'),
    column.uuid('responder_id', OPTIONAL),
    column.json('detail'),
  ]),
  uniques: [
    { name: 'fact_incident_seq_key', columns: ['incident_id', 'seq'] },
    { name: 'fact_callout_seq_key', columns: ['callout_id', 'seq'] },
  ],
  indices: [
    // Of what stands in the detail, which TypeORM cannot say; its text is the migrations'.
    { name: 'fact_aed_reported_idx', columns: ['organisation_id', 'at'], synchronize: false },
  ],
  checks: checks('fact_actor_check', 'fact_subject_check'),
  foreignKeys: [
    belongsTo('incident', 'fact_incident_fkey', OWNED),
    belongsTo('callout', 'fact_callout_fkey', ASKED),
  ],
});

export const DELIVERY = table({
  name: 'delivery',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.uuid('alert_id'),
    column.uuid('responder_id'),
    column.text('channel'),
    column.text('subject'),
    column.text('status'),
    column.small('rank', { default: 1 }),
    column.instant('queued_at', { default: () => 'now()' }),
    column.text('spared', OPTIONAL),
    column.instant('delivered_at', OPTIONAL),
    column.instant('seen_at', OPTIONAL),
    column.instant('due_at'),
    column.instant('leased_until', OPTIONAL),
    column.text('lease_id', OPTIONAL),
    column.count('attempt'),
    column.small('failures', { default: 0 }),
    column.text('provider_ref', OPTIONAL),
    column.text('error', OPTIONAL),
    column.instant('finished_at', OPTIONAL),
  ]),
  indices: [
    { name: 'delivery_due_idx', columns: ['channel', 'rank', 'due_at'], where: 'true' },
    { name: 'delivery_provider_ref_idx', columns: ['provider_ref'], where: 'true' },
    { name: 'delivery_alert_idx', columns: ['alert_id'] },
    { name: 'delivery_suspect_idx', columns: ['channel', 'failures', 'due_at'], where: 'true' },
  ],
  checks: checks(
    ...['delivery_channel_check', 'delivery_subject_check', 'delivery_status_check'],
    'delivery_end_check',
  ),
  foreignKeys: [belongsTo('alert', 'delivery_alert_fkey', ABOUT)],
});

export const REVIEW = table({
  name: 'review',
  columns: plain([
    column.key('subject_id'),
    column.text('subject'),
    column.uuid('organisation_id'),
    column.instant('due_at'),
    column.instant('leased_until', OPTIONAL),
    column.text('lease_id', OPTIONAL),
    column.count('attempt'),
    column.small('failures', { default: 0 }),
  ]),
  indices: [
    { name: 'review_due_idx', columns: ['due_at'] },
    { name: 'review_suspect_idx', columns: ['failures', 'due_at'], where: 'true' },
  ],
  checks: checks('review_subject_check'),
  foreignKeys: [owner('review_owner_fkey', 'organisation_id')],
});
