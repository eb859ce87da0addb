import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ApprovalView } from '#contracts/approval-api';
import type { CalloutView } from '#contracts/callout-api';
import { refuse } from '#core/problem';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;
/** Names the approval that a refusal `approval-pending` waits for. */
export const APPROVAL_HEADER = 'x-approval-id';

/** Call-outs, for control. */
@Controller()
export class CalloutController {
  constructor(
    @Inject(FLOW) private readonly flow: Pick<Flow, 'approvals' | 'resolveArea' | 'callouts'>,
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
    if (asked.pending !== null) return this.waits(asked.pending, reply);
    if (!asked.created) void reply.status(OK);
    return asked.view;
  }

  /** Refused for now: whoever asked is told what a second person has to decide. */
  private waits({ id, reachCount, expiresAt }: ApprovalView, reply: FastifyReply): never {
    void reply.header(APPROVAL_HEADER, id);
    const detail =
      `A second person has to approve this call-out (${reachCount} people are in the area) ` +
      `until ${expiresAt}: approval ${id}.`;
    return unwrap(refuse('approval-pending', detail));
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
