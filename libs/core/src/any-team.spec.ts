import { sceneOf } from '#core/scene';
import * as fc from 'fast-check';
import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import type { Candidate } from '#core/eligibility';
import {
  aFix,
  anAed,
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
import type { Plan, PlanInput } from '#core/plan';
import { alertedIds, aPlanInput, closeby, idsOf } from '#core/plan-examples';
import { NO_HISTORY } from '#core/response-history';
import { TRAVEL_MODES } from '#core/responder';
import { SURVIVAL_CURVES } from '#core/survival';
import type { TeamTask } from '#core/team-role';
import { MINUTE_MS } from '#core/units';
import { planAlerts } from '#core/who-to-alert';

const SEED = 20_261_123;
const RUNS = 120;
const REACH_M = 3_000;

const anyPlace = fc
  .record({
    northM: fc.integer({ min: -REACH_M, max: REACH_M }),
    eastM: fc.integer({ min: -REACH_M, max: REACH_M }),
  })
  .map(({ northM, eastM }) => placeFrom(SCENE, northM, eastM));

const anyPerson = fc.record({
  place: anyPlace,
  ageMs: fc.integer({ min: 0, max: 20 * MINUTE_MS }),
  mode: fc.constantFrom(...TRAVEL_MODES),
  onDuty: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()),
  isBound: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.boolean()),
  alerts: fc.integer({ min: 0, max: 11 }),
  /** What they have said to this incident. */
  said: fc.constantFrom(null, null, null, null, 'sent', 'declined', 'en-route', 'on-scene'),
  saidAgoMs: fc.integer({ min: 1, max: 6 * MINUTE_MS }),
  wantsAed: fc.boolean(),
  hasAed: fc.boolean(),
});
type AnyPerson = typeof anyPerson extends fc.Arbitrary<infer Person> ? Person : never;

function candidateOf(person: AnyPerson, index: number): Candidate {
  return {
    responder: aResponder({
      id: idOf(1_000 + index),
      onDuty: person.onDuty,
      travelMode: person.mode,
    }),
    fix: aFix({ place: person.place, at: NOON - person.ageMs }),
    boundToId: person.isBound ? idOf(77) : null,
    alertedForId: null,
    places: [],
    history: {
      ...NO_HISTORY,
      alerts: person.alerts,
      accepts: Math.floor(person.alerts / 2),
      alertsLast7Days: person.alerts,
    },
  };
}

const anyInput: fc.Arbitrary<PlanInput> = fc
  .record({
    people: fc.array(anyPerson, { maxLength: 25 }),
    aeds: fc.array(fc.record({ place: anyPlace, isOut: fc.boolean() }), { maxLength: 6 }),
    curve: fc.constantFrom(...SURVIVAL_CURVES),
    etaMs: fc.option(fc.integer({ min: -MINUTE_MS, max: 15 * MINUTE_MS })),
    priority: fc.constantFrom('life-threatening' as const, 'urgent' as const),
    pricePerAlert: fc.constantFrom(0.0005, 0.002, 0.05),
    ageMs: fc.integer({ min: 0, max: 21 * MINUTE_MS }),
    localHour: fc.constantFrom(3, 12),
    moved: fc.boolean(),
  })
  .map(({ people, aeds: places, curve, etaMs, priority, pricePerAlert, ...rest }) => {
    const aeds = places.map(({ place, isOut }, index) =>
      anAed({ id: idOf(3_000 + index), place, status: isOut ? 'out-of-service' : 'available' }),
    );
    const alerts: Alert[] = [];
    const assignments: Assignment[] = [];
    people.forEach(({ said, saidAgoMs, wantsAed, hasAed }, index) => {
      if (said === null) return;
      const [id, responderId] = [idOf(2_000 + index), idOf(1_000 + index)];
      const aedId = wantsAed ? (aeds[index % Math.max(1, aeds.length)]?.id ?? null) : null;
      const task: TeamTask = { role: aedId === null ? 'direct' : 'via-aed', aedId };
      const status = said === 'sent' || said === 'declined' ? said : 'accepted';
      alerts.push(anAlert({ id, responderId, status, task, sentAt: NOON - saidAgoMs }));
      if (status !== 'accepted') return;
      const aedCollectedAt = hasAed && aedId !== null ? NOON : null;
      const step = said === 'on-scene' ? said : 'en-route';
      assignments.push(
        anAssignment({
          ...{ id: idOf(4_000 + index), alertId: id, responderId, status: step, task },
          ...{ aedCollectedAt, acceptedAt: NOON - saidAgoMs, etaAt: NOON + MINUTE_MS },
        }),
      );
    });
    return aPlanInput({
      incident: anIncident({
        ...{ id: idOf(1), priority, wantedCount: 6, acceptedCount: assignments.length },
        ambulanceEtaAt: etaMs === null ? null : NOON + etaMs,
        receivedAt: NOON - rest.ageMs,
        calledAt: NOON - rest.ageMs,
      }),
      candidates: people.map(candidateOf),
      ...{ aeds, alerts, assignments, policy: closeby(curve, { pricePerAlert }) },
      ...{ localHour: rest.localHour, moved: rest.moved },
    });
  });

