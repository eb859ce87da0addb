import type { AlertPolicy } from '#core/alert-policy';
import type { IncidentFacts } from '#core/incident';
import type { Organisation } from '#core/organisation';
import { NEAREST_10, policyByName, POLICY_PRESETS } from '#core/policy-presets';
import { ok, refuse, type Result } from '#core/problem';
import { responsePlanFor, type ResponsePlan } from '#core/response-plan';
import {
  DEFAULT_SAFETY_RULES,
  safetyFindings,
  type DangerArea,
  type SafetyFinding,
  type SafetyRule,
  type SafetyRules,
} from '#core/safety';
import { SECOND_MS } from '#core/units';
import { policyMessage } from '#contracts/policy-api';
import {
  draftOf,
  type DraftPlanMessage,
  type PlanSummaryView,
  type PresetsView,
  type ResponsePlanView,
} from '#contracts/response-plan-api';
import { toIso } from '#contracts/shapes';
import { KeptFresh } from '#flow/kept-fresh';
import type { Clock, IncidentState, PolicyRef, ResponsePlanStore } from '#flow/ports';

/** Rules changed on another copy of the server count here after this long at the latest. */
export const RULES_FRESH_MS = 2 * SECOND_MS;
/** Versions of plans kept in memory; a version never changes, so none grows stale. */
export const VERSIONS_KEPT_MAX = 500;
/** Organisations whose newest rules are kept in memory. */
export const ORGANISATIONS_KEPT_MAX = 1_000;

/** What an incident is decided by. */
export interface PolicyInForce {
  readonly policy: AlertPolicy;
  readonly safetyRules: readonly SafetyRule[];
  readonly ref: PolicyRef;
}

/**
 * Response plans: which of them an incident is decided by, and how they are drafted, activated and
 * retired. An incident keeps the version it was raised under.
 */
export class ResponsePlans {
  private readonly versions = new Map<string, PolicyInForce>();
  private readonly plans: KeptFresh<readonly ResponsePlan[]>;
  private readonly areas: KeptFresh<readonly DangerArea[]>;

  constructor(
    private readonly ports: { readonly planStore: ResponsePlanStore; readonly clock: Clock },
  ) {
    const { planStore, clock } = ports;
    const kept = { clock, freshMs: RULES_FRESH_MS, max: ORGANISATIONS_KEPT_MAX };
    this.plans = new KeptFresh({ ...kept, read: (id) => planStore.responsePlans(id) });
    this.areas = new KeptFresh({ ...kept, read: (id) => planStore.dangerAreas(id) });
  }

  /**
   * What a new incident is decided by: the plan or preset that control names, else the
   * organisation's active plan for its code or kind, else the organisation's own preset.
   *
   * @returns refusal `invalid-field` where control names what is not there
   */
  async forIncident(
    organisation: Organisation,
    facts: Pick<IncidentFacts, 'policyName' | 'kind' | 'determinantCode'>,
  ): Promise<Result<PolicyInForce>> {
    const plans = await this.plans.of(organisation.id);
    if (facts.policyName !== null) {
      const named = namedPolicy(plans, facts.policyName);
      if (named !== null) return ok(named);
      const says = `There is no active response plan named ${facts.policyName}.`;
      return refuse('invalid-field', says, 'policyName');
    }
    const plan = responsePlanFor(plans, facts);
    if (plan !== undefined) return ok(inForce(plan));
    // A name that has gone must not cost an incident.
    return ok(namedPolicy(plans, organisation.policyName) ?? presetInForce(NEAREST_10));
  }

  /**
   * What an incident was raised under. A preset is always that of this release; a version that is
   * gone is decided by the nearest ten.
   */
  async byRef(organisationId: string, ref: PolicyRef): Promise<PolicyInForce> {
    const preset = policyByName(ref.name);
    if (preset !== undefined) return presetInForce(preset);
    const key = JSON.stringify([organisationId, ref.name, ref.version]);
    const kept = this.versions.get(key);
    if (kept !== undefined) return kept;
    const { planStore } = this.ports;
    const plan = await planStore.responsePlan(organisationId, ref.name, ref.version);
    if (plan === null) return presetInForce(NEAREST_10);
    const found = inForce(plan);
    keep(this.versions, key, { value: found, max: VERSIONS_KEPT_MAX });
    return found;
  }

  /** A plan's rules with the organisation's dangerous areas of now. */
  async safety(organisationId: string, rules: readonly SafetyRule[]): Promise<SafetyRules> {
    return { rules, dangerAreas: await this.areas.of(organisationId) };
  }

