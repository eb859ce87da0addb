import type { BookingStatus } from '#core/callout-booking';
import { FORECAST_FIX_AGE_MAX_MS } from '#core/arrival-forecast';
import {
  OVERDUE_ANSWER_MS,
  OVERDUE_GRACE_MS,
  OVERDUE_LEVEL_MAX,
  OVERDUE_REPEAT_MS,
} from '#core/overdue';
import type { TravelMode } from '#core/responder';
import { SECOND_MS, type Instant } from '#core/units';

export interface DeskRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly callout_id: string;
  readonly muster_key: string | null;
  readonly created_by: string | null;
  readonly created_at: Instant;
  readonly expires_at: Instant;
  readonly ended_at: Instant | null;
}

export interface CheckRow {
  readonly id: string;
  readonly callout_id: string;
  readonly booking_id: string | null;
  readonly desk_id: string | null;
  readonly kind: 'in' | 'out';
  readonly happened_at: Instant;
  readonly received_at: Instant;
}

export interface CountRow {
  readonly musterKey: string | null;
  readonly needKey: string | null;
  readonly status: BookingStatus;
  readonly isOverdue: boolean;
  readonly isHere: boolean;
  readonly peopleCount: number;
}

export interface ComingRow {
  readonly musterKey: string;
  readonly partySize: number;
  readonly partyCount: number;
  readonly etaAt: Instant | null;
  readonly distanceM: number | null;
  readonly mode: TravelMode | null;
  readonly from: Instant;
}

export interface OverdueRow {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly bookingId: string;
  readonly responderId: string | null;
  readonly checkedInAt: Instant;
  readonly level: number;
  readonly askedAt: Instant | null;
  readonly alarmAt: Instant | null;
  readonly isExercise: boolean;
}

export const DESK_COLUMNS = `id, organisation_id, callout_id, muster_key, created_by, created_at,
  expires_at, ended_at`;

const seconds = (ms: number): string => `interval '${ms / SECOND_MS} seconds'`;

/** How far it has come with a booking `b` that is due out, at `now`; see core/overdue. */
const levelOf = (now: string): string => `CASE
  WHEN b.due_out_at IS NULL OR ${now} < b.due_out_at + ${seconds(OVERDUE_GRACE_MS)} THEN 0
  WHEN ${now} < b.due_out_at + ${seconds(OVERDUE_GRACE_MS + OVERDUE_ANSWER_MS)} THEN 1
  ELSE least(${OVERDUE_LEVEL_MAX}, 2 + floor(extract(epoch FROM ${now} - b.due_out_at
    - ${seconds(OVERDUE_GRACE_MS + OVERDUE_ANSWER_MS)}) / ${OVERDUE_REPEAT_MS / SECOND_MS})::int)
  END`;

/** $1 organisation, $2 call-out, $3 now. Who holds no place is here by their last check. */
export const HEADCOUNTS = `SELECT b.muster_key AS "musterKey",
  b.need_key AS "needKey", b.status,
  b.status = 'checked-in' AND ${levelOf('$3::timestamptz')} > 0 AS "isOverdue",
  b.status IN ('reserve', 'withdrawn', 'stood-down') AND coalesce((
    SELECT e.kind = 'in' FROM check_event e WHERE e.booking_id = b.id
    ORDER BY e.happened_at DESC, e.kind DESC, e.id DESC LIMIT 1), false) AS "isHere",
  sum(b.people_count)::int AS "peopleCount"
FROM callout_booking b WHERE b.organisation_id = $1::uuid AND b.callout_id = $2::uuid
GROUP BY 1, 2, 3, 4, 5`;

/** $1 organisation, $2 call-out, $3 so many. */
export const HERE_WITHOUT_PLACE = `SELECT b.id FROM callout_booking b
WHERE b.organisation_id = $1::uuid AND b.callout_id = $2::uuid
  AND b.status IN ('reserve', 'withdrawn', 'stood-down') AND (
    SELECT e.kind FROM check_event e WHERE e.booking_id = b.id
    ORDER BY e.happened_at DESC, e.kind DESC, e.id DESC LIMIT 1) = 'in'
ORDER BY b.booked_at, b.id LIMIT $3::int`;

/** $1 so many. */
export const PLACED_SINCE = `SELECT DISTINCT b.organisation_id AS "organisationId",
  b.id AS "bookingId"
FROM check_event e JOIN callout_booking b ON b.id = e.booking_id
WHERE e.outcome = 'no-place' AND b.status IN ('expected', 'en-route', 'held')
ORDER BY b.id LIMIT $1::int`;

/**
 * $1 organisation, $2 call-out, $3 now. Grouped to a minute and half a kilometre, so that a great
 * call-out is no more to read than a small one.
 */
