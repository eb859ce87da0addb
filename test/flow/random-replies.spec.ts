import { RecordingChannel } from '#adapters/memory/recorders';
import { seededChance } from '#core/random-examples';
import { replyCode } from '#core/reply-code';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { ResponderCaller } from '#flow/ports';
import { MemoryService, START, valueOf } from './memory-service';
import { SANDBAGS } from './sandbags';

function write(service: MemoryService, from: string, sms: [text: string, ref: string]) {
  const [text, providerRef] = sms;
  return service.steps.replies.receive({ kind: 'reply', channel: 'sms', providerRef, from, text });
}

describe('a hundred replies of all sorts', () => {
  const SEED = 20_261_122;
  const TEXTS = [
    ...['yes', 'no', 'oui', 'nein', 'ja in 2 Stunden', 'with a boat', 'STOP', 'START', '👍'],
    ...['who is this?', 'can’t', 'yes {code}', 'NO {code}', '{code} oui', 'yes 100 200', '', '1'],
    ...['Where do I go? The bridge is closed \u0000 🚧', 'x'.repeat(5_000), 'yes\ud83d'],
  ];

  it(`are all kept, once each, and on what they name (seed ${SEED})`, async () => {
    const service = await MemoryService.open('nearest-10', { sms: new RecordingChannel() });
    const { uniform } = seededChance(SEED);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(uniform() * from.length)] as T;
    const people: { caller: ResponderCaller; phone: string }[] = [];
    for (let i = 0; i < 8; i += 1) {
      const phone = `+1555000${String(100 + i)}`;
      people.push({ caller: await service.person(`p${i}`, 100 + i * 50, { phone }), phone });
    }
    valueOf(await service.steps.callouts.open(service.organisationId, SANDBAGS));
    await service.runUntil(START + 3 * MINUTE_MS);
    const sent = new Map<string, { code: string | null; alertId: string | null }>();
    for (let i = 0; i < 100; i += 1) {
      if (i % 25 === 5) {
        const priority = uniform() < 0.5 ? 'urgent' : 'life-threatening';
        valueOf(await service.raise({ controlRef: `CAD-${i}`, priority }));
        await service.runUntil(service.clock.now() + 30 * SECOND_MS);
      }
      const { caller, phone } = pick(people);
      const heard = service.heard(caller).at(-1)?.alert.alertId ?? null;
      const code = heard === null ? null : replyCode(heard);
      const template = pick(TEXTS);
      const text = template.replace('{code}', code ?? '');
      const named = template.includes('{code}') && code !== null;
      sent.set(`SM-r${i}`, named ? { code, alertId: heard } : { code: null, alertId: null });
      await write(service, phone, [text, `SM-r${i}`]);
      if (uniform() < 0.3) await write(service, phone, [text, `SM-r${i}`]);
      if (uniform() < 0.2) await service.runUntil(service.clock.now() + 20 * SECOND_MS);
    }
    const all = { status: undefined, aboutId: undefined };
    const page = { cursor: null, limit: 200 };
    const { items: kept } = await service.steps.replyDesk.list(service.organisationId, all, page);
    expect(kept).toHaveLength(100);
    const stored = await Promise.all(
      people.map(({ phone }) => service.store.replies.senders(phone, service.clock.now())),
    );
    expect(stored.flat()).toHaveLength(people.length);
    for (const reply of kept) {
      expect(reply.sentence).not.toContain('nothing was done');
      if (reply.status === 'open') continue;
      expect(reply.sentence).toMatch(/accepted|declined|could not be taken|SMS/);
    }
    const filter = { status: null, aboutId: null };
    const rows = await service.store.replies.replies(service.organisationId, filter, page);
    for (const row of rows.items) {
      const wanted = sent.get(row.providerRef);
      const alertId = wanted?.alertId ?? null;
      if (alertId !== null) expect(row.alertId).toBe(alertId);
    }
  });
});
