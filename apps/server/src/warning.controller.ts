import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  WARNING_BYTES_MAX,
  type ProposalView,
  type WarningsTakenView,
  type WarningSummaryView,
  type WarningView,
} from '#contracts/warning-api';
import type { WarningFeedView } from '#contracts/warning-feed-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';
import { readUpload } from './upload';

const OK = 200;

/** Warnings of others, their feeds, and what is drafted from them; for coordinators. */
@Controller()
export class WarningController {
  constructor(
    @Inject(FLOW)
    private readonly flow: Pick<Flow, 'warnings' | 'warningFeeds' | 'proposals' | 'passWarningOn'>,
  ) {}

  @Serves('takeWarning')
  async take(
    @Call('takeWarning') { caller }: CallOf<'takeWarning'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WarningsTakenView> {
    const { created, view } = unwrap(
      await this.flow.warnings.take(caller.organisationId, await documentOf(request)),
    );
    if (!created) void reply.status(OK);
    return view;
  }

  @Serves('listWarnings')
  list(
    @Call('listWarnings') { caller, query }: CallOf<'listWarnings'>,
  ): Promise<Page<WarningSummaryView>> {
    return this.flow.warnings.list(caller.organisationId, query.state ?? null, pageOf(query));
  }

  @Serves('readWarning')
  async read(@Call('readWarning') { caller, params }: CallOf<'readWarning'>): Promise<WarningView> {
    return unwrap(await this.flow.warnings.byId(caller.organisationId, params.warningId));
  }

  @Serves('readWarningAs')
  async readAs(
    @Call('readWarningAs') { caller, params }: CallOf<'readWarningAs'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { warningId, form } = params;
    const written = unwrap(
      await this.flow.passWarningOn.as(caller.organisationId, warningId, form),
    );
    void reply.type(`${written.mediaType}; charset=utf-8`).send(written.body);
  }

  @Serves('dismissWarning')
  async dismiss(
    @Call('dismissWarning') { caller, params, body }: CallOf<'dismissWarning'>,
  ): Promise<WarningView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.warnings.dismiss(organisationId, params.warningId, body.reason));
  }

  @Serves('proposeCallout')
  async propose(
    @Call('proposeCallout') { caller, params, query }: CallOf<'proposeCallout'>,
  ): Promise<ProposalView> {
    const { organisationId } = caller;
    return unwrap(
      await this.flow.proposals.draft(organisationId, params.warningId, query.template),
    );
  }

  @Serves('listWarningFeeds')
  feeds(
    @Call('listWarningFeeds') { caller }: CallOf<'listWarningFeeds'>,
  ): Promise<{ readonly items: WarningFeedView[] }> {
    return this.flow.warningFeeds.list(caller.organisationId);
  }

  @Serves('readWarningFeed')
  async feed(
    @Call('readWarningFeed') { caller, params }: CallOf<'readWarningFeed'>,
  ): Promise<WarningFeedView> {
    return unwrap(await this.flow.warningFeeds.byRef(caller.organisationId, params.feedRef));
  }

  @Serves('putWarningFeed')
  putFeed(
    @Call('putWarningFeed') { caller, params, body }: CallOf<'putWarningFeed'>,
  ): Promise<WarningFeedView> {
    return this.flow.warningFeeds.put(caller.organisationId, params.feedRef, body);
  }

  @Serves('removeWarningFeed')
  async removeFeed(
    @Call('removeWarningFeed') { caller, params }: CallOf<'removeWarningFeed'>,
  ): Promise<void> {
    unwrap(await this.flow.warningFeeds.remove(caller.organisationId, params.feedRef));
  }
}

/** What was sent, as it came; small JSON has been read already and is written again. */
async function documentOf({ body }: FastifyRequest): Promise<Uint8Array> {
  const isStream = typeof body === 'object' && body !== null && 'iterator' in body;
  if (isStream || body === undefined || body === null) {
    return unwrap(await readUpload(body, WARNING_BYTES_MAX));
  }
  return Buffer.from(JSON.stringify(body));
}
