import {
  DRILL_TABLE,
  drillCallState,
  drillScore,
  nextDrillAt,
  tallyOf,
  whyNotDrilled,
  type DrillCallFacts,
} from '#core/drill';
import { ALWAYS_AVAILABLE } from '#core/availability';
import { aCandidate, aResponder, NOON } from '#core/examples';
import { canMove } from '#core/transition';
import { DAY_MS, HOUR_MS } from '#core/units';

const AT = { now: NOON, minuteOfWeek: 720 };
const SILENT: DrillCallFacts = {
  status: 'sent',
  deliveredAt: null,
  answeredAt: null,
  heardBy: [],
};

test('a drill that ended or was called off is never run again', () => {
  expect(canMove(DRILL_TABLE, 'planned', 'running')).toBe(true);
  for (const over of ['ended', 'cancelled'] as const) {
    for (const to of ['planned', 'running', 'ended', 'cancelled'] as const) {
      expect(canMove(DRILL_TABLE, over, to)).toBe(false);
    }
  }
});

test('a drill rings whoever may be disturbed, and nobody else', () => {
  const why = (responder: Parameters<typeof aResponder>[0], held = {}) =>
    whyNotDrilled(aCandidate({ responder: aResponder(responder), ...held }), AT);
  const quiet = (letThrough: 'nothing' | 'life-threatening') => ({
    availability: {
      ...ALWAYS_AVAILABLE,
      quietHours: { fromMinute: 700, toMinute: 800, letThrough },
    },
  });
  expect(why({})).toBeNull();
  expect(why({ disabledAt: NOON })).toBe('disabled');
  expect(why({ onDuty: false })).toBe('off-duty');
  expect(why({ availability: { ...ALWAYS_AVAILABLE, mutedUntil: NOON + 1 } })).toBe('muted');
  expect(why({ availability: { ...ALWAYS_AVAILABLE, schedule: [] } })).toBe('off-schedule');
  expect(why(quiet('life-threatening'))).toBe('own-quiet-hours');
  expect(why({ channels: ['sms', 'voice', 'email'] })).toBe('unreachable');
  expect(why({ channels: ['web-push'] })).toBeNull();
  expect(why({}, { boundToId: 'incident' })).toBe('bound-elsewhere');
  expect(why({}, { alertedForId: 'incident' })).toBe('alerted-elsewhere');
  expect(why({ testPhone: true })).toBeNull();
});

test('a person’s part is answered, rang unanswered, or not reached once the window ends', () => {
  expect(drillCallState(SILENT)).toBe('waiting');
  expect(drillCallState({ ...SILENT, status: 'expired' })).toBe('not-reached');
  expect(drillCallState({ ...SILENT, deliveredAt: 1 })).toBe('rang-unanswered');
  expect(drillCallState({ ...SILENT, heardBy: ['push'], status: 'expired' })).toBe(
    'rang-unanswered',
  );
  expect(drillCallState({ ...SILENT, status: 'accepted', answeredAt: 1 })).toBe('answered');
});

test('the score is the share of those called who answered', () => {
  const calls: DrillCallFacts[] = [
    { ...SILENT, status: 'accepted', answeredAt: 1 },
    { ...SILENT, deliveredAt: 1 },
    { ...SILENT, status: 'expired' },
    SILENT,
  ];
  const tally = tallyOf(calls);
  expect(tally).toEqual({ calledCount: 4, reachedCount: 2, answeredCount: 1 });
  expect(drillScore(tally)).toBe(0.25);
  expect(drillScore(tallyOf([]))).toBeNull();
});

describe('a repeated drill', () => {
  const noon = { startsAt: NOON, everyDays: 7 };
  const always12 = (): number => 12;

  test('starts so many days later, and always after now', () => {
    expect(nextDrillAt({ ...noon, everyDays: null }, NOON, always12)).toBeNull();
    expect(nextDrillAt(noon, NOON, always12)).toBe(NOON + 7 * DAY_MS);
    expect(nextDrillAt(noon, NOON + 7 * DAY_MS, always12)).toBe(NOON + 14 * DAY_MS);
    expect(nextDrillAt(noon, NOON + 100 * DAY_MS, always12)).toBe(NOON + 105 * DAY_MS);
  });

  test('keeps its hour of the day when the clocks are put on or back', () => {
    const change = NOON + 3 * DAY_MS;
    const on = (at: number): number => (at < change ? 12 : 13);
    expect(nextDrillAt(noon, NOON, on)).toBe(NOON + 7 * DAY_MS - HOUR_MS);
    const back = (at: number): number => (at < change ? 0.25 : 23.25);
    expect(nextDrillAt(noon, NOON, back)).toBe(NOON + 7 * DAY_MS + HOUR_MS);
  });
});
