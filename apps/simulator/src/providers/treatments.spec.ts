import { describe, expect, it } from '@jest/globals';
import { Treatments } from './treatments';

const SHARES = { dropShare: 0.2, slowShare: 0.1, quotaShare: 0.05, seed: '7' };

function drawn(addresses: readonly string[], seed = SHARES.seed): Map<string, string> {
  const treatments = new Treatments();
  treatments.draw({ ...SHARES, seed });
  return new Map(addresses.map((address) => [address, treatments.next(address).how]));
}

describe('how addresses are treated', () => {
  const addresses = Array.from({ length: 2_000 }, (_, i) => `token-${i}`);

  it('by lot, in the shares that were asked for', () => {
    const hows = [...drawn(addresses).values()];
    const share = (how: string): number => hows.filter((each) => each === how).length / 2_000;
    expect(share('silent-drop')).toBeCloseTo(0.2, 1);
    expect(share('slow')).toBeCloseTo(0.1, 1);
    expect(share('quota')).toBeCloseTo(0.05, 1);
    expect(share('ok')).toBeCloseTo(0.65, 1);
  });

  it('the same under one seed in whatever order they come, and not under another', () => {
    const forwards = drawn(addresses);
    const backwards = drawn([...addresses].reverse());
    expect(addresses.filter((each) => forwards.get(each) !== backwards.get(each))).toEqual([]);
    expect([...drawn(addresses, '8')]).not.toEqual([...forwards]);
  });

  it('as told for the address before what is told for all, and for so many messages', () => {
    const treatments = new Treatments();
    treatments.treat('a', { how: 'internal' }, 1);
    treatments.treatAll({ how: 'silent-drop' });
    expect(['a', 'a', 'b'].map((each) => treatments.next(each).how)).toEqual([
      'internal',
      'silent-drop',
      'silent-drop',
    ]);
    treatments.treatAll(null);
    expect(treatments.next('b')).toEqual({ how: 'ok' });
  });
});
