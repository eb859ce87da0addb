import { ok, refuse, type Result } from '#core/problem';
import type { DangerArea } from '#core/safety';
import type { DangerAreaView, PutDangerAreaMessage } from '#contracts/safety-api';
import { fromArea, toArea, toInstant, toIso } from '#contracts/shapes';
import type { Areas, ResponsePlanStore } from '#flow/ports';
import type { ResponsePlans } from '#flow/response-plans';

/** Areas an organisation may have: every decision looks at all of them. */
export const DANGER_AREAS_MAX = 500;

/** Flagged addresses and dangerous areas that an organisation keeps its people away from. */
export class DangerAreas {
  constructor(
    private readonly ports: {
      readonly planStore: ResponsePlanStore;
      readonly plans: ResponsePlans;
      readonly areas: Areas;
    },
  ) {}

  /** All areas of the organisation, by code. */
  async list(organisationId: string): Promise<readonly DangerAreaView[]> {
    const areas = await this.ports.planStore.dangerAreas(organisationId);
    return areas.map(view).sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** One area; `not-found` also for another organisation's. */
  async byCode(organisationId: string, code: string): Promise<Result<DangerAreaView>> {
    const areas = await this.ports.planStore.dangerAreas(organisationId);
    const found = areas.find((area) => area.code === code);
    return found === undefined ? noArea() : ok(view(found));
  }

  /**
   * Puts or replaces an area; it counts from the next decision.
   *
   * @returns refusals `area-invalid`; `invalid-field` where there are too many
   */
  async put(
    organisationId: string,
    code: string,
    message: PutDangerAreaMessage,
  ): Promise<Result<DangerAreaView>> {
    const area = toArea(message.area);
    const fault = this.ports.areas.fault(area);
    if (fault !== null) return refuse('area-invalid', fault, 'area');
    const others = await this.ports.planStore.dangerAreas(organisationId);
    if (others.filter((each) => each.code !== code).length >= DANGER_AREAS_MAX) {
      return refuse(
        'invalid-field',
        `There are ${DANGER_AREAS_MAX} areas: lift some first.`,
        'code',
      );
    }
    const dangerArea: DangerArea = {
      code,
      says: message.says,
      area,
      from: toInstant(message.from),
      to: message.to === null || message.to === undefined ? null : toInstant(message.to),
      keepsAway: message.keepsAway,
    };
    await this.ports.planStore.putDangerArea(organisationId, dangerArea);
    this.ports.plans.changed(organisationId);
    return ok(view(dangerArea));
  }

  /** Forgets an area; `not-found` where there is none. */
  async remove(organisationId: string, code: string): Promise<Result<null>> {
    const removed = await this.ports.planStore.removeDangerArea(organisationId, code);
    this.ports.plans.changed(organisationId);
    return removed ? ok(null) : noArea();
  }
}

function view({ code, says, area, from, to, keepsAway }: DangerArea): DangerAreaView {
  return {
    code,
    says,
    area: fromArea(area),
    from: toIso(from),
    to: toIso(to),
    keepsAway: [...keepsAway],
  };
}

function noArea(): Result<never> {
  return refuse('not-found', 'There is no such area.');
}
