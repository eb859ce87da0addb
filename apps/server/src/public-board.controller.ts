import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type {
  BoardBadge,
  BoardEntryTaken,
  OwnBoardEntryView,
  ShownBoardEntry,
} from '#contracts/board-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import { countedAs } from './client-address';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Offers and needs, for people without an account. */
@Controller()
export class PublicBoardController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'publicBoard'>) {}

  @Serves('readPublicBoard')
  async list(
    @Call('readPublicBoard') call: CallOf<'readPublicBoard'>,
    @Req() request: FastifyRequest,
  ): Promise<Page<ShownBoardEntry>> {
    const { query } = call;
    return unwrap(await this.flow.publicBoard.list(from(call, request), query, pageOf(query)));
  }

  @Serves('addPublicEntry')
  async add(
    @Call('addPublicEntry') call: CallOf<'addPublicEntry'>,
    @Req() request: FastifyRequest,
  ): Promise<BoardEntryTaken> {
    return unwrap(await this.flow.publicBoard.add(from(call, request), call.body));
  }

  @Serves('confirmPublicEntry')
  async confirm(
    @Call('confirmPublicEntry') call: CallOf<'confirmPublicEntry'>,
  ): Promise<BoardBadge> {
    return unwrap(await this.flow.publicBoard.confirm(call.params.organisation, call.body));
  }

  @Serves('readByBadge')
  async mine(
    @Call('readByBadge') call: CallOf<'readByBadge'>,
    @Req() request: FastifyRequest,
  ): Promise<OwnBoardEntryView> {
    return unwrap(await this.flow.publicBoard.mine(from(call, request), call.body.badge));
  }

  @Serves('confirmByBadge')
  async stillSo(
    @Call('confirmByBadge') call: CallOf<'confirmByBadge'>,
    @Req() request: FastifyRequest,
  ): Promise<OwnBoardEntryView> {
    const { badge, ...message } = call.body;
    return unwrap(await this.flow.publicBoard.stillSo(from(call, request), badge, message));
  }

  @Serves('reportPublicEntry')
  async report(
    @Call('reportPublicEntry') call: CallOf<'reportPublicEntry'>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    unwrap(await this.flow.publicBoard.report(from(call, request), call.body));
  }
}

function from(
  call: { readonly params: { readonly organisation: string } },
  request: FastifyRequest,
): { readonly organisation: string; readonly from: string } {
  return { organisation: call.params.organisation, from: countedAs(request.ip) };
}
