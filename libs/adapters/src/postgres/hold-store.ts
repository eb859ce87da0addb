import type { Pool } from 'pg';
import type { Comer, Hold } from '#core/hold-back';
import type { Place } from '#core/geometry';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { HoldStore } from '#flow/ports';
import type { DueBell } from './due-bell';
import { areaText, factsOf } from './save-document';
import { acrossOrganisations, inOrganisation } from './transaction';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * $1 organisation, $2 call-out, $3 now, $4 revision expected, $5 area, $6 exclusions, $7 muster
 * points, $8 facts.
 */
const CHANGE = `WITH changed AS (
  UPDATE callout SET area = ST_SetSRID(ST_GeomFromGeoJSON($5::text), 4326),
    exclusions = ST_SetSRID(ST_GeomFromGeoJSON($6::text), 4326), muster_points = $7::jsonb,
    revision = revision + 1, fact_count = fact_count + jsonb_array_length($8::jsonb)
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND revision = $4::bigint
    AND status IN ('open', 'filled')
  RETURNING fact_count
),
new_fact AS (
  INSERT INTO fact (organisation_id, callout_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, $2::uuid, changed.fact_count - jsonb_array_length($8::jsonb) + f.ordinal,
    f.kind, f.at, f.actor, f.responder_id, f.detail
  FROM changed, jsonb_to_recordset($8::jsonb) AS f(ordinal int, kind text, at timestamptz,
    actor text, responder_id uuid, detail jsonb)
),
reviewed AS (
  INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
  SELECT $2::uuid, 'callout', $1::uuid, $3::timestamptz, 0 FROM changed
  ON CONFLICT (subject_id) DO UPDATE
    SET due_at = excluded.due_at, attempt = 0, leased_until = NULL, lease_id = NULL
)
SELECT fact_count FROM changed`;

const COMERS = `SELECT b.id AS "bookingId", b.responder_id AS "responderId", b.status,
  b.muster_key AS "musterKey", b.eta_at IS NOT NULL AS "hasSetOff",
  CASE WHEN l.responder_id IS NULL THEN NULL
    ELSE json_build_object('lat', l.lat, 'lon', l.lon) END AS place
FROM callout_booking b LEFT JOIN last_known_fix l
  ON l.responder_id = b.responder_id AND l.organisation_id = $1::uuid
WHERE b.organisation_id = $1::uuid AND b.callout_id = $2::uuid
  AND b.status IN ('expected', 'en-route', 'held')
  AND ($3::uuid IS NULL OR b.id > $3::uuid)
ORDER BY b.id LIMIT $4::int`;

/**
 * $1 organisation, $2 call-out, $3 now, $4 holds. The call-out is locked first, as whatever else
 * changes its bookings does.
 */
const HOLD = `WITH locked AS MATERIALIZED (
  SELECT id FROM callout WHERE organisation_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE
),
moved AS (
  UPDATE callout_booking b SET status = n.to_status
  FROM locked, jsonb_to_recordset($4::jsonb) AS n(booking_id uuid, to_status text, why text)
  WHERE b.organisation_id = $1::uuid AND b.callout_id = locked.id AND b.id = n.booking_id
    AND CASE n.to_status WHEN 'held' THEN b.status IN ('expected', 'en-route')
      ELSE b.status = 'held' END
  RETURNING b.id, b.responder_id, n.to_status, n.why
),
numbered AS (
  SELECT *, row_number() OVER (ORDER BY id) AS ordinal, count(*) OVER () AS total FROM moved
),
counted AS (
  UPDATE callout SET fact_count = fact_count + (SELECT count(*) FROM moved)
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND EXISTS (SELECT FROM moved)
  RETURNING fact_count
),
new_fact AS (
  INSERT INTO fact (organisation_id, callout_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, $2::uuid, counted.fact_count - total + ordinal,
    CASE to_status WHEN 'held' THEN 'booking-held' ELSE 'booking-released' END,
    $3::timestamptz, 'closeby', responder_id, jsonb_build_object('bookingId', numbered.id,
      'reason', why)
  FROM counted, numbered
)
SELECT id AS "bookingId" FROM moved`;

const IN_DANGER = `SELECT c.organisation_id AS "organisationId", c.id AS "calloutId"
FROM callout c WHERE c.status IN ('open', 'filled') AND (c.exclusions IS NOT NULL
  OR EXISTS (SELECT FROM callout_booking b WHERE b.callout_id = c.id AND b.status = 'held'))
  AND EXISTS (SELECT FROM callout_booking b WHERE b.callout_id = c.id
    AND b.status IN ('expected', 'en-route', 'held'))
ORDER BY c.opened_at`;

/** Where people of a call-out may not go, and who is held because of it, in PostgreSQL. */
export class PostgresHoldStore implements HoldStore {
  constructor(
    private readonly pool: Pool,
    private readonly queuePool: Pool,
    private readonly bell: DueBell,
  ) {}

  changeArea: HoldStore['changeArea'] = async ({ organisationId, calloutId }, change) => {
    const { exclusions, now } = change;
    const rows = await inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows({
        name: 'callout-area',
        text: CHANGE,
        values: [
          ...[organisationId, calloutId, new Date(now), change.expectedRevision],
          ...[areaText(change.area), exclusions === null ? null : areaText(exclusions)],
          ...[JSON.stringify(change.musterPoints), JSON.stringify(factsOf(change.facts))],
        ],
      }),
    );
    if (rows.length > 0) this.bell.ring();
    return rows.length > 0;
  };

  comers: HoldStore['comers'] = ({ organisationId, calloutId }, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [after = ''] = readCursor(page.cursor, 1) ?? [];
      const rows = await tx.rows<Comer & { readonly place: Place | null }>({
        name: 'callout-comers',
        text: COMERS,
        values: [organisationId, calloutId, UUID.test(after) ? after : null, page.limit + 1],
      });
      const items = rows.slice(0, page.limit);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.bookingId]) : null };
    });

  hold: HoldStore['hold'] = ({ organisationId, calloutId }, holds, now) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const asked = holds.map(({ bookingId, to, reason }: Hold) => ({
        ...{ booking_id: bookingId, to_status: to, why: reason },
      }));
      const rows = await tx.rows<{ bookingId: string }>({
        name: 'bookings-held',
        text: HOLD,
        values: [organisationId, calloutId, new Date(now), JSON.stringify(asked)],
      });
      const moved = new Set(rows.map(({ bookingId }) => bookingId));
      return holds.filter(({ bookingId }) => moved.has(bookingId));
    });

  calloutsWithDanger: HoldStore['calloutsWithDanger'] = () =>
    acrossOrganisations(this.queuePool, (tx) =>
      tx.rows<{ organisationId: string; calloutId: string }>({
        name: 'callouts-with-danger',
        text: IN_DANGER,
        values: [],
      }),
    );
}
