import { aResponder, NOON } from '#core/examples';
import { BADGE_STEP_MS, badgeOf, badgeStep, isBadgeGood } from '#core/identity-badge';

const kinds = ['nurse', 'cpr', 'cpr'] as const;

describe('a badge', () => {
  it('says who somebody on duty is, what for, and whether they were sent', () => {
    const robin = aResponder({ displayName: 'Robin', onDuty: true });
    const said = { displayName: 'Robin', kinds: ['cpr', 'nurse'] };
    expect(badgeOf(robin, { kinds, isAssigned: true })).toEqual({ ...said, isAssigned: true });
    expect(badgeOf(robin, { kinds, isAssigned: false })).toEqual({ ...said, isAssigned: false });
  });

  it('says nothing but that they are a member of whoever is neither on duty nor sent', () => {
    const robin = aResponder({ displayName: 'Robin', onDuty: false });
    expect(badgeOf(robin, { kinds, isAssigned: false })).toEqual({
      ...{ displayName: null, kinds: [], isAssigned: false },
    });
    expect(badgeOf(robin, { kinds, isAssigned: true })?.displayName).toBe('Robin');
  });

  it('is none of somebody disabled, nor of who has nothing valid', () => {
    const disabled = aResponder({ disabledAt: NOON });
    expect(badgeOf(disabled, { kinds, isAssigned: true })).toBeNull();
    expect(badgeOf(aResponder(), { kinds: [], isAssigned: true })).toBeNull();
  });

  it('has a code that is good for its own half minute and the next, and never before', () => {
    const step = badgeStep(NOON, BADGE_STEP_MS);
    const good = (at: number) => isBadgeGood(step, at, BADGE_STEP_MS);
    expect([good(NOON), good(NOON + 2 * BADGE_STEP_MS - 1)]).toEqual([true, true]);
    expect([good(NOON - 1), good(NOON + 2 * BADGE_STEP_MS)]).toEqual([false, false]);
    for (const step of [Number.NaN, -1, 2 ** 60]) {
      expect(isBadgeGood(step, NOON, BADGE_STEP_MS)).toBe(false);
    }
  });
});
