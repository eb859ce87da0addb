import { Controller, Inject } from '@nestjs/common';
import type { SetAsideView } from '#contracts/quarantine-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** What failed again and again, for those who may try it once more. */
@Controller()
export class QuarantineController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'quarantine'>) {}

  @Serves('listSetAside')
  list(@Call('listSetAside') call: CallOf<'listSetAside'>): Promise<Page<SetAsideView>> {
    return this.flow.quarantine.list(call.caller.organisationId, pageOf(call.query));
  }

  @Serves('putBack')
  async putBack(@Call('putBack') call: CallOf<'putBack'>): Promise<SetAsideView> {
    const { caller, params } = call;
    return unwrap(await this.flow.quarantine.putBack(caller.organisationId, params.setAsideId));
  }
}
