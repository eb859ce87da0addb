import { LIMITS } from '#core/limits';
import type { Limits } from '#flow/ports';
import { MemoryClock } from '#adapters/memory/clock';
import { MemoryLimits } from '#adapters/memory/limits';
import { SharedLimits } from './shared-limits';

const digest = (text: string): Uint8Array => Buffer.from(text);

describe.each<[string, () => Limits]>([
  ['without Redis', () => new SharedLimits(null, { digest })],
  ['in memory', () => new MemoryLimits(new MemoryClock(0))],
])('limits %s', (_name, open) => {
  it('let through as often as the table says, and then say when to come again', async () => {
    const limits = open();
    const { uses, perMs } = LIMITS['code-tried'];
    for (let i = 0; i < uses; i += 1) {
      expect(await limits.look('code-tried', 'a')).toMatchObject({ ok: true });
      expect(await limits.use('code-tried', 'a')).toMatchObject({ ok: true });
    }
    for (const refused of [
      await limits.look('code-tried', 'a'),
      await limits.use('code-tried', 'a'),
    ]) {
      expect(refused).toMatchObject({ ok: false, problem: { code: 'too-many-requests' } });
      const afterMs = refused.ok ? 0 : (refused.problem.retryAfterMs ?? 0);
      expect(afterMs).toBeGreaterThan(perMs / 2);
      expect(afterMs).toBeLessThanOrEqual(perMs);
    }
  });

  it('count each person and each limit apart', async () => {
    const limits = open();
    const { uses } = LIMITS['code-tried'];
    for (let i = 0; i <= uses; i += 1) await limits.use('code-tried', 'a');
    expect(await limits.use('code-tried', 'a')).toMatchObject({ ok: false });
    expect(await limits.use('code-tried', 'b')).toMatchObject({ ok: true });
    expect(await limits.use('code-to-address', 'a')).toMatchObject({ ok: true });
  });

  it('forget what was counted when they are told to', async () => {
    const limits = open();
    const { uses } = LIMITS['code-tried'];
    for (let i = 0; i <= uses; i += 1) await limits.use('code-tried', 'a');
    await limits.forgive('code-tried', 'a');
    expect(await limits.use('code-tried', 'a')).toMatchObject({ ok: true });
  });
});

describe('limits in memory', () => {
  it('let somebody through again when their window has ended by the clock', async () => {
    const clock = new MemoryClock(0);
    const limits = new MemoryLimits(clock);
    const { uses, perMs } = LIMITS['code-tried'];
    for (let i = 0; i <= uses; i += 1) await limits.use('code-tried', 'a');
    clock.advanceBy(perMs - 1);
    expect(await limits.use('code-tried', 'a')).toMatchObject({ ok: false });
    clock.advanceBy(1);
    expect(await limits.use('code-tried', 'a')).toMatchObject({ ok: true });
  });
});
