import {
  afterAttempt,
  askBreaker,
  CLOSED_BREAKER,
  type Breaker,
  type BreakerEvent,
  type BreakerRule,
} from './circuit-breaker';

const RULE: BreakerRule = { failuresMax: 3, restMs: 5_000, pausesMax: 2, probeMs: 500 };
const FAILED = { kind: 'failed', begunAt: 1, isRepeat: false } as const;
const ANSWERED = { kind: 'answered' } as const;
const paused = (retryAfterMs: number): BreakerEvent => ({ kind: 'paused', retryAfterMs });

function after(events: readonly BreakerEvent[], now: number, from = CLOSED_BREAKER): Breaker {
  return events.reduce((breaker, event) => afterAttempt(breaker, event, { rule: RULE, now }), from);
}

describe('a provider is left alone', () => {
  it('after so many failures in a row, and any answer begins the count anew', () => {
    const almost = after([FAILED, FAILED, ANSWERED, FAILED, FAILED], 0);
    expect(askBreaker(almost, RULE, 0).restsUntil).toBeNull();
    expect(askBreaker(after([FAILED], 0, almost), RULE, 0).restsUntil).toBe(5_000);
  });

  it('not for a few who are slow while it answers others, though they fail in a row', () => {
    const slow = { kind: 'failed', begunAt: 1_000, isRepeat: false } as const;
    const answering = after([ANSWERED], 1_020);
    const late = after([slow, slow, slow, slow], 5_000, answering);
    expect(askBreaker(late, RULE, 5_000).restsUntil).toBeNull();
    const silent = { kind: 'failed', begunAt: 5_021, isRepeat: false } as const;
    const gone = after([silent, silent, silent], 5_021, late);
    expect(askBreaker(gone, RULE, 5_021).restsUntil).toBe(10_021);
  });

  it('not for one broken connection, however many it took with it', () => {
    const wave = Array.from({ length: 20 }, () => ({ ...FAILED, begunAt: 100 }));
    const broken = after(wave, 400);
    expect(askBreaker(broken, RULE, 400).restsUntil).toBeNull();
    const next = after([{ ...FAILED, begunAt: 500 }], 900, broken);
    const last = after([{ ...FAILED, begunAt: 1_000 }], 1_400, next);
    expect(askBreaker(last, RULE, 1_400).restsUntil).toBe(6_400);
  });

  it('not for repeats to those who were silent before, but for the one that tries it again', () => {
    const again = { ...FAILED, isRepeat: true };
    const asked = after([again, again, again, again], 0);
    expect(askBreaker(asked, RULE, 0).restsUntil).toBeNull();
    const probe = askBreaker(after([FAILED, FAILED, FAILED], 0), RULE, 5_000);
    expect(askBreaker(after([again], 5_100, probe.breaker), RULE, 5_200).restsUntil).toBe(10_100);
  });

  it('until one attempt after the rest has shown whether it works; the others wait for it', () => {
    const resting = after([FAILED, FAILED, FAILED], 0);
    const probe = askBreaker(resting, RULE, 5_000);
    expect(probe.restsUntil).toBeNull();
    expect(askBreaker(probe.breaker, RULE, 5_000).restsUntil).toBe(5_500);
    expect(after([ANSWERED], 5_100, probe.breaker)).toEqual({
      ...CLOSED_BREAKER,
      answeredAt: 5_100,
    });
    expect(askBreaker(after([FAILED], 5_100, probe.breaker), RULE, 5_200).restsUntil).toBe(10_100);
  });

  it('for as long as it asks, once several answers in a row ask for it', () => {
    const one = after([paused(60_000)], 0);
    expect(askBreaker(one, RULE, 0).restsUntil).toBeNull();
    expect(askBreaker(after([paused(60_000)], 0, one), RULE, 1).restsUntil).toBe(60_000);
    const answered = after([ANSWERED, paused(60_000)], 0, one);
    expect(askBreaker(answered, RULE, 1).restsUntil).toBeNull();
  });

  it('never shorter because of what was on its way when the rest began', () => {
    const resting = after([paused(60_000), paused(60_000)], 0);
    expect(askBreaker(after([paused(1_000)], 10, resting), RULE, 20).restsUntil).toBe(60_000);
  });
});
