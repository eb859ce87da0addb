/*
 * One decision is one statement: its first part writes the incident or call-out and names it
 * `subject`, and every other part joins `subject`; so where the revision is no longer the expected
 * one, nothing at all is written. That of an incident fails unless all of it was. Parameters: $1
 * organisation, $2 subject, $3 now, $4 all the rest as JSON; and of an incident's decision $5 when,
 * $6 why, $7 input and $8 plan.
 *
 * Rows are locked in one order by every statement of the store: incident or call-out, alerts,
 * assignments, responders by id. Nothing can then wait in a circle.
 */

/** Numbers and writes the feed; joins `subject`. */
export const FEED = `
feed_line AS MATERIALIZED (
  SELECT f.* FROM jsonb_to_recordset($4::jsonb->'feed')
    AS f(ordinal int, responder_id uuid, kind text, alert_id uuid)
),
called AS MATERIALIZED (
  SELECT r.id FROM responder r, subject
  WHERE r.organisation_id = $1::uuid AND r.id IN (SELECT responder_id FROM feed_line)
  ORDER BY r.id FOR NO KEY UPDATE OF r
),
numbered AS (
  UPDATE responder r SET last_seq = r.last_seq + c.n
  FROM (SELECT responder_id, count(*) AS n FROM feed_line GROUP BY responder_id) c, called
  WHERE r.id = c.responder_id AND called.id = r.id
  RETURNING r.id, r.last_seq, c.n
),
new_feed AS (
  INSERT INTO responder_feed (responder_id, seq, organisation_id, kind, alert_id, at)
  SELECT f.responder_id, n.last_seq - n.n + f.place, $1::uuid, f.kind, f.alert_id, $3::timestamptz
  FROM (SELECT *, row_number() OVER (PARTITION BY responder_id ORDER BY ordinal) AS place
        FROM feed_line) f
  JOIN numbered n ON n.id = f.responder_id
)`;

const parts = (subject: 'incident' | 'callout') => `
new_alert AS (
  INSERT INTO alert (id, organisation_id, ${subject}_id, responder_id, wave, status, reason,
    distance_m, sent_at, expires_at, role, aed_id)
  SELECT a.id, $1::uuid, subject.id, a.responder_id, a.wave, 'sent', a.reason, a.distance_m,
    a.sent_at, a.expires_at, a.role, a.aed_id
  FROM subject, jsonb_to_recordset($4::jsonb->'alerts') AS a(id uuid, responder_id uuid, wave int,
    reason text, distance_m float8, sent_at timestamptz, expires_at timestamptz, role text,
    aed_id uuid)
),
moved AS (
  UPDATE alert SET status = m.status, ended_at = m.at, ended_reason = m.reason,
    answered_at = CASE WHEN m.status IN ('accepted', 'declined') THEN m.at
      ELSE alert.answered_at END
  FROM subject, jsonb_to_recordset($4::jsonb->'moves')
    AS m(id uuid, status text, at timestamptz, reason text)
  WHERE alert.id = m.id AND alert.${subject}_id = subject.id AND alert.status = 'sent'
  RETURNING alert.id
),
new_delivery AS (
  INSERT INTO delivery (id, organisation_id, alert_id, responder_id, channel, subject, status,
    rank, queued_at, due_at, attempt)
  SELECT d.id, $1::uuid, d.alert_id, d.responder_id, d.channel, d.subject, 'queued', d.rank,
    $3::timestamptz, d.due_at, 0
  FROM subject, jsonb_to_recordset($4::jsonb->'deliveries') AS d(id uuid, alert_id uuid,
    responder_id uuid, channel text, subject text, rank smallint, due_at timestamptz)
),${FEED},
new_fact AS (
  INSERT INTO fact (organisation_id, ${subject}_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, subject.id, subject.fact_count - ($4::jsonb->>'factCount')::bigint + f.ordinal,
    f.kind, f.at,
    f.actor, f.responder_id, f.detail
  FROM subject, jsonb_to_recordset($4::jsonb->'facts') AS f(ordinal int, kind text, at timestamptz,
    actor text, responder_id uuid, detail jsonb)
  ORDER BY f.ordinal
),
reviewed AS (
  INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
  SELECT subject.id, '${subject}', $1::uuid, ($4::jsonb->>'reviewAt')::timestamptz, 0 FROM subject
  WHERE $4::jsonb->>'reviewAt' IS NOT NULL
  ON CONFLICT (subject_id) DO UPDATE
    SET due_at = excluded.due_at, attempt = 0, leased_until = NULL, lease_id = NULL
),
unreviewed AS (
  DELETE FROM review USING subject
  WHERE review.subject_id = subject.id AND $4::jsonb->'reviewAt' = 'null'::jsonb
)`;

