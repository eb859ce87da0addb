import { Controller, Inject } from '@nestjs/common';
import type { TemplateView } from '#contracts/template-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** What is said to people, in an organisation's own words. */
@Controller()
export class TemplateController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'ownTemplates'>) {}

  @Serves('listTemplates')
  list(@Call('listTemplates') call: CallOf<'listTemplates'>): Promise<{ items: TemplateView[] }> {
    return this.flow.ownTemplates.list(call.caller.organisationId);
  }

  @Serves('putTemplate')
  async put(@Call('putTemplate') call: CallOf<'putTemplate'>): Promise<TemplateView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.ownTemplates.put(caller.organisationId, params, body));
  }

  @Serves('removeTemplate')
  remove(@Call('removeTemplate') call: CallOf<'removeTemplate'>): Promise<TemplateView> {
    return this.flow.ownTemplates.remove(call.caller.organisationId, call.params);
  }
}
