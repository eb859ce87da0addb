import { dueOutAt, levelBegins, OVERDUE_LEVEL_MAX, overdueLevel } from '#core/overdue';
import { HOUR_MS, MINUTE_MS } from '#core/units';

describe('who should have checked out', () => {
  it('asks them half an hour after their time, and raises the alarm a quarter later', () => {
    expect(overdueLevel(0, 30 * MINUTE_MS - 1)).toBe(0);
    expect(overdueLevel(0, 30 * MINUTE_MS)).toBe(1);
    expect(overdueLevel(0, 45 * MINUTE_MS - 1)).toBe(1);
    expect(overdueLevel(0, 45 * MINUTE_MS)).toBe(2);
    expect(overdueLevel(0, 75 * MINUTE_MS)).toBe(3);
    expect(overdueLevel(0, 1_000 * HOUR_MS)).toBe(OVERDUE_LEVEL_MAX);
  });

  it('begins each level at the moment at which it holds', () => {
    for (let level = 1; level < OVERDUE_LEVEL_MAX; level += 1) {
      expect(overdueLevel(0, levelBegins(0, level))).toBe(level);
      expect(overdueLevel(0, levelBegins(0, level) - 1)).toBe(level - 1);
    }
  });

  it('lets whoever comes after the end of their time stay a while', () => {
    expect(dueOutAt(5 * HOUR_MS, HOUR_MS)).toBe(5 * HOUR_MS);
    expect(dueOutAt(HOUR_MS, 5 * HOUR_MS)).toBe(6 * HOUR_MS);
  });
});
