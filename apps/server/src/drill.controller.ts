import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { DrillSummaryView, DrillView, TestAlarmView } from '#contracts/drill-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;

/** Communication tests. */
@Controller()
export class DrillController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'drills' | 'testAlarm'>) {}

  @Serves('planDrill')
  async plan(
    @Call('planDrill') call: CallOf<'planDrill'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DrillView> {
    const planned = unwrap(await this.flow.drills.plan(call.caller.organisationId, call.body));
    if (!planned.created) void reply.status(OK);
    return planned.view;
  }

  @Serves('listDrills')
  list(@Call('listDrills') call: CallOf<'listDrills'>): Promise<Page<DrillSummaryView>> {
    return this.flow.drills.list(call.caller.organisationId, pageOf(call.query));
  }

  @Serves('readDrill')
  async read(@Call('readDrill') call: CallOf<'readDrill'>): Promise<DrillView> {
    return unwrap(await this.flow.drills.read(call.caller.organisationId, call.params.drillId));
  }

  @Serves('cancelDrill')
  async cancel(@Call('cancelDrill') call: CallOf<'cancelDrill'>): Promise<DrillView> {
    return unwrap(await this.flow.drills.cancel(call.caller.organisationId, call.params.drillId));
  }

  @Serves('ringTestAlarm')
  async ring(@Call('ringTestAlarm') call: CallOf<'ringTestAlarm'>): Promise<TestAlarmView> {
    return unwrap(await this.flow.testAlarm.ring(call.caller, call.body));
  }

  @Serves('readTestAlarm')
  async ringing(@Call('readTestAlarm') call: CallOf<'readTestAlarm'>): Promise<TestAlarmView> {
    return unwrap(await this.flow.testAlarm.read(call.caller, call.params.testId));
  }
}
