import type { Pool } from 'pg';
import type { IncidentStore, StoredDecision } from '#flow/ports';
import { inOrganisation } from './transaction';

/** All decisions of an incident, oldest first. */
export function decisions(
  pool: Pool,
  organisationId: string,
  incidentId: string,
): ReturnType<IncidentStore['decisions']> {
  return inOrganisation(pool, organisationId, (tx) =>
    tx.rows<StoredDecision>({
      name: 'decisions',
      text: `SELECT seq, at, cause AS trigger, input, plan FROM decision
        WHERE organisation_id = $1::uuid AND incident_id = $2::uuid ORDER BY seq`,
      values: [organisationId, incidentId],
    }),
  );
}

/** First decisions of the newest incidents decided before a moment, newest first. */
export function firstDecisions(
  pool: Pool,
  organisationId: string,
  query: { readonly before: number; readonly max: number },
): ReturnType<IncidentStore['firstDecisions']> {
  return inOrganisation(pool, organisationId, (tx) =>
    tx.rows<StoredDecision & { readonly incidentId: string }>({
      name: 'first-decisions',
      text: `SELECT incident_id AS "incidentId", seq, at, cause AS trigger, input, plan
        FROM decision WHERE organisation_id = $1::uuid AND seq = 1 AND at < $2::timestamptz
        ORDER BY at DESC, incident_id DESC LIMIT $3::int`,
      values: [organisationId, new Date(query.before), query.max],
    }),
  );
}
