import { WITHDRAWN_REASONS, type WithdrawnReason } from '#core/alert';
import { NEAREST_10, REPLACE_7 } from '#core/policy-presets';
import { whyQuestionsEnd } from '#core/callout';
import { type Candidate } from '#core/eligibility';
import {
  aCandidate,
  aFix,
  anAlert,
  anAssignment,
  anIncident,
  aResponder,
  candidatesEvery,
  NOON,
  idOf,
  placeFrom,
  SCENE,
} from '#core/examples';
import {
  alertedIds,
  changed,
  closeby,
  firstWave,
  NO_VIOLENCE,
  idsOf,
  reasonFor,
  aPlanInput,
} from '#core/plan-examples';
import { DAY_MS, MINUTE_MS } from '#core/units';
import type { PlanInput } from '#core/plan';
import { planAlerts } from '#core/who-to-alert';

/** For each reason: an incident that withdraws its one open alert. */
const WITHDRAWN_CASES: Record<
  Exclude<
    WithdrawnReason,
    'callout-filled' | 'callout-closed' | 'drill-cancelled' | 'by-dispatcher' | 'all-stood-down'
  >,
  (candidate: Candidate) => Partial<PlanInput>
> = {
  'enough-accepted': () => ({ incident: anIncident({ acceptedCount: 3 }) }),
  'incident-closed': () => ({ incident: anIncident({ status: 'closed' }) }),
  'incident-cancelled': () => ({ incident: anIncident({ status: 'cancelled' }) }),
  'incident-moved': () => ({
    incident: anIncident({ place: placeFrom(SCENE, 3_000) }),
    moved: true,
  }),
  'off-duty': (candidate) => ({
    candidates: [{ ...candidate, responder: { ...candidate.responder, onDuty: false } }],
  }),
  'no-longer-eligible': (candidate) => ({
    incident: anIncident({ excludedResponderRefs: [candidate.responder.externalRef] }),
  }),
  unsafe: () => ({
    incident: anIncident({ hazards: ['violence'] }),
    safety: { rules: [NO_VIOLENCE], dangerAreas: [] },
  }),
  'no-longer-useful': () => ({
    policy: closeby('larsen'),
    incident: anIncident({ acceptedCount: 3, wantedCount: 6 }),
    assignments: [1, 2, 3].map((index) =>
      anAssignment({ id: idOf(index), status: 'with-patient', aedCollectedAt: NOON }),
    ),
  }),
};

describe('alerts are taken back', () => {
  test.each(Object.entries(WITHDRAWN_CASES))('%s', (reason, happened) => {
    const candidate = aCandidate();
    const alert = anAlert({ responderId: candidate.responder.id });
    const plan = planAlerts(
      aPlanInput({ candidates: [candidate], alerts: [alert], ...happened(candidate) }),
    );
    expect(plan.withdrawals).toEqual([
      { alertId: alert.id, responderId: candidate.responder.id, reason },
    ]);
    expect(plan.alerts).toEqual([]);
    expect(plan.notAlerted.map((entry) => entry.reason)).not.toContain('already-alerted');
  });

  test('every reason is reached by what it is of: call-outs, drills, or people by hand', () => {
    expect([
      ...Object.keys(WITHDRAWN_CASES),
      'drill-cancelled',
      ...['by-dispatcher', 'all-stood-down'],
      whyQuestionsEnd('filled'),
      whyQuestionsEnd('cancelled'),
    ]).toEqual(expect.arrayContaining([...WITHDRAWN_REASONS]));
  });

  test.each([
    ['disabled', { disabledAt: NOON }],
    ['without a valid credential', { credentials: [] }],
  ] as const)('from someone who is %s by now', (_name, overrides) => {
    const candidate = aCandidate({ responder: aResponder(overrides) });
    const alerts = [anAlert({ responderId: candidate.responder.id })];
    const plan = planAlerts(aPlanInput({ candidates: [candidate], alerts }));
    expect(plan.withdrawals.map((entry) => entry.reason)).toEqual(['no-longer-eligible']);
  });

  test('not because a position has grown old, nor because of a second alert', () => {
    const candidate = aCandidate({ fix: aFix({ at: NOON - DAY_MS }), alertedForId: idOf(77) });
    const alerts = [anAlert({ responderId: candidate.responder.id })];
    expect(planAlerts(aPlanInput({ candidates: [candidate], alerts })).withdrawals).toEqual([]);
  });

  test('all unanswered ones at once when the places are taken; those out of time expire', () => {
    const open = [anAlert(), anAlert()];
    const over = anAlert({ sentAt: NOON - 5 * MINUTE_MS });
    const incident = anIncident({ acceptedCount: 3 });
    const plan = planAlerts(aPlanInput({ incident, alerts: [...open, over] }));
    expect(plan.withdrawals.map((entry) => entry.alertId)).toEqual(open.map((alert) => alert.id));
    expect(plan.expiredAlertIds).toEqual([over.id]);
  });

  test('someone who was off duty and is back may be asked again', () => {
    const candidate = aCandidate();
    const alerts = [
      anAlert({
        responderId: candidate.responder.id,
        status: 'withdrawn',
        endedReason: 'off-duty',
        sentAt: NOON - 1,
      }),
    ];
    const plan = planAlerts(aPlanInput({ policy: REPLACE_7, candidates: [candidate], alerts }));
    expect(plan.alerts[0]).toMatchObject({ reason: 'replaces-withdrawn', wave: 2 });
  });

  test('an earlier alert that was taken back does not hide a newer one, in either order', () => {
    const candidate = aCandidate();
    const responderId = candidate.responder.id;
    const back = anAlert({ responderId, status: 'withdrawn', endedReason: 'enough-accepted' });
    const open = anAlert({ responderId, wave: 2 });
    for (const alerts of [
      [back, open],
      [open, back],
    ]) {
      const plan = planAlerts(aPlanInput({ policy: REPLACE_7, candidates: [candidate], alerts }));
      expect(reasonFor(plan, candidate)).toBe('already-alerted');
    }
  });
});

