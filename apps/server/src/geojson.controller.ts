import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GEOJSON_TYPE } from '#contracts/geojson-api';
import { toBox } from '#contracts/map-api';
import { toInstant } from '#contracts/shapes';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** What other maps take in. */
@Controller()
export class GeojsonController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'geojsonOut'>) {}

  @Serves('exportIncidentFeatures')
  async incidents(
    @Call('exportIncidentFeatures') call: CallOf<'exportIncidentFeatures'>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { from, to, reason = null } = call.query;
    const asked = { from: toInstant(from), to: toInstant(to), reason };
    request.auditNote = { detail: { from, to, reason } };
    const exported = unwrap(await this.flow.geojsonOut.incidents(call.caller, asked));
    request.auditNote = { detail: { from, to, reason, count: exported.features.length } };
    await send(reply, exported);
  }

  @Serves('readAedFeatures')
  async aeds(
    @Call('readAedFeatures') { caller, query }: CallOf<'readAedFeatures'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, await this.flow.geojsonOut.aeds(caller.organisationId, pageOf(query)));
  }

  @Serves('readCoverFeatures')
  async cover(
    @Call('readCoverFeatures') { caller, query }: CallOf<'readCoverFeatures'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, await this.flow.geojsonOut.cover(caller.organisationId, toBox(query.bbox)));
  }
}

async function send(reply: FastifyReply, collection: object): Promise<void> {
  await reply.type(GEOJSON_TYPE).send(JSON.stringify(collection));
}
