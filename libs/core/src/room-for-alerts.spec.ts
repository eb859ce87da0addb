import { type Alert } from '#core/alert';
import { NEAREST_10, REPLACE_7 } from '#core/policy-presets';
import { type Candidate } from '#core/eligibility';
import {
  aFix,
  anAlert,
  anAssignment,
  candidatesEvery,
  NOON,
  placeFrom,
  SCENE,
} from '#core/examples';
import {
  alertedIds,
  changed,
  firstWave,
  idsOf,
  aReplacingPolicy,
  stored,
} from '#core/plan-examples';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import { planAlerts } from '#core/who-to-alert';

describe('seven, each who is lost replaced', () => {
  const candidates = candidatesEvery(50, 20);
  const at = (index: number): Candidate | undefined => candidates[index];
  const soon = NOON + 20 * SECOND_MS;

  test('someone who declines is replaced by the next nearest, and nobody else is alerted', () => {
    const { input, alerts } = firstWave(REPLACE_7, candidates);
    const after = changed(alerts, at(2), { status: 'declined', answeredAt: soon });
    const plan = planAlerts({ ...input, alerts: after, now: soon });
    expect(alertedIds(plan)).toEqual([at(7)?.responder.id]);
    expect(plan.alerts[0]).toMatchObject({ reason: 'replaces-declined', wave: 2 });
  });

  test('someone silent is replaced after the time allowed and not a moment before', () => {
    const { input, alerts } = firstWave(REPLACE_7, candidates);
    const silentAt = NOON + REPLACE_7.silentAfterMs;
    expect(planAlerts({ ...input, alerts, now: silentAt - 1 }).alerts).toEqual([]);
    const plan = planAlerts({ ...input, alerts, now: silentAt });
    expect(alertedIds(plan)).toEqual(idsOf(candidates.slice(7, 14)));
    expect(plan.alerts.every((alert) => alert.reason === 'replaces-silent')).toBe(true);
    expect(plan.withdrawals).toEqual([]);
  });

  test('someone who accepted and withdraws is replaced; who accepted and goes is not', () => {
    const { input, alerts, incident } = firstWave(REPLACE_7, candidates);
    const accepted = changed(alerts, at(0), { status: 'accepted', answeredAt: soon });
    const going = planAlerts({
      ...input,
      incident: { ...incident, acceptedCount: 1 },
      alerts: accepted,
      assignments: [anAssignment({ responderId: at(0)?.responder.id ?? '' })],
      now: soon,
    });
    expect(going.alerts).toEqual([]);
    const plan = planAlerts({
      ...input,
      alerts: accepted,
      assignments: [
        anAssignment({
          alertId: accepted[0]?.id ?? '',
          responderId: at(0)?.responder.id ?? '',
          status: 'withdrawn',
          releasedAt: soon,
        }),
      ],
      now: soon,
    });
    expect(alertedIds(plan)).toEqual([at(7)?.responder.id]);
    expect(plan.alerts[0]?.reason).toBe('replaces-withdrawn');
  });

  test('as many are alerted as are lost, each with the reason of the loss', () => {
    const { input, alerts } = firstWave(REPLACE_7, candidates);
    const now = NOON + REPLACE_7.silentAfterMs;
    const answered = { status: 'declined', answeredAt: soon } as const;
    const fresh = (alert: Alert): Alert => ({ ...alert, sentAt: soon });
    const after = changed(changed(alerts, at(0), answered), at(1), answered).map((alert, index) =>
      index > 2 ? fresh(alert) : alert,
    );
    const plan = planAlerts({ ...input, alerts: after, now });
    expect(plan.alerts.map((alert) => alert.reason)).toEqual([
      'replaces-declined',
      'replaces-declined',
      'replaces-silent',
    ]);
  });

  test('what was replaced once is not replaced again', () => {
    const { input, alerts } = firstWave(REPLACE_7, candidates);
    const lost = changed(alerts, at(2), { status: 'declined', answeredAt: soon });
    const second = planAlerts({ ...input, alerts: lost, now: soon });
    const all = [...lost, ...stored(second, soon)];
    expect(planAlerts({ ...input, alerts: all, now: soon + 1 }).alerts).toEqual([]);
    const more = changed(all, at(3), { status: 'declined', answeredAt: soon + 2 });
    const third = planAlerts({ ...input, alerts: more, now: soon + 2 });
    expect(third.alerts.map((alert) => [alert.reason, alert.wave])).toEqual([
      ['replaces-declined', 3],
    ]);
    const silent = all.map((alert) => (alert.wave === 1 ? alert : { ...alert, sentAt: soon + 3 }));
    const fourth = planAlerts({
      ...input,
      alerts: changed(silent, at(5), { sentAt: NOON - REPLACE_7.silentAfterMs }),
      now: soon + 4,
    });
    expect(fourth.alerts.map((alert) => alert.reason)).toEqual(['replaces-silent']);
  });

  test('one who was silent and then declines late has been replaced already', () => {
    const { input, alerts } = firstWave(aReplacingPolicy(), candidates.slice(0, 7));
    const now = NOON + 2 * REPLACE_7.silentAfterMs;
    const replacement = anAlert({ reason: 'replaces-silent', wave: 2, sentAt: now - 1 });
    const late = changed(alerts, at(0), { status: 'declined', answeredAt: now - 1 });
    const rest = late.map((alert, index) => (index === 0 ? alert : { ...alert, sentAt: now - 1 }));
    const plan = planAlerts({
      ...input,
      candidates,
      alerts: [...rest, { ...replacement, status: 'declined', answeredAt: now }],
      now,
    });
    expect(plan.alerts.map((alert) => alert.reason)).toEqual(['replaces-declined']);
  });

  test('those who were too few at first are joined by who comes near later', () => {
    const { input, alerts } = firstWave(REPLACE_7, candidates.slice(0, 4));
    const plan = planAlerts({ ...input, candidates, alerts, now: soon });
    expect(alertedIds(plan)).toEqual(idsOf(candidates.slice(4, 7)));
    expect(plan.alerts.every((alert) => alert.reason === 'next-wave')).toBe(true);
  });
});

