import { NEAREST_10, REPLACE_7 } from '#core/policy-presets';
import {
  aCandidate,
  aFix,
  anAed,
  anAlert,
  anIncident,
  candidatesEvery,
  NOON,
} from '#core/examples';
import { firstWave, aPlanInput, aReplacingPolicy } from '#core/plan-examples';
import { DAY_MS, SECOND_MS } from '#core/units';
import { planAlerts } from '#core/who-to-alert';

describe('alerting ends', () => {
  test('nobody new is alerted once the time of the policy has passed', () => {
    const incident = anIncident();
    const candidates = candidatesEvery(50, 3);
    const last = NOON + REPLACE_7.alertingEndsAfterMs;
    const fresh = candidates.map((entry) => ({ ...entry, fix: aFix({ at: last }) }));
    const input = aPlanInput({ incident, candidates: fresh, policy: REPLACE_7 });
    expect(planAlerts({ ...input, now: last - 1 }).alerts).toHaveLength(3);
    const plan = planAlerts({ ...input, now: last });
    expect(plan.alerts).toEqual([]);
    expect(plan.notAlerted.map((entry) => entry.reason)).toEqual(Array(3).fill('too-late'));
    expect(plan.nextReviewAt).toBeNull();
  });

  test('people near an incident whose places are taken are told so, however late it is', () => {
    const receivedAt = NOON - NEAREST_10.alertingEndsAfterMs;
    const incident = anIncident({ receivedAt, acceptedCount: 3 });
    const plan = planAlerts(aPlanInput({ incident, candidates: candidatesEvery(50, 1) }));
    expect(plan.notAlerted.map((entry) => entry.reason)).toEqual(['enough']);
  });

  test('open alerts stay open until they expire', () => {
    const incident = anIncident({ receivedAt: NOON - REPLACE_7.alertingEndsAfterMs });
    const alert = anAlert({ sentAt: NOON - 1 });
    const plan = planAlerts(aPlanInput({ incident, alerts: [alert], policy: REPLACE_7 }));
    expect(plan.withdrawals).toEqual([]);
    expect(plan.nextReviewAt).toBe(alert.expiresAt);
  });

  test.each(['closed', 'cancelled'] as const)(
    'a %s incident withdraws all and considers nobody',
    (status) => {
      const alerts = [
        anAlert(),
        anAlert({ sentAt: NOON - DAY_MS }),
        anAlert({ status: 'declined' }),
      ];
      const plan = planAlerts(
        aPlanInput({
          incident: anIncident({ status }),
          alerts,
          candidates: [aCandidate()],
          aeds: [anAed()],
        }),
      );
      expect(plan).toEqual({
        alerts: [],
        withdrawals: alerts.slice(0, 2).map((alert) => ({
          alertId: alert.id,
          responderId: alert.responderId,
          reason: `incident-${status}`,
        })),
        expiredAlertIds: [],
        notAlerted: [],
        orders: [],
        standDowns: [],
        aeds: [],
        safety: [],
        expected: null,
        nextReviewAt: null,
      });
    },
  );
});

describe('when to look again', () => {
  const candidates = candidatesEvery(50, 8);

  test('a policy that asks once looks when its alerts expire, and then never', () => {
    const { input, plan, alerts } = firstWave(NEAREST_10, candidates);
    expect(plan.nextReviewAt).toBe(NOON + NEAREST_10.alertTtlMs);
    const now = NOON + NEAREST_10.alertTtlMs;
    const after = planAlerts({ ...input, alerts, now });
    expect(after.expiredAlertIds).toEqual(alerts.map((alert) => alert.id));
    expect(after.nextReviewAt).toBeNull();
  });

  test('a policy that asks once looks around until it has found somebody to ask', () => {
    const input = aPlanInput({ policy: NEAREST_10 });
    const looks: number[] = [];
    for (let now = input.now; looks.length < 6; now = looks.at(-1) ?? 0) {
      looks.push(planAlerts({ ...input, now }).nextReviewAt ?? Infinity);
    }
    expect(looks.map((at) => (at - NOON) / SECOND_MS)).toEqual([2, 4, 8, 16, 32, 62]);
    const later = planAlerts({ ...input, candidates, now: NOON + NEAREST_10.lookAgainAfterMs });
    expect(later.alerts).toHaveLength(8);
    const now = NOON + NEAREST_10.alertingEndsAfterMs - NEAREST_10.lookAgainAfterMs;
    expect(planAlerts({ ...input, now }).nextReviewAt).toBeNull();
  });

  test('a policy that replaces looks around every 30 s, and sooner with nobody to ask', () => {
    const { input, alerts } = firstWave(REPLACE_7, candidates);
    const now = NOON + REPLACE_7.silentAfterMs;
    const later = planAlerts({ ...input, alerts, candidates: [], now });
    expect(later.nextReviewAt).toBe(now + REPLACE_7.lookAgainAfterMs);
    const plan = planAlerts(aPlanInput({ policy: REPLACE_7 }));
    expect(plan.nextReviewAt).toBe(NOON + 2 * SECOND_MS);
  });

  test('it looks sooner where someone becomes silent sooner', () => {
    const { input, alerts } = firstWave(REPLACE_7, candidates);
    const now = NOON + 45 * SECOND_MS;
    expect(planAlerts({ ...input, alerts, now }).nextReviewAt).toBe(NOON + REPLACE_7.silentAfterMs);
  });

  test('a new alert that goes silent before the next look around is looked at in time', () => {
    const policy = aReplacingPolicy({ silentAfterMs: 10 * SECOND_MS });
    expect(firstWave(policy, candidates).plan.nextReviewAt).toBe(NOON + 10 * SECOND_MS);
  });

  test('no look is due once nobody may be alerted', () => {
    const incident = anIncident({
      receivedAt: NOON - REPLACE_7.alertingEndsAfterMs + 10 * SECOND_MS,
    });
    const alert = anAlert({ sentAt: NOON - 55 * SECOND_MS });
    const input = aPlanInput({ incident, alerts: [alert], policy: REPLACE_7 });
    expect(planAlerts(input).nextReviewAt).toBe(NOON + 5 * SECOND_MS);
    const later = planAlerts({ ...input, now: NOON + 6 * SECOND_MS });
    expect(later.nextReviewAt).toBe(alert.expiresAt);
    const silentAtTheEnd = anAlert({ sentAt: NOON - 50 * SECOND_MS });
    const last = planAlerts({ ...input, alerts: [silentAtTheEnd] });
    expect(last.nextReviewAt).toBe(silentAtTheEnd.expiresAt);
  });

  test('no look is due while the places are taken', () => {
    const incident = anIncident({ acceptedCount: 3 });
    const plan = planAlerts(aPlanInput({ incident, candidates, policy: REPLACE_7 }));
    expect(plan.nextReviewAt).toBeNull();
    expect(plan.notAlerted.every((entry) => entry.reason === 'enough')).toBe(true);
  });
});
