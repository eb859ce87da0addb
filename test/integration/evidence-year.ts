import { Client } from 'pg';

/*
 * A year of a service, made by PostgreSQL itself from one seed: everything that may be there or
 * not is, also clocks that were wrong, exercises, other kinds and open incidents.
 */

export const YEAR_INCIDENTS = 2_000;
const PEOPLE = 150;

const NUMBERS = `INSERT INTO responder (id, organisation_id, external_ref, test_phone, on_duty,
    disabled_at, updated_at)
  SELECT gen_random_uuid(), $1, 'Y-' || n, n % 50 = 0, n % 3 > 0,
    CASE WHEN n % 40 = 1 THEN now() END, now()
  FROM generate_series(1, ${PEOPLE}) n`;

const CREDENTIALS = `INSERT INTO credential (id, organisation_id, responder_id, kind, issuer,
    status, valid_from, valid_to, updated_at)
  SELECT gen_random_uuid(), r.organisation_id, r.id, k.kind, 'Red Cross',
    CASE WHEN random() < 0.9 THEN 'verified' ELSE 'pending' END, '2024-01-01',
    CASE WHEN random() < 0.2 THEN timestamptz '2025-01-01' END, now()
  FROM responder r, (VALUES ('cpr'), ('nurse')) k (kind)
  WHERE r.organisation_id = $1 AND (k.kind = 'cpr' OR random() < 0.3)`;

const INCIDENTS = `INSERT INTO incident (id, organisation_id, control_ref, status, kind, mode,
    priority, place, called_at, received_at, ended_at, ambulance_eta_at, policy_name,
    policy_version, accept_outside_area, excluded_responder_refs, cell_centre, cell_size_m,
    wanted_count, accepted_count, revision, warnings, aeds, fact_count, setting,
    patient_age_years, raised_by_hand, disposition)
  SELECT gen_random_uuid(), $1, 'YEAR-' || n, d.status,
    CASE WHEN random() < 0.85 THEN 'cardiac-arrest' ELSE 'unconscious' END,
    CASE WHEN random() < 0.97 THEN 'actual' ELSE 'exercise' END, 'life-threatening', d.place,
    d.called_at, d.called_at + random() * interval '40 s',
    CASE WHEN d.status <> 'active' THEN d.called_at + interval '50 min' END,
    CASE WHEN random() < 0.85 THEN d.called_at + (3 + random() * 14) * interval '1 min' END,
    CASE WHEN random() < 0.8 THEN 'nearest-10' ELSE 'replace-7' END, 1, false, '{}', d.place, 500,
    8, 0, 1, '{}', '[]', 9,
    (ARRAY['home', 'home', 'public-place', 'care-home-with-staff', 'unknown'])
      [1 + floor(random() * 5)::int],
    CASE WHEN random() < 0.7 THEN floor(random() * 96) END,
    CASE WHEN random() < 0.03 THEN '{"by": "desk", "reason": "no line"}'::jsonb END, 'ROSC'
  FROM (SELECT n, (CASE WHEN random() < 0.06 THEN 'cancelled' WHEN random() < 0.03 THEN 'active'
      ELSE 'closed' END) AS status,
      date_trunc('milliseconds', timestamptz '2025-01-01'
        + (n + random()) * interval '4.3 h') AS called_at,
      ST_SetSRID(ST_MakePoint(-76 + random() / 9, 36.8), 4326)::geography AS place
    FROM generate_series(1, ${YEAR_INCIDENTS}) n) d`;

const ALERTS = `INSERT INTO alert (id, organisation_id, incident_id, responder_id, wave, status,
    reason, distance_m, sent_at, expires_at, delivered_at, seen_at, answered_at, ended_at, role,
    aed_id)
  SELECT gen_random_uuid(), $1, d.incident_id, p.id, d.wave, d.status, 'nearest',
    CASE WHEN random() < 0.95 THEN random() * 2600 END, d.sent_at, d.sent_at + interval '5 min',
    CASE WHEN random() < 0.3 THEN d.sent_at + interval '2 s' END,
    CASE WHEN random() < 0.2 THEN d.sent_at + interval '4 s' END,
    CASE WHEN d.status IN ('accepted', 'declined') THEN
      d.sent_at + (5 + random() * 90) * interval '1 s' END,
    CASE WHEN d.status <> 'sent' THEN d.sent_at + interval '5 min' END,
    CASE WHEN d.aed THEN 'via-aed' ELSE 'direct' END, CASE WHEN d.aed THEN $2::uuid END
  FROM (SELECT i.id AS incident_id, w.wave, random() < 0.25 AS aed,
      i.received_at + random() * interval '20 s' AS sent_at,
      'Y-' || (1 + floor(power(random(), 2) * (${PEOPLE} - 1)))::int AS ref,
      (ARRAY['accepted', 'declined', 'expired', 'expired', 'withdrawn', 'sent'])
        [1 + floor(random() * 6)::int] AS status
    FROM incident i, LATERAL generate_series(1, floor(random() * 7 + length(i.id::text) * 0)::int)
      w (wave)
    WHERE i.organisation_id = $1) d
  JOIN responder p ON p.organisation_id = $1 AND p.external_ref = d.ref`;

