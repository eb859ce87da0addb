import { Controller, Inject } from '@nestjs/common';
import type { AuditPageView } from '#contracts/audit-api';
import { toInstant } from '#contracts/shapes';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';

/** Who looked at what and did what. */
@Controller()
export class AuditController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'readAudit'>) {}

  @Serves('searchAudit')
  search(@Call('searchAudit') call: CallOf<'searchAudit'>): Promise<AuditPageView> {
    const { actor, action, subject, from, to } = call.query;
    const query = {
      ...(actor === undefined ? {} : { actorId: actor }),
      ...(action === undefined ? {} : { action }),
      ...(subject === undefined ? {} : { subjectId: subject }),
      ...(from === undefined ? {} : { from: toInstant(from) }),
      ...(to === undefined ? {} : { to: toInstant(to) }),
    };
    return this.flow.readAudit.search(call.caller.organisationId, query, pageOf(call.query));
  }
}
