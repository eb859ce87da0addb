import { TokenBucket } from './token-bucket';

describe('token bucket', () => {
  it('lets a burst through and then only as many as come back with time', () => {
    let now = 0;
    const bucket = new TokenBucket({ perSecond: 10, burst: 3 }, () => now);
    const take = (count: number): number =>
      Array.from({ length: count }, () => bucket.take()).filter(Boolean).length;
    expect(take(10)).toBe(3);
    now = 100;
    expect(take(10)).toBe(1);
    now = 10_000;
    expect(take(10)).toBe(3);
  });
});
