import { HOUR_MS } from '#core/units';
import { AedKeeper } from './aed-keeper';
import type { HttpClient } from './http-client';
import type { VirtualTimers } from './virtual-timers';

describe('whoever looks after the AEDs', () => {
  it('brings each one back once after it was taken or found wanting, and no others', () => {
    const due: (() => void)[] = [];
    const asked: unknown[] = [];
    const after = (afterMs: number, run: () => void) => {
      expect(afterMs).toBeLessThan(HOUR_MS);
      due.push(run);
    };
    const ask = (...request: unknown[]) => void asked.push(request);
    const keeper = new AedKeeper({
      registrar: { ask } as unknown as HttpClient,
      timers: { after } as unknown as VirtualTimers,
      refs: new Map([['id-1', 'AED-0001']]),
    });
    keeper.hear({ kind: 'aed-collected', detail: { aedId: 'id-1' } });
    keeper.hear({ kind: 'aed-reported', detail: { aedId: 'id-1' } });
    keeper.hear({ kind: 'aed-collected', detail: { aedId: 'another' } });
    keeper.hear({ kind: 'on-scene', detail: { aedId: 'id-1' } });
    expect(due).toHaveLength(1);
    due[0]?.();
    expect(asked).toEqual([['POST', '/v1/aeds/AED-0001/status', { status: 'available' }]]);
    keeper.hear({ kind: 'aed-collected', detail: { aedId: 'id-1' } });
    expect(due).toHaveLength(2);
  });
});
