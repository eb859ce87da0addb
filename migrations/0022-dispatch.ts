import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What a dispatcher does to a running incident by hand: places asked for beyond the plan, everybody
 * stood down, texts to its people; and a place or an end given beside control's own messages. Of
 * those the key counts them within the incident, since they have no version of control's.
 */
const DISPATCH = [
  'ALTER TABLE incident ADD COLUMN orders jsonb',
  `ALTER TABLE control_message
    DROP CONSTRAINT control_message_op_check,
    ADD CONSTRAINT control_message_op_check CHECK (op IN ('create', 'update', 'relocate', 'close',
      'close-by-hand', 'cancel'))`,
  `ALTER TABLE alert
    DROP CONSTRAINT alert_reason_check,
    ADD CONSTRAINT alert_reason_check CHECK (reason IN ('nearest', 'replaces-declined',
      'replaces-silent', 'replaces-withdrawn', 'next-wave', 'adds-survival', 'floor',
      'asked-for-more', 'in-area', 'drill')),
    DROP CONSTRAINT alert_ended_reason_check,
    ADD CONSTRAINT alert_ended_reason_check CHECK (ended_reason IN ('callout-filled',
      'callout-closed', 'enough-accepted', 'incident-closed', 'incident-cancelled',
      'incident-moved', 'no-longer-eligible', 'no-longer-useful', 'off-duty', 'unsafe',
      'drill-cancelled', 'by-dispatcher', 'all-stood-down'))`,
  `ALTER TABLE decision
    DROP CONSTRAINT decision_cause_check,
    ADD CONSTRAINT decision_cause_check CHECK (cause IN ('raised', 'changed-by-control',
      'by-dispatcher', 'answered', 'progress', 'aed-reported', 'due'))`,
];

/** Room for what dispatchers order. */
export class Dispatch1700000000022 implements MigrationInterface {
  readonly name = 'Dispatch1700000000022';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DISPATCH) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
