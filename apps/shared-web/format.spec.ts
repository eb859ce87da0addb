import { describe, expect, it } from '@jest/globals';
import { clockOf, distanceOf, dueOf, percentOf, pointsOf } from './format';
import { count } from './language';

const NOW = Date.UTC(2026, 2, 1, 12);

describe('figures in words', () => {
  it.each([
    [-5_000, '0:00'],
    [9_900, '0:09'],
    [245_000, '4:05'],
    [3_845_000, '1:04:05'],
  ])('%d ms on a clock', (ms, words) => expect(clockOf(ms)).toBe(words));

  it.each([
    [140.4, '140 m'],
    [999, '999 m'],
    [1_249, '1.2 km'],
  ])('%d metres', (metres, words) => expect(distanceOf(metres)).toBe(words));

  it.each([
    [360_000, 'in 6 min'],
    [20_000, 'due now'],
    [-130_000, 'due 2 min ago'],
  ])('an arrival %d ms from now', (ms, words) => expect(dueOf(NOW + ms, NOW)).toBe(words));

  it('one is not many', () => {
    expect(count(1, 'person', 'people')).toBe('1 person');
    expect(count(0, 'person', 'people')).toBe('0 people');
  });

  it('shares are per cent, their changes points with a sign that is not lost to rounding', () => {
    expect(percentOf(0.0812)).toBe('8.1 %');
    expect(percentOf(0.0025)).toBe('0.25 %');
    expect(percentOf(0)).toBe('0.0 %');
    expect(pointsOf(0.0123)).toBe('+1.2');
    expect(pointsOf(-0.004)).toBe('\u22120.4');
    expect(pointsOf(-0.0001)).toBe('0.0');
  });
});
