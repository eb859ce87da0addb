import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EvidenceView } from '#contracts/evidence-api';
import type { EvidenceAsked, EvidencePack } from '#flow/evidence';
import { evidenceView } from '#flow/evidence-view';
import { Call, Serves, type CallOf } from './call';
import { debriefPage } from './debrief-paper';
import { evidenceCsv } from './evidence-csv';
import { evidencePage } from './evidence-paper';
import type { Flow } from './flow';
import { REPORT_SECURITY_POLICY } from './paper';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** What a service has done, and all of one incident, for those who judge it. */
@Controller()
export class EvidenceController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'evidence' | 'debriefPacks'>) {}

  @Serves('readEvidence')
  async read(
    @Call('readEvidence') { caller, query }: CallOf<'readEvidence'>,
    @Req() request: FastifyRequest,
  ): Promise<EvidenceView> {
    return unwrap(evidenceView(await this.pack(caller, query, request), query));
  }

  @Serves('readEvidenceCsv')
  async csv(
    @Call('readEvidenceCsv') { caller, query }: CallOf<'readEvidenceCsv'>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = unwrap(evidenceView(await this.pack(caller, query, request), query));
    await reply
      .header('content-disposition', `attachment; filename="evidence-${query.part}.csv"`)
      .header('cache-control', 'no-store')
      .type('text/csv; charset=utf-8')
      .send(evidenceCsv(view, query.part));
  }

  @Serves('readEvidencePage')
  async page(
    @Call('readEvidencePage') { caller, query }: CallOf<'readEvidencePage'>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, evidencePage(await this.pack(caller, query, request)));
  }

  @Serves('readDebriefPack')
  async debrief(
    @Call('readDebriefPack') { caller, params }: CallOf<'readDebriefPack'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(
      reply,
      debriefPage(unwrap(await this.flow.debriefPacks.of(caller, params.incidentId))),
    );
  }

  /** The audit says what it was for, also where it was refused. */
  private async pack(
    caller: CallOf<'readEvidence'>['caller'],
    asked: EvidenceAsked,
    request: FastifyRequest,
  ): Promise<EvidencePack> {
    const { from, to, reason = null, release } = asked;
    request.auditNote = { detail: { from, to, reason, release } };
    const pack = unwrap(await this.flow.evidence.pack(caller, asked));
    request.auditNote = { detail: { from, to, reason, release, count: pack.incidents.length } };
    return pack;
  }
}

async function send(reply: FastifyReply, page: string): Promise<void> {
  await reply
    .header('content-security-policy', REPORT_SECURITY_POLICY)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page);
}
