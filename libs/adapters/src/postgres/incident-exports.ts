import type { Pool } from 'pg';
import type { ExportedIncident, IncidentExports } from '#flow/ports';
import { inOrganisation } from './transaction';

type ExportRow = Omit<ExportedIncident, 'place'> & { readonly lat: number; readonly lon: number };

const BETWEEN = `SELECT i.id, i.control_ref AS "controlRef", i.status, i.kind, i.mode, i.priority,
  ST_Y(i.place::geometry) AS lat, ST_X(i.place::geometry) AS lon, i.called_at AS "calledAt",
  i.received_at AS "receivedAt", i.ended_at AS "endedAt", i.accepted_count AS "acceptedCount",
  (SELECT count(*) FROM alert a WHERE a.incident_id = i.id) AS "alertedCount",
  (SELECT min(s.on_scene_at) FROM assignment s WHERE s.incident_id = i.id) AS "firstOnSceneAt",
  i.raised_by_hand IS NOT NULL AS "raisedByHand"
FROM incident i WHERE i.organisation_id = $1
  AND i.received_at >= $2::timestamptz AND i.received_at < $3::timestamptz
ORDER BY i.received_at, i.id LIMIT $4::int`;

/** Incidents in bulk, from PostgreSQL: only the columns that may leave are read. */
export class PostgresIncidentExports implements IncidentExports {
  constructor(private readonly pool: Pool) {}

  incidentsBetween: IncidentExports['incidentsBetween'] = (organisationId, { from, to, max }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const values = [organisationId, new Date(from), new Date(to), max];
      const rows = await tx.rows<ExportRow>({ text: BETWEEN, values });
      return rows.map(({ lat, lon, ...rest }) => ({ ...rest, place: { lat, lon } }));
    });
}