const INCIDENT_PARTS = `
new_message AS (
  INSERT INTO control_message (organisation_id, control_ref, op, order_key, body, received_at)
  SELECT $1::uuid, subject.control_ref, m.op, m.order_key, m.body, m.received_at
  FROM subject, jsonb_to_recordset($4::jsonb->'messages')
    AS m(op text, order_key bigint, body jsonb, received_at timestamptz)
),
stepped AS (
  UPDATE assignment SET status = coalesce(s.to_status, assignment.status),
    en_route_at = CASE s.to_status WHEN 'en-route' THEN s.at ELSE en_route_at END,
    on_scene_at = CASE s.to_status WHEN 'on-scene' THEN s.at ELSE on_scene_at END,
    with_patient_at = CASE s.to_status WHEN 'with-patient' THEN s.at ELSE with_patient_at END,
    cleared_at = CASE s.to_status WHEN 'cleared' THEN s.at ELSE cleared_at END,
    released_at = CASE WHEN s.to_status IN ('stood-down', 'withdrawn') THEN s.at
      ELSE released_at END,
    released_reason = CASE WHEN s.to_status IN ('stood-down', 'withdrawn') THEN s.reason
      ELSE released_reason END,
    role = coalesce(s.role, assignment.role),
    aed_id = CASE WHEN s.role IS NULL THEN assignment.aed_id ELSE s.aed_id END,
    eta_at = coalesce(s.eta_at, assignment.eta_at),
    aed_collected_at = CASE WHEN s.dropped IS TRUE THEN NULL
      ELSE coalesce(assignment.aed_collected_at, s.collected_at) END
  FROM subject, jsonb_to_recordset($4::jsonb->'steps')
    AS s(id uuid, from_status text, to_status text, at timestamptz, reason text, role text,
      aed_id uuid, eta_at timestamptz, collected_at timestamptz, dropped boolean)
  WHERE assignment.id = s.id AND assignment.incident_id = subject.id
    AND assignment.status = coalesce(s.from_status, assignment.status)
  RETURNING assignment.id
),
decided AS (
  INSERT INTO decision (incident_id, seq, organisation_id, at, cause, input, plan)
  SELECT subject.id, subject.decision_count, $1::uuid, $5::timestamptz, $6::text, $7::text,
    $8::text
  FROM subject WHERE $6::text IS NOT NULL
),
reasoned AS (
  INSERT INTO considered (incident_id, responder_id, organisation_id, reason, distance_m,
    decided_at)
  SELECT subject.id, c.responder_id, $1::uuid, c.reason, c.distance_m, $3::timestamptz
  FROM subject, jsonb_to_recordset($4::jsonb->'considered')
    AS c(responder_id uuid, reason text, distance_m float8)
  ON CONFLICT (incident_id, responder_id) DO UPDATE
    SET reason = excluded.reason, distance_m = excluded.distance_m,
      decided_at = excluded.decided_at
),`;

/** A row of `Written`. */
const WRITTEN = `
SELECT (SELECT fact_count FROM subject) AS fact_count,
  (SELECT count(*) FROM moved) AS moved,
  (SELECT coalesce(json_agg(json_build_object('responderId', id, 'lastSeq', last_seq)), '[]')
   FROM numbered) AS feeds`;

