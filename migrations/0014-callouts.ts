import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * A call-out asks for several needs at several muster points, and says all that people must know.
 * What there was before becomes one need at one muster point; what nobody had written down is said
 * to be so.
 */

const CHANGES = [
  `ALTER TABLE responder ADD COLUMN equipment text[] NOT NULL DEFAULT '{}'`,
  `ALTER TABLE callout ADD COLUMN briefing jsonb,
    ADD COLUMN exclusions geometry(MultiPolygon, 4326),
    ADD COLUMN presence jsonb, ADD COLUMN window_from timestamptz,
    ADD COLUMN window_until timestamptz, ADD COLUMN shifts jsonb, ADD COLUMN needs jsonb,
    ADD COLUMN muster_points jsonb, ADD COLUMN policy jsonb, ADD COLUMN fill jsonb,
    ADD COLUMN credential_kinds text[], ADD COLUMN stop_coming_at timestamptz`,
  `UPDATE callout SET
    briefing = jsonb_build_object('event', title, 'task', message, 'contact', 'Not stated',
      'bring', 'Not stated', 'risks', 'Not stated'),
    presence = '{"now": true, "entering": true, "living": false}',
    window_from = opened_at, window_until = opened_at + interval '24 hours', shifts = '[]',
    needs = jsonb_build_array(jsonb_build_object('needKey', 'people', 'label', title,
      'minimumCount', 0, 'wantedCount', wanted_count, 'credentialKinds',
      jsonb_build_array(credential_kind), 'equipment', '{}'::jsonb, 'shiftKey', NULL)),
    muster_points = jsonb_build_array(jsonb_build_object('musterKey', 'muster', 'name',
      coalesce(muster_note, 'Not stated'), 'place', jsonb_build_object(
        'lat', coalesce(ST_Y(muster_place::geometry), ST_Y(ST_PointOnSurface(area))),
        'lon', coalesce(ST_X(muster_place::geometry), ST_X(ST_PointOnSurface(area)))),
      'quotaCount', NULL, 'routeNote', 'Not stated', 'parkingNote', 'Not stated')),
    policy = '{"waves": [{"label": "Everyone", "credentialKinds": [], "equipment": [],
        "groupIds": [], "distanceMaxM": null}], "order": "nearest", "intervalMs": 180000,
      "batchMax": 500, "acceptShare": 0.35, "confidence": 0.9, "overshootShareMax": 0.05,
      "alertTtlMs": 7200000, "fixStaleAfterMs": 3600000}',
    fill = jsonb_build_object('peopleByNeed', jsonb_build_object('people', accepted_count),
      'piecesByNeed', '{}'::jsonb, 'peopleByMuster',
      jsonb_build_object('muster', accepted_count)),
    credential_kinds = ARRAY[credential_kind]`,
  `ALTER TABLE callout
    ${['briefing', 'presence', 'window_from', 'window_until', 'shifts', 'needs', 'muster_points']
      .concat(['policy', 'fill', 'credential_kinds'])
      .map((column) => `ALTER COLUMN ${column} SET NOT NULL`)
      .join(', ')},
    DROP CONSTRAINT callout_muster_check, DROP COLUMN message, DROP COLUMN muster_place,
    DROP COLUMN muster_note, DROP COLUMN credential_kind,
    ADD CONSTRAINT callout_window_check CHECK (window_from < window_until)`,
];

/*
 * Everyone a call-out has considered, how far the look at its area has come, and its batches. None
 * of them is needed to answer: only the worker writes them, so that no answer waits for it.
 */
const FILLING = [
  `CREATE TABLE callout_considered (
    callout_id uuid NOT NULL,
    responder_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    reason text NOT NULL,
    waves integer NOT NULL,
    need_keys text[] NOT NULL,
    equipment text[] NOT NULL,
    channels text[] NOT NULL,
    turn double precision NOT NULL,
    distance_m double precision,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (callout_id, responder_id),
    CONSTRAINT callout_considered_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)
  )`,
  `CREATE INDEX callout_considered_turn_idx
    ON callout_considered (callout_id, turn, distance_m, responder_id) WHERE reason = 'not-yet'`,
  `CREATE TABLE callout_look (
    callout_id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    looks_for text NOT NULL,
    since timestamptz,
    cursor text,
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    full_at timestamptz NOT NULL,
    looks_count integer NOT NULL,
    CONSTRAINT callout_look_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)
  )`,
  `CREATE TABLE callout_batch (
    callout_id uuid NOT NULL,
    batch integer NOT NULL,
    organisation_id uuid NOT NULL,
    wave smallint NOT NULL,
    need_key text NOT NULL,
    equipment text,
    asked_at timestamptz NOT NULL,
    asked_count integer NOT NULL,
    PRIMARY KEY (callout_id, batch),
    CONSTRAINT callout_batch_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)
  )`,
  `CREATE INDEX alert_callout_idx ON alert (callout_id, status, id)
    WHERE callout_id IS NOT NULL`,
  'CREATE INDEX alert_late_yes_idx ON alert (callout_id) WHERE late_yes_at IS NOT NULL',
  ...['callout_considered', 'callout_look', 'callout_batch'].flatMap((table) =>
    forceRowSecurity(table),
  ),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON callout_considered TO closeby_app`,
  `GRANT SELECT, INSERT, UPDATE ON callout_look TO closeby_app`,
  `GRANT SELECT, INSERT ON callout_batch TO closeby_app`,
];

/*
 * A receipt of a call-out's question is no fact, and does not wait for the call-out: fifty
 * thousand of them would queue up behind its one row, and so would whoever says yes.
 */
const RECEIPTS = [
  `DO $$ DECLARE
    whole text := pg_get_functiondef('record_receipt'::regproc);
    held text := 'IF asked.callout_id IS NULL THEN
        PERFORM FROM incident i WHERE i.id = asked.incident_id FOR NO KEY UPDATE;
      ELSE
        PERFORM FROM callout c WHERE c.id = asked.callout_id FOR NO KEY UPDATE;
      END IF;';
    counted text := 'ELSIF asked.callout_id IS NOT NULL THEN
      UPDATE callout c SET fact_count = c.fact_count + cardinality(fresh)
        WHERE c.id = asked.callout_id RETURNING c.fact_count INTO fact_count;
    END IF;';
  BEGIN
    IF position(held IN whole) = 0 OR position(counted IN whole) = 0 THEN
      RAISE EXCEPTION 'record_receipt is not as it was';
    END IF;
    whole := replace(whole, held,
      'PERFORM FROM incident i WHERE i.id = asked.incident_id FOR NO KEY UPDATE;');
    EXECUTE replace(whole, counted, 'END IF;');
  END $$`,
];

/** Lets call-outs ask for several needs at several muster points. */
export class Callouts1700000000014 implements MigrationInterface {
  readonly name = 'Callouts1700000000014';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...CHANGES, ...FILLING, ...RECEIPTS]) {
      await queryRunner.query(statement);
    }
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