describe('the incident moves', () => {
  const there = placeFrom(SCENE, 5_000);
  const here = candidatesEvery(50, 12);
  const overThere = candidatesEvery(50, 12).map((entry, index) => ({
    ...entry,
    fix: aFix({ place: placeFrom(there, (index + 1) * 50) }),
  }));

  test.each([NEAREST_10, REPLACE_7])(
    '$name lets go whom it left too far away and asks people at the new place',
    (policy) => {
      const { input, alerts, incident } = firstWave(policy, here);
      const plan = planAlerts({
        ...input,
        incident: { ...incident, place: there },
        candidates: [...here, ...overThere],
        alerts,
        moved: true,
        now: NOON + MINUTE_MS / 2,
      });
      expect(plan.withdrawals.map((entry) => [entry.responderId, entry.reason])).toEqual(
        alerts.map((alert) => [alert.responderId, 'incident-moved']),
      );
      expect(alertedIds(plan)).toEqual(idsOf(overThere.slice(0, policy.alertedAtOnceMax)));
      expect(plan.alerts.every((alert) => alert.reason === 'next-wave')).toBe(true);
    },
  );

  test('people who declined at the old place do not use up the ten of the new one', () => {
    const { input, alerts, incident } = firstWave(NEAREST_10, here);
    const plan = planAlerts({
      ...input,
      incident: { ...incident, place: there },
      candidates: [...here, ...overThere],
      alerts: alerts.map((alert) => ({ ...alert, status: 'declined' as const, answeredAt: NOON })),
      moved: true,
    });
    expect(plan.alerts).toHaveLength(10);
  });

  test('a correction of a few metres keeps the ten who were asked and asks nobody else', () => {
    const { input, alerts, incident } = firstWave(NEAREST_10, here);
    const plan = planAlerts({
      ...input,
      incident: { ...incident, place: placeFrom(SCENE, 10) },
      alerts: changed(alerts, here[0], { status: 'declined', answeredAt: NOON }),
      moved: true,
    });
    expect(plan.withdrawals).toEqual([]);
    expect(plan.alerts).toEqual([]);
  });

  test('someone let go by a move may be asked again when the incident comes back', () => {
    const { input, alerts } = firstWave(NEAREST_10, here);
    const plan = planAlerts({
      ...input,
      alerts: alerts.map((alert) => ({
        ...alert,
        status: 'withdrawn' as const,
        endedReason: 'incident-moved' as const,
      })),
      moved: true,
    });
    expect(alertedIds(plan)).toEqual(idsOf(here.slice(0, 10)));
  });

  test('an open alert of someone out of sight is taken back', () => {
    const alerts = [anAlert()];
    const plan = planAlerts(aPlanInput({ alerts, moved: true }));
    expect(plan.withdrawals.map((entry) => entry.reason)).toEqual(['incident-moved']);
  });
});
