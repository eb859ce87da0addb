import * as fc from 'fast-check';
import { NEAREST_10, REPLACE_7 } from '#core/policy-presets';
import { type Candidate } from '#core/eligibility';
import {
  aCredential,
  aFix,
  anAlert,
  anAssignment,
  anIncident,
  aResponder,
  idOf,
  NOON,
  placeFrom,
  SCENE,
} from '#core/examples';
import { distanceM } from '#core/geometry';
import { alertedIds, idsOf, aPlanInput } from '#core/plan-examples';
import { NO_HISTORY } from '#core/response-history';
import { MINUTE_MS } from '#core/units';
import type { Plan, PlanInput } from '#core/plan';
import { planAlerts } from '#core/who-to-alert';

/** A crowd of anyone, with a history of anything, as one random input. */
const anyInput: fc.Arbitrary<PlanInput> = fc
  .record({
    people: fc.array(
      fc.record({
        northM: fc.integer({ min: -1_300, max: 1_300 }),
        eastM: fc.integer({ min: -1_300, max: 1_300 }),
        onDuty: fc.boolean(),
        testPhone: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
        isDisabled: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
        validForMs: fc.integer({ min: -1_000, max: 5_000 }),
        ageMs: fc.option(fc.integer({ min: 0, max: 20 * MINUTE_MS }), { freq: 8 }),
        accuracyM: fc.integer({ min: 1, max: 260 }),
        isBound: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.boolean()),
        said: fc.option(
          fc.constantFrom('sent', 'accepted', 'declined', 'expired', 'withdrawn' as const),
          { freq: 2 },
        ),
        saidAgoMs: fc.integer({ min: 1, max: 6 * MINUTE_MS }),
        hasLeft: fc.boolean(),
      }),
      { maxLength: 40 },
    ),
    policy: fc.constantFrom(NEAREST_10, REPLACE_7),
    mode: fc.constantFrom('actual' as const, 'actual' as const, 'exercise' as const),
    moved: fc.boolean(),
    ageMs: fc.integer({ min: 0, max: 21 * MINUTE_MS }),
  })
  .map(({ people, policy, mode, moved, ageMs }) => {
    const candidates = people.map((person, index) => ({
      responder: aResponder({
        id: idOf(1_000 + index),
        onDuty: person.onDuty,
        testPhone: person.testPhone,
        disabledAt: person.isDisabled ? NOON : null,
        credentials: [aCredential({ validTo: NOON + person.validForMs })],
      }),
      fix:
        person.ageMs === null
          ? null
          : aFix({
              place: placeFrom(SCENE, person.northM, person.eastM),
              at: NOON - person.ageMs,
              accuracyM: person.accuracyM,
            }),
      boundToId: person.isBound ? idOf(77) : null,
      alertedForId: null,
      places: [],
      history: NO_HISTORY,
    }));
    const alerts = people.flatMap((person, index) =>
      person.said === null
        ? []
        : [
            anAlert({
              id: idOf(2_000 + index),
              responderId: idOf(1_000 + index),
              status: person.said,
              sentAt: NOON - person.saidAgoMs,
            }),
          ],
    );
    const assignments = alerts
      .filter((alert) => alert.status === 'accepted')
      .map((alert, index) =>
        anAssignment({
          alertId: alert.id,
          responderId: alert.responderId,
          status: people[index]?.hasLeft === true ? 'withdrawn' : 'en-route',
          releasedAt: people[index]?.hasLeft === true ? NOON : null,
        }),
      );
    const acceptedCount = assignments.filter((entry) => entry.status === 'en-route').length;
    return aPlanInput({
      incident: anIncident({ id: idOf(1), mode, acceptedCount, receivedAt: NOON - ageMs }),
      candidates,
      alerts,
      assignments,
      policy,
      moved,
    });
  });

const SEED = 20_260_301;

/** Checks a rule on random inputs; the seed is printed with the counter-example when it fails. */
function always(rule: (input: PlanInput, plan: Plan) => void): void {
  fc.assert(
    fc.property(anyInput, (input) => rule(input, planAlerts(input))),
    { seed: SEED, numRuns: 400 },
  );
}

