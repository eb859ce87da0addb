import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { QuarantineStore, SetAside } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** What was set aside, in memory. */
export class MemoryQuarantineStore implements QuarantineStore {
  constructor(private readonly tables: MemoryTables) {}

  setAside: QuarantineStore['setAside'] = (organisationId, page) =>
    settle(() => {
      const after = readTimeCursor(page.cursor);
      const found = [...this.tables.quarantine.values()]
        .filter((row) => row.organisationId === organisationId)
        .sort((a, b) => b.setAsideAt - a.setAsideAt || (a.id < b.id ? 1 : -1))
        .filter((row) => after === null || isBefore(row, after));
      const items = found.slice(0, page.limit);
      const last = items.at(-1);
      const more = found.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.setAsideAt), last.id]) : null };
    });

  putBack: QuarantineStore['putBack'] = (organisationId, id, now) =>
    settle(() => {
      const { deliveries, quarantine } = this.tables;
      const row = quarantine.get(id);
      if (row?.organisationId !== organisationId) return null;
      quarantine.delete(id);
      const delivery = deliveries.get(id);
      if (row.channel === null) {
        const { about: subject, aboutId: subjectId } = row;
        this.tables.setReview({ organisationId, subject, subjectId }, now);
      } else if (delivery?.status === 'failed') {
        const fresh = { attempt: 0, failures: 0, error: null, finishedAt: null };
        this.tables.setDelivery({ ...delivery, ...fresh, status: 'queued', dueAt: now });
      }
      this.tables.wake();
      return row;
    });

  count: QuarantineStore['count'] = () => settle(() => this.tables.quarantine.size);
}

function isBefore(row: SetAside, { at, id }: { readonly at: number; readonly id: string }) {
  return row.setAsideAt < at || (row.setAsideAt === at && row.id < id);
}