const DELIVERIES = `INSERT INTO delivery (id, organisation_id, alert_id, responder_id, channel,
    subject, status, queued_at, due_at, finished_at, delivered_at, seen_at, attempt)
  SELECT gen_random_uuid(), $1, d.id, d.responder_id, d.channel,
    CASE WHEN random() < 0.95 THEN 'alert' ELSE 'changed' END, d.status, d.sent_at, d.sent_at,
    CASE WHEN d.status <> 'queued' THEN d.sent_at + interval '1 s' END,
    CASE WHEN d.status = 'delivered' THEN d.sent_at + random() * interval '9 s' END,
    CASE WHEN d.status = 'delivered' AND random() < 0.5 THEN d.sent_at + interval '10 s' END, 1
  FROM (SELECT a.id, a.responder_id, a.sent_at, c.channel,
      (ARRAY['delivered', 'handed-over', 'handed-over', 'failed', 'not-needed', 'queued'])
        [1 + floor(random() * 5.05)::int] AS status
    FROM alert a, (VALUES ('live'), ('push'), ('sms')) c (channel)
    WHERE a.organisation_id = $1 AND random() < 0.55) d`;

const PARTS = `INSERT INTO assignment (id, organisation_id, incident_id, alert_id, responder_id,
    status, accepted_at, en_route_at, on_scene_at, with_patient_at, cleared_at, role, aed_id,
    aed_collected_at)
  SELECT gen_random_uuid(), $1, a.incident_id, a.id, a.responder_id, 'cleared', a.answered_at,
    CASE WHEN random() < 0.8 THEN a.answered_at + interval '20 s' END,
    CASE WHEN random() < 0.01 THEN i.called_at - interval '1 min' WHEN random() < 0.6 THEN
      a.answered_at + random() * interval '12 min' END,
    CASE WHEN random() < 0.4 THEN a.answered_at + interval '13 min' END,
    a.answered_at + interval '40 min', a.role, a.aed_id,
    CASE WHEN a.role = 'via-aed' AND random() < 0.6 THEN
      a.answered_at + random() * interval '10 min' END
  FROM alert a JOIN incident i ON i.id = a.incident_id
  WHERE a.organisation_id = $1 AND a.status = 'accepted'`;

const FACTS = `INSERT INTO fact (organisation_id, incident_id, seq, kind, at, actor, responder_id,
    detail)
  SELECT $1, d.incident_id, row_number() OVER (PARTITION BY d.incident_id),
    CASE WHEN d.report = 'collected' THEN 'aed-collected' ELSE 'aed-reported' END, d.accepted_at,
    'responder', d.responder_id, jsonb_build_object('aedId', d.aed_id, 'report', d.report)
  FROM (SELECT s.incident_id, s.accepted_at, s.responder_id, s.aed_id,
      (ARRAY['collected', 'missing', 'locked', 'flat'])[1 + floor(random() * 4)::int] AS report
    FROM assignment s WHERE s.organisation_id = $1 AND s.role = 'via-aed') d`;

const CONSIDERED = `INSERT INTO considered (incident_id, responder_id, organisation_id, reason,
    distance_m, decided_at)
  SELECT i.id, r.id, $1, (ARRAY['fix-stale', 'outside-radius', 'enough', 'off-duty'])
      [1 + floor(random() * 4)::int], 900, i.received_at
  FROM incident i, generate_series(0, 3) k, responder r
  WHERE i.organisation_id = $1 AND r.organisation_id = $1
    AND r.external_ref = 'Y-' || (1 + (k * 37 + hashtext(i.control_ref) & 63))::text`;

/** Fills an organisation with a year; the same seed gives the same numbers. */
export async function makeYear(
  ownerUrl: string,
  of: { readonly organisationId: string; readonly aedId: string; readonly seed: number },
): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT setseed($1)', [of.seed]);
    const own = [of.organisationId];
    for (const text of [NUMBERS, CREDENTIALS, INCIDENTS]) await client.query(text, own);
    await client.query(ALERTS, [...own, of.aedId]);
    for (const text of [DELIVERIES, PARTS, FACTS, CONSIDERED]) await client.query(text, own);
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}
