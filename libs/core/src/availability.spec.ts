import { ALWAYS_AVAILABLE, MINUTES_OF_WEEK, whyUnavailable } from './availability';

const NOW = 1_000;
const at = (minuteOfWeek: number, lifeThreatening = true) => ({
  now: NOW,
  minuteOfWeek,
  lifeThreatening,
});
const reasonAt = (
  change: Partial<typeof ALWAYS_AVAILABLE>,
  minuteOfWeek: number,
  lifeThreatening = true,
) => whyUnavailable({ ...ALWAYS_AVAILABLE, ...change }, at(minuteOfWeek, lifeThreatening));

describe('when somebody on duty may be disturbed', () => {
  it('is always, where they have said nothing', () => {
    for (let minute = 0; minute < MINUTES_OF_WEEK; minute += 7) {
      expect(reasonAt({}, minute)).toBeNull();
    }
  });

  it('is not while they are muted, and is again from the very moment that ends', () => {
    expect(reasonAt({ mutedUntil: NOW + 1 }, 0)).toBe('muted');
    expect(reasonAt({ mutedUntil: NOW }, 0)).toBeNull();
  });

  it('is within their hours of the week, also over the end of Sunday', () => {
    const schedule = [{ fromMinute: MINUTES_OF_WEEK - 60, toMinute: 60 }];
    expect(reasonAt({ schedule }, MINUTES_OF_WEEK - 60)).toBeNull();
    expect(reasonAt({ schedule }, 59)).toBeNull();
    expect(reasonAt({ schedule }, 60)).toBe('off-schedule');
    expect(reasonAt({ schedule }, MINUTES_OF_WEEK - 61)).toBe('off-schedule');
    expect(reasonAt({ schedule: [] }, 0)).toBe('off-schedule');
  });

  it('is not in their quiet hours over midnight, unless they let danger to life through', () => {
    const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };
    const deaf = { quietHours: { ...night, letThrough: 'nothing' as const } };
    const light = { quietHours: { ...night, letThrough: 'life-threatening' as const } };
    const tuesday = 1_440;
    expect(reasonAt(deaf, tuesday + 22 * 60)).toBe('own-quiet-hours');
    expect(reasonAt(deaf, tuesday + 7 * 60 - 1)).toBe('own-quiet-hours');
    expect(reasonAt(deaf, tuesday + 7 * 60)).toBeNull();
    expect(reasonAt(light, tuesday + 23 * 60)).toBeNull();
    expect(reasonAt(light, tuesday + 23 * 60, false)).toBe('own-quiet-hours');
  });
});
