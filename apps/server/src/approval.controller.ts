import { Controller, Inject } from '@nestjs/common';
import type { ApprovalPageView, ApprovalView } from '#contracts/approval-api';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** What waits for a second person. */
@Controller()
export class ApprovalController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'approvals'>) {}

  @Serves('listApprovals')
  list(@Call('listApprovals') call: CallOf<'listApprovals'>): Promise<ApprovalPageView> {
    const { caller, query } = call;
    const { organisationId, role, keyId: id } = caller;
    const asker = { organisationId, by: { role, id } };
    return this.flow.approvals.list(asker, query.status ?? null, pageOf(query));
  }

  @Serves('decideApproval')
  async decide(@Call('decideApproval') call: CallOf<'decideApproval'>): Promise<ApprovalView> {
    const { caller, params, body } = call;
    return unwrap(
      await this.flow.approvals.decide(caller.organisationId, params.approvalId, {
        by: { role: caller.role, id: caller.keyId },
        approve: body.approve,
        reason: body.reason ?? null,
      }),
    );
  }
}
