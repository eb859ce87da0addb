import { Controller, Inject } from '@nestjs/common';
import type {
  PlanSummaryView,
  PresetsView,
  ResponsePlanView,
  ShadowRunView,
} from '#contracts/response-plan-api';
import type { DangerAreaView } from '#contracts/safety-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Response plans and dangerous areas, for those who keep the rules. */
@Controller()
export class RuleController {
  constructor(
    @Inject(FLOW) private readonly flow: Pick<Flow, 'plans' | 'shadowRun' | 'dangerAreas'>,
  ) {}

  @Serves('listPlans')
  async plans(
    @Call('listPlans') call: CallOf<'listPlans'>,
  ): Promise<{ items: readonly PlanSummaryView[] }> {
    return { items: await this.flow.plans.list(call.caller.organisationId) };
  }

  @Serves('draftPlan')
  draft(@Call('draftPlan') call: CallOf<'draftPlan'>): Promise<ResponsePlanView> {
    return this.flow.plans.draft(call.caller.organisationId, call.body);
  }

  @Serves('listPresets')
  presets(): PresetsView {
    return { items: this.flow.plans.presets() };
  }

  @Serves('shadowRun')
  shadowRun(@Call('shadowRun') call: CallOf<'shadowRun'>): Promise<ShadowRunView> {
    return this.flow.shadowRun.run(call.caller.organisationId, call.body);
  }

  @Serves('readPlanVersions')
  async versions(
    @Call('readPlanVersions') call: CallOf<'readPlanVersions'>,
  ): Promise<{ items: readonly ResponsePlanView[] }> {
    const { caller, params } = call;
    return { items: unwrap(await this.flow.plans.byName(caller.organisationId, params.name)) };
  }

  @Serves('activatePlan')
  async activate(@Call('activatePlan') call: CallOf<'activatePlan'>): Promise<ResponsePlanView> {
    const { caller, params } = call;
    return unwrap(await this.flow.plans.move(caller.organisationId, params, 'active'));
  }

  @Serves('retirePlan')
  async retire(@Call('retirePlan') call: CallOf<'retirePlan'>): Promise<ResponsePlanView> {
    const { caller, params } = call;
    return unwrap(await this.flow.plans.move(caller.organisationId, params, 'retired'));
  }

  @Serves('listDangerAreas')
  async dangerAreas(
    @Call('listDangerAreas') call: CallOf<'listDangerAreas'>,
  ): Promise<{ items: readonly DangerAreaView[] }> {
    return { items: await this.flow.dangerAreas.list(call.caller.organisationId) };
  }

  @Serves('readDangerArea')
  async dangerArea(
    @Call('readDangerArea') call: CallOf<'readDangerArea'>,
  ): Promise<DangerAreaView> {
    const { caller, params } = call;
    return unwrap(await this.flow.dangerAreas.byCode(caller.organisationId, params.code));
  }

  @Serves('putDangerArea')
  async putDangerArea(
    @Call('putDangerArea') call: CallOf<'putDangerArea'>,
  ): Promise<DangerAreaView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.dangerAreas.put(caller.organisationId, params.code, body));
  }

  @Serves('removeDangerArea')
  async removeDangerArea(
    @Call('removeDangerArea') call: CallOf<'removeDangerArea'>,
  ): Promise<void> {
    const { caller, params } = call;
    unwrap(await this.flow.dangerAreas.remove(caller.organisationId, params.code));
  }
}
