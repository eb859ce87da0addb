import type { Pool } from 'pg';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { QuarantineStore, SetAside } from '#flow/ports';
import type { DueBell } from './due-bell';
import { inOrganisation, readAcross } from './transaction';

const COLUMNS = `id, organisation_id AS "organisationId", about, about_id AS "aboutId", channel,
  failures, reason, set_aside_at AS "setAsideAt"`;

const LIST = `SELECT ${COLUMNS} FROM quarantine WHERE organisation_id = $1::uuid
  AND ($2::timestamptz IS NULL OR (set_aside_at, id) < ($2, $3::uuid))
ORDER BY set_aside_at DESC, id DESC LIMIT $4`;

/** $1 what was set aside, $2 now; one of the two writes something. */
const PUT_BACK = `WITH gone AS (
  DELETE FROM quarantine WHERE id = $1::uuid RETURNING *
), reviewed AS (
  INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
  SELECT id, about, organisation_id, $2::timestamptz, 0 FROM gone WHERE channel IS NULL
  ON CONFLICT (subject_id) DO UPDATE SET due_at = excluded.due_at, attempt = 0, failures = 0,
    leased_until = NULL, lease_id = NULL
), carried AS (
  UPDATE delivery d SET status = 'queued', due_at = $2::timestamptz, attempt = 0, failures = 0,
    error = NULL, finished_at = NULL, leased_until = NULL, lease_id = NULL
  FROM gone WHERE d.id = gone.id AND gone.channel IS NOT NULL AND d.status = 'failed'
)
SELECT ${COLUMNS} FROM gone`;

/** What was set aside, in PostgreSQL. */
export class PostgresQuarantineStore implements QuarantineStore {
  constructor(
    private readonly pools: { readonly pool: Pool; readonly queuePool: Pool },
    private readonly bell: DueBell,
  ) {}

  setAside: QuarantineStore['setAside'] = (organisationId, page) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const since = after === null ? null : new Date(after.at);
      const values = [organisationId, since, after?.id ?? null, page.limit + 1];
      const rows = await tx.rows<SetAside>({ name: 'quarantine', text: LIST, values });
      const items = rows.slice(0, page.limit);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.setAsideAt), last.id]) : null };
    });

  putBack: QuarantineStore['putBack'] = async (organisationId, id, now) => {
    const row = await inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const values = [id, new Date(now)];
      const [found] = await tx.rows<SetAside>({ name: 'put-back', text: PUT_BACK, values });
      return found ?? null;
    });
    if (row !== null) this.bell.ring();
    return row;
  };

  count: QuarantineStore['count'] = async () => {
    const text = 'SELECT count(*) AS count FROM quarantine';
    const statement = { name: 'quarantine-count', text, values: [] };
    const [row] = await readAcross<{ count: number }>(this.pools.queuePool, statement);
    return row?.count ?? 0;
  };
}
