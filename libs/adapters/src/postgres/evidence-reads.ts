import type { Pool } from 'pg';
import type {
  EvidenceAedReport,
  EvidenceAlert,
  EvidenceDelivery,
  EvidenceIncident,
  EvidencePart,
} from '#core/evidence-incident';
import type { EvidenceNetwork, EvidenceReads } from '#flow/ports';
import { inOrganisation, type Tx } from './transaction';

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** $1 organisation, $2 from, $3 before, $4 kinds, $5 after that id, $6 most. */
const INCIDENTS = `SELECT id, control_ref AS "controlRef", status, kind, priority, setting,
  patient_age_years AS "patientAgeYears", called_at AS "calledAt", received_at AS "receivedAt",
  ambulance_eta_at AS "ambulanceEtaAt", ended_at AS "endedAt",
  raised_by_hand IS NOT NULL AS "raisedByHand", policy_name AS "policyName",
  policy_version AS "policyVersion"
FROM incident WHERE organisation_id = $1::uuid AND mode = 'actual' AND kind = ANY ($4::text[])
  AND received_at >= $2::timestamptz AND received_at < $3::timestamptz
  AND (received_at, id) > (coalesce((SELECT last.received_at FROM incident last
      WHERE last.organisation_id = $1::uuid AND last.id = $5::uuid), '-infinity'),
    coalesce($5::uuid, '${NO_ID}'))
ORDER BY received_at, id LIMIT $6::int`;

/* Each of these: $1 organisation, $2 incidents. */

const ALERTS = `SELECT incident_id AS "incidentId", id, responder_id AS "responderId", wave, status,
  reason, ended_reason AS "endedReason", distance_m AS "distanceM", sent_at AS "sentAt",
  delivered_at AS "deliveredAt", seen_at AS "seenAt", answered_at AS "answeredAt"
FROM alert WHERE organisation_id = $1::uuid AND incident_id = ANY ($2::uuid[])
ORDER BY sent_at, wave, id`;

const DELIVERIES = `SELECT d.alert_id AS "alertId", d.id, d.channel, d.status,
  d.queued_at AS "queuedAt", d.due_at AS "dueAt", d.finished_at AS "finishedAt",
  d.delivered_at AS "deliveredAt", d.seen_at AS "seenAt", d.spared
FROM alert a JOIN delivery d ON d.alert_id = a.id
WHERE a.organisation_id = $1::uuid AND a.incident_id = ANY ($2::uuid[]) AND d.subject = 'alert'
ORDER BY d.queued_at, d.rank, d.id`;

const PARTS = `SELECT incident_id AS "incidentId", alert_id AS "alertId", status, role,
  accepted_at AS "acceptedAt", en_route_at AS "enRouteAt", on_scene_at AS "onSceneAt",
  with_patient_at AS "withPatientAt", cleared_at AS "clearedAt", released_at AS "releasedAt",
  released_reason AS "releasedReason", aed_collected_at AS "aedCollectedAt"
FROM assignment WHERE organisation_id = $1::uuid AND incident_id = ANY ($2::uuid[])
ORDER BY accepted_at, id`;

const AED_REPORTS = `SELECT incident_id AS "incidentId", at, detail->>'aedId' AS "aedId",
  detail->>'report' AS report
FROM fact WHERE organisation_id = $1::uuid AND incident_id = ANY ($2::uuid[])
  AND kind IN ('aed-collected', 'aed-reported')
ORDER BY incident_id, seq`;

const NOT_ALERTED = `SELECT c.incident_id AS "incidentId", c.reason, count(*) AS people
FROM considered c WHERE c.organisation_id = $1::uuid AND c.incident_id = ANY ($2::uuid[])
  AND NOT EXISTS (SELECT FROM alert a
    WHERE a.incident_id = c.incident_id AND a.responder_id = c.responder_id)
GROUP BY c.incident_id, c.reason ORDER BY c.incident_id, c.reason`;

/** $1 organisation, $2 now: who could be sent, and by which credential. */
const PEOPLE = `SELECT count(*) AS people, count(*) FILTER (WHERE on_duty) AS "onDuty",
  count(*) FILTER (WHERE k.kinds IS NOT NULL) AS trained,
  coalesce(array_agg(k.kinds) FILTER (WHERE k.kinds IS NOT NULL), '{}') AS kinds
FROM responder r, LATERAL (SELECT string_agg(DISTINCT c.kind, ' ') AS kinds
  FROM credential c WHERE c.responder_id = r.id AND c.status = 'verified'
    AND c.valid_from <= $2::timestamptz
    AND (c.valid_to IS NULL OR c.valid_to > $2::timestamptz)) k
WHERE r.organisation_id = $1::uuid AND r.disabled_at IS NULL AND NOT r.test_phone`;

