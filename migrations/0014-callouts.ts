import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * A call-out asks for several needs at several muster points, and says all that people must know.
 * What there was before becomes one need at one muster point; what nobody had written down is said
 * to be so.
 */

const PRESENCE = '{"now": true, "entering": true, "living": false}';
const POLICY = `{"waves": [{"label": "Everyone", "credentialKinds": [], "equipment": [],
    "groupIds": [], "distanceMaxM": null}], "order": "nearest", "intervalMs": 180000,
  "batchMax": 500, "acceptShare": 0.35, "confidence": 0.9, "overshootShareMax": 0.05,
  "alertTtlMs": 7200000, "fixStaleAfterMs": 3600000}`;

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
    presence = '${PRESENCE}',
    window_from = opened_at, window_until = opened_at + interval '24 hours', shifts = '[]',
    needs = jsonb_build_array(jsonb_build_object('needKey', 'people', 'label', title,
      'minimumCount', 0, 'wantedCount', wanted_count, 'credentialKinds',
      jsonb_build_array(credential_kind), 'equipment', '{}'::jsonb, 'shiftKey', NULL)),
    muster_points = jsonb_build_array(jsonb_build_object('musterKey', 'muster', 'name',
      coalesce(muster_note, 'Not stated'), 'place', jsonb_build_object(
        'lat', coalesce(ST_Y(muster_place::geometry), ST_Y(ST_PointOnSurface(area))),
        'lon', coalesce(ST_X(muster_place::geometry), ST_X(ST_PointOnSurface(area)))),
      'quotaCount', NULL, 'routeNote', 'Not stated', 'parkingNote', 'Not stated')),
    policy = '${POLICY}',
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

