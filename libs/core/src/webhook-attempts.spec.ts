import {
  afterHookAttempt,
  HOOK_FAILS_FOR_MAX_MS,
  HOOK_PATIENCE_MAX_MS,
  HOOK_PAUSES_MS,
  whyHookEnds,
} from '#core/webhook-attempts';
import { DAY_MS } from '#core/units';

const NOW = 1_000_000;
const answered = (status: number, retryAfterMs: number | null = null) =>
  ({ kind: 'answer', status, retryAfterMs }) as const;
const silent = { kind: 'no-answer', says: 'no answer in time' } as const;

describe('an attempt at a web-hook', () => {
  it.each([200, 202, 204, 299])('has succeeded with %d', (status) => {
    expect(afterHookAttempt(1, answered(status), NOW)).toEqual({
      ...{ status: 'delivered', httpStatus: status },
    });
  });

  it.each([100, 199, 300, 302, 400, 404, 500, 503])('has failed with %d', (status) => {
    expect(afterHookAttempt(1, answered(status), NOW)).toMatchObject({
      ...{ status: 'queued', dueAt: NOW + 5_000, reason: `answered ${status}` },
    });
  });

  it('is made again by the published schedule, over a good three days, and then no more', () => {
    const due = HOOK_PAUSES_MS.map((_pause, index) => {
      const outcome = afterHookAttempt(index + 1, silent, NOW);
      return outcome.status === 'queued' ? outcome.dueAt - NOW : null;
    });
    expect(due).toEqual([...HOOK_PAUSES_MS]);
    const last = afterHookAttempt(HOOK_PAUSES_MS.length + 1, silent, NOW);
    expect(last).toEqual({ status: 'dead', reason: 'no answer in time', httpStatus: null });
    const days = HOOK_PAUSES_MS.reduce((sum, pause) => sum + pause, 0) / DAY_MS;
    expect([Math.floor(days), days * DAY_MS < HOOK_FAILS_FOR_MAX_MS]).toEqual([3, true]);
  });

  it('waits as long as the receiver asks, never shorter than the schedule, a day at most', () => {
    const dueIn = (retryAfterMs: number): number => {
      const outcome = afterHookAttempt(1, answered(503, retryAfterMs), NOW);
      return outcome.status === 'queued' ? outcome.dueAt - NOW : NaN;
    };
    expect([1, 60_000, 30 * DAY_MS].map(dueIn)).toEqual([5_000, 60_000, HOOK_PATIENCE_MAX_MS]);
  });

  it('ends the address at once where it is gone, and after five days without success', () => {
    expect(afterHookAttempt(1, answered(410), NOW)).toMatchObject({ status: 'dead' });
    expect(whyHookEnds(answered(410), null, NOW)).toContain('410');
    const since = NOW - HOOK_FAILS_FOR_MAX_MS;
    expect(whyHookEnds(silent, since + 1, NOW)).toBeNull();
    expect(whyHookEnds(silent, since, NOW)).toContain('5 days');
    expect(whyHookEnds(answered(200), null, NOW)).toBeNull();
  });
});
