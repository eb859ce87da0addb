import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CalloutView } from '#contracts/callout-api';
import type { CalloutFairnessView, OwnCalloutView } from '#contracts/callout-asked-api';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';
import { waits } from './waits';

const OK = 200;

/** Call-outs, for control; and what a phone is told of those near it. */
@Controller()
export class CalloutController {
  constructor(
    @Inject(FLOW)
    private readonly flow: Pick<
      Flow,
      'approvals' | 'approveChanges' | 'resolveArea' | 'callouts' | 'readCrowd'
    >,
  ) {}

  @Serves('openCallout')
  async open(
    @Call('openCallout') call: CallOf<'openCallout'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalloutView> {
    const { caller, body } = call;
    const by = { role: caller.role, id: caller.keyId };
    const { message } = unwrap(await this.flow.resolveArea.plain(caller.organisationId, body));
    const asked = unwrap(await this.flow.approvals.openCallout(caller.organisationId, message, by));
    if (asked.pending !== null) return waits(asked.pending, reply);
    if (!asked.created) void reply.status(OK);
    return asked.view;
  }

  @Serves('listCallouts')
  list(
    @Call('listCallouts') call: CallOf<'listCallouts'>,
  ): Promise<{ items: CalloutView[]; nextCursor: string | null }> {
    return this.flow.callouts.list(call.caller.organisationId, pageOf(call.query));
  }

  @Serves('readCallout')
  async read(@Call('readCallout') call: CallOf<'readCallout'>): Promise<CalloutView> {
    return unwrap(await this.flow.callouts.byId(call.caller.organisationId, call.params.calloutId));
  }

  @Serves('endCallout')
  async end(@Call('endCallout') call: CallOf<'endCallout'>): Promise<CalloutView> {
    const { caller, params, body } = call;
    return unwrap(
      await this.flow.callouts.end(caller.organisationId, params.calloutId, body.outcome),
    );
  }

  @Serves('putCalloutNeeds')
  async putNeeds(
    @Call('putCalloutNeeds') call: CallOf<'putCalloutNeeds'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalloutView> {
    const { caller, params, body } = call;
    const of = { organisationId: caller.organisationId, calloutId: params.calloutId };
    const by = { role: caller.role, id: caller.keyId };
    const asked = unwrap(await this.flow.approveChanges.putNeeds(of, body, by));
    return asked.pending === null ? asked.view : waits(asked.pending, reply);
  }

  @Serves('readCalloutTimeline')
  async timeline(@Call('readCalloutTimeline') call: CallOf<'readCalloutTimeline'>) {
    const { caller, params, query } = call;
    const { organisationId } = caller;
    const page = pageOf(query);
    return unwrap(await this.flow.readCrowd.timeline(organisationId, params.calloutId, page));
  }

  @Serves('listCalloutConsidered')
  async considered(@Call('listCalloutConsidered') call: CallOf<'listCalloutConsidered'>) {
    const { caller, params, query } = call;
    const of = { organisationId: caller.organisationId, calloutId: params.calloutId };
    const page = pageOf(query);
    return unwrap(await this.flow.readCrowd.considered(of, query.reason ?? null, page));
  }

  @Serves('readCalloutFairness')
  async fairness(
    @Call('readCalloutFairness') call: CallOf<'readCalloutFairness'>,
  ): Promise<CalloutFairnessView> {
    const { caller, params } = call;
    return unwrap(await this.flow.readCrowd.fairness(caller.organisationId, params.calloutId));
  }

  @Serves('listOwnCallouts')
  own(
    @Call('listOwnCallouts') call: CallOf<'listOwnCallouts'>,
  ): Promise<{ callouts: OwnCalloutView[] }> {
    return this.flow.readCrowd.ownCallouts(call.caller);
  }
}