/* What waits for a second person, and what one has decided, is read as it is asked for now. */
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const ASKED = `UPDATE approval SET request =
  (request - ARRAY['message', 'wantedCount', 'credentialKind', 'musterPoint'])
  || jsonb_build_object(
    'briefing', jsonb_build_object('event', request->'title', 'task', request->'message',
      'contact', 'Not stated', 'bring', 'Not stated', 'risks', 'Not stated'),
    'exclusions', NULL, 'presence', '${PRESENCE}'::jsonb, 'shifts', '[]'::jsonb,
    'policy', '${POLICY}'::jsonb,
    'window', jsonb_build_object('from', to_char(asked_at AT TIME ZONE 'UTC', ${ISO}),
      'until', to_char((asked_at + interval '24 hours') AT TIME ZONE 'UTC', ${ISO})),
    'needs', jsonb_build_array(jsonb_build_object('needKey', 'people', 'label',
      request->'title', 'minimumCount', 0, 'wantedCount', request->'wantedCount',
      'credentialKinds', jsonb_build_array(request->'credentialKind'),
      'equipment', '{}'::jsonb, 'shiftKey', NULL)),
    'musterPoints', jsonb_build_array(jsonb_build_object('musterKey', 'muster',
      'name', coalesce(request #>> '{musterPoint,note}', 'Not stated'),
      'place', coalesce(request #> '{musterPoint,place}',
        ST_AsGeoJSON(ST_PointOnSurface(ST_GeomFromGeoJSON(request->>'area')))::jsonb),
      'quotaCount', NULL, 'routeNote', 'Not stated', 'parkingNote', 'Not stated')))
  WHERE request ? 'wantedCount'`;

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
  // Whoever is erased leaves nothing of what they own.
  `CREATE FUNCTION forget_equipment() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.equipment := '{}';
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER responder_erased BEFORE UPDATE OF erased_at ON responder
    FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION forget_equipment()`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON callout_considered TO closeby_app`,
  `GRANT SELECT, INSERT, UPDATE ON callout_look TO closeby_app`,
  `GRANT SELECT, INSERT ON callout_batch TO closeby_app`,
];

/*
 * How a phone's receipt is recorded from now on; the function was made with the deliveries. A
 * receipt of a call-out's question is no fact, and does not wait for the call-out: fifty thousand
 * of them would queue up behind its one row, and so would whoever says yes. Whether a question
 * came and was seen stands on the alert and its deliveries. For an incident's alert nothing is
 * different: rows are locked in the order of the store (incident, alert, deliveries by id,
 * device), and the facts are those of the program that are new, found here under the locks.
 * Returns no row where the alert is not theirs.
 *
 * Of the newest deliveries of the subject those are marked that the receipt speaks of: of the
 * channel it names, or all handed over where it names none; failing those whatever may have
 * brought it, the live socket first. What waits is not needed any more.
 */
const MARK = `UPDATE delivery d SET
      status = CASE WHEN l.brought THEN 'delivered' WHEN d.status = 'queued' THEN 'not-needed'
        ELSE d.status END,
      spared = CASE WHEN d.status = 'queued' AND NOT l.brought THEN 'confirmed'
        ELSE d.spared END,
      delivered_at = CASE WHEN l.best THEN coalesce(d.delivered_at, at_moment)
        ELSE d.delivered_at END,
      seen_at = CASE WHEN l.best AND told_kind = 'seen' THEN coalesce(d.seen_at, at_moment)
        ELSE d.seen_at END,
      finished_at = coalesce(d.finished_at, at_moment), leased_until = NULL, lease_id = NULL
    FROM (SELECT x.id, m.best, m.best AND m.place <= 4 AS brought
      FROM (SELECT p.id, p.place, coalesce(p.place = min(p.place) OVER (), false) AS best
        FROM (SELECT o.id, CASE
            WHEN o.queued_at < max(o.queued_at) OVER () THEN NULL
            WHEN o.status = 'not-needed' THEN 6
            WHEN o.channel = told_channel THEN 0
            WHEN told_channel IS NULL AND o.status IN ('handed-over', 'delivered') THEN 0
            WHEN o.channel = 'live' THEN 1
            WHEN o.status IN ('handed-over', 'delivered') THEN 2
            WHEN o.status = 'failed' THEN 3
            WHEN o.attempt > 0 THEN 4
            ELSE 5 END AS place
          FROM delivery o WHERE o.alert_id = of_alert AND o.subject = told_subject) p) m
      JOIN delivery x ON x.id = m.id
      WHERE x.status = 'queued' OR (m.best AND (x.delivered_at IS NULL
        OR (told_kind = 'seen' AND x.seen_at IS NULL)))
      ORDER BY x.id FOR NO KEY UPDATE OF x) l
    WHERE d.id = l.id`;

const RECEIPTS = [
  `CREATE OR REPLACE FUNCTION record_receipt(
    of_organisation uuid, of_alert uuid, of_responder uuid, told_kind text, told_subject text,
    told_channel text, of_device uuid, at_moment timestamptz, told_facts jsonb,
    OUT incident_id uuid, OUT fresh text[], OUT fact_count bigint
  ) RETURNS SETOF record LANGUAGE plpgsql AS $$
  DECLARE
    asked alert;
    newest timestamptz;
  BEGIN
    PERFORM set_config('closeby.organisation_id', of_organisation::text, true);
    SELECT * INTO asked FROM alert a WHERE a.organisation_id = of_organisation
      AND a.id = of_alert AND a.responder_id = of_responder;
    IF NOT FOUND THEN RETURN; END IF;
    incident_id := asked.incident_id;
    -- What came first stays first, so that a receipt known to be a repeat holds up nobody.
    IF told_subject <> 'alert' OR asked.delivered_at IS NULL
      OR (told_kind = 'seen' AND asked.seen_at IS NULL) THEN
      PERFORM FROM incident i WHERE i.id = asked.incident_id FOR NO KEY UPDATE;
    END IF;
    SELECT * INTO asked FROM alert a WHERE a.id = of_alert FOR NO KEY UPDATE;
    IF told_subject <> 'alert' THEN
      SELECT max(d.queued_at), max(d.delivered_at), max(d.seen_at)
        INTO newest, asked.delivered_at, asked.seen_at
      FROM (SELECT d.*, max(d.queued_at) OVER () AS newest FROM delivery d
        WHERE d.alert_id = of_alert AND d.subject = told_subject) d
      WHERE d.queued_at = d.newest;
    END IF;
    fresh := '{}';
    IF told_subject = 'alert' OR newest IS NOT NULL THEN
      IF asked.delivered_at IS NULL THEN fresh := fresh || 'delivered'::text; END IF;
      IF told_kind = 'seen' AND asked.seen_at IS NULL THEN fresh := fresh || 'seen'::text; END IF;
    END IF;
    IF told_subject = 'alert' AND fresh <> '{}' THEN
      UPDATE alert a SET delivered_at = coalesce(a.delivered_at, at_moment),
        seen_at = CASE WHEN told_kind = 'seen' THEN coalesce(a.seen_at, at_moment)
          ELSE a.seen_at END
      WHERE a.id = of_alert;
    END IF;
    ${MARK};
    IF of_device IS NOT NULL THEN
      UPDATE device d SET seen_at = greatest(d.seen_at, at_moment),
          receipt_at = greatest(d.receipt_at, at_moment)
        WHERE d.id = of_device AND d.responder_id = of_responder;
    END IF;
    IF fresh = '{}' THEN RETURN NEXT; RETURN; END IF;
    -- A drill has no timeline, and a receipt of a call-out is no fact of it.
    IF asked.incident_id IS NOT NULL THEN
      UPDATE incident i SET fact_count = i.fact_count + cardinality(fresh)
        WHERE i.id = asked.incident_id RETURNING i.fact_count INTO fact_count;
      INSERT INTO fact (organisation_id, incident_id, seq, kind, at, actor, responder_id, detail)
      SELECT of_organisation, asked.incident_id,
        fact_count - cardinality(fresh) + row_number() OVER (ORDER BY f.ordinal), f.kind, f.at,
        f.actor, f.responder_id, f.detail
      FROM jsonb_to_recordset(told_facts) AS f(means text, ordinal int, kind text, at timestamptz,
        actor text, responder_id uuid, detail jsonb)
      WHERE f.means = ANY (fresh);
    END IF;
    RETURN NEXT;
  END $$`,
];

/** Lets call-outs ask for several needs at several muster points. */
export class Callouts1700000000014 implements MigrationInterface {
  readonly name = 'Callouts1700000000014';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...CHANGES, ASKED, ...FILLING, ...RECEIPTS]) {
      await queryRunner.query(statement);
    }
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
