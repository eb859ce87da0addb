import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  AedRecordView,
  EnrolmentView,
  PlacesView,
  ResponderView,
} from '#contracts/registry-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;

/** People, credentials and AEDs, for the registrar. */
@Controller()
export class RegistryController {
  constructor(
    @Inject(FLOW)
    private readonly flow: Pick<Flow, 'registry' | 'aedRegistry' | 'registeredPlaces' | 'looks'>,
  ) {}

  @Serves('putResponder')
  async putResponder(
    @Call('putResponder') call: CallOf<'putResponder'>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Req() request: FastifyRequest,
  ): Promise<ResponderView> {
    const { caller, params, body } = call;
    const put = unwrap(await this.flow.registry.putResponderBy(caller, params.responder, body));
    request.auditNote = { subject: { kind: 'responder', id: put.view.id } };
    if (put.change !== 'added') void reply.status(OK);
    return put.view;
  }

  @Serves('listResponders')
  listResponders(
    @Call('listResponders') call: CallOf<'listResponders'>,
  ): Promise<Page<ResponderView>> {
    const { organisationId } = call.caller;
    return this.flow.registry.responders(organisationId, pageOf(call.query), call.query);
  }

  @Serves('readResponder')
  async readResponder(
    @Call('readResponder') call: CallOf<'readResponder'>,
  ): Promise<ResponderView> {
    const { caller, params } = call;
    unwrap(await this.flow.looks.atPerson(caller));
    return unwrap(await this.flow.registry.responder(caller.organisationId, params.responder));
  }

  @Serves('enrolResponder')
  async enrol(@Call('enrolResponder') call: CallOf<'enrolResponder'>): Promise<EnrolmentView> {
    const { caller, params } = call;
    return unwrap(await this.flow.registry.enrol(caller.organisationId, params.responder));
  }

  @Serves('readPlaces')
  async readPlaces(@Call('readPlaces') call: CallOf<'readPlaces'>): Promise<PlacesView> {
    unwrap(await this.flow.looks.atPerson(call.caller));
    const { organisationId } = call.caller;
    const responderId = call.params.responder;
    return unwrap(await this.flow.registeredPlaces.of({ organisationId, responderId }));
  }

  @Serves('putPlaces')
  async putPlaces(@Call('putPlaces') call: CallOf<'putPlaces'>): Promise<PlacesView> {
    const { organisationId } = call.caller;
    const responderId = call.params.responder;
    return unwrap(await this.flow.registeredPlaces.put({ organisationId, responderId }, call.body));
  }

  @Serves('moveCredential')
  async moveCredential(
    @Call('moveCredential') call: CallOf<'moveCredential'>,
  ): Promise<ResponderView> {
    const { caller, params, body } = call;
    return unwrap(
      await this.flow.registry.moveCredential(caller, params.credentialId, body.status),
    );
  }

  @Serves('putAed')
  async putAed(
    @Call('putAed') call: CallOf<'putAed'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AedRecordView> {
    const { caller, params, body } = call;
    const put = unwrap(
      await this.flow.aedRegistry.put(caller.organisationId, params.externalRef, body),
    );
    if (put.change !== 'added') void reply.status(OK);
    return put.view;
  }

  @Serves('moveAed')
  async moveAed(@Call('moveAed') call: CallOf<'moveAed'>): Promise<AedRecordView> {
    const { caller, params, body } = call;
    return unwrap(
      await this.flow.aedRegistry.move(caller.organisationId, params.externalRef, body.status),
    );
  }

  @Serves('listAeds')
  async listAeds(
    @Call('listAeds') call: CallOf<'listAeds'>,
  ): Promise<{ items: readonly AedRecordView[] }> {
    const { lat, lon, radiusM } = call.query;
    const near = { place: { lat, lon }, radiusM };
    return { items: await this.flow.aedRegistry.near(call.caller.organisationId, near) };
  }
}