  /** Safety rules and areas that apply to an incident now, also those that are overridden. */
  async findings(
    state: Pick<IncidentState, 'incident' | 'policyName' | 'policyVersion'>,
  ): Promise<readonly SafetyFinding[]> {
    const { incident, policyName: name, policyVersion: version } = state;
    const { safetyRules } = await this.byRef(incident.organisationId, { name, version });
    const safety = await this.safety(incident.organisationId, safetyRules);
    return safetyFindings(incident, safety, this.ports.clock.now());
  }

  /** Forgets what is kept of an organisation's rules: they have just changed here. */
  changed(organisationId: string): void {
    this.plans.forget(organisationId);
    this.areas.forget(organisationId);
  }

  /** All versions of all plans without their numbers, newest version of each name first. */
  async list(organisationId: string): Promise<readonly PlanSummaryView[]> {
    return (await this.ports.planStore.responsePlans(organisationId)).map(summaryView);
  }

  /** All versions of one plan, newest first; `not-found` where there is none. */
  async byName(organisationId: string, name: string): Promise<Result<readonly ResponsePlanView[]>> {
    const plans = await this.ports.planStore.responsePlans(organisationId, name);
    return plans.length === 0 ? noPlan() : ok(plans.map(planView));
  }

  /** Stores the next version of a plan as a draft, which decides nothing yet. */
  async draft(organisationId: string, message: DraftPlanMessage): Promise<ResponsePlanView> {
    const createdAt = this.ports.clock.now();
    const drafted = { ...draftOf(message), organisationId, createdAt };
    return planView(await this.ports.planStore.addDraft(drafted));
  }

  /**
   * Makes a draft the active version of its name, or retires a version.
   *
   * @returns refusals `not-found`, `illegal-step`
   */
  async move(
    organisationId: string,
    ref: PolicyRef,
    to: 'active' | 'retired',
  ): Promise<Result<ResponsePlanView>> {
    const now = this.ports.clock.now();
    const moved = await this.ports.planStore.moveResponsePlan({ organisationId, ...ref, to, now });
    this.changed(organisationId);
    return moved.ok ? ok(planView(moved.value)) : moved;
  }

  /** Every preset with its numbers and their sources. */
  presets(): PresetsView['items'] {
    return Object.values(POLICY_PRESETS).map((policy) => ({
      name: policy.name,
      version: policy.version,
      policy: policyMessage(policy),
    }));
  }
}

/** The active plan of that name, else the preset of that name, else null. */
function namedPolicy(plans: readonly ResponsePlan[], name: string): PolicyInForce | null {
  const plan = plans.find((each) => each.name === name && each.status === 'active');
  if (plan !== undefined) return inForce(plan);
  const preset = policyByName(name);
  return preset === undefined ? null : presetInForce(preset);
}

/** A stored policy goes by the name and version of its plan. */
function inForce({ name, version, policy, safetyRules }: ResponsePlan): PolicyInForce {
  return { policy: { ...policy, name, version }, safetyRules, ref: { name, version } };
}

function presetInForce(policy: AlertPolicy): PolicyInForce {
  const safetyRules = DEFAULT_SAFETY_RULES;
  return { policy, safetyRules, ref: { name: policy.name, version: policy.version } };
}

/** Puts a value in; the oldest makes room for it. */
function keep<T>(
  kept: Map<string, T>,
  key: string,
  entry: { readonly value: T; readonly max: number },
): void {
  kept.delete(key);
  kept.set(key, entry.value);
  const oldest = kept.keys().next();
  if (kept.size > entry.max && oldest.done !== true) kept.delete(oldest.value);
}

function summaryView(plan: ResponsePlan): PlanSummaryView {
  return {
    name: plan.name,
    version: plan.version,
    status: plan.status,
    title: plan.title,
    kinds: [...plan.kinds],
    determinants: [...plan.determinants],
    createdAt: toIso(plan.createdAt),
  };
}

function planView(plan: ResponsePlan): ResponsePlanView {
  return {
    ...summaryView(plan),
    policy: policyMessage(plan.policy),
    safetyRules: plan.safetyRules.map(({ code, says, when, keepsAway }) => ({
      code,
      says,
      when: structuredClone(when) as ResponsePlanView['safetyRules'][number]['when'],
      keepsAway: [...keepsAway],
    })),
  };
}

function noPlan(): Result<never> {
  return refuse('not-found', 'There is no such response plan.');
}
