import type { Pool } from 'pg';
import type { Approval, Person } from '#core/approval';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { ApprovalStore, StoredApproval } from '#flow/ports';
import { inOrganisation, type Tx } from './transaction';

interface ApprovalRow {
  id: string;
  organisation_id: string;
  kind: Approval['kind'];
  status: Approval['status'];
  request: StoredApproval['request'];
  reach_count: number;
  reason: string;
  asked_role: Person['role'];
  asked_by: string;
  asked_at: number;
  expires_at: number;
  decided_role: Person['role'] | null;
  decided_by: string | null;
  decided_at: number | null;
  decision_reason: string | null;
}

const COLUMNS = `id, organisation_id, kind, status, request, reach_count, reason, asked_role,
  asked_by, asked_at, expires_at, decided_role, decided_by, decided_at, decision_reason`;

/**
 * `$2` the status asked for, `$3` now: whether an approval has expired is a matter of time; `$4`
 * who asked.
 */
const LIST = `SELECT ${COLUMNS} FROM approval WHERE organisation_id = $1
  AND ($2::text IS NULL OR $2 = CASE WHEN status = 'pending' AND expires_at <= $3::timestamptz
    THEN 'expired' ELSE status END)
  AND ($4::uuid IS NULL OR asked_by = $4)
  AND ($5::timestamptz IS NULL OR (asked_at, id) < ($5, $6::uuid))
ORDER BY asked_at DESC, id DESC LIMIT $7::int`;

const INSERT = `INSERT INTO approval (id, organisation_id, kind, status, control_ref, request,
  reach_count, reason, asked_role, asked_by, asked_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12)`;

/** What waits for a second person, in PostgreSQL. */
export class PostgresApprovalStore implements ApprovalStore {
  constructor(private readonly pool: Pool) {}

  ask: ApprovalStore['ask'] = (asked, now) => {
    const { organisationId } = asked.approval;
    const { controlRef } = asked.request;
    const lockOn = `approval ${controlRef}`;
    return inOrganisation(this.pool, { organisationId, lockOn }, async (tx) => {
      const [waiting] = await tx.rows<ApprovalRow>({
        text: `SELECT ${COLUMNS} FROM approval WHERE organisation_id = $1 AND control_ref = $2
          AND status = 'pending' AND expires_at > $3::timestamptz AND kind = $4`,
        values: [organisationId, controlRef, new Date(now), asked.approval.kind],
      });
      if (waiting !== undefined) return toStored(waiting);
      await insert(tx, asked);
      return asked;
    });
  };

  load: ApprovalStore['load'] = (organisationId, approvalId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<ApprovalRow>({
        text: `SELECT ${COLUMNS} FROM approval WHERE organisation_id = $1 AND id = $2`,
        values: [organisationId, approvalId],
      });
      return row === undefined ? null : toStored(row);
    });

  list: ApprovalStore['list'] = (organisationId, { status, askedBy, now }, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const from = [after === null ? null : new Date(after.at), after?.id ?? null];
      const rows = await tx.rows<ApprovalRow>({
        text: LIST,
        values: [organisationId, status, new Date(now), askedBy, ...from, page.limit + 1],
      });
      const items = rows.slice(0, page.limit).map(toStored);
      const last = items.at(-1)?.approval;
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.askedAt), last.id]) : null };
    });

  decide: ApprovalStore['decide'] = (approval) =>
    inOrganisation(this.pool, approval.organisationId, async (tx) => {
      const { organisationId, id, status, decidedBy, decidedAt, decisionReason } = approval;
      const at = decidedAt === null ? null : new Date(decidedAt);
      const moved = await tx.rows({
        text: `UPDATE approval SET status = $3, decided_role = $4, decided_by = $5,
            decided_at = $6, decision_reason = $7
          WHERE organisation_id = $1 AND id = $2 AND status = 'pending' RETURNING id`,
        values: [
          ...[organisationId, id, status, decidedBy?.role ?? null, decidedBy?.id ?? null],
          ...[at, decisionReason],
        ],
      });
      return moved.length > 0;
    });
}

async function insert(tx: Tx, { approval, request, reachCount }: StoredApproval): Promise<void> {
  const { id, organisationId, kind, status, reason, askedBy, askedAt, expiresAt } = approval;
  await tx.rows({
    text: INSERT,
    values: [
      ...[id, organisationId, kind, status, request.controlRef, JSON.stringify(request)],
      ...[reachCount, reason, askedBy.role, askedBy.id, new Date(askedAt), new Date(expiresAt)],
    ],
  });
}

function toStored(row: ApprovalRow): StoredApproval {
  const { decided_by: id, decided_role: role } = row;
  return {
    request: row.request,
    reachCount: row.reach_count,
    approval: {
      id: row.id,
      organisationId: row.organisation_id,
      kind: row.kind,
      status: row.status,
      reason: row.reason,
      askedBy: { role: row.asked_role, id: row.asked_by },
      askedAt: row.asked_at,
      expiresAt: row.expires_at,
      decidedBy: id === null || role === null ? null : { role, id },
      decidedAt: row.decided_at,
      decisionReason: row.decision_reason,
    },
  };
}
