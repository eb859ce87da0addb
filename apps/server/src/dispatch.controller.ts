import { Controller, Inject } from '@nestjs/common';
import type { AedsAroundView } from '#contracts/dispatch-api';
import type { IncidentView } from '#contracts/incident-api';
import { toPlace } from '#contracts/shapes';
import type { HandChange } from '#flow/change-incident';
import type { HandDeed } from '#flow/hand-deed';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

interface DeedCall {
  readonly caller: { readonly organisationId: string; readonly keyId: string };
  readonly params: { readonly incidentId: string };
  readonly body: { readonly deedId: string; readonly reason?: string };
}

/** What dispatchers do to a running incident by hand. */
@Controller()
export class DispatchController {
  constructor(@Inject(FLOW) private readonly flow: Flow) {}

  @Serves('readAedsAround')
  async aeds(@Call('readAedsAround') call: CallOf<'readAedsAround'>): Promise<AedsAroundView> {
    const { organisationId, role } = call.caller;
    const { incidentId } = call.params;
    return unwrap(await this.flow.aedsAround.around(organisationId, incidentId, role));
  }

  @Serves('relocateIncident')
  relocate(@Call('relocateIncident') call: CallOf<'relocateIncident'>): Promise<IncidentView> {
    const { place, placeAccuracyM, address, acceptOutsideArea, seenPlace } = call.body;
    const named = place === undefined ? {} : { place: toPlace(place) };
    return this.change(call, {
      op: 'relocate',
      facts: {
        ...(place === undefined ? {} : { ...named, placeAccuracyM: placeAccuracyM ?? null }),
        // An old address at a new place would send people to the wrong door.
        ...(place === undefined && address === undefined ? {} : { address: address ?? null }),
        ...(acceptOutsideArea === undefined ? {} : { acceptOutsideArea }),
      },
      seenPlace: seenPlace === undefined ? null : toPlace(seenPlace),
    });
  }

  @Serves('addResponders')
  async addResponders(@Call('addResponders') call: CallOf<'addResponders'>): Promise<IncidentView> {
    return unwrap(await this.flow.directIncident.addResponders(deedOf(call), call.body.count));
  }

  @Serves('standDownPeople')
  async standDown(@Call('standDownPeople') call: CallOf<'standDownPeople'>): Promise<IncidentView> {
    return unwrap(await this.flow.directIncident.standDown(deedOf(call), call.body.responderId));
  }

  @Serves('tellPeople')
  async tell(@Call('tellPeople') call: CallOf<'tellPeople'>): Promise<IncidentView> {
    const { to, text } = call.body;
    return unwrap(await this.flow.directIncident.tell(deedOf(call), { to, text }));
  }

  @Serves('closeByHand')
  close(@Call('closeByHand') call: CallOf<'closeByHand'>): Promise<IncidentView> {
    return this.change(call, { op: 'close' });
  }

  /** Partners who help with it are told as well. */
  private async change(call: DeedCall, change: HandChange): Promise<IncidentView> {
    const deed = deedOf(call);
    const view = unwrap(await this.flow.changeIncident.byHand(deed, change));
    const step = { op: 'by-hand', deed, change } as const;
    await this.flow.mutualAid.follow(deed.organisationId, deed.incidentId, step);
    return view;
  }
}

function deedOf({ caller, params, body }: DeedCall): HandDeed {
  return {
    ...{ organisationId: caller.organisationId, incidentId: params.incidentId },
    ...{ deedId: body.deedId, by: caller.keyId, reason: body.reason ?? null },
  };
}
