import { aWatchPoint } from '#core/field-examples';
import { seededChance } from '#core/random-examples';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import {
  isJump,
  isRising,
  isWorse,
  nextLookAt,
  NOT_NUDGED,
  nudgeStep,
  readingDueAt,
  stateOf,
  trendPerHour,
} from '#core/watch-point';

const POINT = aWatchPoint();
const { rule, createdAt: AT } = POINT;

describe('a threshold', () => {
  it('warns at its value, above or below as the point says', () => {
    expect([39.9, 40, 69, 70].map((value) => stateOf(rule, value))).toEqual([
      ...['normal', 'warn', 'warn', 'alarm'],
    ]);
    const drought = { ...rule, direction: 'below', warnAt: 20, alarmAt: 10 } as const;
    expect([21, 20, 10].map((value) => stateOf(drought, value))).toEqual([
      ...['normal', 'warn', 'alarm'],
    ]);
    expect(isWorse('warn', 'unknown')).toBe(true);
    expect(isWorse('normal', 'unknown')).toBe(false);
    expect(isWorse('warn', 'alarm')).toBe(false);
  });

  it('tells a jump by how fast water moves, and no wave for one', () => {
    const before = { value: 10, seenAt: AT };
    const after = (value: number, ms: number) => ({ value, seenAt: AT + ms });
    expect(isJump(rule, before, after(69, HOUR_MS))).toBe(false);
    expect(isJump(rule, before, after(71, HOUR_MS))).toBe(true);
    expect(isJump(rule, before, after(24, MINUTE_MS))).toBe(false);
    expect(isJump(rule, before, after(26, MINUTE_MS))).toBe(true);
    expect(isJump(rule, null, after(300, 0))).toBe(false);
  });
});

describe('a trend', () => {
  const readings = (count: number, perHour: number) =>
    Array.from({ length: count }, (_, step) => ({
      ...{ value: 20 + perHour * step, seenAt: AT - (count - step) * HOUR_MS },
    }));

  it('is the slope of readings, in whatever order they come', () => {
    expect(trendPerHour(readings(10, 1.5), AT)).toBeCloseTo(1.5, 9);
    expect(trendPerHour([...readings(9, -2)].reverse(), AT)).toBeCloseTo(-2, 9);
    expect(trendPerHour(readings(2, 5), AT)).toBeNull();
    expect(trendPerHour(readings(10, 5), AT + 2 * DAY_MS)).toBeNull();
  });

  it('is not moved by nonsense among a quarter of the readings', () => {
    const seed = 20260301;
    const { uniform } = seededChance(seed);
    for (let round = 0; round < 50; round += 1) {
      const all = readings(12, 2).map((one) => ({ ...one }));
      for (let wrong = 0; wrong < 3; wrong += 1) {
        const at = Math.floor(uniform() * all.length);
        all[at] = { seenAt: all[at]?.seenAt ?? 0, value: uniform() * 3_000 - 1_500 };
      }
      expect([seed, round, Math.abs((trendPerHour(all, AT) ?? 99) - 2) < 1.5]).toEqual([
        ...[seed, round, true],
      ]);
    }
  });

  it('rises where it leads from warning to alarm within a day, towards danger', () => {
    expect(isRising({ ...POINT, trendPerHour: 30 / 24 })).toBe(true);
    expect(isRising({ ...POINT, trendPerHour: 1.2 })).toBe(false);
    expect(isRising({ ...POINT, trendPerHour: -30 })).toBe(false);
    const below = { ...rule, direction: 'below', warnAt: 40, alarmAt: 10 } as const;
    expect(isRising({ ...POINT, rule: below, trendPerHour: -2 })).toBe(true);
    expect(isRising({ ...POINT, state: 'alarm', trendPerHour: -5 })).toBe(true);
  });
});

describe('reminders of a reading', () => {
  const at = (now: number, mayDisturb: readonly boolean[] = [true, true], rising = false) => ({
    ...{ now, mayDisturb, rising },
  });
  const DUE = AT + DAY_MS;

  it('wait for the rhythm, which is shorter in rising water', () => {
    expect(nudgeStep(POINT, at(AT))).toEqual({ step: 'wait', until: DUE });
    expect(nudgeStep(POINT, at(AT, [true], true))).toEqual({ step: 'wait', until: AT + HOUR_MS });
    const read = { ...POINT, lastReading: { value: 1, seenAt: AT + 5 } };
    expect(readingDueAt(read, false)).toBe(DUE + 5);
  });

  it('go to one adopter after the other, then to the coordinator, then rest', () => {
    expect(nudgeStep(POINT, at(DUE))).toEqual({ step: 'nudge', adopterIndex: 0 });
    const once = { ...POINT, nudges: { ...NOT_NUDGED, steps: 1, lastAt: DUE } };
    const next = DUE + 6 * HOUR_MS;
    expect(nudgeStep(once, at(DUE + 1))).toEqual({ step: 'wait', until: next });
    expect(nudgeStep(once, at(next))).toEqual({ step: 'nudge', adopterIndex: 1 });
    const twice = { ...POINT, nudges: { ...NOT_NUDGED, steps: 2, lastAt: next } };
    expect(nudgeStep(twice, at(next + 6 * HOUR_MS))).toEqual({ step: 'escalate' });
    const told = { ...twice, nudges: { ...twice.nudges, escalatedAt: next } };
    expect(nudgeStep(told, at(next + 9 * DAY_MS))).toEqual({ step: 'rest' });
    expect(nextLookAt(told, { now: next, rising: true })).toBeNull();
  });

  it('pass over who may not be disturbed; in calm water they are waited for, once', () => {
    expect(nudgeStep(POINT, at(DUE, [false, true]))).toEqual({ step: 'nudge', adopterIndex: 1 });
    expect(nudgeStep(POINT, at(DUE, [false]))).toMatchObject({ step: 'wait' });
    expect(nudgeStep(POINT, at(DUE + DAY_MS, [false]))).toEqual({ step: 'escalate' });
    const rising = at(AT + HOUR_MS, [false], true);
    expect(nudgeStep(POINT, rising)).toEqual({ step: 'escalate' });
    expect(nudgeStep(POINT, at(DUE, []))).toEqual({ step: 'escalate' });
  });

  it('are looked after within the rhythm of rising water at the latest', () => {
    expect(nextLookAt(POINT, { now: AT, rising: false })).toBe(AT + HOUR_MS);
    expect(nextLookAt(POINT, { now: DUE - MINUTE_MS, rising: false })).toBe(DUE);
  });
});
