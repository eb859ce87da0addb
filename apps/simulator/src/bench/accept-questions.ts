import type { Client } from 'pg';

/** An incident with the questions that are open to twenty people, each of whom is asked once. */
export interface OpenIncident {
  readonly incidentId: string;
  readonly alerts: readonly { readonly alertId: string; readonly responderId: string }[];
}

export const PHONES = 20;
export const PLACES = 3;

/** The same id for the same number of the same organisation. */
const id = (what: string): string => `md5($1::text || '${what}' || n)::uuid`;
const PERSON = `md5($1::text || n)::uuid`;
const SQUARE = 'ST_SetSRID(ST_MakePoint(-88.6, 30.55), 4326)';

const INCIDENTS = `INSERT INTO incident (id, organisation_id, control_ref, status, kind, mode,
  priority, place, called_at, policy_name, accept_outside_area, excluded_responder_refs,
  cell_centre, cell_size_m, received_at,
  wanted_count, accepted_count, revision, warnings, aeds, fact_count)
SELECT ${id('incident')}, $1::uuid, 'accept-' || n, 'active', 'cardiac-arrest', 'actual',
  'life-threatening', ${SQUARE}, now(), 'nearest-10', false, '{}', ${SQUARE}, 500, now(), ${PLACES},
  0, 1, '{}', '[]', 0
FROM generate_series($2::int, $3::int) n`;

const ALERTS = `INSERT INTO alert (id, organisation_id, incident_id, responder_id, wave, status,
  reason, distance_m, sent_at, expires_at, role)
SELECT ${id('alert')}, $1::uuid, md5($1::text || 'incident' || (n / ${PHONES}))::uuid, ${PERSON}, 1,
  'sent', 'nearest', 100, now(), now() + interval '1 day', 'direct'
FROM generate_series($2::int * ${PHONES}, $3::int * ${PHONES} + ${PHONES - 1}) n
RETURNING id AS "alertId", incident_id AS "incidentId", responder_id AS "responderId"`;

/** Registers people number 0 up to a count, on duty. */
export async function registerPeople(
  client: Client,
  organisationId: string,
  count: number,
): Promise<void> {
  await client.query(
    `INSERT INTO responder (id, organisation_id, external_ref, on_duty, test_phone, updated_at)
    SELECT ${PERSON}, $1::uuid, 'accept-' || n, true, false, now()
    FROM generate_series(0, $2::int - 1) n`,
    [organisationId, count],
  );
}

/**
 * Opens incidents number `from` up to and with `upto`, with a question each to the people of those
 * numbers, who have to be registered.
 */
export async function openIncidents(
  client: Client,
  organisationId: string,
  { from, upto }: { readonly from: number; readonly upto: number },
): Promise<readonly OpenIncident[]> {
  const which = [organisationId, from, upto];
  await client.query(INCIDENTS, which);
  const { rows } = await client.query<{
    alertId: string;
    incidentId: string;
    responderId: string;
  }>(ALERTS, which);
  const byIncident = new Map<string, { alertId: string; responderId: string }[]>();
  for (const { alertId, incidentId, responderId } of rows) {
    const alerts = byIncident.get(incidentId) ?? [];
    byIncident.set(incidentId, [...alerts, { alertId, responderId }]);
  }
  return [...byIncident].map(([incidentId, alerts]) => ({ incidentId, alerts }));
}