describe('ten, once', () => {
  const candidates = candidatesEvery(50, 30);
  const soon = NOON + 20 * SECOND_MS;

  test('nobody is asked instead of those who decline, stay silent or go off duty', () => {
    const { input, alerts } = firstWave(NEAREST_10, candidates);
    const [first, second] = candidates;
    const declined = changed(alerts, first, { status: 'declined', answeredAt: soon });
    const expired = changed(declined, second, { status: 'expired' });
    const offDuty = candidates.map((entry, index) =>
      index === 2 ? { ...entry, responder: { ...entry.responder, onDuty: false } } : entry,
    );
    const now = NOON + 2 * MINUTE_MS;
    const plan = planAlerts({ ...input, candidates: offDuty, alerts: expired, now });
    expect(plan.alerts).toEqual([]);
    expect(plan.withdrawals.map((entry) => entry.reason)).toEqual(['off-duty']);
  });

  test('who comes near later is not asked, also where fewer than ten were found', () => {
    const { input, alerts } = firstWave(NEAREST_10, candidates.slice(0, 4));
    expect(planAlerts({ ...input, candidates, alerts, now: soon }).alerts).toEqual([]);
  });

  test('where nobody was found at all, the first to be found are asked', () => {
    const { input } = firstWave(NEAREST_10, []);
    const plan = planAlerts({ ...input, candidates, now: soon });
    expect(plan.alerts).toHaveLength(10);
    expect(plan.alerts[0]).toMatchObject({ reason: 'nearest', wave: 1 });
  });

  /** Three of the ten accepted; the first of them is let go after a minute; one declined. */
  const freedPlace = (around: readonly Candidate[], status: 'withdrawn' | 'stood-down') => {
    const { input, alerts, incident } = firstWave(NEAREST_10, around);
    const answered = alerts.map((alert, index) =>
      index < 3
        ? { ...alert, status: 'accepted' as const, answeredAt: soon }
        : { ...alert, status: 'declined' as const, answeredAt: soon },
    );
    const assignments = answered.slice(0, 3).map((alert, index) =>
      anAssignment({
        alertId: alert.id,
        responderId: alert.responderId,
        ...(index === 0 ? { status, releasedAt: soon + MINUTE_MS } : {}),
      }),
    );
    return {
      ...input,
      incident: { ...incident, acceptedCount: 2 },
      alerts: answered,
      assignments,
      now: soon + MINUTE_MS,
    };
  };

  test('one who withdraws is replaced by one, when all ten have been asked', () => {
    const plan = planAlerts(freedPlace(candidates, 'withdrawn'));
    expect(plan.alerts.map((alert) => [alert.responderId, alert.reason])).toEqual([
      [candidates[10]?.responder.id, 'replaces-withdrawn'],
    ]);
  });

  test('a freed place opens one more wave, and not another when somebody comes near later', () => {
    const input = freedPlace(candidates.slice(0, 4), 'withdrawn');
    const again = planAlerts({ ...input, candidates: candidates.slice(0, 6) });
    expect(again.alerts.map((alert) => alert.reason)).toEqual(['replaces-withdrawn', 'next-wave']);
    const alerts = [...input.alerts, ...stored(again, input.now)];
    expect(planAlerts({ ...input, candidates, alerts, now: input.now + 1 }).alerts).toEqual([]);
  });

  test('one whom control stood down is not replaced', () => {
    const input = freedPlace(candidates.slice(0, 4), 'stood-down');
    expect(planAlerts({ ...input, candidates }).alerts).toEqual([]);
  });

  test('people who accepted count among the ten, however far a move has left them', () => {
    const { input, alerts, incident } = firstWave(NEAREST_10, candidates.slice(0, 1));
    const there = placeFrom(SCENE, -5_000);
    const around = candidates.map((entry, index) =>
      index === 0 ? entry : { ...entry, fix: aFix({ place: there }) },
    );
    const plan = planAlerts({
      ...input,
      incident: { ...incident, place: there, acceptedCount: 1 },
      candidates: around,
      alerts: alerts.map((alert) => ({ ...alert, status: 'accepted' as const })),
      moved: true,
    });
    expect(plan.alerts).toHaveLength(9);
  });

  test('a freed place is offered again, also to those whose offer had been withdrawn', () => {
    const { input, alerts, incident } = firstWave(NEAREST_10, candidates);
    const full = { ...incident, acceptedCount: 3 };
    const accepted = alerts.map((alert, index) =>
      index < 3 ? { ...alert, status: 'accepted' as const, answeredAt: soon } : alert,
    );
    const assignments = accepted
      .slice(0, 3)
      .map((alert) => anAssignment({ alertId: alert.id, responderId: alert.responderId }));
    const filled = planAlerts({
      ...input,
      incident: full,
      alerts: accepted,
      assignments,
      now: soon,
    });
    expect(filled.withdrawals).toHaveLength(7);
    expect(filled.nextReviewAt).toBeNull();
    const afterwards = accepted.map((alert, index) =>
      index < 3
        ? alert
        : { ...alert, status: 'withdrawn' as const, endedReason: 'enough-accepted' as const },
    );
    const freed = assignments.map((assignment, index) =>
      index === 0
        ? { ...assignment, status: 'withdrawn' as const, releasedAt: soon + MINUTE_MS }
        : assignment,
    );
    const now = soon + MINUTE_MS;
    const next = {
      ...input,
      incident: { ...incident, acceptedCount: 2 },
      alerts: afterwards,
      assignments: freed,
      now,
    };
    const again = planAlerts(next);
    expect(alertedIds(again)).toEqual(idsOf(candidates.slice(3, 11)));
    expect(again.alerts[0]?.reason).toBe('replaces-withdrawn');
    expect(again.alerts[1]?.reason).toBe('next-wave');
    const later = { ...next, alerts: [...afterwards, ...stored(again, now)], now: now + 1 };
    expect(planAlerts(later).alerts).toEqual([]);
  });
});
