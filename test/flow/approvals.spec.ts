import { APPROVAL_EXPIRES_AFTER_MS, type Person } from '#core/approval';
import { MINUTE_MS } from '#core/units';
import type { OpenCalloutMessage } from '#contracts/callout-api';
import { Approvals } from '#flow/approvals';
import { AuditTrail } from '#flow/audit-trail';
import type { AuditEntry } from '#flow/ports';
import { codeOf, MemoryService, START, valueOf } from './memory-service';
import { SANDBAGS } from './sandbags';

const ASKER = { role: 'dispatcher', id: '00000000-0000-4000-8000-00000000000a' } as const;
const SECOND = { role: 'supervisor', id: '00000000-0000-4000-8000-00000000000b' } as const;
const bigOf = (wantedCount: number): OpenCalloutMessage => ({
  ...SANDBAGS,
  needs: SANDBAGS.needs.map((need) => ({ ...need, wantedCount })),
  reason: 'The river',
});
const BIG = bigOf(101);
const ALL = { cursor: null, limit: 50 };

async function open() {
  const service = await MemoryService.open();
  const { clock, store, ids, steps, organisationId } = service;
  const notes: Omit<AuditEntry, 'at'>[] = [];
  const approvals = new Approvals({
    approvals: store.approvals,
    calloutStore: store.callouts,
    callouts: steps.callouts,
    audit: { note: (entry) => void notes.push(entry) },
    areas: { fault: () => null },
    clock,
    ids,
  });
  const ask = async (message = BIG) =>
    valueOf(await approvals.openCallout(organisationId, message, ASKER)).pending;
  const decide = (id: string, by = SECOND, approve = true) =>
    approvals.decide(organisationId, id, { by, approve, reason: null });
  const listed = (by: Person) => approvals.list({ organisationId, by }, null, ALL);
  return { service, approvals, ask, decide, listed, notes };
}

describe('a call-out that needs a second person', () => {
  it('asks nobody until it is approved, and then says who asked and who approved', async () => {
    const { service, ask, decide, notes } = await open();
    const person = await service.person('near', 100);
    const pending = await ask();
    await service.runUntil(START + MINUTE_MS);
    expect(service.heard(person)).toHaveLength(0);
    const { calloutId } = valueOf(await decide(pending?.id ?? ''));
    await service.runUntil(START + 2 * MINUTE_MS);
    expect(service.heard(person)).not.toHaveLength(0);
    expect(notes).toEqual([
      expect.objectContaining({
        actor: ASKER,
        subject: { kind: 'callout', id: calloutId },
        detail: { askedBy: ASKER.id, approvedBy: SECOND.id, approvalId: pending?.id },
      }),
    ]);
  });

  it('runs out after a quarter of an hour, and can be asked for again', async () => {
    const { service, ask, decide, listed } = await open();
    const pending = await ask();
    expect((await ask())?.id).toBe(pending?.id);
    await service.runUntil(START + APPROVAL_EXPIRES_AFTER_MS + 1);
    expect(codeOf(await decide(pending?.id ?? ''))).toBe('illegal-step');
    const anew = await ask();
    expect(anew?.id).not.toBe(pending?.id);
    const { items } = await listed(ASKER);
    expect(items.map(({ status }) => status)).toEqual(['pending', 'expired']);
  });

  it('is seen by whoever asked and by those who may approve, and by nobody else', async () => {
    const { ask, listed } = await open();
    const pending = await ask();
    const other: Person = { role: 'dispatcher', id: '00000000-0000-4000-8000-00000000000c' };
    for (const by of [ASKER, SECOND]) {
      expect((await listed(by)).items.map(({ id }) => id)).toEqual([pending?.id]);
    }
    expect((await listed(other)).items).toEqual([]);
  });

  it('is opened once, whatever is repeated afterwards', async () => {
    const { service, approvals, ask, decide, notes } = await open();
    const pending = await ask();
    const first = valueOf(await decide(pending?.id ?? ''));
    expect(valueOf(await decide(pending?.id ?? '')).calloutId).toBe(first.calloutId);
    const again = valueOf(await approvals.openCallout(service.organisationId, BIG, ASKER));
    expect(again).toMatchObject({ pending: null, created: false, view: { id: first.calloutId } });
    expect(notes).toHaveLength(1);
  });

  it('is not another one under the same reference', async () => {
    const { service, approvals, ask } = await open();
    await ask();
    const other = bigOf(5_000);
    const refused = await approvals.openCallout(service.organisationId, other, ASKER);
    expect(codeOf(refused)).toBe('reference-conflict');
  });
});

describe('the trail of the audit', () => {
  const entry = {
    organisationId: 'o',
    actor: SECOND,
    action: 'readIncident',
    subject: null,
    outcome: 'done',
    detail: {},
  } as const;

  /** A record that answers only while it is told to. */
  async function trail() {
    const service = await MemoryService.open();
    const written: AuditEntry[] = [];
    const record = { answers: true, batches: 0 };
    let dropped = 0;
    const made = new AuditTrail({
      auditLog: {
        append: (entries) => {
          record.batches += 1;
          if (!record.answers) return Promise.reject(new Error('away'));
          written.push(...entries);
          return Promise.resolve();
        },
      },
      clock: service.clock,
      onError: () => undefined,
      onAuditDropped: (count) => (dropped += count),
    });
    return { made, written, record, lost: () => dropped };
  }

  it('writes what comes meanwhile in one go, in order', async () => {
    const { made, written, record } = await trail();
    await Promise.all(
      Array.from({ length: 100 }, (_none, at) => made.keep({ ...entry, detail: { at } })),
    );
    expect(written.map(({ detail }) => detail['at'])).toEqual([...Array(100).keys()]);
    expect(record.batches).toBe(2);
  });

  it('tells who waits that the record is away, and keeps the entry all the same', async () => {
    const { made, written, record, lost } = await trail();
    record.answers = false;
    await expect(made.keep(entry)).rejects.toThrow('away');
    made.note({ ...entry, action: 'raiseIncident' });
    record.answers = true;
    await made.stop();
    expect(written.map(({ action }) => action)).toEqual(['readIncident', 'raiseIncident']);
    expect(lost()).toBe(0);
  });

  it('counts what it has to let go, and makes an entry of it', async () => {
    const { made, written, record, lost } = await trail();
    record.answers = false;
    for (let at = 0; at < 20_010; at += 1) made.note(entry);
    await expect(made.keep(entry)).rejects.toThrow('too much');
    expect(lost()).toBe(11);
    record.answers = true;
    await made.stop();
    expect(written).toHaveLength(20_001);
    expect(written.find(({ action }) => action === 'audit.lost')?.detail).toEqual({ count: 11 });
  });
});
