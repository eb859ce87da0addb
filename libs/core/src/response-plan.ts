import type { AlertPolicy } from '#core/alert-policy';
import type { Incident, IncidentKind } from '#core/incident';
import { matchesCode, type SafetyRule } from '#core/safety';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

export const RESPONSE_PLAN_STATUSES = ['draft', 'active', 'retired'] as const;
export type ResponsePlanStatus = (typeof RESPONSE_PLAN_STATUSES)[number];

/** A new version is drafted, tried on past incidents, and then takes the active one's place. */
export const RESPONSE_PLAN_TABLE: StatusTable<ResponsePlanStatus> = {
  draft: ['active', 'retired'],
  active: ['retired'],
  retired: [],
};

/** One version of an organisation's rule for certain incidents; never changed once stored. */
export interface ResponsePlan {
  readonly organisationId: string;
  /** Stable across versions, such as `cardiac-arrest`. */
  readonly name: string;
  readonly version: number;
  readonly status: ResponsePlanStatus;
  readonly title: string;
  /** Incidents it is for: of these kinds, or with one of these codes (`*` ends a prefix). */
  readonly kinds: readonly IncidentKind[];
  readonly determinants: readonly string[];
  readonly policy: AlertPolicy;
  readonly safetyRules: readonly SafetyRule[];
  readonly createdAt: Instant;
}

/**
 * The organisation's active plan for an incident: one that names its determinant code before one
 * that names its kind only; of several the one whose pattern says most of the code, the whole code
 * before its beginning, then the first by name. Undefined where none is meant for it.
 */
export function responsePlanFor(
  plans: readonly ResponsePlan[],
  incident: Pick<Incident, 'kind' | 'determinantCode'>,
): ResponsePlan | undefined {
  const ranked = plans
    .filter((plan) => plan.status === 'active')
    .map((plan) => ({ plan, rank: matchOf(plan, incident) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => b.rank - a.rank || (a.plan.name < b.plan.name ? -1 : 1));
  return ranked[0]?.plan;
}

/** Grows with how much of the code the best pattern says; 0 for the kind alone, -1 for no match. */
function matchOf(plan: ResponsePlan, incident: Pick<Incident, 'kind' | 'determinantCode'>): number {
  const matches = plan.determinants
    .filter((pattern) => matchesCode(pattern, incident.determinantCode))
    .map((pattern) => (pattern.endsWith('*') ? 2 * pattern.length - 1 : 2 * pattern.length + 2));
  const byKind = plan.kinds.includes(incident.kind) ? 0 : -1;
  return Math.max(byKind, ...matches);
}
