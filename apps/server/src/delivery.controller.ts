import { Controller, Inject } from '@nestjs/common';
import type { LedgerView } from '#contracts/delivery-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** The ledger of the deliveries, for control. */
@Controller()
export class DeliveryController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'readLedger'>) {}

  @Serves('readLedger')
  async ofIncident(@Call('readLedger') call: CallOf<'readLedger'>): Promise<LedgerView> {
    const { organisationId, role } = call.caller;
    const { incidentId } = call.params;
    return unwrap(await this.flow.readLedger.ofIncident(organisationId, incidentId, role));
  }

  @Serves('readCalloutLedger')
  async ofCallout(
    @Call('readCalloutLedger') call: CallOf<'readCalloutLedger'>,
  ): Promise<LedgerView> {
    const { caller, params } = call;
    return unwrap(await this.flow.readLedger.ofCallout(caller.organisationId, params.calloutId));
  }
}
