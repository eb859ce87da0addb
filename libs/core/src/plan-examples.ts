import type { Alert } from '#core/alert';
import type { AlertPolicy, ExpectedGainChoice } from '#core/alert-policy';
import { NEAREST_10, policyByName, REPLACE_7 } from '#core/policy-presets';
import type { Candidate } from '#core/eligibility';
import { anAlert, anIncident, NOON } from '#core/examples';
import type { Incident } from '#core/incident';
import { NO_SAFETY_RULES, type SafetyRule } from '#core/safety';
import type { SurvivalCurve } from '#core/survival';
import type { Instant } from '#core/units';
import type { Plan, PlanInput } from '#core/plan';
import { planAlerts } from '#core/who-to-alert';

/** What the decision is asked, with nobody around. */
export function aPlanInput(overrides: Partial<PlanInput> = {}): PlanInput {
  return {
    incident: anIncident(),
    candidates: [],
    alerts: [],
    assignments: [],
    aeds: [],
    policy: NEAREST_10,
    now: NOON,
    moved: false,
    safety: NO_SAFETY_RULES,
    travel: null,
    localHour: 12,
    minuteOfWeek: 720,
    ...overrides,
  };
}

/** The preset that replaces, with overrides. */
export function aReplacingPolicy(overrides: Partial<AlertPolicy> = {}): AlertPolicy {
  return { ...REPLACE_7, ...overrides };
}

/** Our own policy for a curve, with overrides of its choice. */
export function closeby(
  curve: SurvivalCurve,
  overrides: Partial<ExpectedGainChoice> = {},
): AlertPolicy {
  const policy = policyByName(`closeby-${curve}`);
  if (policy?.choice.kind !== 'expected-gain') throw new Error('there is one for each curve');
  return { ...policy, choice: { ...policy.choice, ...overrides } };
}

/** Keeps everyone away from violence. */
export const NO_VIOLENCE: SafetyRule = {
  code: 'violence',
  says: 'Somebody at the scene is violent.',
  when: { hazards: ['violence'] },
  keepsAway: ['public-place', 'home', 'professional'],
};

/** An incident of noon and the first plan made for it with these people around. */
export function firstWave(
  policy: AlertPolicy,
  candidates: readonly Candidate[],
): {
  readonly incident: Incident;
  readonly input: PlanInput;
  readonly plan: Plan;
  /** Its alerts as they are stored. */
  readonly alerts: Alert[];
} {
  const incident = anIncident();
  const input = aPlanInput({ incident, candidates, policy });
  const plan = planAlerts(input);
  return { incident, input, plan, alerts: stored(plan, NOON) };
}

/** The alerts a plan makes, as they are stored. */
export function stored(plan: Plan, sentAt: Instant): Alert[] {
  return plan.alerts.map((alert) =>
    anAlert({ ...alert, sentAt, id: `alert-${alert.responderId}`, status: 'sent' }),
  );
}

/** The same alerts but for the one of that person. */
export function changed(
  alerts: readonly Alert[],
  candidate: Candidate | undefined,
  change: Partial<Alert>,
): Alert[] {
  return alerts.map((alert) =>
    alert.responderId === candidate?.responder.id ? { ...alert, ...change } : alert,
  );
}

/** Who is alerted, in the order of the plan. */
export function alertedIds(plan: Plan): string[] {
  return plan.alerts.map((alert) => alert.responderId);
}

export function idsOf(candidates: readonly Candidate[]): string[] {
  return candidates.map((candidate) => candidate.responder.id);
}

/** Why a person is not alerted; undefined when the plan does not say so. */
export function reasonFor(plan: Plan, candidate: Candidate): string | undefined {
  return plan.notAlerted.find((entry) => entry.responderId === candidate.responder.id)?.reason;
}
