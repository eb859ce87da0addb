import type { Pool } from 'pg';
import { SUSPECT_FROM } from '#core/work-attempts';
import type { DueReview, Queue } from '#flow/ports';
import type { DueBell } from './due-bell';
import { finishDeliveries } from './finish-deliveries';
import type { PersonKeys } from './person-keys';
import { FAILURES_NOW, FREE, leaseValues, takeDeliveries } from './take-deliveries';
import { acrossOrganisations, atOnce } from './transaction';

const OF = "($5::boolean IS NULL OR (subject = 'callout') = $5::boolean)";

/** The least suspect of those that may be what ends their workers; see `isSuspect` of the core. */
const SUSPECT = `SELECT subject_id FROM review WHERE failures >= ${SUSPECT_FROM} AND $6::boolean
  AND ${FREE} AND ${OF} ORDER BY failures, due_at, subject_id LIMIT 1`;

const TAKE_REVIEWS = `UPDATE review SET lease_id = $2::text, leased_until = $3::timestamptz,
  attempt = attempt + 1, failures = failures + ${FAILURES_NOW}
FROM (SELECT subject_id FROM review WHERE ${FREE} AND ${OF}
        AND (failures < ${SUSPECT_FROM} OR subject_id = (${SUSPECT}))
      ORDER BY due_at, subject_id LIMIT $4::int FOR UPDATE SKIP LOCKED) due
WHERE review.subject_id = due.subject_id
RETURNING review.organisation_id AS "organisationId", review.subject,
  review.subject_id AS "subjectId", review.attempt, review.failures, review.due_at`;

const SET_ASIDE = `WITH gone AS (
  DELETE FROM review WHERE subject_id = $1::uuid AND lease_id = $2::text
  RETURNING subject_id, organisation_id, subject
)
INSERT INTO quarantine (id, organisation_id, about, about_id, failures, reason, set_aside_at)
SELECT subject_id, organisation_id, subject, subject_id, $3::int, $4::text, $5::timestamptz
FROM gone
ON CONFLICT (id) DO UPDATE SET failures = excluded.failures, reason = excluded.reason,
  set_aside_at = excluded.set_aside_at`;

const DEPTH = `SELECT count(*) AS count, min(due_at) AS oldest FROM (
  SELECT due_at FROM delivery WHERE status = 'queued' AND ${FREE}
  UNION ALL SELECT due_at FROM review WHERE ${FREE}
) due`;

/** Due deliveries and reviews in PostgreSQL: the rows themselves are the queue. */
export class PostgresQueue implements Queue {
  constructor(
    readonly pool: Pool,
    private readonly bell: DueBell,
    readonly keys: PersonKeys,
  ) {}

  takeReviews: Queue['takeReviews'] = (lease) =>
    acrossOrganisations(this.pool, async (tx) => {
      const rows = await tx.rows<DueReview & { due_at: number }>({
        name: 'reviews-take',
        text: TAKE_REVIEWS,
        values: [
          ...leaseValues(lease),
          lease.of === undefined ? null : lease.of === 'callouts',
          lease.suspects ?? true,
        ],
      });
      rows.sort((a, b) => a.due_at - b.due_at || (a.subjectId < b.subjectId ? -1 : 1));
      return rows.map(({ organisationId, subject, subjectId, attempt, failures }) => ({
        ...{ organisationId, subject, subjectId, attempt, failures },
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
        text: `UPDATE review SET due_at = $3::timestamptz, leased_until = NULL, lease_id = NULL,
            failures = 0
          WHERE subject_id = $1::uuid AND lease_id = $2::text`,
        values: [...key, new Date(dueAt)],
      });
    });

  failReview: Queue['failReview'] = async ({ subjectId }, leaseId, { dueAt, counts }) => {
    const text = `UPDATE review SET due_at = $3::timestamptz, leased_until = NULL,
        lease_id = NULL, failures = failures + $4::int::smallint
      WHERE subject_id = $1::uuid AND lease_id = $2::text`;
    const values = [subjectId, leaseId, new Date(dueAt), counts ? 1 : 0];
    await atOnce(this.pool, { name: 'review-failed', text, values });
  };

  absolveReview: Queue['absolveReview'] = async ({ subjectId }) => {
    const text = 'UPDATE review SET failures = 0 WHERE subject_id = $1::uuid AND failures > 0';
    await atOnce(this.pool, { name: 'review-absolved', text, values: [subjectId] });
  };

  setReviewAside: Queue['setReviewAside'] = async (review, leaseId, why) => {
    const { reason, failures, now } = why;
    const values = [review.subjectId, leaseId, failures, reason, new Date(now)];
    await atOnce(this.pool, { name: 'review-aside', text: SET_ASIDE, values });
  };

  renewReviews: Queue['renewReviews'] = async (leaseIds, leasedUntil) => {
    const text = `UPDATE review SET leased_until = $2::timestamptz
      WHERE lease_id = ANY ($1::text[])`;
    const values = [leaseIds, new Date(leasedUntil)];
    await atOnce(this.pool, { name: 'reviews-renew', text, values });
  };

  takeDeliveries: Queue['takeDeliveries'] = (lease) => takeDeliveries(this, lease);

  renewDeliveries: Queue['renewDeliveries'] = async (leaseId, deliveryIds, leasedUntil) => {
    const text = `UPDATE delivery SET leased_until = $3::timestamptz
      WHERE id = ANY ($2::uuid[]) AND lease_id = $1::text`;
    const values = [leaseId, deliveryIds, new Date(leasedUntil)];
    await atOnce(this.pool, { name: 'deliveries-renew', text, values });
  };

  finishDeliveries: Queue['finishDeliveries'] = async (leaseId, finished, now) => {
    if (await finishDeliveries(this.pool, leaseId, { finished, now })) this.bell.ring();
  };

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
