import type { Pool } from 'pg';
import type { DueReview, Queue } from '#flow/ports';
import type { DueBell } from './due-bell';
import { finishDeliveries } from './finish-deliveries';
import type { PersonKeys } from './person-keys';
import { FREE, leaseValues, takeDeliveries } from './take-deliveries';
import { acrossOrganisations } from './transaction';

const TAKE_REVIEWS = `UPDATE review SET lease_id = $2::text, leased_until = $3::timestamptz,
  attempt = attempt + 1
FROM (SELECT subject_id FROM review WHERE ${FREE}
        AND ($5::boolean IS NULL OR (subject = 'callout') = $5::boolean)
      ORDER BY due_at, subject_id LIMIT $4::int FOR UPDATE SKIP LOCKED) due
WHERE review.subject_id = due.subject_id
RETURNING review.organisation_id AS "organisationId", review.subject,
  review.subject_id AS "subjectId", review.attempt, review.due_at`;

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
        values: [...leaseValues(lease), lease.of === undefined ? null : lease.of === 'callouts'],
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

  takeDeliveries: Queue['takeDeliveries'] = (lease) => takeDeliveries(this, lease);

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
