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
    for (const promise of [keptInOrder, found, paged, apart, harmless, manyAtOnce]) promise(world);
  });
}

const entryOf = (world: World, fields: Partial<AuditEntry> = {}): AuditEntry => ({
  organisationId: world.organisationId,
  at: NOW,
  actor: { role: 'dispatcher', id: randomUUID() },
  action: 'readIncident',
  subject: { kind: 'incident', id: randomUUID() },
  outcome: 'done',
  detail: { status: 200, code: null, first: true },
  ...fields,
});

async function seqsOf(world: World, query: AuditQuery): Promise<readonly number[]> {
  const page = await world.stores.auditLog.search(world.organisationId, query, ALL);
  return page.items.map((row) => row.seq);
}

function keptInOrder(world: () => World): void {
  it('keeps entries as they are, in order, each linked to the one before it', async () => {
    const { auditLog } = world().stores;
    const nobody = { role: 'nobody', id: null } as const;
    const entries = [
      entryOf(world()),
      entryOf(world(), { actor: nobody, subject: null, at: NOW - 5 }),
      entryOf(world()),
    ];
    await auditLog.append(entries.slice(0, 2));
    await auditLog.append(entries.slice(2));
    const { items } = await auditLog.search(world().organisationId, {}, ALL);
    expect(items.map(({ seq, hash, ...rest }) => [seq, hash.length, rest])).toEqual(
      entries.map((each, at) => [at + 1, 64, each]).reverse(),
    );
    const rows = await auditLog.chain(world().organisationId, { after: 0, max: 9 });
    expect(rows[0]?.hash).toBe(linkHash(CHAIN_START, rows[0]?.text ?? ''));
    expect(rows[2]?.hash).toBe(linkHash(rows[1]?.hash ?? '', rows[2]?.text ?? ''));
    expect(rows.map((row) => row.columnsAgree)).toEqual([true, true, true]);
    expect(items[0]?.hash).toBe(rows[2]?.hash);
  });
}

function found(world: () => World): void {
  it('finds entries by who, what, about whom and when', async () => {
    const actor = { role: 'auditor', id: randomUUID() } as const;
    const subject = { kind: 'responder', id: 'R-1' };
    await world().stores.auditLog.append([
      entryOf(world(), { actor }),
      entryOf(world(), { action: 'searchAudit', at: NOW + 10 }),
      entryOf(world(), { subject, at: NOW + 20 }),
    ]);
    expect(await seqsOf(world(), { actorId: actor.id })).toEqual([1]);
    expect(await seqsOf(world(), { action: 'searchAudit' })).toEqual([2]);
    expect(await seqsOf(world(), { subjectId: 'R-1' })).toEqual([3]);
    expect(await seqsOf(world(), { from: NOW + 10 })).toEqual([3, 2]);
    expect(await seqsOf(world(), { from: NOW, to: NOW + 20 })).toEqual([2, 1]);
    expect(await seqsOf(world(), { actorId: randomUUID() })).toEqual([]);
  });
}

function paged(world: () => World): void {
  it('gives each page once, newest first', async () => {
    const { auditLog } = world().stores;
    await auditLog.append([entryOf(world()), entryOf(world()), entryOf(world())]);
    const { organisationId } = world();
    const first = await auditLog.search(organisationId, {}, { cursor: null, limit: 2 });
    expect(first.items.map((row) => row.seq)).toEqual([3, 2]);
    const cursor = first.nextCursor;
    const second = await auditLog.search(organisationId, {}, { cursor, limit: 2 });
    expect(second.items.map((row) => row.seq)).toEqual([1]);
    expect(second.nextCursor).toBeNull();
  });
}

function apart(world: () => World): void {
  it('keeps one chain for each organisation, and shows nobody another one', async () => {
    const { organisationId, stores } = world();
    const other = await World.make(stores);
    const theirs = entryOf(world(), { organisationId: other.organisationId });
    await stores.auditLog.append([entryOf(world()), theirs, entryOf(world())]);
    expect(await seqsOf(world(), {})).toEqual([2, 1]);
    const heads = new Map(
      (await stores.auditLog.heads()).map((head) => [head.organisationId, head]),
    );
    const [last] = await stores.auditLog.chain(organisationId, { after: 1, max: 1 });
    expect(heads.get(organisationId)).toEqual({ organisationId, seq: 2, hash: last?.hash });
    expect(heads.get(other.organisationId)?.seq).toBe(1);
  });
}

function harmless(world: () => World): void {
  it('stores whatever an address held as one harmless line', async () => {
    const id = `x\u0000\r\n\ud800'; DROP TABLE audit_entry; --${'y'.repeat(500)}`;
    await world().stores.auditLog.append([entryOf(world(), { subject: { kind: 'incident', id } })]);
    const { items } = await world().stores.auditLog.search(world().organisationId, {}, ALL);
    const kept = items[0]?.subject?.id ?? '';
    expect(kept).toMatch(/^x\ufffd{4}'; DROP TABLE/);
    expect(kept).toHaveLength(400);
  });
}

function manyAtOnce(world: () => World): void {
  it('makes one chain without a gap of what many append at once', async () => {
    const { organisationId, stores } = world();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        stores.auditLog.append([entryOf(world()), entryOf(world())]),
      ),
    );
    const rows = await stores.auditLog.chain(organisationId, { after: 0, max: 100 });
    const walk = new ChainWalk([], linkHash);
    walk.take(rows);
    expect([rows.length, walk.end()]).toEqual([40, null]);
  });
}
