import { describe, expect, it } from '@jest/globals';
import { emptyNeed } from './callout-draft';
import { divideShifts, forEachShift, shiftSpan } from './divide-shifts';

const DAY = { from: '2026-03-02T08:00', until: '2026-03-02T22:00' };

describe('the time of a call-out in shifts', () => {
  it('is covered without a gap, and the last shift ends with it', () => {
    const shifts = divideShifts(DAY, 6);
    expect(shifts.map(({ from }) => from.slice(-5))).toEqual(['08:00', '14:00', '20:00']);
    expect(shifts.map(({ until }) => until.slice(-5))).toEqual(['14:00', '20:00', '22:00']);
    expect(new Set(shifts.map(({ key }) => key)).size).toBe(3);
  });

  it.each([
    [{ from: '', until: DAY.until }, 6],
    [{ from: DAY.until, until: DAY.from }, 6],
    [DAY, 0],
    [DAY, 0.01],
  ])('is left as it is where it cannot be divided: %j by %d', (window, hours) => {
    expect(divideShifts(window, hours)).toEqual([]);
  });

  it('has no span while an end of a shift is missing', () => {
    expect(shiftSpan({ key: 'shift-1', from: DAY.from, until: '' })).toBeNull();
  });
});

describe('a need in every shift', () => {
  const needs = [emptyNeed('need-1'), { ...emptyNeed('need-2'), wanted: '20' }];
  const shifts = [
    ['a', 'Morning'],
    ['b', 'Evening'],
    ['c', 'Night'],
  ] as const;

  it('is asked once for each, with the same number, and the first keeps who has said yes', () => {
    const made = forEachShift({ needs, shifts }, 1);
    expect(made.map(({ key }) => key)).toEqual(['need-1', 'need-2', 'need-3', 'need-4']);
    expect(made.map(({ shiftKey }) => shiftKey)).toEqual(['', 'a', 'b', 'c']);
    expect(made.slice(1).map(({ wanted }) => wanted)).toEqual(['20', '20', '20']);
  });

  it('that is not there changes nothing', () => {
    expect(forEachShift({ needs, shifts }, 7)).toEqual(needs);
  });
});