/** Fails where a part of an incident's decision found nothing to change. */
const WHOLE = `must_be_whole((SELECT count(*) FROM subject) = 1
    AND (SELECT count(*) FROM moved) = jsonb_array_length($4::jsonb->'moves')
    AND (SELECT count(*) FROM stepped) = jsonb_array_length($4::jsonb->'steps')`;
/** As a statement sees them that stores one itself: those from before it. */
const EARLY_COUNT = `(SELECT count(*) FROM control_message
    WHERE organisation_id = $1::uuid AND control_ref = $4::jsonb->>'controlRef')`;

/** One more decision, or none. */
const DECIDED = '($6::text IS NOT NULL)::int';

/** Fields of an incident that control's messages decide. */
const INCIDENT_FIELDS = `status text, kind text, mode text, priority text, lat float8, lon float8,
  place_accuracy_m float8, address text, notes_for_responders text, called_at timestamptz,
  ambulance_eta_at timestamptz, asked_policy_name text, accept_outside_area boolean,
  excluded_responder_refs text[], cell_lat float8, cell_lon float8, cell_size_m float8,
  received_at timestamptz, wanted_count int, ended_at timestamptz, disposition text,
  warnings text[], determinant_code text, hazards text[], patient_age_years float8, setting text,
  safety_override jsonb, raised_by_hand jsonb, orders jsonb`;
const SPOT = (lat: string, lon: string) =>
  `ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)::geography`;

/** Writes a new incident; fails where messages lie under its reference that it does not know. */
export const RAISE = `WITH subject AS (
  INSERT INTO incident (id, organisation_id, control_ref, status, kind, mode, priority, place,
    place_accuracy_m, address, notes_for_responders, called_at, ambulance_eta_at,
    asked_policy_name, policy_name, accept_outside_area, excluded_responder_refs, cell_centre,
    cell_size_m, received_at, wanted_count, accepted_count, revision, ended_at, disposition,
    warnings, determinant_code, hazards, patient_age_years, setting, safety_override,
    raised_by_hand, policy_version, aeds, fact_count, decision_count)
  SELECT $2::uuid, $1::uuid, $4::jsonb->>'controlRef', i.status, i.kind, i.mode, i.priority,
    ${SPOT('i.lat', 'i.lon')},
    i.place_accuracy_m, i.address, i.notes_for_responders, i.called_at, i.ambulance_eta_at,
    i.asked_policy_name, $4::jsonb->>'policyName', i.accept_outside_area, i.excluded_responder_refs,
    ${SPOT('i.cell_lat', 'i.cell_lon')}, i.cell_size_m, i.received_at, i.wanted_count,
    ($4::jsonb->>'acceptedCount')::int, ($4::jsonb->>'revision')::bigint, i.ended_at,
      i.disposition, i.warnings, i.determinant_code, i.hazards, i.patient_age_years, i.setting,
    i.safety_override, i.raised_by_hand, ($4::jsonb->>'policyVersion')::int,
    coalesce($4::jsonb->'aeds', '[]'), ($4::jsonb->>'factCount')::bigint, ${DECIDED}
  FROM jsonb_to_record($4::jsonb->'incident') AS i(${INCIDENT_FIELDS})
  RETURNING id, control_ref, fact_count, decision_count
),
${INCIDENT_PARTS}${parts('incident')}
${WRITTEN}, ${WHOLE} AND ${EARLY_COUNT} = ($4::jsonb->>'earlyCount')::int)`;

const TOUCH = `revision = incident.revision + 1,
    fact_count = incident.fact_count + ($4::jsonb->>'factCount')::bigint,
    accepted_count = incident.accepted_count - ($4::jsonb->>'freed')::int,
    decision_count = incident.decision_count + ${DECIDED},
    aeds = coalesce($4::jsonb->'aeds', incident.aeds)`;
const CHANGE_WHERE = `incident.organisation_id = $1::uuid AND incident.id = $2::uuid
    AND incident.revision = ($4::jsonb->>'revision')::bigint
  RETURNING incident.id, incident.control_ref, incident.fact_count, incident.decision_count`;

