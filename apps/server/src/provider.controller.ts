import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '#core/problem';
import type { ProviderEvent, ProviderRequest } from '#flow/ports';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW, PARTS, type ServerParts } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;

/** What providers of channels call back: reports on what they took, and replies of people. */
@Controller()
export class ProviderController {
  constructor(
    @Inject(PARTS) private readonly parts: Pick<ServerParts, 'config' | 'world'>,
    @Inject(FLOW) private readonly flow: Pick<Flow, 'takeReport' | 'receiveReply'>,
  ) {}

  /** Nothing is applied of a call-back that is not signed; of one that is, each event. */
  @Serves('takeProviderCallback')
  async take(
    @Call('takeProviderCallback') { params }: CallOf<'takeProviderCallback'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { callbacks } = this.parts.world;
    const provider = Object.hasOwn(callbacks, params.provider)
      ? callbacks[params.provider]
      : undefined;
    if (provider === undefined) {
      return unwrap(refuse('not-found', 'There is no such provider.', 'provider'));
    }
    const received = this.asReceived(request);
    const events = unwrap(provider.read(received));
    for (const event of events) await this.apply(event);
    const answer = provider.answer(received, events);
    if (answer === null) return undefined;
    void reply.status(OK).type(answer.mediaType);
    return answer.body;
  }

  private async apply(event: ProviderEvent): Promise<void> {
    if (event.kind === 'reply') await this.flow.receiveReply.receive(event);
    else await this.flow.takeReport.take(event);
  }

  /** As the provider sent it, through whatever stands before this server. */
  private asReceived(request: FastifyRequest): ProviderRequest {
    const { publicUrl } = this.parts.config.channels;
    const headers = Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]);
    return {
      url: `${publicUrl ?? `http://${request.host}`}${request.url}`,
      headers: Object.fromEntries(headers) as ProviderRequest['headers'],
      body: typeof request.body === 'string' ? request.body : '',
    };
  }
}
