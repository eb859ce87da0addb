import type { Pool } from 'pg';
import { toInstant } from '#contracts/shapes';
import type { DeliveryAttempt, DeliveryLedger, LedgerLine } from '#flow/ports';
import type { DueBell } from './due-bell';
import { holdAlertsOf, pullForward } from './finish-deliveries';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { acrossOrganisations, inOrganisation, type Tx } from './transaction';

/** $1 organisation, $2 incident, call-out or drill. */
const LINES = `SELECT d.id AS "deliveryId", d.alert_id AS "alertId",
  d.responder_id AS "responderId", ${SEALED_COLUMNS}, a.status AS "alertStatus",
  d.channel, d.subject, d.status, d.queued_at AS "queuedAt", d.due_at AS "dueAt",
  d.finished_at AS "finishedAt", d.delivered_at AS "deliveredAt", d.seen_at AS "seenAt",
  a.answered_at AS "answeredAt", d.spared, d.error,
  (SELECT coalesce(json_agg(t ORDER BY t.handed_over_at, t.part), '[]') FROM (
    SELECT device_id, handed_over_at, answered_at, outcome, provider_ref, error, part
    FROM delivery_attempt WHERE delivery_id = d.id) t) AS attempts
FROM alert a JOIN delivery d ON d.alert_id = a.id JOIN responder r ON r.id = d.responder_id
WHERE a.organisation_id = $1::uuid
  AND (a.incident_id = $2::uuid OR a.callout_id = $2::uuid OR a.drill_id = $2::uuid)
ORDER BY d.queued_at, d.due_at, d.responder_id, d.id`;

/** $1 reference, $2 channel. */
const REPORTED = `SELECT id, organisation_id AS "organisationId", alert_id AS "alertId",
  responder_id AS "responderId", subject, status NOT IN ('delivered', 'not-needed') AS open
FROM delivery WHERE provider_ref = $1::text AND channel = $2::text
ORDER BY queued_at DESC, id LIMIT 1`;

const FAILED = `UPDATE delivery SET status = 'failed', error = $2::text
WHERE id = $1::uuid AND status = 'handed-over' RETURNING id`;

interface AttemptJson {
  device_id: string | null;
  handed_over_at: string;
  answered_at: string | null;
  outcome: DeliveryAttempt['outcome'];
  provider_ref: string | null;
  error: string | null;
}

type Line = Omit<LedgerLine, 'attempts' | 'displayName'> &
  Omit<SealedPerson, 'id'> & { readonly attempts: readonly AttemptJson[] };
type Reported = NonNullable<Awaited<ReturnType<DeliveryLedger['report']>>>;

/** What became of every delivery, in PostgreSQL. */
export class PostgresDeliveryLedger implements DeliveryLedger {
  constructor(
    private readonly pools: { readonly pool: Pool; readonly queuePool: Pool },
    private readonly bell: DueBell,
    private readonly keys: PersonKeys,
  ) {}

  linesOf: DeliveryLedger['linesOf'] = (organisationId, aboutId) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const values = [organisationId, aboutId];
      const rows = await tx.rows<Line>({ name: 'ledger-lines', text: LINES, values });
      return rows.map(({ identity, sealedKey, ...line }) => ({
        ...line,
        displayName: this.keys.open({ id: line.responderId, identity, sealedKey }).displayName,
        attempts: line.attempts.map(toAttempt),
      }));
    });

  report: DeliveryLedger['report'] = async (report) => {
    const { channel, providerRef, status } = report;
    const reported = await acrossOrganisations(this.pools.queuePool, async (tx) => {
      const [row] = await tx.rows<Omit<Reported, 'changed'> & { id: string; open: boolean }>({
        name: 'reported-delivery',
        text: REPORTED,
        values: [providerRef, channel],
      });
      if (row === undefined) return null;
      const { id, open, ...about } = row;
      // A delivery is marked by the receipt that follows; so it is not lost between the two.
      if (status === 'delivered') return { ...about, changed: open, rings: false };
      return { ...about, ...(await fail(tx, id, report)) };
    });
    if (reported === null) return null;
    const { rings, ...about } = reported;
    if (rings) this.bell.ring();
    return about;
  };
}

/** Marks it as failed where it was only handed over, and makes the next rung due. */
async function fail(
  tx: Tx,
  id: string,
  report: { readonly error: string | null; readonly now: number },
): Promise<{ readonly changed: boolean; readonly rings: boolean }> {
  await holdAlertsOf(tx, [id]);
  const failed = await tx.rows({
    name: 'delivery-failed',
    text: FAILED,
    values: [id, report.error],
  });
  if (failed.length === 0) return { changed: false, rings: false };
  return { changed: true, rings: await pullForward(tx, [id], report.now) };
}

function toAttempt(row: AttemptJson): DeliveryAttempt {
  return {
    deviceId: row.device_id,
    handedOverAt: toInstant(row.handed_over_at),
    answeredAt: row.answered_at === null ? null : toInstant(row.answered_at),
    outcome: row.outcome,
    providerRef: row.provider_ref,
    error: row.error,
  };
}
