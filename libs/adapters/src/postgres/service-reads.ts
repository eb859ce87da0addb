import type { Pool } from 'pg';
import type { IncidentFigures } from '#core/service-figures';
import type { ServiceReads, SharedSchedule } from '#flow/ports';
import { inOrganisation } from './transaction';

/** $1 organisation, $2 from, $3 before, $4 most; what rang first is what a receipt came by. */
const FIGURES = `SELECT i.received_at AS "receivedAt", i.called_at AS "calledAt",
  i.ambulance_eta_at AS "ambulanceEtaAt", a.alerts, a.first_at AS "firstAlertAt",
  a.nearest_m AS "nearestM", s.accepted, s.on_scene AS "onScene", s.aed_brought AS "aedBrought",
  s.first_accepted AS "firstAcceptedAt", s.first_on_scene AS "firstOnSceneAt",
  (SELECT coalesce(jsonb_object_agg(c.channel, c.alerts), '{}') FROM (
    SELECT d.channel, count(*) AS alerts FROM (
      SELECT DISTINCT ON (d.alert_id) d.channel FROM delivery d
        JOIN alert al ON al.id = d.alert_id
      WHERE al.incident_id = i.id AND d.subject = 'alert' AND d.delivered_at IS NOT NULL
      ORDER BY d.alert_id, d.delivered_at, d.rank, d.id) d
    GROUP BY d.channel) c) AS "reachedBy"
FROM (SELECT * FROM incident WHERE organisation_id = $1::uuid AND mode = 'actual'
    AND received_at >= $2::timestamptz AND received_at < $3::timestamptz
  ORDER BY received_at, id LIMIT $4::int) i,
LATERAL (SELECT count(*) AS alerts, min(sent_at) AS first_at, min(distance_m) AS nearest_m
  FROM alert WHERE incident_id = i.id) a,
LATERAL (SELECT count(*) AS accepted, count(on_scene_at) AS on_scene,
    coalesce(bool_or(aed_collected_at IS NOT NULL AND on_scene_at IS NOT NULL), false)
      AS aed_brought,
    min(accepted_at) AS first_accepted, min(on_scene_at) AS first_on_scene
  FROM assignment WHERE incident_id = i.id) s
ORDER BY i.received_at, i.id`;

/** $1 organisation, $2 now. */
const SCHEDULES = `SELECT schedule, quiet_hours AS "quietHours", count(*) AS people
FROM responder r WHERE organisation_id = $1::uuid AND on_duty AND disabled_at IS NULL
  AND NOT test_phone AND EXISTS (SELECT FROM credential c WHERE c.responder_id = r.id
    AND c.status = 'verified' AND c.valid_from <= $2::timestamptz
    AND (c.valid_to IS NULL OR c.valid_to > $2::timestamptz))
GROUP BY schedule, quiet_hours`;

/** What the service has done, from PostgreSQL: columns without people and places alone. */
export class PostgresServiceReads implements ServiceReads {
  constructor(private readonly pool: Pool) {}

  incidentFigures: ServiceReads['incidentFigures'] = (organisationId, { from, to, max }) =>
    inOrganisation(this.pool, organisationId, (tx) => {
      const values = [organisationId, new Date(from), new Date(to), max];
      return tx.rows<IncidentFigures>({ text: FIGURES, values });
    });

  schedules: ServiceReads['schedules'] = (organisationId, now) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<SharedSchedule>({ text: SCHEDULES, values: [organisationId, new Date(now)] }),
    );
}
