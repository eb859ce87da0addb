import { Controller, Inject } from '@nestjs/common';
import type { CalloutTemplateView } from '#contracts/callout-template-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Templates of call-outs, for coordinators. */
@Controller()
export class CalloutTemplateController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'calloutTemplates'>) {}

  @Serves('listCalloutTemplates')
  list(
    @Call('listCalloutTemplates') { caller }: CallOf<'listCalloutTemplates'>,
  ): Promise<{ readonly items: CalloutTemplateView[] }> {
    return this.flow.calloutTemplates.list(caller.organisationId);
  }

  @Serves('readCalloutTemplate')
  async read(
    @Call('readCalloutTemplate') { caller, params }: CallOf<'readCalloutTemplate'>,
  ): Promise<CalloutTemplateView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.calloutTemplates.byRef(organisationId, params.templateRef));
  }

  @Serves('putCalloutTemplate')
  put(
    @Call('putCalloutTemplate') { caller, params, body }: CallOf<'putCalloutTemplate'>,
  ): Promise<CalloutTemplateView> {
    return this.flow.calloutTemplates.put(caller.organisationId, params.templateRef, body);
  }

  @Serves('removeCalloutTemplate')
  async remove(
    @Call('removeCalloutTemplate') { caller, params }: CallOf<'removeCalloutTemplate'>,
  ): Promise<void> {
    const { organisationId } = caller;
    unwrap(await this.flow.calloutTemplates.remove(organisationId, params.templateRef));
  }
}
