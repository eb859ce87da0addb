import { approvalStatus } from '#core/approval';
import type { ApprovalStore, StoredApproval } from '#flow/ports';
import { newestFirst } from './incident-reads';
import { settle } from './tables';

/** What waits for a second person, in memory. */
export class MemoryApprovalStore implements ApprovalStore {
  private readonly rows = new Map<string, StoredApproval>();

  ask: ApprovalStore['ask'] = (asked, now) =>
    settle(() => {
      const waiting = [...this.rows.values()].find(
        ({ approval, request }) =>
          approval.organisationId === asked.approval.organisationId &&
          approval.kind === asked.approval.kind &&
          request.controlRef === asked.request.controlRef &&
          approvalStatus(approval, now) === 'pending',
      );
      if (waiting !== undefined) return waiting;
      this.rows.set(asked.approval.id, asked);
      return asked;
    });

  load: ApprovalStore['load'] = (organisationId, approvalId) =>
    settle(() => {
      const found = this.rows.get(approvalId);
      return found?.approval.organisationId === organisationId ? found : null;
    });

  list: ApprovalStore['list'] = (organisationId, { status, askedBy, now }, page) =>
    settle(() => {
      const all = [...this.rows.values()]
        .filter(({ approval }) => approval.organisationId === organisationId)
        .filter(({ approval }) => status === null || approvalStatus(approval, now) === status)
        .filter(({ approval }) => askedBy === null || approval.askedBy.id === askedBy)
        .map((stored) => ({ ...stored, id: stored.approval.id }));
      const found = newestFirst(all, ({ approval }) => approval.askedAt, page);
      const items = found.items.map(({ approval, request, reachCount }) => ({
        ...{ approval, request, reachCount },
      }));
      return { items, nextCursor: found.nextCursor };
    });

  decide: ApprovalStore['decide'] = (approval) =>
    settle(() => {
      const stored = this.rows.get(approval.id);
      if (stored?.approval.status !== 'pending') return false;
      this.rows.set(approval.id, { ...stored, approval });
      return true;
    });
}
