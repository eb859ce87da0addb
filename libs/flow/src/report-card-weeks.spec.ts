import { DAY_MS, HOUR_MS } from '#core/units';
import { lastWeeks } from '#flow/report-card-weeks';

describe('the last full week', () => {
  it('runs from Monday to Monday on the clocks of the organisation', () => {
    const { week, before } = lastWeeks('America/New_York', Date.UTC(2026, 5, 17, 15, 30, 12));
    expect(week).toMatchObject({ firstDay: '2026-06-08', lastDay: '2026-06-14' });
    expect([week.from, week.to]).toEqual([Date.UTC(2026, 5, 8, 4), Date.UTC(2026, 5, 15, 4)]);
    expect(before).toMatchObject({ to: week.from, firstDay: '2026-06-01' });
  });

  it('ends with the first moment of Monday, there and not in Greenwich', () => {
    const monday = Date.UTC(2026, 5, 14, 12); // 00:00 in Auckland
    expect(lastWeeks('Pacific/Auckland', monday).week.lastDay).toBe('2026-06-14');
    expect(lastWeeks('Pacific/Auckland', monday - 1).week.lastDay).toBe('2026-06-07');
  });

  it('is an hour shorter or longer where clocks are put forward or back in it', () => {
    const lengthOf = (now: number): number => {
      const { from, to } = lastWeeks('Europe/Zurich', now).week;
      return to - from;
    };
    expect(lengthOf(Date.UTC(2026, 2, 31))).toBe(7 * DAY_MS - HOUR_MS);
    expect(lengthOf(Date.UTC(2026, 9, 28))).toBe(7 * DAY_MS + HOUR_MS);
  });
});
