import type { AlertPolicy } from '#core/alert-policy';
import { eligibilityOf } from '#core/eligibility';
import { aCandidate, aFix, anIncident, NOON, placeFrom, SCENE } from '#core/examples';
import { NEAREST_10 } from '#core/policy-presets';
import { NO_HISTORY } from '#core/response-history';

const AFTERNOON = 15;
const NIGHT = 2;

/** Why somebody so far away, asked so often this week, is not alerted; null where they are. */
function whyNot(
  limits: AlertPolicy['limits'],
  who: { readonly northM?: number; readonly alertsLast7Days?: number },
  localHour = AFTERNOON,
): string | null {
  const { northM = 400, alertsLast7Days = 0 } = who;
  const candidate = aCandidate({
    fix: aFix({ place: placeFrom(SCENE, northM) }),
    history: { ...NO_HISTORY, alertsLast7Days },
  });
  const policy = { ...NEAREST_10, limits };
  return eligibilityOf(candidate, anIncident(), {
    ...{ policy, now: NOON, localHour, minuteOfWeek: 0, findings: [] },
  }).reason;
}

const quiet = { fromHour: 22, toHour: 7, radiusM: 300 };
const none = { perPerson7DaysMax: null, quietHours: null };

describe('the limits of a policy', () => {
  test('without any, nobody is spared', () => {
    expect(whyNot(none, { alertsLast7Days: 500 }, NIGHT)).toBeNull();
  });

  test('somebody who had as many alerts this week as allowed gets no more', () => {
    const limits = { ...none, perPerson7DaysMax: 3 };
    expect(whyNot(limits, { alertsLast7Days: 2 })).toBeNull();
    expect(whyNot(limits, { alertsLast7Days: 3 })).toBe('asked-too-often');
    expect(whyNot(limits, { alertsLast7Days: 4 })).toBe('asked-too-often');
  });

  test('a limit of none at all keeps everybody away', () => {
    expect(whyNot({ ...none, perPerson7DaysMax: 0 }, {})).toBe('asked-too-often');
  });

  test('in quiet hours only people close by are woken', () => {
    const limits = { ...none, quietHours: quiet };
    expect(whyNot(limits, { northM: 300 }, NIGHT)).toBeNull();
    expect(whyNot(limits, { northM: 302 }, NIGHT)).toBe('quiet-hours');
    expect(whyNot(limits, { northM: 302 }, AFTERNOON)).toBeNull();
    expect(whyNot(limits, { northM: 302 }, 22)).toBe('quiet-hours');
    expect(whyNot(limits, { northM: 302 }, 7)).toBeNull();
  });

  test('what stands against somebody anyway is said before a limit', () => {
    const limits = { perPerson7DaysMax: 0, quietHours: quiet };
    expect(whyNot(limits, { northM: 1_002 }, NIGHT)).toBe('outside-radius');
    expect(whyNot(limits, { northM: 900 }, NIGHT)).toBe('asked-too-often');
  });
});
