import { ATTEMPTS_MAX, nextTryAt, type Again } from './delivery-retry';

const NOW = 1_000_000;
const BASE: Again = {
  channel: 'push',
  attempt: 1,
  now: NOW,
  retryAfterMs: null,
  secondMs: 1_000,
  expiresAt: NOW + 300_000,
  nextRungAt: null,
  wasAsked: true,
};

describe('when a channel is tried again', () => {
  it('after a second, doubled each time, to half a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map(
      (attempt) => (nextTryAt({ ...BASE, attempt }) ?? 0) - NOW,
    );
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('not before the provider asked for', () => {
    expect(nextTryAt({ ...BASE, retryAfterMs: 20_000 })).toBe(NOW + 20_000);
  });

  it('never after the alert has expired, nor for ever', () => {
    expect(nextTryAt({ ...BASE, retryAfterMs: 300_000 })).toBeNull();
    expect(nextTryAt({ ...BASE, attempt: ATTEMPTS_MAX.push })).toBeNull();
    expect(nextTryAt({ ...BASE, expiresAt: null, retryAfterMs: 300_000 })).toBe(NOW + 300_000);
  });

  it('not where the next channel is due first: that one comes at once instead', () => {
    expect(nextTryAt({ ...BASE, nextRungAt: NOW + 5_000 })).toBe(NOW + 1_000);
    expect(nextTryAt({ ...BASE, nextRungAt: NOW + 5_000, retryAfterMs: 60_000 })).toBeNull();
  });

  it('as soon as a provider that was left alone may be asked, for that was no attempt', () => {
    const resting = { ...BASE, attempt: ATTEMPTS_MAX.push, retryAfterMs: 1_200, wasAsked: false };
    expect(nextTryAt(resting)).toBe(NOW + 1_200);
    expect(nextTryAt({ ...resting, nextRungAt: NOW + 1_000 })).toBeNull();
  });

  it('on a clock that runs faster, as soon in real time', () => {
    expect(nextTryAt({ ...BASE, secondMs: 10_000 })).toBe(NOW + 10_000);
  });
});