/** Checks a rule on random inputs; the seed is printed with the counter-example when it fails. */
function always(rule: (input: PlanInput, plan: Plan) => void): void {
  fc.assert(
    fc.property(anyInput, (input) => rule(input, planAlerts(input))),
    { seed: SEED, numRuns: RUNS },
  );
}

/** Who may be alerted, written a second time and otherwise. */
function mayBeAsked({ responder, fix, boundToId, history }: Candidate, input: PlanInput): boolean {
  if (fix === null || boundToId !== null || !responder.onDuty) return false;
  if (input.now - fix.at > 15 * MINUTE_MS || history.alertsLast7Days >= 10) return false;
  return Math.round(distanceM(SCENE, fix.place)) <= 2_500;
}

/** After this the ambulance is sure to be there and to have shocked. */
function latestUsefulMs(input: PlanInput): number {
  return sceneOf(input).ground.usefulMs;
}

describe(`closeby, whatever the crowd, the team and the AEDs (seed ${String(SEED)})`, () => {
  test('nobody is alerted who may not be, who has said anything, or twice', () => {
    always((input, plan) => {
      const byId = new Map(input.candidates.map((each) => [each.responder.id, each]));
      const takenBack = plan.withdrawals.map(({ alertId }) => alertId);
      const said = input.alerts.filter(({ id }) => !takenBack.includes(id));
      const ids = alertedIds(plan);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) {
        const candidate = byId.get(id);
        expect(candidate !== undefined && mayBeAsked(candidate, input)).toBe(true);
        expect(said.map(({ responderId }) => responderId)).not.toContain(id);
        expect(plan.withdrawals.map(({ responderId }) => responderId)).not.toContain(id);
      }
    });
  });

  test('everyone is alerted, told why not, or let go, exactly once', () => {
    always((input, plan) => {
      const useless = plan.withdrawals.filter(({ reason }) => reason === 'no-longer-useful');
      const told = [...plan.alerts, ...plan.notAlerted, ...useless];
      const ids = told.map(({ responderId }) => responderId).sort();
      expect(ids).toEqual(idsOf(input.candidates).sort());
    });
  });

  test('everyone coming has one order or is stood down; no AED or guide is given twice', () => {
    always((input, plan) => {
      const coming = input.assignments.filter(({ status }) => status === 'en-route');
      const told = [...plan.orders, ...plan.standDowns].map(({ assignmentId }) => assignmentId);
      expect([...told].sort()).toEqual(coming.map(({ id }) => id).sort());
      const tasks = plan.orders.map(({ task }) => task);
      const aeds = tasks.flatMap(({ aedId }) => aedId ?? []);
      expect(new Set(aeds).size).toBe(aeds.length);
      expect(tasks.filter(({ role }) => role === 'guide').length).toBeLessThanOrEqual(1);
      const outOfService = input.aeds.filter(({ status }) => status === 'out-of-service');
      for (const { id } of outOfService) expect(aeds).not.toContain(id);
      // Whoever is asked now is sent by no AED that one of the team fetches.
      for (const { task } of plan.alerts) expect(aeds).not.toContain(task.aedId ?? 'none');
    });
  });

  test('never an alert that adds less than its price, but to keep the floor', () => {
    always((_input, plan) => {
      for (const { reason, estimate } of plan.alerts) {
        if (reason !== 'floor') {
          expect(estimate?.gain ?? 0).toBeGreaterThanOrEqual(estimate?.price ?? 1);
        }
      }
      const { ambulanceOnly, before, after } = plan.expected ?? {};
      expect(before).toBeGreaterThanOrEqual(ambulanceOnly ?? 1);
      expect(after).toBeGreaterThanOrEqual(before ?? 1);
    });
  });

  test('where life is at stake three are asked or coming, if so many may come in time', () => {
    always((input, plan) => {
      const { incident, now } = input;
      if (incident.priority !== 'life-threatening') return;
      if (now - incident.receivedAt >= input.policy.alertingEndsAfterMs) return;
      const gone = plan.withdrawals.map(({ alertId }) => alertId);
      const asked = input.alerts.filter(
        ({ id, status, sentAt }) =>
          status === 'sent' && !gone.includes(id) && sentAt + MINUTE_MS > now,
      );
      const accepted = incident.acceptedCount - plan.standDowns.length;
      if (accepted >= incident.wantedCount) return;
      const engaged = asked.length + accepted + plan.alerts.length;
      const might = plan.notAlerted.filter(
        ({ reason, estimate }) =>
          (reason === 'gain-below-price' || reason === 'enough') &&
          (estimate?.etaMs ?? 0) <= latestUsefulMs(input),
      );
      expect(engaged >= 3 || might.length === 0).toBe(true);
    });
  });

  test('through JSON and in any order of people and AEDs the plan is the same to the byte', () => {
    always((input, plan) => {
      const again = planAlerts(JSON.parse(JSON.stringify(input)) as PlanInput);
      expect(JSON.stringify(again)).toBe(JSON.stringify(plan));
      const turned = planAlerts({
        ...input,
        candidates: [...input.candidates].reverse(),
        aeds: [...input.aeds].reverse(),
      });
      expect(JSON.stringify(turned)).toBe(JSON.stringify(plan));
    });
  });
});
