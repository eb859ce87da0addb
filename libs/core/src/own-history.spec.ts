import { NOT_ALERTED_REASONS } from '#core/eligibility';
import {
  NOT_CHOSEN_TOLD_AFTER_MS,
  TOLD_REASONS,
  toldReason,
  type NotChosen,
} from '#core/own-history';

const ENDED = 5_000_000;
const LATER = ENDED + NOT_CHOSEN_TOLD_AFTER_MS;
const OVER: NotChosen = {
  ...{ mode: 'actual', status: 'closed', endedAt: ENDED, reason: 'off-duty', distanceM: 300 },
};

describe('why somebody was not chosen', () => {
  it('is told a day after the end, and not a millisecond sooner', () => {
    expect(toldReason(OVER, LATER)).toBe('off-duty');
    expect(toldReason({ ...OVER, status: 'cancelled' }, LATER)).toBe('off-duty');
    expect(toldReason(OVER, LATER - 1)).toBeNull();
  });

  it('is told of nothing that goes on, however long, nor of what was opened again', () => {
    const running = { ...OVER, status: 'active', endedAt: null } as const;
    expect(toldReason(running, LATER + NOT_CHOSEN_TOLD_AFTER_MS)).toBeNull();
    expect(toldReason({ ...running, endedAt: ENDED }, LATER)).toBeNull();
  });

  it('is told of no exercise, and of nothing that was not near as far as is known', () => {
    expect(toldReason({ ...OVER, mode: 'exercise' }, LATER)).toBeNull();
    expect(toldReason({ ...OVER, mode: 'test' }, LATER)).toBeNull();
    expect(toldReason({ ...OVER, distanceM: null }, LATER)).toBeNull();
  });

  it('gives no reason of whoever was asked, was out of reach, or is a test phone', () => {
    const silent = NOT_ALERTED_REASONS.filter(
      (reason) => toldReason({ ...OVER, reason }, LATER) === null,
    );
    expect(silent).toEqual(
      expect.arrayContaining([
        ...['real-person-in-exercise', 'test-phone', 'outside-radius'],
        ...['already-alerted', 'already-accepted', 'declined-before', 'silent-before'],
        'withdrew-before',
      ]),
    );
    expect(silent.filter((reason) => (TOLD_REASONS as readonly string[]).includes(reason))).toEqual(
      [],
    );
    expect(toldReason({ ...OVER, reason: 'of a later version' }, LATER)).toBeNull();
  });
});
