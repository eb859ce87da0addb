import { z } from 'zod';
import {
  approvalListQuerySchema,
  approvalPageSchema,
  approvalViewSchema,
  decideApprovalSchema,
} from '#contracts/approval-api';
import { auditPageSchema, auditQuerySchema } from '#contracts/audit-api';
import { exportedIncidentsSchema, exportIncidentsQuerySchema } from '#contracts/export-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byApproval = z.strictObject({ approvalId: idSchema });

/** Who looked at what and did what, what waits for a second person, and what leaves in bulk. */
export const AUDIT_ROUTES = {
  searchAudit: {
    method: 'GET',
    path: '/v1/audit',
    tag: 'audit',
    summary: 'Who looked at what and did what, newest first; this search is an entry as well.',
    permission: 'read-audit',
    query: auditQuerySchema,
    success: { status: 200, description: 'One page.', schema: auditPageSchema },
    refusals: [],
  },
  listApprovals: {
    method: 'GET',
    path: '/v1/approvals',
    tag: 'audit',
    summary:
      'What waits, or waited, for a second person, newest first; all of it for whoever may ' +
      'approve, for others what they asked for.',
    permission: 'open-callout',
    query: approvalListQuerySchema,
    success: { status: 200, description: 'One page.', schema: approvalPageSchema },
    refusals: [],
  },
  decideApproval: {
    method: 'POST',
    path: '/v1/approvals/:approvalId/decide',
    tag: 'audit',
    summary: 'Approve or refuse, as a second person; approving carries it out.',
    permission: 'approve',
    params: byApproval,
    body: decideApprovalSchema,
    success: { status: 200, description: 'As it now stands.', schema: approvalViewSchema },
    refusals: ['not-found', 'second-person-needed', 'illegal-step', 'changed-meanwhile'],
  },
  exportIncidents: {
    method: 'GET',
    path: '/v1/exports/incidents',
    tag: 'audit',
    summary: 'Incidents of a time in bulk, without people, addresses or exact places.',
    permission: 'export-data',
    query: exportIncidentsQuerySchema,
    success: { status: 200, description: 'Oldest first.', schema: exportedIncidentsSchema },
    refusals: ['reason-needed', 'too-many-requests'],
  },
} as const satisfies Record<string, Route>;
