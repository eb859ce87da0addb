import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { AidAgreementView, AidView } from '#contracts/aid-api';
import { toInstant } from '#contracts/shapes';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;

/** Help between organisations. */
@Controller()
export class AidController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'mutualAid'>) {}

  @Serves('listAidAgreements')
  list(
    @Call('listAidAgreements') { caller }: CallOf<'listAidAgreements'>,
  ): Promise<{ readonly items: AidAgreementView[] }> {
    return this.flow.mutualAid.list(caller.organisationId);
  }

  @Serves('proposeAid')
  async propose(@Call('proposeAid') call: CallOf<'proposeAid'>): Promise<AidAgreementView> {
    const { caller, body } = call;
    const until = toInstant(body.validUntil);
    return unwrap(await this.flow.mutualAid.propose(caller.organisationId, body.partner, until));
  }

  @Serves('acceptAid')
  async accept(@Call('acceptAid') call: CallOf<'acceptAid'>): Promise<AidAgreementView> {
    const { caller, params } = call;
    const { organisationId } = caller;
    return unwrap(await this.flow.mutualAid.move(organisationId, params.agreementId, 'accepted'));
  }

  @Serves('endAid')
  async end(@Call('endAid') call: CallOf<'endAid'>): Promise<AidAgreementView> {
    const { caller, params } = call;
    const { organisationId } = caller;
    return unwrap(await this.flow.mutualAid.move(organisationId, params.agreementId, 'ended'));
  }

  @Serves('askAid')
  async ask(
    @Call('askAid') call: CallOf<'askAid'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AidView> {
    const { caller, params, body } = call;
    const { organisationId, role, keyId: id } = caller;
    const asker = { organisationId, actor: { role, id } };
    const asked = unwrap(await this.flow.mutualAid.ask(asker, params.incidentId, body));
    if (!asked.isNew) void reply.status(OK);
    return asked.view;
  }

  @Serves('readAid')
  async read(
    @Call('readAid') { caller, params }: CallOf<'readAid'>,
  ): Promise<{ readonly items: AidView[] }> {
    const { organisationId, role } = caller;
    return unwrap(await this.flow.mutualAid.read(organisationId, params.incidentId, role));
  }
}
