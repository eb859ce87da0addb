import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ExportedIncidentsView } from '#contracts/export-api';
import { toInstant } from '#contracts/shapes';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** What leaves in bulk. */
@Controller()
export class ExportController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'exports'>) {}

  @Serves('exportIncidents')
  async incidents(
    @Call('exportIncidents') call: CallOf<'exportIncidents'>,
    @Req() request: FastifyRequest,
  ): Promise<ExportedIncidentsView> {
    const { from, to, reason = null } = call.query;
    const asked = { from: toInstant(from), to: toInstant(to), reason };
    request.auditNote = { detail: { from, to, reason } };
    const exported = unwrap(await this.flow.exports.incidents(call.caller, asked));
    request.auditNote = { detail: { from, to, reason, count: exported.count } };
    return exported;
  }
}
