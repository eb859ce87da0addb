import { BOOKED_CALLOUT_COLUMNS, BOOKING_COLUMNS, known } from './booking-rows';

/*
 * A change of the roster is decided while its call-out is held, and written by one statement.
 * Rows are locked in the order of every statement of the store: call-out, alerts, bookings,
 * responders by id.
 */

/** When the responder is bound already, as milliseconds; but for the booking it is about. */
const busy = (responderId: string, bookingId: string): string => `
  (SELECT coalesce(json_agg(json_build_array(extract(epoch FROM lower(o.during)) * 1000,
      extract(epoch FROM upper(o.during)) * 1000)), '[]')
    FROM callout_booking o WHERE o.responder_id = ${responderId} AND o.id <> ${bookingId}
      AND o.status IN ('expected', 'en-route', 'held', 'checked-in')) AS busy`;

const HAS_RESERVE = `EXISTS (SELECT FROM callout_booking w WHERE w.callout_id = c.id
    AND w.status = 'reserve') AS has_reserve`;

/** $1 organisation, $2 booking. */
export const HOLD_OF_BOOKING = `SELECT c.id FROM callout c
WHERE c.organisation_id = $1
  AND c.id = (SELECT b.callout_id FROM callout_booking b
              WHERE b.organisation_id = $1 AND b.id = $2)
FOR NO KEY UPDATE`;

/** $1 organisation, $2 call-out, $3 alert, $4 responder, $5 booking, $6 now. */
export const LOOK = `SELECT ${BOOKED_CALLOUT_COLUMNS}, ${HAS_RESERVE},
  (SELECT to_json(a) FROM alert a WHERE a.organisation_id = $1 AND a.id = $3::uuid
    AND a.callout_id = c.id AND a.responder_id = $4::uuid) AS alert,
  ${known('$4::uuid', '$6::timestamptz')}, ${busy('$4::uuid', '$5::uuid')}
FROM callout c WHERE c.organisation_id = $1 AND c.id = $2`;

/** $1 organisation, $2 booking. */
export const BOOKING = `SELECT ${BOOKING_COLUMNS} FROM callout_booking b
WHERE b.organisation_id = $1 AND b.id = $2`;

/**
 * $1 organisation, $2 call-out, $3 now, $4 people at most, $5 only with one of these pieces, $6
 * and $7 after that time and id, $8 at most.
 */
export const RESERVE = `SELECT ${BOOKING_COLUMNS},
  ${known('b.responder_id', '$3::timestamptz')}, ${busy('b.responder_id', 'b.id')}
FROM callout_booking b
WHERE b.organisation_id = $1 AND b.callout_id = $2 AND b.status = 'reserve'
  AND b.people_count <= $4 AND ($5::text[] IS NULL OR b.pieces ?| $5)
  AND ($6::timestamptz IS NULL OR (b.booked_at, b.id) > ($6, $7::uuid))
ORDER BY b.booked_at, b.id LIMIT $8`;

const FIELDS = `id uuid, alert_id uuid, responder_id uuid, pass_id uuid, group_id uuid,
  status text, need_key text, muster_key text, wished_need_key text, wished_muster_key text,
  people_count int, pieces jsonb, from_at timestamptz, until_at timestamptz, note text,
  bound_from timestamptz, bound_until timestamptz, booked_at timestamptz, eta_at timestamptz,
  checked_in_at timestamptz, checked_out_at timestamptz, due_out_at timestamptz,
  ended_at timestamptz, ended_reason text`;

