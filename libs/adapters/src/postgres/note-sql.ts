import type { DeliveryChannel } from '#core/delivery';
import type { NoteKind } from '#core/note';
import type { Instant } from '#core/units';
import type { MessageTo, StoredNote } from '#flow/ports';

export interface NoteRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly responder_id: string | null;
  readonly booking_id: string | null;
  readonly callout_id: string | null;
  readonly kind: NoteKind;
  readonly body: string;
  readonly is_exercise: boolean;
  readonly made_at: Instant;
  readonly seen_at: Instant | null;
  readonly by_ways: readonly DeliveryChannel[];
}

export interface MessageRow {
  readonly id: string;
  readonly callout_id: string;
  readonly kind: NoteKind;
  readonly body: string;
  readonly sent_to: MessageTo;
  readonly by_role: string;
  readonly by_id: string | null;
  readonly sent_at: Instant;
  readonly recipient_count: number;
  readonly reached: number;
  readonly seen: number;
  readonly spared: number;
}

/** A note of its row. */
export function toNote(row: NoteRow): StoredNote {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    responderId: row.responder_id,
    bookingId: row.booking_id,
    calloutId: row.callout_id,
    kind: row.kind,
    text: row.body,
    isExercise: row.is_exercise,
    at: row.made_at,
    seenAt: row.seen_at,
    by: row.by_ways,
  };
}

export const NOTE_COLUMNS = `n.id, n.organisation_id, n.responder_id, n.booking_id, n.callout_id,
  n.kind, n.body, n.is_exercise, n.made_at, n.seen_at, n.by_ways`;

/** $1 organisation, $2 the notes as JSON. */
export const ADD_NOTES = `INSERT INTO note (organisation_id, id, responder_id, booking_id,
  callout_id, kind, body, is_exercise, made_at, due_at, attempt, by_ways)
SELECT $1::uuid, n.id, n."responderId", n."bookingId", n."calloutId", n.kind, n.text,
  n."isExercise", n.at, n.at, 0, '{}'
FROM jsonb_to_recordset($2::jsonb) AS n(id uuid, "responderId" uuid, "bookingId" uuid,
  "calloutId" uuid, kind text, text text, "isExercise" boolean, at timestamptz)
ON CONFLICT (organisation_id, id) DO NOTHING`;

/**
 * $1 organisation, $2 message, $3 call-out, $4 kind, $5 text, $6 to whom, $7 and $8 who sent it,
 * $9 now, $10 whether it is an exercise. One statement: whoever is in the state at this moment gets
 * it, once however many bookings they have, and nobody else. The same message again adds nobody.
 */
export const ADD_MESSAGE = `WITH about AS (
  SELECT id FROM callout WHERE organisation_id = $1::uuid AND id = $3::uuid
), meant AS MATERIALIZED (
  SELECT DISTINCT ON (coalesce(b.responder_id, b.id)) b.id, b.responder_id
  FROM callout_booking b, about
  WHERE b.organisation_id = $1::uuid AND b.callout_id = about.id
    AND b.status IN (SELECT jsonb_array_elements_text($6::jsonb -> 'statuses'))
    AND coalesce(b.muster_key = $6::jsonb ->> 'musterKey', $6::jsonb ->> 'musterKey' IS NULL)
    AND coalesce(b.need_key = $6::jsonb ->> 'needKey', $6::jsonb ->> 'needKey' IS NULL)
    AND coalesce(b.group_id = ($6::jsonb ->> 'groupId')::uuid, $6::jsonb ->> 'groupId' IS NULL)
  ORDER BY coalesce(b.responder_id, b.id), b.booked_at
), message AS (
  INSERT INTO callout_message (organisation_id, id, callout_id, kind, body, sent_to, by_role,
    by_id, sent_at, recipient_count)
  SELECT $1::uuid, $2::uuid, about.id, $4::text, $5::text, $6::jsonb, $7::text, $8::uuid,
    $9::timestamptz, (SELECT count(*) FROM meant)
  FROM about ON CONFLICT (organisation_id, id) DO NOTHING RETURNING id
), told AS (
  INSERT INTO note (organisation_id, id, responder_id, booking_id, callout_id, message_id, kind,
    body, is_exercise, made_at, due_at, attempt, by_ways)
  SELECT $1::uuid, gen_random_uuid(), m.responder_id,
    CASE WHEN m.responder_id IS NULL THEN m.id END, $3::uuid, message.id, $4::text, $5::text,
    $10::boolean, $9::timestamptz, $9::timestamptz, 0, '{}'
  FROM meant m, message RETURNING id
)
SELECT EXISTS (SELECT FROM about) AS known, (SELECT count(*) FROM told)::int AS count`;

/** $1 organisation, $2 call-out, $3 and $4 after this moment and message, $5 so many. */
export const MESSAGES = `SELECT m.*, c.reached, c.seen, c.spared
FROM (SELECT * FROM callout_message WHERE organisation_id = $1::uuid AND callout_id = $2::uuid
  AND ($3::timestamptz IS NULL OR (sent_at, id) < ($3::timestamptz, $4::uuid))
  ORDER BY sent_at DESC, id DESC LIMIT $5::int) m
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE n.by_ways <> '{}')::int AS reached,
    count(n.seen_at)::int AS seen, count(n.spared)::int AS spared
  FROM note n WHERE n.message_id = m.id AND n.organisation_id = m.organisation_id) c
ORDER BY m.sent_at DESC, m.id DESC`;

/** $1 organisation, $2 message, $3 its call-out, $4 and $5 after this note, $6 so many. */
export const RECIPIENTS = `SELECT n.id, n.made_at AS at, n.booking_id AS "bookingId",
  n.responder_id AS "responderId", n.by_ways AS by, n.spared, n.seen_at AS "seenAt"
FROM note n WHERE n.organisation_id = $1::uuid AND n.message_id = $2::uuid
  AND n.callout_id = $3::uuid
  AND ($4::timestamptz IS NULL OR (n.made_at, n.id) > ($4::timestamptz, $5::uuid))
ORDER BY n.made_at, n.id LIMIT $6::int`;

/** $1 organisation, $2 responder or $3 booking, $4 and $5 after this note, $6 so many. */
export const NOTES_OF = `SELECT ${NOTE_COLUMNS} FROM note n WHERE n.organisation_id = $1::uuid
  AND CASE WHEN $2::uuid IS NULL THEN n.booking_id = $3::uuid ELSE n.responder_id = $2::uuid END
  AND ($4::timestamptz IS NULL OR (n.made_at, n.id) < ($4::timestamptz, $5::uuid))
ORDER BY n.made_at DESC, n.id DESC LIMIT $6::int`;

/** $1 organisation, $2 note, $3 responder, $4 now. */
export const SEEN = `UPDATE note n SET seen_at = coalesce(n.seen_at, $4::timestamptz),
  due_at = NULL
WHERE n.organisation_id = $1::uuid AND n.id = $2::uuid AND n.responder_id = $3::uuid
RETURNING ${NOTE_COLUMNS}`;
