import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * A call-out asks for several needs at several muster points, and says all that people must know.
 * What there was before becomes one need at one muster point; what nobody had written down is said
 * to be so.
 */

const CHANGES = [
  `ALTER TABLE responder ADD COLUMN equipment text[] NOT NULL DEFAULT '{}'`,
  `ALTER TABLE callout ADD COLUMN briefing jsonb, ADD COLUMN exclusions geometry(MultiPolygon, 4326),
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

/** Lets call-outs ask for several needs at several muster points. */
export class Callouts1700000000014 implements MigrationInterface {
  readonly name = 'Callouts1700000000014';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of CHANGES) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
