import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KeptFieldListView, TakenDocumentView } from '#contracts/control-format-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

type Used = 'looks' | 'readIncident' | 'takeForeignMessage' | 'writeForeignStatus';

/** Incidents in formats of other systems. */
@Controller()
export class FormatController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, Used>) {}

  @Serves('takeDocument')
  async take(
    @Call('takeDocument') call: CallOf<'takeDocument'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TakenDocumentView> {
    const { caller, params, query, receivedAt } = call;
    const body = wholeBody(request.body);
    const { mapping = null } = query;
    const document = { format: params.format, mapping, body, receivedAt };
    const taken = unwrap(await this.flow.takeForeignMessage.take(caller, document));
    const incidentId = taken.messages.find((message) => message.incidentId !== null)?.incidentId;
    if (typeof incidentId === 'string') void reply.header('x-incident-id', incidentId);
    return taken;
  }

  @Serves('readKeptFields')
  async kept(
    @Call('readKeptFields') { caller, params }: CallOf<'readKeptFields'>,
  ): Promise<KeptFieldListView> {
    const { organisationId, role } = caller;
    const { incidentId } = params;
    return unwrap(await this.flow.takeForeignMessage.keptFields(organisationId, incidentId, role));
  }

  @Serves('readIncidentAs')
  async readAs(
    @Call('readIncidentAs') { caller, params, query }: CallOf<'readIncidentAs'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { organisationId, role } = caller;
    const view = unwrap(await this.flow.readIncident.byId(organisationId, params.incidentId, role));
    const [seen = view] = await this.flow.looks.atPositions(caller, [view]);
    const asked = { organisationId, format: params.format, mapping: query.mapping ?? null };
    const { mediaType, body } = unwrap(await this.flow.writeForeignStatus.write(asked, seen));
    void reply.type(`${mediaType}; charset=utf-8`).send(body);
  }
}

/** JSON comes as text, XML as bytes. */
function wholeBody(body: unknown): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body : new Uint8Array();
}
