import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { OwnBookingView } from '#contracts/booking-api';
import type { PassGivenView, PassJoinedView, PassShownView, PassView } from '#contracts/pass-api';
import { Call, Serves, type CallOf } from './call';
import { countedAs } from './client-address';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** People without an account come to a call-out by a pass. */
@Controller()
export class PassController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'passes'>) {}

  @Serves('givePass')
  async give(
    @Call('givePass') { caller, params, body }: CallOf<'givePass'>,
  ): Promise<PassGivenView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.passes.give({ organisationId, ...params }, body));
  }

  @Serves('listPasses')
  async list(
    @Call('listPasses') { caller, params }: CallOf<'listPasses'>,
  ): Promise<{ readonly items: readonly PassView[] }> {
    const { organisationId } = caller;
    return unwrap(await this.flow.passes.list({ organisationId, ...params }));
  }

  @Serves('revokePass')
  async revoke(@Call('revokePass') { caller, params }: CallOf<'revokePass'>): Promise<PassView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.passes.revoke({ organisationId, ...params }));
  }

  @Serves('readPass')
  async read(
    @Call('readPass') { body }: CallOf<'readPass'>,
    @Req() request: FastifyRequest,
  ): Promise<PassShownView> {
    return unwrap(await this.flow.passes.read(body.code, countedAs(request.ip)));
  }

  @Serves('joinByPass')
  async join(
    @Call('joinByPass') { body }: CallOf<'joinByPass'>,
    @Req() request: FastifyRequest,
  ): Promise<PassJoinedView> {
    return unwrap(await this.flow.passes.join(body, countedAs(request.ip)));
  }

  @Serves('readPassStatus')
  async status(
    @Call('readPassStatus') { body }: CallOf<'readPassStatus'>,
    @Req() request: FastifyRequest,
  ): Promise<OwnBookingView> {
    return unwrap(await this.flow.passes.status(body.badge, countedAs(request.ip)));
  }

  @Serves('leaveByPass')
  async leave(
    @Call('leaveByPass') { body }: CallOf<'leaveByPass'>,
    @Req() request: FastifyRequest,
  ): Promise<OwnBookingView> {
    return unwrap(await this.flow.passes.leave(body.badge, countedAs(request.ip)));
  }
}
