import { Controller, Inject } from '@nestjs/common';
import type { ErasedView, PersonExport, RetentionView } from '#contracts/privacy-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** What people may ask of their data, and how long anything is kept. */
@Controller()
export class PrivacyController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'subjectAccess' | 'retention'>) {}

  @Serves('exportMe')
  async exportMe(@Call('exportMe') call: CallOf<'exportMe'>): Promise<PersonExport> {
    const { organisationId, responderId } = call.caller;
    const by = { role: 'responder', id: responderId } as const;
    return unwrap(await this.flow.subjectAccess.exported({ organisationId, responderId }, by));
  }

  @Serves('eraseMe')
  async eraseMe(@Call('eraseMe') call: CallOf<'eraseMe'>): Promise<ErasedView> {
    const { organisationId, responderId } = call.caller;
    const by = { role: 'responder', id: responderId } as const;
    return unwrap(await this.flow.subjectAccess.erase({ organisationId, responderId }, by));
  }

  @Serves('exportPerson')
  async exportPerson(@Call('exportPerson') call: CallOf<'exportPerson'>): Promise<PersonExport> {
    const { organisationId, role, keyId: id } = call.caller;
    const person = { organisationId, responderId: call.params.responder };
    const { reason } = call.query;
    return unwrap(await this.flow.subjectAccess.exported(person, { role, id }, reason));
  }

  @Serves('erasePerson')
  async erasePerson(@Call('erasePerson') call: CallOf<'erasePerson'>): Promise<ErasedView> {
    const { organisationId, role, keyId: id } = call.caller;
    const person = { organisationId, responderId: call.params.responder };
    const { reason } = call.body;
    return unwrap(await this.flow.subjectAccess.erase(person, { role, id }, reason));
  }

  @Serves('readRetention')
  readRetention(@Call('readRetention') call: CallOf<'readRetention'>): Promise<RetentionView> {
    return this.flow.retention.view(call.caller.organisationId);
  }
}
