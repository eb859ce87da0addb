import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Work given out on the day, what people report from the field, and the points they keep an eye
 * on. Who reported something stands beside what was seen, so that the one can go and the other
 * stay. Ids come from phones; they count within their organisation.
 */

const BELOW_CALLOUT = `FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)`;
const BELOW_RESPONDER = `FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id)`;

const TASKS = [
  `CREATE TABLE field_task (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    callout_id uuid NOT NULL,
    title text NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    cell_size_m double precision,
    where_note text,
    need_key text,
    wanted_count integer NOT NULL
      CONSTRAINT field_task_wanted_check CHECK (wanted_count > 0),
    equipment jsonb NOT NULL,
    risk_note text,
    priority text NOT NULL CONSTRAINT field_task_priority_check
      CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
    until_at timestamptz,
    status text NOT NULL CONSTRAINT field_task_status_check CHECK (status IN
      ('open', 'given', 'under-way', 'done', 'abandoned', 'done-by-others')),
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_note text,
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT field_task_end_check
      CHECK ((ended_at IS NULL) = (status IN ('open', 'given', 'under-way'))),
    CONSTRAINT field_task_callout_fkey ${BELOW_CALLOUT}
  )`,
  'CREATE INDEX field_task_newest_idx ON field_task (organisation_id, callout_id, created_at, id)',
  `CREATE TABLE field_task_member (
    organisation_id uuid NOT NULL,
    task_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    responder_id uuid,
    place_in_team smallint NOT NULL,
    is_leader boolean NOT NULL,
    is_open boolean NOT NULL,
    assigned_at timestamptz NOT NULL,
    step text CONSTRAINT field_task_member_step_check
      CHECK (step IN ('seen', 'under-way', 'done', 'cannot')),
    step_at timestamptz,
    note text,
    PRIMARY KEY (organisation_id, task_id, booking_id),
    CONSTRAINT field_task_member_task_fkey FOREIGN KEY (organisation_id, task_id)
      REFERENCES field_task (organisation_id, id),
    CONSTRAINT field_task_member_booking_fkey FOREIGN KEY (organisation_id, booking_id)
      REFERENCES callout_booking (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT field_task_member_responder_fkey ${BELOW_RESPONDER}
  )`,
  // Nobody is in two tasks that are still to be done.
  `CREATE UNIQUE INDEX field_task_member_one_idx
    ON field_task_member (organisation_id, booking_id) WHERE is_open`,
  'CREATE INDEX field_task_member_booking_idx ON field_task_member (organisation_id, booking_id)',
  'CREATE INDEX field_task_member_responder_idx ON field_task_member (responder_id)',
];

const REPORTS = [
  `CREATE TABLE field_report (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    callout_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT field_report_kind_check CHECK (kind IN ('river-level',
      'road-closed', 'person-needs-help', 'flooded', 'defence-breached', 'all-clear', 'other')),
    facts jsonb NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    seen_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    status text NOT NULL CONSTRAINT field_report_status_check
      CHECK (status IN ('new', 'confirmed', 'refuted', 'merged', 'resolved')),
    expires_at timestamptz NOT NULL,
    similar_to_id uuid,
    merged_into_id uuid,
    review_note text,
    reviewed_at timestamptz,
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT field_report_merged_check CHECK ((status = 'merged') = (merged_into_id IS NOT NULL)),
    CONSTRAINT field_report_callout_fkey ${BELOW_CALLOUT}
  )`,
  `CREATE INDEX field_report_newest_idx
    ON field_report (organisation_id, callout_id, received_at, id)`,
  `CREATE INDEX field_report_seen_idx
    ON field_report (organisation_id, callout_id, kind, seen_at)`,
  `CREATE TABLE field_report_author (
    organisation_id uuid NOT NULL,
    report_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    body text,
    PRIMARY KEY (organisation_id, report_id),
    CONSTRAINT field_report_author_report_fkey FOREIGN KEY (organisation_id, report_id)
      REFERENCES field_report (organisation_id, id),
    CONSTRAINT field_report_author_responder_fkey ${BELOW_RESPONDER}
  )`,
  'CREATE INDEX field_report_author_responder_idx ON field_report_author (responder_id)',
  // Of a report, or of a reading of a watch point.
  `CREATE TABLE field_photo (
    organisation_id uuid NOT NULL,
    of_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    media_type text NOT NULL CONSTRAINT field_photo_media_type_check
      CHECK (media_type IN ('image/jpeg', 'image/png')),
    sealed bytea NOT NULL,
    uploaded_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, of_id),
    CONSTRAINT field_photo_responder_fkey ${BELOW_RESPONDER}
  )`,
  'CREATE INDEX field_photo_responder_idx ON field_photo (responder_id)',
];

