import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CalloutView } from '#contracts/callout-api';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;

/** Call-outs, for control. */
@Controller()
export class CalloutController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'callouts'>) {}

  @Serves('openCallout')
  async open(
    @Call('openCallout') call: CallOf<'openCallout'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalloutView> {
    const opened = unwrap(await this.flow.callouts.open(call.caller.organisationId, call.body));
    if (!opened.created) void reply.status(OK);
    return opened.view;
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
}