export const COMING = `WITH points AS (
  SELECT p ->> 'musterKey' AS key, ST_SetSRID(ST_MakePoint((p #>> '{place,lon}')::float8,
    (p #>> '{place,lat}')::float8), 4326)::geography AS place
  FROM callout c, jsonb_array_elements(c.muster_points) p
  WHERE c.organisation_id = $1::uuid AND c.id = $2::uuid
)
SELECT b.muster_key AS "musterKey", b.people_count AS "partySize", count(*)::int AS "partyCount",
  date_trunc('minute', b.eta_at) AS "etaAt", date_trunc('minute', lower(b.during)) AS "from",
  CASE WHEN f.responder_id IS NOT NULL
    THEN 500 * round(ST_Distance(f.position, m.place) / 500) END AS "distanceM",
  CASE WHEN f.responder_id IS NOT NULL THEN r.travel_mode END AS mode
FROM callout_booking b JOIN points m ON m.key = b.muster_key
LEFT JOIN responder r ON r.id = b.responder_id
LEFT JOIN last_known_fix f ON f.responder_id = b.responder_id AND b.status = 'en-route'
  AND f.measured_at > $3::timestamptz - ${seconds(FORECAST_FIX_AGE_MAX_MS)}
WHERE b.organisation_id = $1::uuid AND b.callout_id = $2::uuid
  AND b.status IN ('expected', 'en-route')
GROUP BY 1, 2, 4, 5, 6, 7`;

const STEP = `b.organisation_id AS "organisationId", b.callout_id AS "calloutId",
  b.id AS "bookingId", b.responder_id AS "responderId", b.checked_in_at AS "checkedInAt"`;

/** $1 organisation, $2 call-out, $3 now, $4 so many. */
export const OVERDUE = `SELECT ${STEP}, ${levelOf('$3::timestamptz')} AS level,
  o.asked_at AS "askedAt", o.alarm_at AS "alarmAt", false AS "isExercise"
FROM callout_booking b LEFT JOIN overdue_step o ON o.organisation_id = b.organisation_id
  AND o.booking_id = b.id AND o.checked_in_at = b.checked_in_at
WHERE b.organisation_id = $1::uuid AND b.callout_id = $2::uuid AND b.status = 'checked-in'
  AND b.due_out_at <= $3::timestamptz - ${seconds(OVERDUE_GRACE_MS)}
ORDER BY b.due_out_at, b.id LIMIT $4::int`;

/**
 * $1 now, $2 lease, $3 its end, $4 so many. The insert is the claim: of two workers one waits for
 * the other's row and then finds it taken. Whoever was never asked is asked first,
 * however late it is, and has their time to answer.
 */
export const TAKE_OVERDUE = `WITH late AS (
  SELECT b.*, c.mode, ${levelOf('$1::timestamptz')} AS due_level,
    coalesce(o.level, 0) AS told_level, o.asked_at, o.alarm_at
  FROM callout_booking b
  JOIN callout c ON c.organisation_id = b.organisation_id AND c.id = b.callout_id
  LEFT JOIN overdue_step o ON o.organisation_id = b.organisation_id AND o.booking_id = b.id
    AND o.checked_in_at = b.checked_in_at
  WHERE b.status = 'checked-in' AND b.checked_in_at IS NOT NULL
    AND b.due_out_at <= $1::timestamptz - ${seconds(OVERDUE_GRACE_MS)}
    AND (o.leased_until IS NULL OR o.leased_until <= $1::timestamptz)
), due AS (
  SELECT * FROM late WHERE due_level > told_level
    AND (told_level <> 1 OR asked_at <= $1::timestamptz - ${seconds(OVERDUE_ANSWER_MS)})
  ORDER BY due_out_at, id LIMIT $4::int
), taken AS (
  INSERT INTO overdue_step AS o
    (organisation_id, booking_id, checked_in_at, level, lease_id, leased_until)
  SELECT organisation_id, id, checked_in_at, 0, $2::text, $3::timestamptz FROM due
  ON CONFLICT (organisation_id, booking_id, checked_in_at) DO UPDATE
    SET lease_id = excluded.lease_id, leased_until = excluded.leased_until
    WHERE o.leased_until IS NULL OR o.leased_until <= $1::timestamptz
  RETURNING o.booking_id
)
SELECT ${STEP}, CASE WHEN b.told_level = 0 THEN 1 ELSE b.due_level END AS level,
  b.asked_at AS "askedAt", b.alarm_at AS "alarmAt", b.mode <> 'actual' AS "isExercise"
FROM due b JOIN taken t ON t.booking_id = b.id ORDER BY b.due_out_at, b.id`;

/** $1 organisation, $2 booking, $3 checked in, $4 lease, $5 level, $6 now. */
export const OVERDUE_TOLD = `UPDATE overdue_step SET level = $5::int, lease_id = NULL,
  leased_until = NULL, asked_at = coalesce(asked_at, $6::timestamptz),
  alarm_at = CASE WHEN $5::int >= 2 THEN coalesce(alarm_at, $6::timestamptz) END
WHERE organisation_id = $1::uuid AND booking_id = $2::uuid AND checked_in_at = $3::timestamptz
  AND lease_id = $4::text`;

/** $1 now, $2 so many. Young ones only: what is long over needs nobody to be told. */
export const ENDED_UNTOLD = `SELECT c.organisation_id AS "organisationId", c.id AS "calloutId",
  c.mode <> 'actual' AS "isExercise"
FROM callout c WHERE c.status IN ('closed', 'cancelled')
  AND c.window_until > $1::timestamptz - interval '30 days'
  AND EXISTS (SELECT FROM callout_booking b WHERE b.callout_id = c.id)
  AND NOT EXISTS (SELECT FROM callout_message m
    WHERE m.organisation_id = c.organisation_id AND m.id = c.id)
ORDER BY c.id LIMIT $2::int`;
