import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, type Across } from './row-security';

/*
 * Operators of PostGIS may tell what they compare, so under row-level security no spatial index
 * chooses rows. Places are therefore kept as numbers too, and found by organisation and box.
 */

const SPATIAL = [
  ['aed', 'place'],
  ['last_known_fix', 'position'],
  ['registered_place', 'position'],
] as const;

const BOXES = SPATIAL.flatMap(([table, column]) => [
  `ALTER TABLE ${table} ADD COLUMN lat double precision, ADD COLUMN lon double precision`,
  `UPDATE ${table} SET lat = ST_Y(${column}::geometry), lon = ST_X(${column}::geometry)`,
  `ALTER TABLE ${table} ALTER COLUMN lat SET NOT NULL, ALTER COLUMN lon SET NOT NULL`,
  `CREATE FUNCTION ${table}_lat_lon() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.lat := ST_Y(NEW.${column}::geometry);
    NEW.lon := ST_X(NEW.${column}::geometry);
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER ${table}_lat_lon BEFORE INSERT OR UPDATE OF ${column}, lat, lon ON ${table}
    FOR EACH ROW EXECUTE FUNCTION ${table}_lat_lon()`,
  `DROP INDEX ${table}_${column}_idx`,
  `CREATE INDEX ${table}_box_idx ON ${table} (organisation_id, lat, lon)`,
]);

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
  ...BOXES,
  ...Object.entries(TABLES).flatMap(([table, across]) => forceRowSecurity(table, across)),
  ...forceRowSecurity('organisation', ['door reads', 'queue reads', 'upkeep reads'], 'id'),
  // From a number that nobody of any organisation has: the operator's, never an organisation's.
  ...forceRowSecurity('unplaced_reply', ['queue', 'upkeep'], null),
];

/** Forces row-level security on every table, and lets places be found under it. */
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
