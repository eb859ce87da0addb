import type { Pool } from 'pg';
import type { DueDelivery, DueReview, Lease, Queue } from '#flow/ports';
import type { DueBell } from './due-bell';
import { acrossOrganisations } from './transaction';

/** Due and under no lease that still runs. */
const FREE = `due_at <= $1::timestamptz
  AND (leased_until IS NULL OR leased_until <= $1::timestamptz)`;

const TAKE_REVIEWS = `UPDATE review SET lease_id = $2::text, leased_until = $3::timestamptz,
  attempt = attempt + 1
FROM (SELECT subject_id FROM review WHERE ${FREE}
      ORDER BY due_at, subject_id LIMIT $4::int FOR UPDATE SKIP LOCKED) due
WHERE review.subject_id = due.subject_id
RETURNING review.organisation_id AS "organisationId", review.subject,
  review.subject_id AS "subjectId", review.attempt, review.due_at`;

const TAKE_DELIVERIES = `WITH taken AS (
  UPDATE delivery SET lease_id = $2::text, leased_until = $3::timestamptz, attempt = attempt + 1
  FROM (SELECT id FROM delivery WHERE status = 'queued' AND ${FREE}
        ORDER BY due_at, id LIMIT $4::int FOR UPDATE SKIP LOCKED) due
  WHERE delivery.id = due.id
  RETURNING delivery.*
)
SELECT t.id, t.alert_id AS "alertId", t.responder_id AS "responderId", t.channel, t.subject,
  t.due_at AS "dueAt", t.organisation_id AS "organisationId", t.attempt,
  a.incident_id AS "incidentId", a.callout_id AS "calloutId",
  t.subject = 'stood-down' OR (a.status = 'sent' AND a.expires_at > $1::timestamptz
    AND a.delivered_at IS NULL AND r.on_duty AND r.disabled_at IS NULL) AS "stillWanted",
  ARRAY(SELECT d.push_token FROM device d WHERE d.responder_id = t.responder_id
    AND d.push_token IS NOT NULL AND d.ended_at IS NULL AND d.token_expires_at > $1::timestamptz
    ORDER BY d.push_token COLLATE "C") AS "pushTokens",
  (SELECT max(f.seq) FROM responder_feed f WHERE f.alert_id = t.alert_id
    AND f.responder_id = t.responder_id AND f.kind = ANY (CASE t.subject
      WHEN 'alert' THEN ARRAY['alert-sent']
      ELSE ARRAY['stood-down', 'alert-withdrawn'] END)) AS "feedSeq"
FROM taken t JOIN alert a ON a.id = t.alert_id JOIN responder r ON r.id = t.responder_id
ORDER BY t.due_at, t.id`;

/** Rows are locked by id, as a receipt locks them. */
const FINISH = `WITH done AS (
  SELECT d.id, o.status, o.due_at, o.provider_ref, o.error
  FROM delivery d JOIN jsonb_to_recordset($3::jsonb) AS o(id uuid, status text, due_at timestamptz,
    provider_ref text, error text) ON o.id = d.id
  WHERE d.lease_id = $1::text AND d.status = 'queued'
  ORDER BY d.id FOR NO KEY UPDATE OF d
)
UPDATE delivery SET leased_until = NULL, lease_id = NULL, error = done.error,
  provider_ref = done.provider_ref,
  status = CASE done.status WHEN 'retry' THEN 'queued' ELSE done.status END,
  due_at = CASE done.status WHEN 'retry' THEN done.due_at ELSE delivery.due_at END,
  finished_at = CASE done.status WHEN 'retry' THEN NULL ELSE $2::timestamptz END
FROM done WHERE delivery.id = done.id`;

const DEPTH = `SELECT count(*) AS count, min(due_at) AS oldest FROM (
  SELECT due_at FROM delivery WHERE status = 'queued' AND ${FREE}
  UNION ALL SELECT due_at FROM review WHERE ${FREE}
) due`;

/** Due deliveries and reviews in PostgreSQL: the rows themselves are the queue. */
export class PostgresQueue implements Queue {
  constructor(
    private readonly pool: Pool,
    private readonly bell: DueBell,
  ) {}

  takeReviews: Queue['takeReviews'] = (lease) =>
    acrossOrganisations(this.pool, async (tx) => {
      const rows = await tx.rows<DueReview & { due_at: number }>({
        name: 'reviews-take',
        text: TAKE_REVIEWS,
        values: leaseValues(lease),
      });
      rows.sort((a, b) => a.due_at - b.due_at || (a.subjectId < b.subjectId ? -1 : 1));
      return rows.map(({ organisationId, subject, subjectId, attempt }) => ({
        ...{ organisationId, subject, subjectId, attempt },
      }));
    });

  finishReview: Queue['finishReview'] = (review, leaseId, dueAt) =>
    acrossOrganisations(this.pool, async (tx) => {
      const key = [review.subjectId, leaseId];
      if (dueAt === null) {
        const text = 'DELETE FROM review WHERE subject_id = $1::uuid AND lease_id = $2::text';
        await tx.rows({ name: 'review-end', text, values: key });
        return;
      }
      await tx.rows({
        name: 'review-again',
        text: `UPDATE review SET due_at = $3::timestamptz, leased_until = NULL, lease_id = NULL
          WHERE subject_id = $1::uuid AND lease_id = $2::text`,
        values: [...key, new Date(dueAt)],
      });
    });

  takeDeliveries: Queue['takeDeliveries'] = (lease) =>
    acrossOrganisations(this.pool, (tx) =>
      tx.rows<DueDelivery>({
        name: 'deliveries-take',
        text: TAKE_DELIVERIES,
        values: leaseValues(lease),
      }),
    );

  finishDeliveries: Queue['finishDeliveries'] = (leaseId, outcomes, now) =>
    acrossOrganisations(this.pool, async (tx) => {
      const rows = outcomes.map(({ deliveryId, outcome }) => ({
        id: deliveryId,
        status: outcome.status,
        due_at: outcome.status === 'retry' ? new Date(outcome.dueAt) : null,
        provider_ref: outcome.status === 'handed-over' ? outcome.providerRef : null,
        error: 'error' in outcome ? outcome.error : null,
      }));
      const values = [leaseId, new Date(now), JSON.stringify(rows)];
      if (rows.length > 0) await tx.rows({ name: 'deliveries-end', text: FINISH, values });
    });

  depth: Queue['depth'] = (now) =>
    acrossOrganisations(this.pool, async (tx) => {
      const [row] = await tx.rows<{ count: number; oldest: number | null }>({
        name: 'depth',
        text: DEPTH,
        values: [new Date(now)],
      });
      return { dueCount: row?.count ?? 0, oldestWaitMs: now - (row?.oldest ?? now) };
    });

  onWake: Queue['onWake'] = (listener) => this.bell.onRing(listener);
}

function leaseValues(lease: Lease): unknown[] {
  return [new Date(lease.now), lease.leaseId, new Date(lease.now + lease.leaseMs), lease.max];
}
