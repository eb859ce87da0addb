import { openAt, type CompiledHours } from '#core/hours';
import { hoursAround, HOURS_ASKED_AFTER_MS, HOURS_ASKED_BEFORE_MS } from '#core/hours-around';
import { NOON } from '#core/examples';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';

/** Every day from 8 to 12 and from 12:30 to 18 for 400 days, compiled a day ago. */
const YEAR: CompiledHours = {
  state: 'intervals',
  intervals: Array.from({ length: 401 }, (_, day) => NOON + (day - 1) * DAY_MS).flatMap((noon) => [
    { from: noon - 4 * HOUR_MS, to: noon },
    { from: noon + 30 * MINUTE_MS, to: noon + 6 * HOUR_MS },
  ]),
  compiledFrom: NOON - DAY_MS,
  compiledUntil: NOON + 400 * DAY_MS,
};

describe('the hours a decision needs', () => {
  test('answer as all hours do from an hour before it to a day after', () => {
    for (const now of [NOON, NOON + 20 * MINUTE_MS, NOON + 9 * DAY_MS + 7 * HOUR_MS]) {
      const part = hoursAround(YEAR, now);
      const [from, until] = [now - HOURS_ASKED_BEFORE_MS, now + HOURS_ASKED_AFTER_MS];
      for (let at = from; at < until; at += MINUTE_MS)
        expect(openAt(part, at)).toBe(openAt(YEAR, at));
      expect([openAt(part, from - 1), openAt(part, until)]).toEqual(['unknown', 'unknown']);
      expect(JSON.stringify(part).length).toBeLessThan(400);
    }
  });

  test('are unknown where nothing was compiled, and as they are where they never end', () => {
    expect(hoursAround(YEAR, NOON + 500 * DAY_MS)).toEqual({ state: 'unknown' });
    expect(hoursAround(YEAR, NOON - 9 * DAY_MS)).toEqual({ state: 'unknown' });
    expect(hoursAround({ state: 'always' }, NOON)).toEqual({ state: 'always' });
    expect(hoursAround({ state: 'unknown' }, NOON)).toEqual({ state: 'unknown' });
  });

  test('taken from a part are the part', () => {
    const part = hoursAround(YEAR, NOON);
    expect(hoursAround(part, NOON)).toEqual(part);
  });
});
