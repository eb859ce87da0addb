import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AedRegisterPageView, HoursReadView } from '#contracts/aed-register-api';
import type { AuditPageView } from '#contracts/audit-api';
import {
  IMPORT_AEDS_MAX,
  IMPORT_BYTES_MAX,
  IMPORT_PEOPLE_MAX,
  type ImportReportView,
} from '#contracts/import-api';
import type { OrganisationProfileView } from '#contracts/organisation-api';
import type { ResponderView } from '#contracts/registry-api';
import type { AuditChainView, ReadinessHoursView, ServiceReportView } from '#contracts/service-api';
import { toInstant } from '#contracts/shapes';
import { refuse, type Result } from '#core/problem';
import { Call, pageOf, Serves, type CallOf } from './call';
import { formatOf, readAedDocument } from './aed-document';
import { CsvError } from './csv';
import type { Flow } from './flow';
import { readPeople } from './import-rows';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';
import { readUpload } from './upload';

type Used =
  | 'aedRegisterPage'
  | 'changeResponder'
  | 'checkAuditChain'
  | 'importAeds'
  | 'importPeople'
  | 'looks'
  | 'organisationProfile'
  | 'readAudit'
  | 'registry'
  | 'serviceReport';

/** How the registers are kept in order, and what the service has done. */
@Controller()
export class RegisterController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, Used>) {}

  @Serves('changeResponder')
  async change(
    @Call('changeResponder') { caller, params, body }: CallOf<'changeResponder'>,
    @Req() request: FastifyRequest,
  ): Promise<ResponderView> {
    const { disabled, reason } = body;
    const fields = Object.keys(body).filter((name) => name !== 'reason');
    request.auditNote = {
      detail: {
        fields: fields.sort().join(','),
        ...(disabled === undefined ? {} : { disabled }),
        ...(reason === undefined ? {} : { reason }),
      },
    };
    return unwrap(await this.flow.changeResponder.change(caller, params.responder, body));
  }

  @Serves('readResponderHistory')
  async history(
    @Call('readResponderHistory') { caller, params, query }: CallOf<'readResponderHistory'>,
  ): Promise<AuditPageView> {
    const { organisationId } = caller;
    unwrap(await this.flow.looks.atPerson(caller));
    unwrap(await this.flow.registry.responder(organisationId, params.responder));
    const about = { subjectId: params.responder };
    return this.flow.readAudit.search(organisationId, about, pageOf(query));
  }

  @Serves('readAedRegister')
  aeds(@Call('readAedRegister') call: CallOf<'readAedRegister'>): Promise<AedRegisterPageView> {
    const { words = null, status = null, gap = null } = call.query;
    const filter = { words, status, gap };
    return this.flow.aedRegisterPage.page(call.caller.organisationId, filter, pageOf(call.query));
  }

  @Serves('readHours')
  async readHours(@Call('readHours') call: CallOf<'readHours'>): Promise<HoursReadView> {
    const { caller, body } = call;
    return unwrap(
      await this.flow.aedRegisterPage.readHours(caller.organisationId, body.openingHours),
    );
  }

  @Serves('importAeds')
  async importAeds(
    @Call('importAeds') { caller, query }: CallOf<'importAeds'>,
    @Req() request: FastifyRequest,
  ): Promise<ImportReportView> {
    const bytes = unwrap(await readUpload(request.body, IMPORT_BYTES_MAX));
    const { source = null, region = null, seen = null, format = formatOf(bytes) } = query;
    const file = unwrap(atMost(readAedDocument(bytes, format, Date.now()), IMPORT_AEDS_MAX));
    if (file.left !== undefined && source === null) {
      unwrap(refuse('invalid-field', 'Say of which register these are the changes.', 'source'));
    }
    const report = unwrap(
      await this.flow.importAeds.take(caller.organisationId, {
        ...{ ...file, source, region, seen },
        allowVanish: query.allowVanish === 'true',
        skipRefused: query.skipRefused === 'true',
      }),
    );
    return noted(request, report);
  }

  @Serves('importPeople')
  async importPeople(
    @Call('importPeople') { caller, query }: CallOf<'importPeople'>,
    @Req() request: FastifyRequest,
  ): Promise<ImportReportView> {
    const text = await uploadedText(request);
    const file = unwrap(atMost(peopleOf(text), IMPORT_PEOPLE_MAX));
    const { readCount, good: rows, refused } = file;
    const { seen = null } = query;
    const skipRefused = query.skipRefused === 'true';
    const taken = { readCount, rows, refused, skipRefused, seen };
    return noted(request, unwrap(await this.flow.importPeople.take(caller, taken)));
  }

  @Serves('readReadinessHours')
  hours(
    @Call('readReadinessHours') call: CallOf<'readReadinessHours'>,
  ): Promise<ReadinessHoursView> {
    return this.flow.serviceReport.hours(call.caller.organisationId);
  }

  @Serves('readServiceReport')
  async report(
    @Call('readServiceReport') { caller, query }: CallOf<'readServiceReport'>,
  ): Promise<ServiceReportView> {
    const range = { from: toInstant(query.from), to: toInstant(query.to) };
    return unwrap(await this.flow.serviceReport.months(caller.organisationId, range));
  }

  @Serves('readProfile')
  async profile(
    @Call('readProfile') call: CallOf<'readProfile'>,
  ): Promise<OrganisationProfileView> {
    return unwrap(await this.flow.organisationProfile.read(call.caller.organisationId));
  }

  @Serves('putProfile')
  async putProfile(
    @Call('putProfile') { caller, body }: CallOf<'putProfile'>,
  ): Promise<OrganisationProfileView> {
    return unwrap(await this.flow.organisationProfile.put(caller.organisationId, body));
  }

  @Serves('checkAuditChain')
  chain(@Call('checkAuditChain') call: CallOf<'checkAuditChain'>): Promise<AuditChainView> {
    return this.flow.checkAuditChain.check(call.caller.organisationId);
  }
}

/** Text that is not UTF-8 is told rather than guessed at: names would come out wrong. */
async function uploadedText(request: FastifyRequest): Promise<string> {
  const file = unwrap(await readUpload(request.body, IMPORT_BYTES_MAX));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return unwrap(refuse('malformed-body', 'The file is not UTF-8; save it in that encoding.'));
  }
}

function peopleOf(text: string): Result<ReturnType<typeof readPeople>> {
  try {
    return { ok: true, value: readPeople(text) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse('malformed-body', `The file cannot be read: ${error.message}.`);
  }
}

function atMost<File extends { readonly readCount: number }>(
  file: Result<File>,
  max: number,
): Result<File> {
  return !file.ok || file.value.readCount <= max
    ? file
    : refuse('body-too-large', `A file has at most ${max} lines here; use the command.`);
}

/** The audit is told how much was put, and whether it was. */
function noted(request: FastifyRequest, report: ImportReportView): ImportReportView {
  const { applied, read, added, changed, moved, back, gone, refused } = report;
  request.auditNote = { detail: { applied, read, added, changed, moved, back, gone, refused } };
  return report;
}
