import { DELIVERY_CHANNELS, DELIVERY_RANKS, isCrowd } from './delivery';
import {
  CALLOUT_LADDER,
  DEFAULT_LADDERS,
  DRILL_LADDER,
  ladderFor,
  rankFor,
  rungsFor,
  type Carried,
} from './delivery-ladder';

const ALERT: Carried = { about: 'incident', subject: 'alert', priority: 'life-threatening' };

describe('the ladder of something', () => {
  it('is that of its urgency, and every stand-down and change has its own', () => {
    expect(ladderFor(ALERT, DEFAULT_LADDERS)).toBe(DEFAULT_LADDERS['life-threatening']);
    expect(ladderFor({ ...ALERT, priority: 'urgent' }, DEFAULT_LADDERS)).toBe(
      DEFAULT_LADDERS.urgent,
    );
    const callout = { about: 'callout', subject: 'alert', priority: null } as const;
    expect(ladderFor(callout, DEFAULT_LADDERS)).toBe(CALLOUT_LADDER);
    expect(ladderFor({ ...callout, about: 'drill' }, DEFAULT_LADDERS)).toBe(DRILL_LADDER);
    expect(ladderFor({ ...callout, subject: 'stood-down' }, DEFAULT_LADDERS)).toBe(
      DEFAULT_LADDERS['stood-down'],
    );
  });

  it('for danger to life begins with socket and push at once, before any telephone', () => {
    const ladder = DEFAULT_LADDERS['life-threatening'];
    const atOnce = ladder.filter((rung) => rung.afterMs === 0).map((rung) => rung.channel);
    expect(atOnce).toEqual(['live', 'push', 'web-push']);
    const waits = ladder.map((rung) => rung.afterMs);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
  });

  it('has only the rungs that lead to the person', () => {
    const ladder = DEFAULT_LADDERS['life-threatening'];
    expect(rungsFor(ladder, DELIVERY_CHANNELS)).toEqual(ladder);
    expect(rungsFor(ladder, ['sms'])).toEqual([{ channel: 'sms', afterMs: 5_000 }]);
    expect(rungsFor(ladder, [])).toEqual([]);
  });

  it('takes stand-downs and changes first, and crowds after everything else', () => {
    expect(rankFor({ ...ALERT, subject: 'stood-down' })).toBe('stood-down');
    expect(rankFor({ ...ALERT, subject: 'changed' })).toBe('changed');
    expect(rankFor(ALERT)).toBe('life-threatening');
    expect(rankFor({ about: 'callout', subject: 'alert', priority: null })).toBe('callout');
    expect(rankFor({ about: 'drill', subject: 'alert', priority: null })).toBe('drill');
    for (const about of ['callout', 'drill'] as const) {
      const rank = rankFor({ about, subject: 'stood-down', priority: null });
      expect(rank).toBe('crowd-news');
      expect(DELIVERY_RANKS[rank]).toBeLessThan(DELIVERY_RANKS[about]);
      expect([isCrowd(rank), isCrowd(rankFor(ALERT))]).toEqual([true, false]);
    }
  });
});
