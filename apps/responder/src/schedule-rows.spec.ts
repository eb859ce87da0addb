import { describe, expect, it } from '@jest/globals';
import { MINUTES_OF_WEEK, type WeeklySpan } from '#core/availability';
import { rowsOf, spansOf } from './schedule-rows';

const HOUR = 60;
const DAY = 24 * HOUR;

describe('the weekly schedule as lines', () => {
  it('a working day is one line', () => {
    const span = { fromMinute: 9 * HOUR, toMinute: 17 * HOUR };
    expect(rowsOf([span])).toEqual([{ day: 0, from: '09:00', to: '17:00' }]);
  });

  it('a night is one line of the evening’s day, from Sunday to Monday too', () => {
    const night = [
      { fromMinute: 0, toMinute: 6 * HOUR },
      { fromMinute: 6 * DAY + 22 * HOUR, toMinute: 7 * DAY },
    ];
    const rows = [{ day: 6, from: '22:00', to: '06:00' }];
    expect(rowsOf(night)).toEqual(rows);
    expect(spansOf(rows)).toEqual(night);
  });

  it('a whole day is from midnight to midnight', () => {
    const tuesday = [{ fromMinute: DAY, toMinute: 2 * DAY }];
    expect(rowsOf(tuesday)).toEqual([{ day: 1, from: '00:00', to: '00:00' }]);
    expect(spansOf(rowsOf(tuesday))).toEqual(tuesday);
  });

  it('a line without a time is refused', () => {
    expect(spansOf([{ day: 0, from: '', to: '10:00' }])).toBeNull();
  });

  it('lines say the same minutes as the schedule they came from', () => {
    const seed = 20260304;
    const random = dice(seed);
    for (let round = 0; round < 300; round += 1) {
      const spans = Array.from({ length: 1 + Math.floor(random() * 6) }, () => anySpan(random));
      const back = spansOf(rowsOf(spans)) ?? [];
      expect({ seed, round, minutes: minutes(back) }).toEqual({
        seed,
        round,
        minutes: minutes(spans),
      });
    }
  });
});

/** Ends on quarters of an hour and often on midnights, where lines are cut. */
function anySpan(random: () => number): WeeklySpan {
  const any = (): number => Math.floor(random() * (random() < 0.4 ? 8 : 673));
  const quarter = (value: number): number => (value < 8 ? value * DAY : value * 15);
  const [a, b] = [quarter(any()), quarter(any())].map((at) => Math.min(at, MINUTES_OF_WEEK));
  const [from = 0, to = 0] = [a ?? 0, b ?? 0].sort((x, y) => x - y);
  return from < to
    ? { fromMinute: from, toMinute: to }
    : { fromMinute: 0, toMinute: 15 + Math.floor(random() * DAY) };
}

function minutes(spans: readonly WeeklySpan[]): string {
  const marks = new Array<string>(MINUTES_OF_WEEK).fill('.');
  for (const { fromMinute, toMinute } of spans) marks.fill('#', fromMinute, toMinute);
  return marks.join('');
}

/** Mulberry32. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