const POINTS = [
  `CREATE TABLE watch_point (
    organisation_id uuid NOT NULL CONSTRAINT watch_point_owner_fkey REFERENCES organisation (id),
    id uuid NOT NULL,
    point_ref text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CONSTRAINT watch_point_kind_check
      CHECK (kind IN ('drain', 'gauge', 'river-bank', 'other')),
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    rule jsonb NOT NULL,
    upstream_refs text[] NOT NULL,
    template_ref text,
    created_at timestamptz NOT NULL,
    state text NOT NULL CONSTRAINT watch_point_state_check
      CHECK (state IN ('unknown', 'normal', 'warn', 'alarm')),
    last_value double precision,
    last_seen_at timestamptz,
    trend_per_hour double precision,
    nudge_steps integer NOT NULL,
    nudged_at timestamptz,
    escalated_at timestamptz,
    review_at timestamptz,
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT watch_point_ref_key UNIQUE (organisation_id, point_ref),
    CONSTRAINT watch_point_last_check CHECK ((last_value IS NULL) = (last_seen_at IS NULL))
  )`,
  'CREATE INDEX watch_point_review_idx ON watch_point (review_at)',
  `CREATE TABLE watch_adoption (
    organisation_id uuid NOT NULL,
    point_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    nudged_as smallint NOT NULL,
    PRIMARY KEY (organisation_id, point_id, responder_id),
    CONSTRAINT watch_adoption_point_fkey FOREIGN KEY (organisation_id, point_id)
      REFERENCES watch_point (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT watch_adoption_responder_fkey ${BELOW_RESPONDER}
  )`,
  'CREATE INDEX watch_adoption_responder_idx ON watch_adoption (responder_id)',
  `CREATE TABLE watch_reading (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    point_id uuid NOT NULL,
    value double precision NOT NULL,
    seen_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    is_jump boolean NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT watch_reading_point_fkey FOREIGN KEY (organisation_id, point_id)
      REFERENCES watch_point (organisation_id, id) ON DELETE CASCADE
  )`,
  'CREATE INDEX watch_reading_newest_idx ON watch_reading (organisation_id, point_id, seen_at)',
  `CREATE TABLE watch_reading_author (
    organisation_id uuid NOT NULL,
    reading_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    note text,
    PRIMARY KEY (organisation_id, reading_id),
    CONSTRAINT watch_reading_author_reading_fkey FOREIGN KEY (organisation_id, reading_id)
      REFERENCES watch_reading (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT watch_reading_author_responder_fkey ${BELOW_RESPONDER}
  )`,
  'CREATE INDEX watch_reading_author_responder_idx ON watch_reading_author (responder_id)',
];

const GRANTS = [
  `GRANT SELECT, INSERT ON field_task, field_task_member, field_report, field_report_author,
    field_photo, watch_point, watch_adoption, watch_reading, watch_reading_author TO closeby_app`,
  `GRANT UPDATE (title, lat, lon, cell_size_m, where_note, need_key, wanted_count, equipment,
    risk_note, priority, until_at, status, ended_at, ended_note, revision)
    ON field_task TO closeby_app`,
  'GRANT UPDATE (note) ON field_task_member TO closeby_app',
  `GRANT UPDATE (lat, lon, status, expires_at, merged_into_id, review_note, reviewed_at, revision)
    ON field_report TO closeby_app`,
  'GRANT UPDATE (body) ON field_report_author TO closeby_app',
  'GRANT UPDATE (media_type, sealed, uploaded_at) ON field_photo TO closeby_app',
  `GRANT UPDATE (name, kind, lat, lon, rule, upstream_refs, template_ref, state, last_value,
    last_seen_at, trend_per_hour, nudge_steps, nudged_at, escalated_at, review_at, revision)
    ON watch_point TO closeby_app`,
  'GRANT UPDATE (nudged_as) ON watch_adoption TO closeby_app',
  `GRANT DELETE ON field_task_member, field_photo, watch_point, watch_adoption,
    watch_reading_author TO closeby_app`,
];

/** Adds tasks, reports from the field and watch points. */
export class Field1700000000020 implements MigrationInterface {
  readonly name = 'Field1700000000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...TASKS,
      ...REPORTS,
      ...POINTS,
      ...GRANTS,
      ...['field_task', 'field_task_member', 'field_report', 'field_report_author', 'field_photo']
        .concat('watch_reading', 'watch_reading_author')
        .flatMap((name) => forceRowSecurity(name)),
      // Points that are due are looked for in all organisations at once.
      ...forceRowSecurity('watch_point', ['queue']),
      ...forceRowSecurity('watch_adoption', ['queue reads']),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
