import type { AuditPageView, AuditRowView } from '#contracts/audit-api';
import { toIso } from '#contracts/shapes';
import type { AuditLog, AuditQuery, AuditRow, PageRequest } from '#flow/ports';

/** Searches the audit. That this was done is an entry like any other read. */
export class ReadAudit {
  constructor(private readonly ports: { readonly auditLog: AuditLog }) {}

  /** A page of the organisation's own entries, newest first. */
  async search(
    organisationId: string,
    query: AuditQuery,
    page: PageRequest,
  ): Promise<AuditPageView> {
    const { items, nextCursor } = await this.ports.auditLog.search(organisationId, query, page);
    return { items: items.map(view), nextCursor };
  }
}

function view({ seq, at, actor, action, subject, outcome, detail, hash }: AuditRow): AuditRowView {
  return { seq, at: toIso(at), actor, action, subject, outcome, detail, hash };
}
