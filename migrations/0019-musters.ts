import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * The day of a call-out: texts to people, desks with what they have checked, who is overdue, and
 * what people say afterwards. Whatever hangs on a booking goes with it when a person is erased.
 */

const WAYS = `'live', 'push', 'web-push', 'sms', 'voice', 'email'`;

const NOTES = [
  `CREATE TABLE callout_message (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    callout_id uuid NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    sent_to jsonb NOT NULL,
    by_role text NOT NULL,
    by_id uuid,
    sent_at timestamptz NOT NULL,
    recipient_count integer NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT callout_message_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)
  )`,
  `CREATE INDEX callout_message_newest_idx
    ON callout_message (organisation_id, callout_id, sent_at, id)`,
  `CREATE TABLE note (
    organisation_id uuid NOT NULL CONSTRAINT note_owner_fkey REFERENCES organisation (id),
    id uuid NOT NULL,
    responder_id uuid,
    booking_id uuid,
    callout_id uuid,
    message_id uuid,
    kind text NOT NULL,
    body text NOT NULL,
    is_exercise boolean NOT NULL,
    made_at timestamptz NOT NULL,
    due_at timestamptz,
    attempt integer NOT NULL,
    lease_id text,
    leased_until timestamptz,
    by_ways text[] NOT NULL CONSTRAINT note_ways_check CHECK (by_ways <@ ARRAY[${WAYS}]),
    spared text,
    seen_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT note_person_check CHECK ((responder_id IS NULL) <> (booking_id IS NULL)),
    CONSTRAINT note_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id),
    CONSTRAINT note_booking_fkey FOREIGN KEY (organisation_id, booking_id)
      REFERENCES callout_booking (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT note_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id),
    CONSTRAINT note_message_fkey FOREIGN KEY (organisation_id, message_id)
      REFERENCES callout_message (organisation_id, id)
  )`,
  'CREATE INDEX note_due_idx ON note (due_at) WHERE due_at IS NOT NULL',
  'CREATE INDEX note_responder_idx ON note (responder_id, made_at)',
  'CREATE INDEX note_booking_idx ON note (booking_id, made_at)',
  'CREATE INDEX note_message_idx ON note (message_id, id)',
  'CREATE INDEX note_age_idx ON note (made_at)',
];

const DESKS = [
  `CREATE TABLE muster_desk (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    callout_id uuid NOT NULL,
    muster_key text,
    code_hash bytea NOT NULL CONSTRAINT muster_desk_code_key UNIQUE,
    created_by uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT muster_desk_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)
  )`,
  `CREATE INDEX muster_desk_callout_idx ON muster_desk (organisation_id, callout_id)`,
  `CREATE TABLE check_event (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    callout_id uuid NOT NULL,
    booking_id uuid,
    desk_id uuid,
    kind text NOT NULL CONSTRAINT check_event_kind_check CHECK (kind IN ('in', 'out')),
    happened_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    outcome text NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT check_event_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id),
    CONSTRAINT check_event_booking_fkey FOREIGN KEY (organisation_id, booking_id)
      REFERENCES callout_booking (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT check_event_desk_fkey FOREIGN KEY (organisation_id, desk_id)
      REFERENCES muster_desk (organisation_id, id)
  )`,
  'CREATE INDEX check_event_booking_idx ON check_event (booking_id)',
  'CREATE INDEX check_event_callout_idx ON check_event (callout_id)',
  `CREATE INDEX check_event_no_place_idx ON check_event (booking_id)
    WHERE outcome = 'no-place'`,
];

const OVERDUE = [
  `CREATE TABLE overdue_step (
    organisation_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    checked_in_at timestamptz NOT NULL,
    level integer NOT NULL,
    asked_at timestamptz,
    alarm_at timestamptz,
    lease_id text,
    leased_until timestamptz,
    PRIMARY KEY (organisation_id, booking_id, checked_in_at),
    CONSTRAINT overdue_step_booking_fkey FOREIGN KEY (organisation_id, booking_id)
      REFERENCES callout_booking (organisation_id, id) ON DELETE CASCADE
  )`,
  `CREATE INDEX callout_booking_due_out_idx ON callout_booking (due_out_at)
    WHERE status = 'checked-in'`,
];

const DEBRIEFS = [
  `CREATE TABLE debrief (
    organisation_id uuid NOT NULL,
    callout_id uuid NOT NULL,
    thanks text NOT NULL,
    questions jsonb NOT NULL,
    sent_at timestamptz NOT NULL,
    asked_count integer NOT NULL,
    PRIMARY KEY (organisation_id, callout_id),
    CONSTRAINT debrief_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)
  )`,
  `CREATE TABLE debrief_answer (
    organisation_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    callout_id uuid NOT NULL,
    sealed bytea NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, booking_id),
    CONSTRAINT debrief_answer_booking_fkey FOREIGN KEY (organisation_id, booking_id)
      REFERENCES callout_booking (organisation_id, id) ON DELETE CASCADE,
    CONSTRAINT debrief_answer_debrief_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES debrief (organisation_id, callout_id)
  )`,
  `CREATE INDEX debrief_answer_newest_idx
    ON debrief_answer (organisation_id, callout_id, answered_at)`,
];

const GRANTS = [
  `GRANT SELECT, INSERT ON callout_message, note, muster_desk, check_event, overdue_step, debrief,
    debrief_answer TO closeby_app`,
  `GRANT UPDATE (recipient_count) ON callout_message TO closeby_app`,
  `GRANT UPDATE (due_at, attempt, lease_id, leased_until, by_ways, spared, seen_at) ON note
    TO closeby_app`,
  'GRANT UPDATE (ended_at) ON muster_desk TO closeby_app',
  'GRANT UPDATE (booking_id, outcome) ON check_event TO closeby_app',
  `GRANT UPDATE (level, asked_at, alarm_at, lease_id, leased_until) ON overdue_step
    TO closeby_app`,
  'GRANT UPDATE (asked_count) ON debrief TO closeby_app',
  'GRANT UPDATE (sealed, answered_at) ON debrief_answer TO closeby_app',
  // What goes by age.
  'GRANT DELETE ON note, debrief_answer TO closeby_app',
];

/** Adds what happens on the day of a call-out. */
export class Musters1700000000019 implements MigrationInterface {
  readonly name = 'Musters1700000000019';

  async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...NOTES,
      ...DESKS,
      ...OVERDUE,
      ...DEBRIEFS,
      ...GRANTS,
      ...forceRowSecurity('callout_message', ['queue reads']),
      ...forceRowSecurity('note', ['queue', 'upkeep']),
      // Whoever comes with a code belongs to no organisation yet.
      ...forceRowSecurity('muster_desk', ['door reads']),
      ...forceRowSecurity('check_event', ['queue reads']),
      ...forceRowSecurity('overdue_step', ['queue']),
      ...forceRowSecurity('debrief'),
      ...forceRowSecurity('debrief_answer', ['upkeep']),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
