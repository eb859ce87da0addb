import { LIMITS } from '#core/limits';
import { RequestLimits } from './limits';

const HERE = '203.0.113.5';

describe('requests to one copy of the server', () => {
  let now: number;
  let limits: RequestLimits;
  beforeEach(() => {
    now = 0;
    limits = new RequestLimits(1, () => now);
  });

  const admitted = (times: number, secret: string | null, address = HERE): number => {
    let count = 0;
    for (let i = 0; i < times; i += 1) if (limits.admit({ secret, address })) count += 1;
    return count;
  };

  it('of one key are bounded, whichever of its tokens they bring; others go on', () => {
    const { uses, perMs } = LIMITS['requests-of-caller'];
    limits.know('key', 'a');
    limits.know('token', 'a');
    limits.know('other', 'b');
    expect(admitted(uses, 'key') + admitted(uses, 'token')).toBe(uses);
    expect(admitted(10, 'other')).toBe(10);
    now += perMs;
    expect(admitted(uses, 'token')).toBe(uses);
  });

  it('without a secret are bounded by their address, which is one for a whole IPv6 network', () => {
    const { uses } = LIMITS['anonymous-of-address'];
    const half = uses / 2;
    expect(admitted(half, null, '2001:db8::1')).toBe(half);
    expect(admitted(uses, null, '2001:db8::2')).toBe(half);
    expect(admitted(10, null, '2001:db8:0:1::1')).toBe(10);
  });

  it('with a right secret are never bounded by what else comes from their address', () => {
    limits.know('key', 'a');
    while (limits.refuse(HERE));
    admitted(LIMITS['anonymous-of-address'].uses, null);
    expect(admitted(1, 'guess')).toBe(0);
    expect(admitted(10, 'key')).toBe(10);
  });

  it('with new secrets are looked up freely until too many were wrong, and then slowly', () => {
    expect(admitted(2_000, 'new')).toBe(2_000);
    while (limits.refuse(HERE));
    expect(admitted(2_000, 'new')).toBe(LIMITS['anonymous-of-address'].uses);
  });
});
