import type { Pool } from 'pg';
import type { Instant } from '#core/units';
import { toIso } from '#contracts/shapes';
import type { FinishedDelivery } from '#flow/ports';
import { acrossOrganisations, atOnce, type Statement, type Tx } from './transaction';

/** Named once more, so that they are found by their keys and no index is read whole. */
const THOSE = (which: string): string => `delivery.id = ANY (ARRAY(SELECT id FROM done ${which}))`;

/**
 * $1 lease, $2 now, $3 outcomes, $4 attempts. Rows are locked by id, as a receipt locks them. An
 * attempt is kept whoever holds the delivery now, and once however often it is told. What a
 * provider took while a receipt overtook its answer keeps its reference, for its reports.
 */
const FINISH = `WITH done AS (
  SELECT d.id, o.status, o.due_at, o.provider_ref, o.error, o.spared, o.failed,
    coalesce(d.lease_id = $1::text AND d.status = 'queued', false) AS held
  FROM (SELECT * FROM jsonb_to_recordset($3::jsonb) AS r(id uuid, status text,
      due_at timestamptz, provider_ref text, error text, spared text, failed boolean) ORDER BY id) o
    CROSS JOIN LATERAL (SELECT * FROM delivery d WHERE d.id = o.id
      AND ((d.lease_id = $1::text AND d.status = 'queued')
        OR (d.status <> 'queued' AND d.provider_ref IS NULL AND o.provider_ref IS NOT NULL))
      FOR NO KEY UPDATE) d
), kept AS (
  INSERT INTO delivery_attempt (delivery_id, handed_over_at, lease_id, part, organisation_id,
    device_id, answered_at, outcome, provider_ref, error)
  SELECT d.id, a.handed_over_at, $1::text, a.part, d.organisation_id, a.device_id, a.answered_at,
    a.outcome, a.provider_ref, a.error
  FROM jsonb_to_recordset($4::jsonb) AS a(id uuid, part int, device_id uuid,
    handed_over_at timestamptz, answered_at timestamptz, outcome text, provider_ref text,
    error text) CROSS JOIN LATERAL (SELECT id, organisation_id FROM delivery
      WHERE delivery.id = a.id LIMIT 1) d
  ON CONFLICT DO NOTHING
), referred AS (
  UPDATE delivery SET provider_ref = done.provider_ref
  FROM done WHERE delivery.id = done.id AND NOT done.held
    AND ${THOSE('WHERE NOT held')}
)
UPDATE delivery SET leased_until = NULL, lease_id = NULL, error = done.error,
  failures = CASE WHEN done.failed THEN delivery.failures + 1 ELSE 0 END,
  provider_ref = done.provider_ref, spared = done.spared,
  status = CASE done.status WHEN 'retry' THEN 'queued' ELSE done.status END,
  due_at = CASE done.status WHEN 'retry' THEN done.due_at ELSE delivery.due_at END,
  finished_at = CASE done.status WHEN 'retry' THEN NULL ELSE $2::timestamptz END
FROM done WHERE delivery.id = done.id AND done.held AND ${THOSE('WHERE held')}`;

/** Alerts before deliveries, as a receipt locks them; two that fail at once see each other. */
const HOLD = `SELECT FROM alert WHERE id IN (
    SELECT alert_id FROM delivery WHERE id = ANY ($1::uuid[]))
  ORDER BY id FOR NO KEY UPDATE`;

/**
 * $1 deliveries that were given up, $2 now. What was queued together is one ladder; a rung that
 * was tried already keeps its time, since its provider may have asked for it. The rungs are named
 * by their keys and their status by a column: the word itself would lead to the index of all that
 * is queued, read whole.
 */
const PULL_FORWARD = `WITH ladder AS (
  SELECT DISTINCT alert_id, subject, queued_at FROM delivery
  WHERE id = ANY ($1::uuid[]) AND status IN ('failed', 'not-needed')
), stuck AS (
  SELECT min(d.due_at) FILTER (WHERE d.status = 'queued' AND d.attempt = 0) AS next_at,
    array_agg(d.id) AS rungs, min(d.status) FILTER (WHERE d.status = 'queued') AS waiting
  FROM ladder l JOIN delivery d USING (alert_id, subject, queued_at)
  GROUP BY alert_id, subject, queued_at
  HAVING NOT bool_or(d.status IN ('handed-over', 'delivered')
    OR (d.status = 'queued' AND d.due_at <= $2::timestamptz))
), next AS (
  SELECT d.id FROM stuck s JOIN delivery d ON d.id = ANY (s.rungs)
  WHERE d.status = s.waiting AND d.attempt = 0 AND d.due_at = s.next_at
  ORDER BY d.id FOR NO KEY UPDATE OF d
)
UPDATE delivery SET due_at = $2::timestamptz FROM next WHERE delivery.id = next.id
RETURNING delivery.id`;

