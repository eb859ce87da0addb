import { Controller, Inject } from '@nestjs/common';
import type {
  BoardClaimView,
  BoardDetailView,
  BoardEntryView,
  BoardMatchesView,
  BoardSettingsView,
  OwnBoardEntryView,
  OwnBoardView,
  OwnClaimView,
} from '#contracts/board-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Offers and needs, for staff and for responders. */
@Controller()
export class BoardController {
  constructor(
    @Inject(FLOW) private readonly flow: Pick<Flow, 'staffBoard' | 'ownBoard' | 'looks'>,
  ) {}

  @Serves('readBoardSettings')
  settings(
    @Call('readBoardSettings') call: CallOf<'readBoardSettings'>,
  ): Promise<BoardSettingsView> {
    return this.flow.staffBoard.settings(call.caller.organisationId);
  }

  @Serves('putBoardSettings')
  putSettings(
    @Call('putBoardSettings') call: CallOf<'putBoardSettings'>,
  ): Promise<BoardSettingsView> {
    const { caller, body } = call;
    return this.flow.staffBoard.setPublic(caller.organisationId, body.isPublic);
  }

  @Serves('listBoard')
  list(@Call('listBoard') call: CallOf<'listBoard'>): Promise<Page<BoardEntryView>> {
    const { caller, query } = call;
    return this.flow.staffBoard.list(caller.organisationId, query, pageOf(query));
  }

  @Serves('addBoardEntry')
  async add(@Call('addBoardEntry') call: CallOf<'addBoardEntry'>): Promise<BoardEntryView> {
    return unwrap(await this.flow.staffBoard.add(call.caller.organisationId, call.body));
  }

  @Serves('readBoardEntry')
  async read(@Call('readBoardEntry') call: CallOf<'readBoardEntry'>): Promise<BoardDetailView> {
    unwrap(await this.flow.looks.atPerson(call.caller));
    return unwrap(await this.flow.staffBoard.byId(ofEntry(call)));
  }

  @Serves('vetBoardEntry')
  async vet(@Call('vetBoardEntry') call: CallOf<'vetBoardEntry'>): Promise<BoardEntryView> {
    return unwrap(await this.flow.staffBoard.vet(ofEntry(call), call.body));
  }

  @Serves('closeBoardEntry')
  async close(@Call('closeBoardEntry') call: CallOf<'closeBoardEntry'>): Promise<BoardEntryView> {
    return unwrap(await this.flow.staffBoard.close(ofEntry(call), call.body));
  }

  @Serves('claimBoardEntry')
  async claim(@Call('claimBoardEntry') call: CallOf<'claimBoardEntry'>): Promise<BoardClaimView> {
    return unwrap(await this.flow.staffBoard.claim(ofEntry(call), call.body));
  }

  @Serves('releaseBoardClaim')
  async release(
    @Call('releaseBoardClaim') call: CallOf<'releaseBoardClaim'>,
  ): Promise<BoardClaimView> {
    const of = { ...ofEntry(call), ...call.body };
    return unwrap(await this.flow.staffBoard.endClaim(of, 'released'));
  }

  @Serves('endBoardClaim')
  async endClaim(@Call('endBoardClaim') call: CallOf<'endBoardClaim'>): Promise<BoardClaimView> {
    const of = { ...ofEntry(call), ...call.body };
    return unwrap(await this.flow.staffBoard.endClaim(of, 'done'));
  }

  @Serves('readBoardMatches')
  async matches(
    @Call('readBoardMatches') call: CallOf<'readBoardMatches'>,
  ): Promise<BoardMatchesView> {
    return unwrap(await this.flow.staffBoard.matches(ofEntry(call)));
  }

  @Serves('readOwnBoard')
  own(@Call('readOwnBoard') call: CallOf<'readOwnBoard'>): Promise<OwnBoardView> {
    return this.flow.ownBoard.read(call.caller, call.query, pageOf(call.query));
  }

  @Serves('addOwnBoardEntry')
  async addOwn(
    @Call('addOwnBoardEntry') call: CallOf<'addOwnBoardEntry'>,
  ): Promise<OwnBoardEntryView> {
    return unwrap(await this.flow.ownBoard.add(call.caller, call.body));
  }

  @Serves('claimAsResponder')
  async claimOwn(
    @Call('claimAsResponder') call: CallOf<'claimAsResponder'>,
  ): Promise<OwnClaimView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.ownBoard.claim(caller, params.entryId, body));
  }

  @Serves('releaseOwnClaim')
  async releaseOwn(
    @Call('releaseOwnClaim') call: CallOf<'releaseOwnClaim'>,
  ): Promise<BoardClaimView> {
    const { caller, params } = call;
    return unwrap(await this.flow.ownBoard.endClaim(caller, params.entryId, 'released'));
  }

  @Serves('endOwnClaim')
  async endOwn(@Call('endOwnClaim') call: CallOf<'endOwnClaim'>): Promise<BoardClaimView> {
    const { caller, params } = call;
    return unwrap(await this.flow.ownBoard.endClaim(caller, params.entryId, 'done'));
  }

  @Serves('confirmOwnEntry')
  async stillSo(
    @Call('confirmOwnEntry') call: CallOf<'confirmOwnEntry'>,
  ): Promise<OwnBoardEntryView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.ownBoard.stillSo(caller, params.entryId, body));
  }

  @Serves('reportBoardEntry')
  async report(@Call('reportBoardEntry') call: CallOf<'reportBoardEntry'>): Promise<void> {
    const { caller, params, body } = call;
    unwrap(await this.flow.ownBoard.report(caller, params.entryId, body.kind));
  }
}

function ofEntry(call: {
  readonly caller: { readonly organisationId: string };
  readonly params: { readonly entryId: string };
}): { readonly organisationId: string; readonly entryId: string } {
  return { organisationId: call.caller.organisationId, entryId: call.params.entryId };
}
