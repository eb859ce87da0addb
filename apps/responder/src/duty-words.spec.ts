import { describe, expect, it } from '@jest/globals';
import type { OwnReachView } from '#contracts/reach-api';
import { dutySpan, minuteOfWeekIn, nextChange } from './duty-words';

const DAY = 1_440;
const TUESDAY_10 = DAY + 600;
/** Tuesday 10:00 in Virginia. */
const NOW = Date.parse('2026-11-24T15:00:00Z');
const AT = { now: NOW, timeZone: 'America/New_York' };

function view(change: Partial<OwnReachView['availability']>): Pick<OwnReachView, 'availability'> {
  return { availability: { schedule: null, quietHours: null, mutedUntil: null, ...change } };
}

describe('the next change of a schedule', () => {
  it('is the end of the hours one is in, also where spans touch or overlap', () => {
    const spans = [
      { fromMinute: DAY + 480, toMinute: DAY + 660 },
      { fromMinute: DAY + 660, toMinute: DAY + 900 },
      { fromMinute: DAY + 800, toMinute: DAY + 1_320 },
    ];
    expect(nextChange(spans, TUESDAY_10)).toEqual({ isOpen: true, minuteOfWeek: DAY + 1_320 });
  });

  it('is the next beginning outside of them, round the week', () => {
    const spans = [{ fromMinute: 480, toMinute: 600 }];
    expect(nextChange(spans, 600)).toEqual({ isOpen: false, minuteOfWeek: 480 });
    expect(nextChange([], 600)).toEqual({ isOpen: false, minuteOfWeek: null });
  });

  it('goes on over Sunday midnight', () => {
    const spans = [
      { fromMinute: 7 * DAY - 60, toMinute: 7 * DAY },
      { fromMinute: 0, toMinute: 120 },
    ];
    expect(nextChange(spans, 7 * DAY - 30)).toEqual({ isOpen: true, minuteOfWeek: 120 });
  });

  it('never comes for whoever is there all week', () => {
    expect(nextChange([{ fromMinute: 0, toMinute: 7 * DAY }], 5)).toEqual({
      ...{ isOpen: true, minuteOfWeek: null },
    });
  });
});

describe('until when somebody may be called', () => {
  it('is said by the clock of the organisation', () => {
    expect(minuteOfWeekIn(AT.timeZone, NOW)).toBe(TUESDAY_10);
    const schedule = [{ fromMinute: DAY + 480, toMinute: DAY + 1_320 }];
    expect(dutySpan(view({ schedule }), AT)?.words).toBe('You may be called until 22:00.');
  });

  it('says from when again, with the day where it is another one', () => {
    const schedule = [{ fromMinute: 2 * DAY + 480, toMinute: 2 * DAY + 1_320 }];
    expect(dutySpan(view({ schedule }), AT)).toEqual({
      isOpen: false,
      words: 'Outside your hours: you are called again from Wednesday 08:00.',
    });
  });

  it('says that a mute and quiet hours stand before it', () => {
    const mutedUntil = new Date(NOW + 3_600_000).toISOString();
    expect(dutySpan(view({ mutedUntil }), AT)?.words).toContain('Muted until 11:00');
    const quietHours = { fromMinute: 540, toMinute: 660, letThrough: 'life-threatening' } as const;
    expect(dutySpan(view({ quietHours }), AT)).toEqual({
      ...{ isOpen: true, words: 'Quiet until 11:00: only for a life in danger.' },
    });
    const night = { ...quietHours, fromMinute: 1_380, toMinute: 420 };
    expect(dutySpan(view({ quietHours: night }), AT)).toBeNull();
  });

  it('says nothing where nothing changes it', () => {
    expect(dutySpan(view({}), AT)).toBeNull();
  });
});