/**
 * Writes what came of deliveries under a lease; see `Queue`. One statement where nothing was given
 * up, which is nearly always.
 *
 * @returns whether something became due by it
 */
export async function finishDeliveries(
  pool: Pool,
  leaseId: string,
  done: { readonly finished: readonly FinishedDelivery[]; readonly now: Instant },
): Promise<boolean> {
  const { finished, now } = done;
  if (finished.length === 0) return false;
  const statement = finishing(leaseId, finished, now);
  const givenUp = finished.filter(({ outcome }) => GIVEN_UP.includes(outcome.status));
  if (givenUp.length === 0) {
    await atOnce(pool, statement);
    return false;
  }
  return acrossOrganisations(pool, async (tx) => {
    const ids = givenUp.map((one) => one.deliveryId);
    await holdAlertsOf(tx, ids);
    await tx.rows(statement);
    await keepAside(tx, finished, now);
    return pullForward(tx, ids, now);
  });
}

const GIVEN_UP: readonly FinishedDelivery['outcome']['status'][] = [
  'failed',
  'not-needed',
  'quarantined',
];

/** $1 deliveries that were set aside with why and after how many failures, $2 now. */
const KEEP_ASIDE = `INSERT INTO quarantine (id, organisation_id, about, about_id, channel, failures,
  reason, set_aside_at)
SELECT d.id, d.organisation_id, CASE WHEN a.incident_id IS NOT NULL THEN 'incident'
    WHEN a.callout_id IS NOT NULL THEN 'callout' ELSE 'drill' END,
  coalesce(a.incident_id, a.callout_id, a.drill_id), d.channel, q.failures, q.reason,
  $2::timestamptz
FROM jsonb_to_recordset($1::jsonb) AS q(id uuid, reason text, failures smallint)
CROSS JOIN LATERAL (SELECT * FROM delivery WHERE delivery.id = q.id AND delivery.status = 'failed'
  AND delivery.error = q.reason LIMIT 1) d
CROSS JOIN LATERAL (SELECT * FROM alert WHERE alert.id = d.alert_id LIMIT 1) a
ON CONFLICT (id) DO UPDATE SET failures = excluded.failures, reason = excluded.reason,
  set_aside_at = excluded.set_aside_at`;

/** Shows a human what was set aside. */
async function keepAside(
  tx: Tx,
  finished: readonly FinishedDelivery[],
  now: Instant,
): Promise<void> {
  const aside = finished.flatMap(({ deliveryId: id, outcome }) =>
    outcome.status === 'quarantined'
      ? [{ id, reason: outcome.error, failures: outcome.failures }]
      : [],
  );
  if (aside.length === 0) return;
  const values = [JSON.stringify(aside), new Date(now)];
  await tx.rows({ name: 'deliveries-aside', text: KEEP_ASIDE, values });
}

/** Locks the alerts of deliveries, before the deliveries themselves. */
export async function holdAlertsOf(tx: Tx, deliveryIds: readonly string[]): Promise<void> {
  await tx.rows({ name: 'alerts-of-deliveries', text: HOLD, values: [deliveryIds] });
}

/** Makes the next rung due where these were given up and nothing else is under way. */
export async function pullForward(
  tx: Tx,
  deliveryIds: readonly string[],
  now: Instant,
): Promise<boolean> {
  const values = [deliveryIds, new Date(now)];
  const pulled = await tx.rows({ name: 'next-rung', text: PULL_FORWARD, values });
  return pulled.length > 0;
}

function finishing(
  leaseId: string,
  finished: readonly FinishedDelivery[],
  now: Instant,
): Statement {
  const outcomes = finished.map(({ deliveryId, outcome }) => ({
    id: deliveryId,
    status: outcome.status === 'quarantined' ? 'failed' : outcome.status,
    failed: outcome.status === 'retry' && outcome.isFailure === true,
    due_at: outcome.status === 'retry' ? toIso(outcome.dueAt) : null,
    provider_ref: outcome.status === 'handed-over' ? outcome.providerRef : null,
    error: 'error' in outcome ? outcome.error : null,
    spared: outcome.status === 'not-needed' ? outcome.spared : null,
  }));
  const attempts = finished.flatMap(({ deliveryId, attempts: all }) =>
    all.map((attempt, part) => ({
      id: deliveryId,
      part,
      device_id: attempt.deviceId,
      handed_over_at: toIso(attempt.handedOverAt),
      answered_at: toIso(attempt.answeredAt),
      outcome: attempt.outcome,
      provider_ref: attempt.providerRef,
      error: attempt.error,
    })),
  );
  const values = [leaseId, new Date(now), JSON.stringify(outcomes), JSON.stringify(attempts)];
  return { name: 'deliveries-finish', text: FINISH, values };
}