const AEDS = `SELECT status, access, count(*) AS aeds FROM aed WHERE organisation_id = $1::uuid
GROUP BY status, access ORDER BY status, access`;

type Head = Omit<EvidenceIncident, 'alerts' | 'parts' | 'aedReports' | 'notAlerted'>;
type Of<T> = T & { readonly incidentId: string };
type NotAlerted = EvidenceIncident['notAlerted'][number];
interface People extends Pick<EvidenceNetwork, 'people' | 'onDuty' | 'trained'> {
  /** For each who is trained their kinds with spaces between. */
  readonly kinds: readonly string[];
}

/** What evidence is reckoned from, in PostgreSQL: a few statements for each page of incidents. */
export class PostgresEvidenceReads implements EvidenceReads {
  constructor(private readonly pool: Pool) {}

  evidenceIncidents: EvidenceReads['evidenceIncidents'] = (organisationId, query) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const { from, to, kinds, afterId, max } = query;
      const values = [organisationId, new Date(from), new Date(to), kinds, afterId, max];
      const heads = await tx.rows<Head>({ text: INCIDENTS, values });
      return heads.length === 0 ? [] : withRows(tx, organisationId, heads);
    });

  network: EvidenceReads['network'] = (organisationId, now) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const values = [organisationId, new Date(now)];
      const [found] = await tx.rows<People>({ text: PEOPLE, values });
      const aeds = await tx.rows<EvidenceNetwork['aeds'][number]>({
        ...{ text: AEDS, values: [organisationId] },
      });
      const { people = 0, onDuty = 0, trained = 0, kinds = [] } = found ?? {};
      return { people, onDuty, trained, credentials: byKind(kinds), aeds };
    });
}

async function withRows(
  tx: Tx,
  organisationId: string,
  heads: readonly Head[],
): Promise<readonly EvidenceIncident[]> {
  const values = [organisationId, heads.map(({ id }) => id)];
  const alerts = await tx.rows<Of<Omit<EvidenceAlert, 'deliveries'>>>({ text: ALERTS, values });
  const carried = await tx.rows<EvidenceDelivery & { readonly alertId: string }>({
    ...{ text: DELIVERIES, values },
  });
  const parts = await tx.rows<Of<EvidencePart>>({ text: PARTS, values });
  const reports = await tx.rows<Of<EvidenceAedReport>>({ text: AED_REPORTS, values });
  const notAlerted = await tx.rows<Of<NotAlerted>>({ text: NOT_ALERTED, values });
  const deliveries = grouped(carried, ({ alertId, ...line }) => [alertId, line]);
  const alertsOf = grouped(alerts, ({ incidentId, ...alert }) => [
    incidentId,
    { ...alert, deliveries: deliveries.get(alert.id) ?? [] },
  ]);
  const partsOf = grouped(parts, ({ incidentId, ...part }) => [incidentId, part]);
  const reportsOf = grouped(reports, ({ incidentId, ...report }) => [incidentId, report]);
  const whyNot = grouped(notAlerted, ({ incidentId, ...why }) => [incidentId, why]);
  return heads.map((head) => ({
    ...head,
    alerts: alertsOf.get(head.id) ?? [],
    parts: partsOf.get(head.id) ?? [],
    aedReports: reportsOf.get(head.id) ?? [],
    notAlerted: whyNot.get(head.id) ?? [],
  }));
}

function grouped<Row, T>(
  rows: readonly Row[],
  split: (row: Row) => readonly [of: string, rest: T],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const [of, rest] = split(row);
    const known = groups.get(of);
    if (known === undefined) groups.set(of, [rest]);
    else known.push(rest);
  }
  return groups;
}

function byKind(kinds: readonly string[]): EvidenceNetwork['credentials'] {
  const counts = new Map<string, number>();
  for (const kind of kinds.flatMap((own) => own.split(' '))) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, people]) => ({ kind, people }) as EvidenceNetwork['credentials'][number]);
}
