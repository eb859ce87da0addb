import { ok, refuse } from '#core/problem';
import { RESPONSE_PLAN_TABLE, type ResponsePlan } from '#core/response-plan';
import type { DangerArea } from '#core/safety';
import { canMove } from '#core/transition';
import type { ResponsePlanStore } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Response plans and dangerous areas in memory. */
export class MemoryResponsePlanStore implements ResponsePlanStore {
  constructor(private readonly tables: MemoryTables) {}

  responsePlans: ResponsePlanStore['responsePlans'] = (organisationId, name) =>
    settle(() =>
      this.tables.responsePlans
        .filter((plan) => plan.organisationId === organisationId)
        .filter((plan) => name === undefined || plan.name === name)
        .sort((a, b) => compare(a.name, b.name) || b.version - a.version),
    );

  responsePlan: ResponsePlanStore['responsePlan'] = (organisationId, name, version) =>
    settle(() => this.find({ organisationId, name, version }));

  addDraft: ResponsePlanStore['addDraft'] = (draft) =>
    settle(() => {
      const versions = this.versionsOf(draft).map((plan) => plan.version);
      const version = Math.max(0, ...versions) + 1;
      const plan: ResponsePlan = { ...draft, version, status: 'draft' };
      this.tables.responsePlans.push(plan);
      return plan;
    });

  moveResponsePlan: ResponsePlanStore['moveResponsePlan'] = (input) =>
    settle(() => {
      const plan = this.find(input);
      if (plan === null) return refuse('not-found', 'There is no such response plan.');
      const { status } = plan;
      if (status === input.to) return ok(plan);
      if (!canMove(RESPONSE_PLAN_TABLE, status, input.to)) {
        return refuse('illegal-step', `A response plan that is ${status} cannot be ${input.to}.`);
      }
      const active = this.versionsOf(plan).filter((one) => one.status === 'active');
      if (input.to === 'active') for (const old of active) this.move(old, 'retired');
      return ok(this.move(plan, input.to));
    });

  dangerAreas: ResponsePlanStore['dangerAreas'] = (organisationId) =>
    settle(() => {
      const areas = [...(this.tables.dangerAreas.get(organisationId)?.values() ?? [])];
      return areas.sort((a, b) => compare(a.code, b.code));
    });

  putDangerArea: ResponsePlanStore['putDangerArea'] = (organisationId, area) =>
    settle(() => {
      const areas = this.tables.dangerAreas.get(organisationId) ?? new Map<string, DangerArea>();
      this.tables.dangerAreas.set(organisationId, areas.set(area.code, area));
    });

  removeDangerArea: ResponsePlanStore['removeDangerArea'] = (organisationId, code) =>
    settle(() => this.tables.dangerAreas.get(organisationId)?.delete(code) ?? false);

  private versionsOf(of: Pick<ResponsePlan, 'organisationId' | 'name'>): ResponsePlan[] {
    return this.tables.responsePlans.filter(
      (plan) => plan.organisationId === of.organisationId && plan.name === of.name,
    );
  }

  private find(key: Pick<ResponsePlan, 'organisationId' | 'name' | 'version'>) {
    return this.versionsOf(key).find((plan) => plan.version === key.version) ?? null;
  }

  private move(plan: ResponsePlan, status: ResponsePlan['status']): ResponsePlan {
    const moved = { ...plan, status };
    this.tables.responsePlans[this.tables.responsePlans.indexOf(plan)] = moved;
    return moved;
  }
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
