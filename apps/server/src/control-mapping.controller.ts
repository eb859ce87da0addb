import { Controller, Inject } from '@nestjs/common';
import type {
  ControlMappingListView,
  ControlMappingView,
  TriedMappingView,
} from '#contracts/control-mapping-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Foreign formats as an organisation describes them. */
@Controller()
export class ControlMappingController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'controlMappings'>) {}

  @Serves('listControlMappings')
  list(
    @Call('listControlMappings') { caller }: CallOf<'listControlMappings'>,
  ): Promise<ControlMappingListView> {
    return this.flow.controlMappings.list(caller.organisationId);
  }

  @Serves('readControlMapping')
  async read(
    @Call('readControlMapping') { caller, params }: CallOf<'readControlMapping'>,
  ): Promise<ControlMappingView> {
    return unwrap(await this.flow.controlMappings.byName(caller.organisationId, params.name));
  }

  @Serves('putControlMapping')
  async put(
    @Call('putControlMapping') { caller, params, body }: CallOf<'putControlMapping'>,
  ): Promise<ControlMappingView> {
    return unwrap(await this.flow.controlMappings.put(caller.organisationId, params.name, body));
  }

  @Serves('removeControlMapping')
  async remove(
    @Call('removeControlMapping') { caller, params }: CallOf<'removeControlMapping'>,
  ): Promise<void> {
    unwrap(await this.flow.controlMappings.remove(caller.organisationId, params.name));
  }

  @Serves('tryControlMapping')
  async attempt(
    @Call('tryControlMapping') { caller, params, body }: CallOf<'tryControlMapping'>,
  ): Promise<TriedMappingView> {
    const { organisationId } = caller;
    const { document } = body;
    return unwrap(await this.flow.controlMappings.attempt(organisationId, params.name, document));
  }
}
