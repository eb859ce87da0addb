import { Controller, Inject } from '@nestjs/common';
import type { ReplyView } from '#contracts/reply-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** What people wrote back, for the console. */
@Controller()
export class ReplyController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'replyDesk'>) {}

  @Serves('listReplies')
  list(@Call('listReplies') call: CallOf<'listReplies'>): Promise<Page<ReplyView>> {
    const { caller, query } = call;
    return this.flow.replyDesk.list(caller.organisationId, query, pageOf(query));
  }

  @Serves('handleReply')
  async handle(@Call('handleReply') call: CallOf<'handleReply'>): Promise<ReplyView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.replyDesk.handle(caller, params.replyId, body));
  }
}
