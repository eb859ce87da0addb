import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, type Across } from './row-security';

/*
 * Every table there is belongs to an organisation row by row. What crosses organisations is named
 * here table by table: who is calling ('door'), and what the workers of deliveries and reviews
 * need ('queue'). Most tables are there for no purpose at all.
 */

const TABLES: Readonly<Record<string, readonly Across[]>> = {
  access_key: ['door'],
  responder: ['door reads', 'queue reads'],
  credential: ['queue reads'],
  device: ['door', 'queue'],
  enrolment: ['door'],
  last_known_fix: ['queue reads'],
  registered_place: [],
  incident: ['queue reads'],
  control_message: [],
  considered: [],
  decision: [],
  response_plan: [],
  danger_area: [],
  acceptance_check: [],
  callout: ['queue reads'],
  drill: ['queue reads'],
  // Held by the queue while their deliveries are written.
  alert: ['queue'],
  assignment: ['queue reads'],
  responder_feed: ['queue reads'],
  fact: [],
  delivery: ['queue'],
  delivery_attempt: ['queue'],
  review: ['queue'],
  reply: [],
  message_template: [],
  aed: ['queue reads'],
};

const ALL = [
  ...Object.entries(TABLES).flatMap(([table, across]) => forceRowSecurity(table, across)),
  ...forceRowSecurity('organisation', ['door reads', 'queue reads', 'upkeep reads'], 'id'),
  // From a number that nobody of any organisation has: the operator's, never an organisation's.
  ...forceRowSecurity('unplaced_reply', ['queue', 'upkeep'], null),
];

/** Forces row-level security on every table. */
export class RowSecurity1700000000006 implements MigrationInterface {
  readonly name = 'RowSecurity1700000000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of ALL) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
