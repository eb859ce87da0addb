import { Controller, HttpStatus, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PHOTO_BYTES_MAX, PHOTO_FILE_ENDINGS } from '#core/photo';
import type {
  CalloutMapView,
  FieldReportView,
  PhotoTakenView,
  TakenReportView,
} from '#contracts/field-report-api';
import type { FieldTaskView, OwnTaskView, TeamSuggestionView } from '#contracts/field-task-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';
import { readUpload } from './upload';

/** A photo is somebody's file: no page of ours shows it, and nothing in it runs. */
const AS_A_FILE = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

type FieldFlow = Pick<Flow, 'fieldTasks' | 'ownTasks' | 'fieldReports' | 'calloutMap'>;

/** Work given out on the day, and what people report from the field. */
@Controller()
export class FieldController {
  constructor(@Inject(FLOW) private readonly flow: FieldFlow) {}

  @Serves('listTasks')
  async tasks(
    @Call('listTasks') { caller, params, query }: CallOf<'listTasks'>,
  ): Promise<Page<FieldTaskView>> {
    const of = { ...params, organisationId: caller.organisationId };
    return unwrap(await this.flow.fieldTasks.list(of, query.status ?? null, pageOf(query)));
  }

  @Serves('addTask')
  async addTask(
    @Call('addTask') { caller, params, body }: CallOf<'addTask'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FieldTaskView> {
    const of = { ...params, organisationId: caller.organisationId };
    const { created, view } = unwrap(await this.flow.fieldTasks.add(of, body));
    if (!created) void reply.status(HttpStatus.OK);
    return view;
  }

  @Serves('changeTask')
  async changeTask(
    @Call('changeTask') { caller, params, body }: CallOf<'changeTask'>,
  ): Promise<FieldTaskView> {
    const key = { ...params, organisationId: caller.organisationId };
    return unwrap(await this.flow.fieldTasks.change(key, body));
  }

  @Serves('suggestTeam')
  async suggestTeam(
    @Call('suggestTeam') { caller, params }: CallOf<'suggestTeam'>,
  ): Promise<TeamSuggestionView> {
    const key = { ...params, organisationId: caller.organisationId };
    return unwrap(await this.flow.fieldTasks.suggest(key));
  }

  @Serves('assignTask')
  async assignTask(
    @Call('assignTask') { caller, params, body }: CallOf<'assignTask'>,
  ): Promise<FieldTaskView> {
    const key = { ...params, organisationId: caller.organisationId };
    return unwrap(await this.flow.fieldTasks.assign(key, body));
  }

  @Serves('endTask')
  async endTask(
    @Call('endTask') { caller, params, body }: CallOf<'endTask'>,
  ): Promise<FieldTaskView> {
    const key = { ...params, organisationId: caller.organisationId };
    return unwrap(await this.flow.fieldTasks.end(key, body));
  }

  @Serves('readOwnTasks')
  ownTasks(
    @Call('readOwnTasks') { caller }: CallOf<'readOwnTasks'>,
  ): Promise<{ readonly items: OwnTaskView[] }> {
    return this.flow.ownTasks.list(caller);
  }

  @Serves('progressOwnTask')
  async progress(
    @Call('progressOwnTask') { caller, params, body }: CallOf<'progressOwnTask'>,
  ): Promise<OwnTaskView> {
    return unwrap(await this.flow.ownTasks.progress(caller, params.taskId, body));
  }

  @Serves('sendFieldReport')
  async report(
    @Call('sendFieldReport') { caller, body }: CallOf<'sendFieldReport'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TakenReportView> {
    const { created, view } = unwrap(await this.flow.fieldReports.take(caller, body));
    if (!created) void reply.status(HttpStatus.OK);
    return view;
  }

  @Serves('putFieldPhoto')
  async putPhoto(
    @Call('putFieldPhoto') { caller, params }: CallOf<'putFieldPhoto'>,
    @Req() request: FastifyRequest,
  ): Promise<PhotoTakenView> {
    const file = unwrap(await readUpload(request.body, PHOTO_BYTES_MAX));
    const mediaType = request.headers['content-type'] ?? '';
    const sent = { ofId: params.reportId, mediaType, file };
    return unwrap(await this.flow.fieldReports.putPhoto(caller, sent));
  }

  @Serves('listFieldReports')
  async reports(
    @Call('listFieldReports') { caller, params, query }: CallOf<'listFieldReports'>,
  ): Promise<Page<FieldReportView>> {
    const of = { ...params, organisationId: caller.organisationId };
    const filter = { status: query.status ?? null, kind: query.kind ?? null };
    return unwrap(await this.flow.fieldReports.list(of, filter, pageOf(query)));
  }

  @Serves('readFieldPhoto')
  async photo(
    @Call('readFieldPhoto') { caller, params }: CallOf<'readFieldPhoto'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { reportId } = params;
    const read = await this.flow.fieldReports.photo(caller.organisationId, reportId);
    const { mediaType, file } = unwrap(read);
    const name = `photo-${reportId}.${PHOTO_FILE_ENDINGS[mediaType]}`;
    void reply
      .headers({ ...AS_A_FILE, 'content-disposition': `attachment; filename="${name}"` })
      .type(mediaType)
      .send(Buffer.from(file));
  }

  @Serves('reviewFieldReport')
  async review(
    @Call('reviewFieldReport') { caller, params, body }: CallOf<'reviewFieldReport'>,
  ): Promise<FieldReportView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.fieldReports.review(organisationId, params.reportId, body));
  }

  @Serves('readCalloutMap')
  async map(
    @Call('readCalloutMap') { caller, params }: CallOf<'readCalloutMap'>,
  ): Promise<CalloutMapView> {
    return unwrap(await this.flow.calloutMap.read(caller.organisationId, params.calloutId));
  }
}
