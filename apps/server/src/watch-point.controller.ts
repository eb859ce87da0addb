import { Controller, HttpStatus, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type {
  OwnWatchPointsView,
  TakenReadingView,
  WatchPointDetailView,
  WatchPointView,
} from '#contracts/watch-point-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Drains, gauges and banks that named people keep an eye on. */
@Controller()
export class WatchPointController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'watchPoints' | 'watchReadings'>) {}

  @Serves('listWatchPoints')
  list(
    @Call('listWatchPoints') { caller, query }: CallOf<'listWatchPoints'>,
  ): Promise<Page<WatchPointView>> {
    const { organisationId } = caller;
    return this.flow.watchPoints.list(organisationId, query.state ?? null, pageOf(query));
  }

  @Serves('readWatchPoint')
  async read(
    @Call('readWatchPoint') { caller, params }: CallOf<'readWatchPoint'>,
  ): Promise<WatchPointDetailView> {
    return unwrap(await this.flow.watchPoints.read(caller.organisationId, params.pointRef));
  }

  @Serves('putWatchPoint')
  async put(
    @Call('putWatchPoint') { caller, params, body }: CallOf<'putWatchPoint'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WatchPointView> {
    const { organisationId } = caller;
    const put = await this.flow.watchPoints.put(organisationId, params.pointRef, body);
    const { created, view } = unwrap(put);
    if (created) void reply.status(HttpStatus.CREATED);
    return view;
  }

  @Serves('removeWatchPoint')
  async remove(
    @Call('removeWatchPoint') { caller, params }: CallOf<'removeWatchPoint'>,
  ): Promise<WatchPointView> {
    return unwrap(await this.flow.watchPoints.remove(caller.organisationId, params.pointRef));
  }

  @Serves('adoptWatchPoint')
  async adopt(
    @Call('adoptWatchPoint') { caller, params, body }: CallOf<'adoptWatchPoint'>,
  ): Promise<WatchPointDetailView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.watchPoints.adopt(organisationId, params.pointRef, body));
  }

  @Serves('readOwnWatchPoints')
  own(
    @Call('readOwnWatchPoints') { caller }: CallOf<'readOwnWatchPoints'>,
  ): Promise<OwnWatchPointsView> {
    return this.flow.watchReadings.own(caller);
  }

  @Serves('sendWatchReading')
  async reading(
    @Call('sendWatchReading') { caller, params, body }: CallOf<'sendWatchReading'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TakenReadingView> {
    const taken = unwrap(await this.flow.watchReadings.take(caller, params.pointRef, body));
    if (!taken.created) void reply.status(HttpStatus.OK);
    return taken.view;
  }
}
