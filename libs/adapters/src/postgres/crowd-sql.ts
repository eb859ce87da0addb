import { FEED } from './save-sql';

/*
 * How crowds are asked and let go. Rows are locked in the order of the store: the call-out, alerts,
 * responders by id. New alerts are nobody's yet, so that asking locks the call-out only while it
 * numbers the feed: whoever says yes, and an arrest that wants the same people, waits for no more
 * than that.
 */

/** $1 organisation, $2 call-out, $3 now, $4 what was found. */
export const KEEP_CONSIDERED = `INSERT INTO callout_considered AS known (callout_id, responder_id,
  organisation_id, reason, waves, need_keys, equipment, channels, turn, distance_m, decided_at)
SELECT $2::uuid, c.responder_id, $1::uuid, c.reason, c.waves, c.need_keys, c.equipment, c.channels,
  c.turn, c.distance_m, $3::timestamptz
FROM jsonb_to_recordset($4::jsonb) AS c(responder_id uuid, reason text, waves int,
  need_keys text[], equipment text[], channels text[], turn float8, distance_m float8)
ON CONFLICT (callout_id, responder_id) DO UPDATE SET reason = excluded.reason,
  waves = excluded.waves, need_keys = excluded.need_keys, equipment = excluded.equipment,
  channels = excluded.channels, turn = excluded.turn, distance_m = excluded.distance_m,
  decided_at = excluded.decided_at
WHERE known.reason NOT IN ('asked', 'in-area-before')`;

/** $1 call-out, $2 wave, $3 need, $4 equipment, $5 how many. */
export const IN_TURN = `SELECT responder_id AS "responderId", distance_m AS "distanceM", channels,
  decided_at AS "decidedAt"
FROM callout_considered WHERE callout_id = $1::uuid AND reason = 'not-yet'
  AND waves & (1 << $2::int) <> 0 AND ($3::text IS NULL OR $3::text = ANY (need_keys))
  AND ($4::text IS NULL OR $4::text = ANY (equipment))
ORDER BY turn, distance_m, responder_id LIMIT $5::int`;

/** Six parameters: id, alert, channel, rank and time of each delivery; what all are about. */
function deliveries(of: string, first: number): string {
  const at = (step: number) => `$${String(first + step)}`;
  return `new_delivery AS (
  INSERT INTO delivery (id, organisation_id, alert_id, responder_id, channel, subject, status, rank,
    queued_at, due_at, attempt)
  SELECT d.id, $1::uuid, d.alert_id, o.responder_id, d.channel, ${at(5)}::text, 'queued', d.rank,
    $3::timestamptz, d.due_at, 0
  FROM unnest(${at(0)}::uuid[], ${at(1)}::uuid[], ${at(2)}::text[], ${at(3)}::smallint[],
    ${at(4)}::timestamptz[]) AS d(id, alert_id, channel, rank, due_at)
  JOIN ${of} o ON o.id = d.alert_id
)`;
}

/**
 * $1 organisation, $2 call-out, $3 now, $4 alerts, $5 people, $6 batch, $7 end of the questions,
 * $8 wave, $9 need, $10 equipment, $11 to $16 deliveries.
 */
export const ASK = `WITH asked AS (
  UPDATE callout_considered c SET reason = 'asked', decided_at = $3::timestamptz
  FROM unnest($4::uuid[], $5::uuid[]) AS p(id, responder_id)
  WHERE c.callout_id = $2::uuid AND c.responder_id = p.responder_id AND c.reason = 'not-yet'
  RETURNING p.id, c.responder_id, c.distance_m
), new_alert AS (
  INSERT INTO alert (id, organisation_id, callout_id, responder_id, wave, status, reason,
    distance_m, sent_at, expires_at, role)
  SELECT id, $1::uuid, $2::uuid, responder_id, $6::int, 'sent', 'in-area', distance_m,
    $3::timestamptz, $7::timestamptz, 'direct'
  FROM asked
), new_batch AS (
  INSERT INTO callout_batch (callout_id, batch, organisation_id, wave, need_key, equipment,
    asked_at, asked_count)
  SELECT $2::uuid, $6::int, $1::uuid, $8::smallint, $9::text, $10::text, $3::timestamptz, count(*)
  FROM asked HAVING count(*) > 0
), ${deliveries('asked', 11)}
SELECT id AS "alertId", responder_id AS "responderId" FROM asked ORDER BY responder_id`;

/**
 * $1 organisation, $2 call-out, $3 now, $4 alerts, $5 status, $6 reason, $7 whether they are to be
 * considered anew, $8 to $13 deliveries.
 */
