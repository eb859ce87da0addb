/*
 * What is read of an incident or call-out, in one statement: a row with its alerts, assignments
 * and messages as JSON beside it.
 */

/** Whether assignment `s` is somebody who is fetching its AED now. */
export const FETCHING = `s.role = 'via-aed' AND s.aed_collected_at IS NULL
    AND s.status IN ('accepted', 'en-route')`;

const JSON_ALERTS = `
  (SELECT coalesce(json_agg(a ORDER BY a.sent_at, a.wave, a.id), '[]') FROM (
    SELECT id, organisation_id, incident_id, callout_id, drill_id, responder_id, wave, status,
      reason, distance_m, sent_at, expires_at, delivered_at, seen_at, answered_at, ended_reason,
      role, aed_id
    FROM alert WHERE alert.incident_id = i.id) a) AS alerts`;

const JSON_ASSIGNMENTS = `
  (SELECT coalesce(json_agg(s ORDER BY s.accepted_at, s.id), '[]')
   FROM assignment s WHERE s.incident_id = i.id) AS assignments`;

/** Messages under the reference given by an expression for organisation and one for reference. */
export const jsonMessages = (organisation: string, ref: string): string => `
  (SELECT coalesce(json_agg(m ORDER BY m.received_at, m.order_key, m.op), '[]') FROM (
    SELECT body, received_at, order_key, op FROM control_message
    WHERE organisation_id = ${organisation} AND control_ref = ${ref}) m) AS messages`;

const INCIDENT_COLUMNS = `
  i.id, i.organisation_id, i.control_ref, i.status, i.kind, i.mode, i.priority,
  ST_Y(i.place::geometry) AS lat, ST_X(i.place::geometry) AS lon, i.place_accuracy_m,
  i.address, i.notes_for_responders, i.called_at, i.ambulance_eta_at, i.asked_policy_name,
  i.policy_name, i.accept_outside_area, i.excluded_responder_refs,
  ST_Y(i.cell_centre::geometry) AS cell_lat, ST_X(i.cell_centre::geometry) AS cell_lon,
  i.cell_size_m, i.received_at, i.wanted_count, i.accepted_count, i.revision, i.ended_at,
  i.disposition, i.warnings, i.determinant_code, i.hazards, i.patient_age_years, i.setting,
  i.safety_override, i.raised_by_hand, i.orders, i.policy_version, i.aeds`;

/** Reads incidents `i` whole; add a WHERE. */
export const SELECT_INCIDENT = `SELECT ${INCIDENT_COLUMNS},
  ${JSON_ALERTS}, ${JSON_ASSIGNMENTS},
  ${jsonMessages('i.organisation_id', 'i.control_ref')}
FROM incident i`;

/** Fifteen decimals keep every bit of a double of degrees. */
const AREA_DECIMALS = 15;

/** Everything of a call-out `c` itself. */
export const CALLOUT_COLUMNS = `c.id, c.organisation_id, c.control_ref, c.mode, c.title,
  c.briefing, ST_AsGeoJSON(c.area, ${AREA_DECIMALS})::json AS area,
  ST_AsGeoJSON(c.exclusions, ${AREA_DECIMALS})::json AS exclusions, c.presence, c.window_from,
  c.window_until, c.shifts, c.needs, c.muster_points, c.policy, c.fill, c.wanted_count,
  c.accepted_count, c.status, c.opened_at, c.stop_coming_at, c.revision`;

/** Reads call-outs `c` with counts; add a WHERE. */
export const SELECT_CALLOUT = `SELECT ${CALLOUT_COLUMNS},
  (SELECT count(*) FROM alert a WHERE a.callout_id = c.id AND a.late_yes_at IS NOT NULL)
    AS late_yes_count,
  (SELECT coalesce(json_object_agg(q.status, q.n), '{}') FROM (SELECT a.status, count(*) AS n
    FROM alert a WHERE a.callout_id = c.id GROUP BY a.status) q) AS questions
FROM callout c`;

/** One alert of its own responder as JSON: organisation, alert, responder. */
export const SELECT_ALERT = `SELECT to_json(a) AS alert, a.late_yes_at FROM alert a
WHERE a.organisation_id = $1 AND a.id = $2 AND a.responder_id = $3`;