/** $1 organisation, $2 call-out, $3 now, $4 the change as JSON, $5 who it is, sealed. */
export const WRITE = `WITH counted AS (
  UPDATE callout SET fill = $4::jsonb->'fill',
    accepted_count = ($4::jsonb->>'acceptedCount')::int, status = $4::jsonb->>'status',
    revision = revision + 1, fact_count = fact_count + ($4::jsonb->>'factCount')::bigint
  WHERE organisation_id = $1::uuid AND id = $2::uuid
  RETURNING id, fact_count
),
answered AS (
  UPDATE alert SET status = CASE alert.status WHEN 'sent' THEN 'accepted' ELSE alert.status END,
    answered_at = $3::timestamptz, ended_at = coalesce(alert.ended_at, $3::timestamptz),
    late_yes_at = CASE WHEN a.late THEN $3::timestamptz ELSE alert.late_yes_at END
  FROM counted, jsonb_to_recordset($4::jsonb->'answered') AS a(id uuid, late boolean)
  WHERE alert.id = a.id AND alert.callout_id = counted.id
),
booked AS (
  INSERT INTO callout_booking (id, organisation_id, callout_id, alert_id, responder_id, pass_id,
    group_id, sealed, status, need_key, muster_key, wished_need_key, wished_muster_key,
    people_count, pieces, from_at, until_at, note, during, booked_at)
  SELECT b.id, $1::uuid, counted.id, b.alert_id, b.responder_id, b.pass_id, b.group_id, $5::bytea,
    b.status, b.need_key, b.muster_key, b.wished_need_key, b.wished_muster_key, b.people_count,
    b.pieces, b.from_at, b.until_at, b.note, tstzrange(b.bound_from, b.bound_until), b.booked_at
  FROM counted, jsonb_to_recordset($4::jsonb->'made') AS b(${FIELDS})
),
stepped AS (
  UPDATE callout_booking SET status = b.status, need_key = b.need_key, muster_key = b.muster_key,
    during = tstzrange(b.bound_from, b.bound_until), eta_at = b.eta_at,
    checked_in_at = b.checked_in_at, checked_out_at = b.checked_out_at, due_out_at = b.due_out_at,
    ended_at = b.ended_at, ended_reason = b.ended_reason
  FROM counted, jsonb_to_recordset($4::jsonb->'stepped') AS b(${FIELDS})
  WHERE callout_booking.id = b.id AND callout_booking.callout_id = counted.id
),
used AS (
  UPDATE callout_pass SET used_count = used_count + ($4::jsonb->>'passUses')::int FROM counted
  WHERE callout_pass.id = ($4::jsonb->>'passId')::uuid AND callout_pass.callout_id = counted.id
),
feed_line AS MATERIALIZED (
  SELECT f.* FROM jsonb_to_recordset($4::jsonb->'feed')
    AS f(responder_id uuid, kind text, alert_id uuid)
),
called AS MATERIALIZED (
  SELECT r.id FROM responder r, counted
  WHERE r.organisation_id = $1::uuid AND r.id IN (SELECT responder_id FROM feed_line)
  ORDER BY r.id FOR NO KEY UPDATE OF r
),
numbered AS (
  UPDATE responder r SET last_seq = r.last_seq + 1 FROM called WHERE called.id = r.id
  RETURNING r.id, r.last_seq
),
fed AS (
  INSERT INTO responder_feed (responder_id, seq, organisation_id, kind, alert_id, at)
  SELECT n.id, n.last_seq, $1::uuid, f.kind, f.alert_id, $3::timestamptz
  FROM numbered n JOIN feed_line f ON f.responder_id = n.id
),
new_fact AS (
  INSERT INTO fact (organisation_id, callout_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, counted.id,
    counted.fact_count - ($4::jsonb->>'factCount')::bigint + f.ordinal,
    f.kind, f.at, f.actor, f.responder_id, f.detail
  FROM counted, jsonb_to_recordset($4::jsonb->'facts') AS f(ordinal int, kind text,
    at timestamptz, actor text, responder_id uuid, detail jsonb)
  ORDER BY f.ordinal
),
reviewed AS (
  INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
  SELECT counted.id, 'callout', $1::uuid, $3::timestamptz, 0 FROM counted
  WHERE ($4::jsonb->>'turned')::boolean
  ON CONFLICT (subject_id) DO UPDATE
    SET due_at = excluded.due_at, attempt = 0, leased_until = NULL, lease_id = NULL
)
SELECT (SELECT fact_count FROM counted) AS fact_count,
  (SELECT coalesce(json_agg(json_build_object('responderId', id, 'lastSeq', last_seq)), '[]')
   FROM numbered) AS feeds`;

/** $1 organisation, $2 call-out, $3 now, $4 reason. */
export const STAND_DOWN_ALL = `WITH freed AS (
  SELECT b.id, b.status, b.responder_id FROM callout_booking b
  WHERE b.organisation_id = $1 AND b.callout_id = $2
    AND b.status IN ('reserve', 'expected', 'en-route', 'held')
  ORDER BY b.id FOR UPDATE
),
ended AS (
  UPDATE callout_booking b SET status = 'stood-down', ended_at = $3, ended_reason = $4
  FROM freed WHERE b.id = freed.id
)
SELECT responder_id FROM freed WHERE status <> 'reserve' AND responder_id IS NOT NULL`;
