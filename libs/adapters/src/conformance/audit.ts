import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { CHAIN_START, ChainWalk } from '#core/audit-chain';
import { linkHash } from '#adapters/shared/audit-text';
import type { AuditEntry, AuditQuery } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

const ALL = { cursor: null, limit: 50 };

/** What every audit promises, as tests. */
export function auditConformance(name: string, open: OpenStores): void {
  suite(`${name} as audit`, open, (world) => {
    const entry = (fields: Partial<AuditEntry> = {}): AuditEntry => ({
      organisationId: world().organisationId,
      at: NOW,
      actor: { role: 'dispatcher', id: randomUUID() },
      action: 'readIncident',
      subject: { kind: 'incident', id: randomUUID() },
      outcome: 'done',
      detail: { status: 200, code: null, first: true },
      ...fields,
    });
    const seqsOf = async (query: AuditQuery) => {
      const page = await world().stores.auditLog.search(world().organisationId, query, ALL);
      return page.items.map((row) => row.seq);
    };

    it('keeps entries as they are, in order, each linked to the one before it', async () => {
      const { auditLog } = world().stores;
      const nobody = { role: 'nobody', id: null } as const;
      const entries = [entry(), entry({ actor: nobody, subject: null, at: NOW - 5 }), entry()];
      await auditLog.append(entries.slice(0, 2));
      await auditLog.append(entries.slice(2));
      const { items } = await auditLog.search(world().organisationId, {}, ALL);
      expect(items.map(({ seq, hash: _hash, ...rest }) => [seq, rest])).toEqual(
        entries.map((each, at) => [at + 1, each]).reverse(),
      );
      const rows = await auditLog.chain(world().organisationId, { after: 0, max: 9 });
      expect(rows[0]?.hash).toBe(linkHash(CHAIN_START, rows[0]?.text ?? ''));
      expect(rows[2]?.hash).toBe(linkHash(rows[1]?.hash ?? '', rows[2]?.text ?? ''));
      expect(rows.map((row) => row.columnsAgree)).toEqual([true, true, true]);
      expect(items[0]?.hash).toBe(rows[2]?.hash);
    });

    it('finds entries by who, what, about whom and when', async () => {
      const actor = { role: 'auditor', id: randomUUID() } as const;
      const subject = { kind: 'responder', id: 'R-1' };
      await world().stores.auditLog.append([
        entry({ actor }),
        entry({ action: 'searchAudit', at: NOW + 10 }),
        entry({ subject, at: NOW + 20 }),
      ]);
      expect(await seqsOf({ actorId: actor.id })).toEqual([1]);
      expect(await seqsOf({ action: 'searchAudit' })).toEqual([2]);
      expect(await seqsOf({ subjectId: 'R-1' })).toEqual([3]);
      expect(await seqsOf({ from: NOW + 10 })).toEqual([3, 2]);
      expect(await seqsOf({ from: NOW, to: NOW + 20 })).toEqual([2, 1]);
      expect(await seqsOf({ actorId: randomUUID() })).toEqual([]);
    });

    it('gives each page once, newest first', async () => {
      const { auditLog } = world().stores;
      await auditLog.append([entry(), entry(), entry()]);
      const { organisationId } = world();
      const first = await auditLog.search(organisationId, {}, { cursor: null, limit: 2 });
      expect(first.items.map((row) => row.seq)).toEqual([3, 2]);
      const cursor = first.nextCursor;
      const second = await auditLog.search(organisationId, {}, { cursor, limit: 2 });
      expect(second.items.map((row) => row.seq)).toEqual([1]);
      expect(second.nextCursor).toBeNull();
    });

    it('keeps one chain for each organisation, and shows nobody another one', async () => {
      const { organisationId, stores } = world();
      const other = await World.make(stores);
      const theirs = entry({ organisationId: other.organisationId });
      await stores.auditLog.append([entry(), theirs, entry()]);
      expect(await seqsOf({})).toEqual([2, 1]);
      const heads = new Map(
        (await stores.auditLog.heads()).map((head) => [head.organisationId, head]),
      );
      const [last] = await stores.auditLog.chain(organisationId, { after: 1, max: 1 });
      expect(heads.get(organisationId)).toEqual({ organisationId, seq: 2, hash: last?.hash });
      expect(heads.get(other.organisationId)?.seq).toBe(1);
    });

    it('stores whatever an address held as one harmless line', async () => {
      const id = `x\u0000\r\n\ud800'; DROP TABLE audit_entry; --${'y'.repeat(500)}`;
      await world().stores.auditLog.append([entry({ subject: { kind: 'incident', id } })]);
      const { items } = await world().stores.auditLog.search(world().organisationId, {}, ALL);
      const kept = items[0]?.subject?.id ?? '';
      expect(kept).toMatch(/^x\ufffd{4}'; DROP TABLE/);
      expect(kept).toHaveLength(400);
    });

    it('makes one chain without a gap of what many append at once', async () => {
      const { organisationId, stores } = world();
      await Promise.all(
        Array.from({ length: 20 }, () => stores.auditLog.append([entry(), entry()])),
      );
      const rows = await stores.auditLog.chain(organisationId, { after: 0, max: 100 });
      const walk = new ChainWalk([], linkHash);
      walk.take(rows);
      expect([rows.length, walk.end()]).toEqual([40, null]);
    });
  });
}
