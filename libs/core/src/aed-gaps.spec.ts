import { describe, expect, it } from '@jest/globals';
import { AED_CHECK_AFTER_MS, aedGaps } from '#core/aed-gaps';
import { DAY_MS } from '#core/units';

const NOW = Date.UTC(2026, 2, 2);
const whole = {
  status: 'available',
  outOfServiceReason: null,
  hours: { state: 'always' },
  lastCheckedAt: NOW - DAY_MS,
  locationDetail: 'Beside the door',
  access: 'public',
} as const;

describe('what is missing of an AED', () => {
  it('is nothing of one that is whole, and of one that is retired', () => {
    expect(aedGaps(whole, NOW)).toEqual([]);
    const retired = { ...whole, status: 'retired', locationDetail: null } as const;
    expect(aedGaps(retired, NOW)).toEqual([]);
  });

  it('is named, the most pressing first: a report waits, then hours nobody can read', () => {
    const bare = {
      status: 'out-of-service',
      outOfServiceReason: 'flat',
      access: 'unknown',
      hours: { state: 'unknown' },
      lastCheckedAt: null,
      locationDetail: null,
    } as const;
    expect(aedGaps(bare, NOW)).toEqual(['report', 'hours', 'check', 'detail', 'access']);
  });

  it('counts a check until it is a year old, to the millisecond', () => {
    const checked = (lastCheckedAt: number) => aedGaps({ ...whole, lastCheckedAt }, NOW);
    expect(checked(NOW - AED_CHECK_AFTER_MS)).toEqual([]);
    expect(checked(NOW - AED_CHECK_AFTER_MS - 1)).toEqual(['check']);
  });
});
