import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AREA_IMPORT_BYTES_MAX,
  type AreaImportReportView,
  type AreaPutView,
  type CalloutAreaChangedView,
  type CalloutPreviewView,
  type MessagePricesView,
  type StoredAreaSummaryView,
  type StoredAreaView,
} from '#contracts/area-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';
import { readUpload } from './upload';
import { waits } from './waits';

/** Areas of call-outs: kept ones, what asking would mean, and danger that comes up meanwhile. */
@Controller()
export class AreaController {
  constructor(
    @Inject(FLOW)
    private readonly flow: Pick<Flow, 'storedAreas' | 'previewCallout' | 'approveChanges'>,
  ) {}

  @Serves('previewCallout')
  async preview(
    @Call('previewCallout') call: CallOf<'previewCallout'>,
  ): Promise<CalloutPreviewView> {
    return unwrap(await this.flow.previewCallout.preview(call.caller.organisationId, call.body));
  }

  @Serves('changeCalloutArea')
  async change(
    @Call('changeCalloutArea') call: CallOf<'changeCalloutArea'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalloutAreaChangedView> {
    const { caller, params, body } = call;
    const of = { organisationId: caller.organisationId, calloutId: params.calloutId };
    const by = { role: caller.role, id: caller.keyId };
    const asked = unwrap(await this.flow.approveChanges.changeArea(of, body, by));
    return asked.pending === null ? asked.view : waits(asked.pending, reply);
  }

  @Serves('listAreas')
  list(@Call('listAreas') call: CallOf<'listAreas'>): Promise<Page<StoredAreaSummaryView>> {
    return this.flow.storedAreas.list(call.caller.organisationId, pageOf(call.query));
  }

  @Serves('readArea')
  async read(@Call('readArea') call: CallOf<'readArea'>): Promise<StoredAreaView> {
    const { caller, params } = call;
    return unwrap(await this.flow.storedAreas.read(caller.organisationId, params.areaRef));
  }

  @Serves('putArea')
  async put(@Call('putArea') call: CallOf<'putArea'>): Promise<AreaPutView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.storedAreas.put(caller.organisationId, params.areaRef, body));
  }

  @Serves('removeArea')
  async remove(@Call('removeArea') call: CallOf<'removeArea'>): Promise<void> {
    const { caller, params } = call;
    unwrap(await this.flow.storedAreas.remove(caller.organisationId, params.areaRef));
  }

  @Serves('importAreas')
  async take(
    @Call('importAreas') { caller, query }: CallOf<'importAreas'>,
    @Req() request: FastifyRequest,
  ): Promise<AreaImportReportView> {
    const file = unwrap(await readUpload(request.body, AREA_IMPORT_BYTES_MAX));
    const options = { dryRun: query.dryRun === 'true', source: query.source ?? null };
    return unwrap(await this.flow.storedAreas.take(caller.organisationId, file, options));
  }

  @Serves('readMessagePrices')
  prices(@Call('readMessagePrices') call: CallOf<'readMessagePrices'>): Promise<MessagePricesView> {
    return this.flow.storedAreas.prices(call.caller.organisationId);
  }

  @Serves('putMessagePrices')
  putPrices(
    @Call('putMessagePrices') call: CallOf<'putMessagePrices'>,
  ): Promise<MessagePricesView> {
    return this.flow.storedAreas.putPrices(call.caller.organisationId, call.body);
  }
}
