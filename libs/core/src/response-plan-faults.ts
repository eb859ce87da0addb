import { POLICY_PRESETS } from '#core/policy-presets';
import type { AlertPolicy } from '#core/alert-policy';
import type { ResponsePlan } from '#core/response-plan';

/** Something about a response plan that no single number shows. */
export interface PlanFault {
  /** Dotted path within the plan. */
  readonly field: string;
  /** One plain sentence without the field's name. */
  readonly says: string;
}

/** Names that stand for something else in addresses. */
export const RESERVED_PLAN_NAMES: readonly string[] = ['presets', 'shadow-run'];

/**
 * What is wrong with a plan although each of its numbers is possible: numbers that contradict each
 * other, rules that never apply, a name that is taken. Empty for a sound plan.
 */
export function responsePlanFaults(
  plan: Pick<ResponsePlan, 'name' | 'kinds' | 'determinants' | 'policy' | 'safetyRules'>,
): readonly PlanFault[] {
  return [...nameFaults(plan), ...policyFaults(plan.policy), ...safetyFaults(plan)];
}

function nameFaults(
  plan: Pick<ResponsePlan, 'name' | 'kinds' | 'determinants'>,
): readonly PlanFault[] {
  return faults([
    [Object.hasOwn(POLICY_PRESETS, plan.name), 'name', 'is the name of a preset'],
    [RESERVED_PLAN_NAMES.includes(plan.name), 'name', 'is reserved'],
    [
      plan.kinds.length === 0 && plan.determinants.length === 0,
      'kinds',
      'must name a kind, or determinants a code: this plan is for no incident',
    ],
    [hasTwice(plan.determinants), 'determinants', 'must not name a code twice'],
  ]);
}

function policyFaults(policy: AlertPolicy): readonly PlanFault[] {
  const { choice, roles, team, limits } = policy;
  const reckons = choice.kind === 'expected-gain';
  const { keepBest, keepAtLeast, standDownBelow } = team;
  const quietRadiusM = limits.quietHours?.radiusM ?? 0;
  return faults([
    [policy.silentAfterMs > policy.alertTtlMs, 'policy.silentAfterMs', 'is after the alert ends'],
    [policy.consideredRadiusM < policy.radiusM, 'policy.consideredRadiusM', 'is below radiusM'],
    [
      policy.candidateMax < policy.alertedAtOnceMax,
      'policy.candidateMax',
      'is below alertedAtOnceMax',
    ],
    [
      reckons && choice.floorCount > policy.alertedAtOnceMax,
      'policy.choice.floorCount',
      'is above alertedAtOnceMax',
    ],
    [
      roles.kind === 'best-split' && !reckons,
      'policy.roles.kind',
      'needs a choice by expected gain, or there is nothing to split by',
    ],
    [
      standDownBelow !== null && !reckons,
      'policy.team.standDownBelow',
      'needs a choice by expected gain, or nobody knows what a person adds',
    ],
    [
      keepBest !== null && keepBest > policy.wantedCount,
      'policy.team.keepBest',
      'is above wantedCount',
    ],
    [keepBest !== null && keepAtLeast > keepBest, 'policy.team.keepAtLeast', 'is above keepBest'],
    [quietRadiusM > policy.radiusM, 'policy.limits.quietHours.radiusM', 'is above radiusM'],
    [hasTwice(policy.credentialKinds), 'policy.credentialKinds', 'must not name a kind twice'],
  ]);
}

function safetyFaults({ safetyRules }: Pick<ResponsePlan, 'safetyRules'>): readonly PlanFault[] {
  const codes = safetyRules.map(({ code }) => code);
  return faults([
    [hasTwice(codes), 'safetyRules', 'must not use a code twice'],
    ...safetyRules.map(
      ({ when }, index) =>
        [
          Object.keys(when).length === 0,
          `safetyRules.${index}.when`,
          'names no condition, so that the rule would never apply',
        ] as const,
    ),
  ]);
}

function faults(
  checks: readonly (readonly [wrong: boolean, field: string, says: string])[],
): readonly PlanFault[] {
  return checks.filter(([wrong]) => wrong).map(([, field, says]) => ({ field, says }));
}

function hasTwice(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

/**
 * A document with parts of it changed: an object's fields one by one, anything else whole. Where
 * the `kind` of an object changes, the old kind's fields go with it.
 */
export function withChanges(before: unknown, changes: unknown): unknown {
  if (!isObject(before) || !isObject(changes)) return changes;
  const kindChanges = changes['kind'] !== undefined && changes['kind'] !== before['kind'];
  if (kindChanges) return changes;
  const changed = Object.entries(changes).map(([key, value]) => [
    key,
    Object.hasOwn(before, key) ? withChanges(before[key], value) : value,
  ]);
  return { ...before, ...(Object.fromEntries(changed) as object) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