export const END_QUESTIONS = `WITH ended AS (
  UPDATE alert SET status = $5::text, ended_at = $3::timestamptz, ended_reason = $6::text
  WHERE id = ANY ($4::uuid[]) AND callout_id = $2::uuid AND status = 'sent'
  RETURNING id, responder_id
), back AS (
  UPDATE callout_considered c SET reason = 'not-yet', decided_at = $3::timestamptz
  FROM ended WHERE $7::boolean AND c.callout_id = $2::uuid AND c.responder_id = ended.responder_id
), ${deliveries('ended', 8)}
SELECT id AS "alertId", responder_id AS "responderId" FROM ended ORDER BY responder_id`;

/** Numbers the feed and adds one fact: $1 organisation, $2 call-out, $3 now, $4 feed and fact. */
export const TELL_CROWD = `WITH subject AS (
  UPDATE callout SET fact_count = fact_count + 1
  WHERE organisation_id = $1::uuid AND id = $2::uuid RETURNING id, fact_count
),${FEED},
new_fact AS (
  INSERT INTO fact (organisation_id, callout_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, subject.id, subject.fact_count, f.kind, f.at, f.actor, f.responder_id, f.detail
  FROM subject, jsonb_to_recordset($4::jsonb->'facts') AS f(kind text, at timestamptz, actor text,
    responder_id uuid, detail jsonb)
)
SELECT (SELECT fact_count FROM subject) AS fact_count,
  (SELECT coalesce(json_agg(json_build_object('responderId', id, 'lastSeq', last_seq)), '[]')
   FROM numbered) AS feeds`;

const TRAINED = `(cardinality(c.credential_kinds) = 0 OR EXISTS (SELECT FROM credential k
    WHERE k.responder_id = r.id AND k.status = 'verified' AND k.valid_from <= $3::timestamptz
      AND (k.valid_to IS NULL OR k.valid_to > $3::timestamptz)
      AND k.kind = ANY (c.credential_kinds)))`;

/** Which questions end, by the name of why; $3 is now. */
export const ENDS = {
  all: 'true',
  expired: 'a.expires_at <= $3::timestamptz',
  'off-duty': 'NOT r.on_duty',
  unfit: `(r.disabled_at IS NOT NULL OR r.muted_until > $3::timestamptz OR NOT ${TRAINED}
    OR EXISTS (SELECT FROM assignment s WHERE s.responder_id = r.id
      AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')))`,
} as const;

/** $1 organisation, $2 call-out, $3 now, $4 how many. */
export const openQuestions = (which: keyof typeof ENDS): string => `SELECT to_json(a) AS alert,
  coalesce(k.channels, '{}') AS channels, $3::timestamptz AS now
FROM alert a JOIN responder r ON r.id = a.responder_id JOIN callout c ON c.id = a.callout_id
LEFT JOIN callout_considered k ON k.callout_id = a.callout_id AND k.responder_id = a.responder_id
WHERE a.organisation_id = $1::uuid AND a.callout_id = $2::uuid AND a.status = 'sent'
  AND ${ENDS[which]}
ORDER BY a.id LIMIT $4::int`;

/** $1 call-out; those whose newest question was taken back because enough had said yes. */
export const PUT_BACK = `UPDATE callout_considered c SET reason = 'not-yet'
FROM alert a WHERE a.callout_id = $1::uuid AND a.status = 'withdrawn'
  AND a.ended_reason = 'callout-filled' AND c.callout_id = a.callout_id
  AND c.responder_id = a.responder_id AND c.reason = 'asked'
  AND NOT EXISTS (SELECT FROM alert b WHERE b.callout_id = a.callout_id
    AND b.responder_id = a.responder_id AND b.wave > a.wave)`;

/** $1 call-out, $2 whether answers are counted; of a broadcast nothing is learnt. */
export const TALLIES = `SELECT b.batch, b.wave, b.need_key AS "needKey", b.equipment,
  b.asked_at AS "askedAt", b.asked_count AS "askedCount", coalesce(t.open, 0) AS "openCount",
  coalesce(t.yes, 0) AS "yesCount", coalesce(t.delays, 0) AS "yesDelaysMs"
FROM callout_batch b LEFT JOIN (SELECT a.wave, count(*) FILTER (WHERE a.status = 'sent') AS open,
    count(*) FILTER (WHERE a.status = 'accepted') AS yes,
    sum(date_part('epoch', a.answered_at - a.sent_at) * 1000)
      FILTER (WHERE a.status = 'accepted') AS delays
  FROM alert a WHERE a.callout_id = $1::uuid AND $2::boolean GROUP BY a.wave) t ON t.wave = b.batch
WHERE b.callout_id = $1::uuid ORDER BY b.batch`;
