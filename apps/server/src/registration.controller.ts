import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { OwnReachView } from '#contracts/reach-api';
import type {
  CodeSentView,
  DevicesView,
  InvitedView,
  OrganisationView,
  RegistrationView,
} from '#contracts/registration-api';
import type { RenewedToken, SignedInDevice } from '#contracts/responder-api';
import { Call, Serves, type CallOf } from './call';
import { countedAs } from './client-address';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** How people come in, with which phones, and under which addresses they are reached. */
@Controller()
export class RegistrationController {
  constructor(
    @Inject(FLOW)
    private readonly flow: Pick<Flow, 'registration' | 'phones' | 'contacts' | 'pushProof'>,
  ) {}

  @Serves('register')
  async register(
    @Call('register') call: CallOf<'register'>,
    @Req() request: FastifyRequest,
  ): Promise<RegistrationView> {
    return unwrap(await this.flow.registration.register(call.body, countedAs(request.ip)));
  }

  @Serves('confirmRegistration')
  async confirm(
    @Call('confirmRegistration') call: CallOf<'confirmRegistration'>,
  ): Promise<SignedInDevice> {
    const { params, body } = call;
    return unwrap(await this.flow.registration.confirm(params.registrationId, body));
  }

  @Serves('inviteResponder')
  async invite(@Call('inviteResponder') call: CallOf<'inviteResponder'>): Promise<InvitedView> {
    const { caller, params, body } = call;
    const person = { organisationId: caller.organisationId, responderId: params.responder };
    return unwrap(await this.flow.registration.invite(person, body));
  }

  @Serves('renewOwnToken')
  async renewToken(@Call('renewOwnToken') call: CallOf<'renewOwnToken'>): Promise<RenewedToken> {
    return unwrap(await this.flow.phones.renew(call.caller));
  }

  @Serves('listOwnDevices')
  devices(@Call('listOwnDevices') call: CallOf<'listOwnDevices'>): Promise<DevicesView> {
    return this.flow.phones.list(call.caller);
  }

  @Serves('endOwnDevice')
  async endDevice(@Call('endOwnDevice') call: CallOf<'endOwnDevice'>): Promise<DevicesView> {
    return unwrap(await this.flow.phones.end(call.caller, call.params.deviceId));
  }

  @Serves('addContact')
  async addContact(@Call('addContact') call: CallOf<'addContact'>): Promise<CodeSentView> {
    return unwrap(await this.flow.contacts.add(call.caller, call.body));
  }

  @Serves('confirmContact')
  async confirmContact(
    @Call('confirmContact') call: CallOf<'confirmContact'>,
  ): Promise<OwnReachView> {
    return unwrap(await this.flow.contacts.confirm(call.caller, call.body.code));
  }

  @Serves('provePushAddress')
  async provePush(@Call('provePushAddress') call: CallOf<'provePushAddress'>): Promise<void> {
    unwrap(await this.flow.pushProof.prove(call.caller, call.body.challenge));
  }

  @Serves('readOrganisation')
  organisation(
    @Call('readOrganisation') call: CallOf<'readOrganisation'>,
  ): Promise<OrganisationView> {
    return this.flow.registration.settings(call.caller.organisationId);
  }

  @Serves('putOrganisation')
  putOrganisation(
    @Call('putOrganisation') call: CallOf<'putOrganisation'>,
  ): Promise<OrganisationView> {
    const { caller, body } = call;
    return this.flow.registration.change(caller.organisationId, body);
  }
}