/** Writes what happened to an incident. */
export const STEP = `WITH subject AS (
  UPDATE incident SET ${TOUCH} WHERE ${CHANGE_WHERE}
),
${INCIDENT_PARTS}${parts('incident')}
${WRITTEN}, ${WHOLE})`;

/** Writes what happened to an incident, and its own fields anew. */
export const REPLACE = `WITH subject AS (
  UPDATE incident SET ${TOUCH}, status = i.status, kind = i.kind, mode = i.mode,
    priority = i.priority, place = ${SPOT('i.lat', 'i.lon')},
    place_accuracy_m = i.place_accuracy_m, address = i.address,
    notes_for_responders = i.notes_for_responders, called_at = i.called_at,
    ambulance_eta_at = i.ambulance_eta_at, asked_policy_name = i.asked_policy_name,
    accept_outside_area = i.accept_outside_area,
    excluded_responder_refs = i.excluded_responder_refs,
    cell_centre = ${SPOT('i.cell_lat', 'i.cell_lon')}, cell_size_m = i.cell_size_m,
    received_at = i.received_at, wanted_count = i.wanted_count, ended_at = i.ended_at,
    disposition = i.disposition, warnings = i.warnings, determinant_code = i.determinant_code,
    hazards = i.hazards, patient_age_years = i.patient_age_years, setting = i.setting,
    safety_override = i.safety_override, orders = i.orders
  FROM jsonb_to_record($4::jsonb->'incident') AS i(${INCIDENT_FIELDS}) WHERE ${CHANGE_WHERE}
),
${INCIDENT_PARTS}${parts('incident')}
${WRITTEN}, ${WHOLE})`;

/** Writes a new call-out. */
export const OPEN_CALLOUT = `WITH subject AS (
  INSERT INTO callout (id, organisation_id, control_ref, mode, title, briefing, area, exclusions,
    presence, window_from, window_until, shifts, needs, muster_points, policy, fill,
    credential_kinds, wanted_count, accepted_count, status, opened_at, stop_coming_at, revision,
    fact_count)
  SELECT $2::uuid, $1::uuid, c.control_ref, c.mode, c.title, c.briefing,
    ST_SetSRID(ST_GeomFromGeoJSON(c.area), 4326),
    ST_SetSRID(ST_GeomFromGeoJSON(c.exclusions), 4326), c.presence, c.window_from,
    c.window_until, c.shifts, c.needs, c.muster_points, c.policy, c.fill, c.credential_kinds,
    c.wanted_count, c.accepted_count, c.status, c.opened_at, c.stop_coming_at,
    ($4::jsonb->>'revision')::bigint, ($4::jsonb->>'factCount')::bigint
  FROM jsonb_to_record($4::jsonb->'callout') AS c(control_ref text, mode text, title text,
    briefing jsonb, area text, exclusions text, presence jsonb, window_from timestamptz,
    window_until timestamptz, shifts jsonb, needs jsonb, muster_points jsonb, policy jsonb,
    fill jsonb, credential_kinds text[], wanted_count int, accepted_count int, status text,
    opened_at timestamptz, stop_coming_at timestamptz)
  RETURNING id, fact_count
),
${parts('callout')}
${WRITTEN}`;

/** Writes what happened to a call-out. */
export const STEP_CALLOUT = `WITH subject AS (
  UPDATE callout SET revision = revision + 1, status = coalesce($4::jsonb->>'status', status),
    needs = coalesce($4::jsonb->'changed'->'needs', needs),
    policy = coalesce($4::jsonb->'changed'->'policy', policy),
    credential_kinds = CASE WHEN $4::jsonb->'kinds' IS NULL THEN credential_kinds
      ELSE ARRAY(SELECT jsonb_array_elements_text($4::jsonb->'kinds')) END,
    wanted_count = coalesce(($4::jsonb->'changed'->>'wantedCount')::int, wanted_count),
    fact_count = fact_count + ($4::jsonb->>'factCount')::bigint
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND revision = ($4::jsonb->>'revision')::bigint
  RETURNING id, fact_count
),
${parts('callout')}
${WRITTEN}`;
