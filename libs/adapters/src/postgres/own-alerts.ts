import type { Pool } from 'pg';
import { byOrganisation } from '#adapters/shared/by-organisation';
import type { IncidentStore } from '#flow/ports';
import { SELECT_INCIDENT } from './read-sql';
import { toAlert, toState, type AlertJson, type IncidentRow } from './rows';
import { allInOneTrip } from './transaction';

type Loaded = Awaited<ReturnType<IncidentStore['loadAlert']>>;
interface Wanted {
  readonly organisationId: string;
  readonly alertId: string;
  readonly responderId: string;
}

/** Alerts of $2 in organisation $1, whosever they are. */
const ALERTS = `SELECT to_json(a) AS alert FROM alert a
WHERE a.organisation_id = $1::uuid AND a.id = ANY ($2::uuid[])`;

/** Their incidents, each once; found by their keys, whatever is thought of the tables. */
const INCIDENTS = `${SELECT_INCIDENT} WHERE i.organisation_id = $1::uuid
  AND i.id = ANY (ARRAY(SELECT a.incident_id FROM alert a
    WHERE a.organisation_id = $1::uuid AND a.id = ANY ($2::uuid[])))`;

/**
 * Each alert with its incident, null where it is not this responder's; those who ask together are
 * mostly asked by the same incident, which is read once.
 */
export async function loadAlerts(
  pool: Pool,
  wanted: readonly Wanted[],
): Promise<readonly Loaded[]> {
  const found = new Map<string, { alert: AlertJson; state: NonNullable<Loaded>['state'] }>();
  for (const [organisationId, theirs] of byOrganisation(wanted)) {
    const values = [organisationId, [...new Set(theirs.map(({ alertId }) => alertId))]];
    const [alerts, incidents] = await allInOneTrip<[{ alert: AlertJson }, IncidentRow]>(
      pool,
      organisationId,
      [
        { name: 'alerts', text: ALERTS, values },
        { name: 'incidents-of-alerts', text: INCIDENTS, values },
      ],
    );
    const states = new Map(incidents.map((row) => [row.id, toState(row)]));
    for (const { alert } of alerts) {
      const state = states.get(alert.incident_id ?? '') ?? null;
      found.set(`${organisationId} ${alert.id} ${alert.responder_id}`, { alert, state });
    }
  }
  return wanted.map(({ organisationId, alertId, responderId }) => {
    const one = found.get(`${organisationId} ${alertId} ${responderId}`);
    return one === undefined ? null : { alert: toAlert(one.alert), state: one.state };
  });
}
