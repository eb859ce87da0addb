import { describe, expect, it } from '@jest/globals';
import { slotOf } from './key-slot';

describe('slots of a Redis Cluster', () => {
  it('are those that Redis computes', () => {
    // From the specification of Redis Cluster, and from CLUSTER KEYSLOT.
    expect(slotOf('123456789')).toBe(0x31c3 % 16_384);
    expect(slotOf('foo')).toBe(12_182);
    expect(slotOf('')).toBe(0);
  });
});
