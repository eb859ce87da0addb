import { CHAIN_START, type ChainRow } from '#core/audit-chain';
import { auditText, entryOfText, linkHash } from '#adapters/shared/audit-text';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { AuditEntry, AuditLog, AuditQuery, AuditRow } from '#flow/ports';
import { listOf, settle } from './tables';

/** The audit in memory. */
export class MemoryAuditLog implements AuditLog {
  private readonly chains = new Map<string, ChainRow[]>();

  append: AuditLog['append'] = (entries) =>
    settle(() => {
      for (const entry of entries) {
        const rows = listOf(this.chains, entry.organisationId);
        const text = auditText(entry);
        const hash = linkHash(rows.at(-1)?.hash ?? CHAIN_START, text);
        rows.push({ seq: rows.length + 1, text, hash, columnsAgree: true });
      }
    });

  search: AuditLog['search'] = (organisationId, query, page) =>
    settle(() => {
      const [before] = readCursor(page.cursor, 1) ?? [];
      const found = (this.chains.get(organisationId) ?? [])
        .filter((row) => before === undefined || row.seq < Number(before))
        .map((row): AuditRow => ({ ...entryOfText(row.text), seq: row.seq, hash: row.hash }))
        .filter((row) => fits(row, query))
        .reverse();
      const items = found.slice(0, page.limit);
      const last = items.at(-1);
      const more = found.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.seq)]) : null };
    });

  heads: AuditLog['heads'] = () =>
    settle(() =>
      [...this.chains]
        .flatMap(([organisationId, rows]) => {
          const last = rows.at(-1);
          return last === undefined ? [] : [{ organisationId, seq: last.seq, hash: last.hash }];
        })
        .sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1)),
    );

  chain: AuditLog['chain'] = (organisationId, { after, max }) =>
    settle(() => (this.chains.get(organisationId) ?? []).slice(after, after + max));
}

function fits(entry: AuditEntry, query: AuditQuery): boolean {
  return (
    (query.actorId === undefined || entry.actor.id === query.actorId) &&
    (query.action === undefined || entry.action === query.action) &&
    (query.subjectId === undefined || entry.subject?.id === query.subjectId) &&
    (query.from === undefined || entry.at >= query.from) &&
    (query.to === undefined || entry.at < query.to)
  );
}