/** Who may be alerted, written a second time and otherwise: one condition after the other. */
function isEligible({ responder, fix, boundToId }: Candidate, input: PlanInput): boolean {
  if (fix === null || boundToId !== null || !responder.onDuty) return false;
  const isRightMode = (input.incident.mode === 'actual') !== responder.testPhone;
  const isTrained = responder.credentials.some((entry) => (entry.validTo ?? Infinity) > input.now);
  const isFresh = input.now - fix.at <= 15 * MINUTE_MS && fix.accuracyM <= 200;
  const isNear = Math.round(distanceM(input.incident.place, fix.place)) <= 1_000;
  const hasHistory = input.alerts.some(
    (alert) => alert.responderId === responder.id && alert.status !== 'withdrawn',
  );
  const mayAgain = !hasHistory && responder.disabledAt === null;
  return isRightMode && isTrained && isFresh && isNear && mayAgain;
}

describe(`whatever the crowd and its history (seed ${String(SEED)})`, () => {
  test('everyone considered is either alerted or told why not, exactly once', () => {
    always((input, plan) => {
      const told = [...alertedIds(plan), ...plan.notAlerted.map((entry) => entry.responderId)];
      expect(told.sort()).toEqual(idsOf(input.candidates).sort());
    });
  });

  test('nobody who is not eligible is ever alerted, and those alerted are the nearest', () => {
    always((input, plan) => {
      const nearest = input.candidates
        .filter((candidate) => isEligible(candidate, input))
        .map((candidate) => ({
          id: candidate.responder.id,
          metres: Math.round(distanceM(SCENE, candidate.fix?.place ?? SCENE)),
        }))
        .sort((a, b) => a.metres - b.metres || a.id.localeCompare(b.id))
        .slice(0, plan.alerts.length)
        .map((entry) => entry.id);
      const takenBack = new Set(plan.withdrawals.map((entry) => entry.responderId));
      expect(alertedIds(plan)).toEqual(nearest);
      expect(alertedIds(plan).filter((id) => takenBack.has(id))).toEqual([]);
    });
  });

  test('the order of the candidates and of the alerts does not change the plan', () => {
    always((input, plan) => {
      const turned = planAlerts({ ...input, candidates: [...input.candidates].reverse() });
      expect(JSON.stringify(turned)).toBe(JSON.stringify(plan));
      const alerts = planAlerts({ ...input, alerts: [...input.alerts].reverse() });
      expect(alerts.alerts).toEqual(plan.alerts);
    });
  });

  test('no more are asked at once than the policy says, and none when the places are taken', () => {
    always((input, plan) => {
      const { policy, incident, now } = input;
      const gone = new Set(plan.withdrawals.map((entry) => entry.alertId));
      const listening = input.alerts.filter(
        (alert) => alert.status === 'sent' && !gone.has(alert.id) && alert.sentAt + MINUTE_MS > now,
      ).length;
      if (policy.replaces && plan.alerts.length > 0) {
        expect(plan.alerts.length + listening + incident.acceptedCount).toBeLessThanOrEqual(7);
      }
      expect(plan.alerts.length).toBeLessThanOrEqual(policy.alertedAtOnceMax);
      if (incident.acceptedCount >= incident.wantedCount) expect(plan.alerts).toEqual([]);
    });
  });

  test('every unanswered alert stays open, expires or is taken back: never two of them', () => {
    always((input, plan) => {
      const ended = [...plan.expiredAlertIds, ...plan.withdrawals.map((entry) => entry.alertId)];
      expect(new Set(ended).size).toBe(ended.length);
      const sent = input.alerts.filter((alert) => alert.status === 'sent').map((a) => a.id);
      expect(ended.every((id) => sent.includes(id))).toBe(true);
      if (plan.nextReviewAt !== null) expect(plan.nextReviewAt).toBeGreaterThan(input.now);
    });
  });
});
