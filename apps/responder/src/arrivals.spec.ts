import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '#contracts/responder-api';
import { Arrivals } from './arrivals';

const ALERT = {
  alertId: 'a1',
  sentAt: '2026-03-01T12:00:00.000Z',
  expiresAt: '2026-03-01T12:05:00.000Z',
  deliveredAt: null,
} as AlertView;
const RUNG = { ...ALERT, deliveredAt: '2026-03-01T12:00:02.000Z' };

describe('whether the page rings for an alert', () => {
  it('rings for one that has rung nowhere, until long after its time', () => {
    let now = 1_000;
    const arrivals = new Arrivals(() => now);
    arrivals.note(ALERT, true);
    expect(arrivals.mayRing(ALERT)).toBe(true);
    now += 6 * 60_000;
    expect(arrivals.mayRing(ALERT)).toBe(false);
  });

  it('stays quiet for one that had rung before it came to this page', () => {
    const arrivals = new Arrivals();
    arrivals.note(RUNG, false);
    expect(arrivals.mayRing(RUNG)).toBe(false);
  });

  it('goes on ringing when its own receipt comes back', () => {
    const arrivals = new Arrivals();
    arrivals.note(ALERT, true);
    arrivals.note(RUNG, false);
    expect(arrivals.mayRing(RUNG)).toBe(true);
    expect(arrivals.cameLive('a1')).toBe(true);
  });

  it('says once that it begins to ring', () => {
    const arrivals = new Arrivals();
    arrivals.note(ALERT, true);
    expect([arrivals.rangNow('a1'), arrivals.rangNow('a1')]).toEqual([true, false]);
    arrivals.forget('a1');
    expect(arrivals.mayRing(ALERT)).toBe(false);
  });
});
