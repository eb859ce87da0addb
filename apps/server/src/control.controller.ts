import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { IncidentPage, IncidentView, TimelineView } from '#contracts/incident-api';
import type { PlanView } from '#contracts/plan-api';
import type { Result } from '#core/problem';
import type { AwaitedIncident } from '#flow/change-incident';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;
const ACCEPTED = 202;

/** Incidents, for ambulance control. */
@Controller()
export class ControlController {
  constructor(@Inject(FLOW) private readonly flow: Flow) {}

  @Serves('raiseIncident')
  async raise(
    @Call('raiseIncident') call: CallOf<'raiseIncident'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IncidentView> {
    const { caller, body, receivedAt } = call;
    const raised = unwrap(await this.flow.raiseByHand.raise(caller, body, receivedAt));
    if (!raised.created) void reply.status(OK);
    void reply.header('x-incident-id', raised.view.id);
    return raised.view;
  }

  @Serves('listIncidents')
  async list(@Call('listIncidents') call: CallOf<'listIncidents'>): Promise<IncidentPage> {
    const { caller, query } = call;
    const { role } = caller;
    const filter = {
      status: query.status ?? null,
      controlRef: query.controlRef ?? null,
      onlyByHand: query.byHand !== undefined,
    };
    const page = { ...pageOf(query), role };
    const found = await this.flow.readIncident.list(caller.organisationId, filter, page);
    return { ...found, items: [...(await this.flow.looks.atPositions(caller, found.items))] };
  }

  @Serves('readIncident')
  async read(@Call('readIncident') call: CallOf<'readIncident'>): Promise<IncidentView> {
    const { caller, params } = call;
    const { organisationId, role } = caller;
    const view = unwrap(await this.flow.readIncident.byId(organisationId, params.incidentId, role));
    return (await this.flow.looks.atPositions(caller, [view]))[0] ?? view;
  }

  @Serves('readTimeline')
  async timeline(@Call('readTimeline') call: CallOf<'readTimeline'>): Promise<TimelineView> {
    const { organisationId, role } = call.caller;
    const { incidentId } = call.params;
    return unwrap(await this.flow.readIncident.timeline(organisationId, incidentId, role));
  }

  @Serves('readPlan')
  async plan(@Call('readPlan') call: CallOf<'readPlan'>): Promise<PlanView> {
    const { organisationId, role } = call.caller;
    return unwrap(await this.flow.readIncident.plan(organisationId, call.params.incidentId, role));
  }

  @Serves('overrideSafety')
  async overrideSafety(
    @Call('overrideSafety') call: CallOf<'overrideSafety'>,
  ): Promise<IncidentView> {
    const { caller, params, body } = call;
    return unwrap(
      await this.flow.overrideSafety.override({
        organisationId: caller.organisationId,
        incidentId: params.incidentId,
        reason: body.reason,
        actor: { kind: 'dispatcher', id: caller.keyId },
      }),
    );
  }

  @Serves('updateIncident')
  async update(
    @Call('updateIncident') call: CallOf<'updateIncident'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IncidentView | AwaitedIncident> {
    const { caller, params, body } = call;
    const { organisationId } = caller;
    const result = await this.flow.changeIncident.update(organisationId, params.controlRef, body);
    await this.follow(organisationId, result, { op: 'update', message: body });
    return answer(reply, result);
  }

  @Serves('closeIncident')
  async close(
    @Call('closeIncident') call: CallOf<'closeIncident'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IncidentView | AwaitedIncident> {
    const { caller, params, body: message } = call;
    const end = { op: 'close', message } as const;
    const { organisationId } = caller;
    const result = await this.flow.changeIncident.end(organisationId, params.controlRef, end);
    await this.follow(organisationId, result, end);
    return answer(reply, result);
  }

  @Serves('cancelIncident')
  async cancel(
    @Call('cancelIncident') call: CallOf<'cancelIncident'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IncidentView | AwaitedIncident> {
    const { caller, params, body: message } = call;
    const end = { op: 'cancel', message } as const;
    const { organisationId } = caller;
    const result = await this.flow.changeIncident.end(organisationId, params.controlRef, end);
    await this.follow(organisationId, result, end);
    return answer(reply, result);
  }

  /** Partners who help with it are told as well. */
  private async follow(
    organisationId: string,
    result: Result<IncidentView | AwaitedIncident>,
    step: Parameters<Flow['mutualAid']['follow']>[2],
  ): Promise<void> {
    if (!result.ok || !('id' in result.value)) return;
    await this.flow.mutualAid.follow(organisationId, result.value.id, step);
  }
}

/** 202 while the create has not come. */
function answer(
  reply: FastifyReply,
  result: Result<IncidentView | AwaitedIncident>,
): IncidentView | AwaitedIncident {
  const view = unwrap(result);
  if ('id' in view) void reply.header('x-incident-id', view.id);
  else void reply.status(ACCEPTED);
  return view;
}
