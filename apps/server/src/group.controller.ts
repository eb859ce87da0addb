import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  GroupAnswerView,
  GroupAskView,
  GroupDetailView,
  GroupView,
  OwnGroupsView,
} from '#contracts/group-api';
import type { SharedCalloutView } from '#contracts/share-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;

/** Groups, what call-outs ask of them, and call-outs shared with partners. */
@Controller()
export class GroupController {
  constructor(
    @Inject(FLOW)
    private readonly flow: Pick<
      Flow,
      'registeredGroups' | 'ownGroups' | 'groupAsks' | 'answerGroupAsk' | 'shareCallout'
    >,
  ) {}

  @Serves('listGroups')
  list(@Call('listGroups') call: CallOf<'listGroups'>): Promise<{ readonly items: GroupView[] }> {
    return this.flow.registeredGroups.list(call.caller.organisationId);
  }

  @Serves('readGroup')
  async read(@Call('readGroup') call: CallOf<'readGroup'>): Promise<GroupDetailView> {
    const { caller, params } = call;
    return unwrap(await this.flow.registeredGroups.read(caller.organisationId, params.groupRef));
  }

  @Serves('putGroup')
  async put(@Call('putGroup') call: CallOf<'putGroup'>): Promise<GroupDetailView> {
    const { caller, params, body } = call;
    const { organisationId } = caller;
    return unwrap(await this.flow.registeredGroups.put(organisationId, params.groupRef, body));
  }

  @Serves('removeGroup')
  async remove(@Call('removeGroup') call: CallOf<'removeGroup'>): Promise<void> {
    const { caller, params } = call;
    unwrap(await this.flow.registeredGroups.close(caller.organisationId, params.groupRef));
  }

  @Serves('decideGroup')
  async decide(@Call('decideGroup') call: CallOf<'decideGroup'>): Promise<GroupDetailView> {
    const { caller, params, body } = call;
    const { organisationId } = caller;
    return unwrap(await this.flow.registeredGroups.decide(organisationId, params.groupRef, body));
  }

  @Serves('putGroupMember')
  async putMember(
    @Call('putGroupMember') call: CallOf<'putGroupMember'>,
    @Req() request: FastifyRequest,
  ): Promise<GroupDetailView> {
    const { caller, params, body } = call;
    noteGroup(request, params.groupRef);
    const { organisationId } = caller;
    const { coordinator } = body;
    return unwrap(await this.flow.registeredGroups.putMember(organisationId, params, coordinator));
  }

  @Serves('removeGroupMember')
  async removeMember(
    @Call('removeGroupMember') call: CallOf<'removeGroupMember'>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { caller, params } = call;
    noteGroup(request, params.groupRef);
    unwrap(await this.flow.registeredGroups.removeMember(caller.organisationId, params));
  }

  @Serves('askGroup')
  async ask(@Call('askGroup') call: CallOf<'askGroup'>): Promise<GroupAskView> {
    return unwrap(await this.flow.groupAsks.ask(ofCallout(call), call.body));
  }

  @Serves('listGroupAsks')
  async asks(
    @Call('listGroupAsks') call: CallOf<'listGroupAsks'>,
  ): Promise<{ readonly items: GroupAskView[] }> {
    return unwrap(await this.flow.groupAsks.list(ofCallout(call)));
  }

  @Serves('withdrawGroupAsk')
  async withdraw(
    @Call('withdrawGroupAsk') call: CallOf<'withdrawGroupAsk'>,
  ): Promise<GroupAskView> {
    return unwrap(await this.flow.groupAsks.withdraw(ofCallout(call), call.params.askId));
  }

  @Serves('shareCallout')
  async share(
    @Call('shareCallout') call: CallOf<'shareCallout'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SharedCalloutView> {
    const shared = unwrap(await this.flow.shareCallout.share(ofCallout(call), call.body));
    if (!shared.isNew) void reply.status(OK);
    return shared.view;
  }

  @Serves('readCalloutAid')
  async readShares(
    @Call('readCalloutAid') call: CallOf<'readCalloutAid'>,
  ): Promise<{ readonly items: SharedCalloutView[] }> {
    return unwrap(await this.flow.shareCallout.read(ofCallout(call)));
  }

  @Serves('readOwnGroups')
  own(@Call('readOwnGroups') call: CallOf<'readOwnGroups'>): Promise<OwnGroupsView> {
    return this.flow.ownGroups.read(call.caller);
  }

  @Serves('requestGroup')
  async request(@Call('requestGroup') call: CallOf<'requestGroup'>): Promise<OwnGroupsView> {
    return unwrap(await this.flow.ownGroups.request(call.caller, call.body));
  }

  @Serves('putOwnGroupEquipment')
  async equip(
    @Call('putOwnGroupEquipment') call: CallOf<'putOwnGroupEquipment'>,
  ): Promise<OwnGroupsView> {
    const { caller, params, body } = call;
    const { equipment } = body;
    return unwrap(await this.flow.ownGroups.putEquipment(caller, params.groupId, equipment));
  }

  @Serves('leaveGroup')
  async leave(@Call('leaveGroup') call: CallOf<'leaveGroup'>): Promise<void> {
    unwrap(await this.flow.ownGroups.removeMember(call.caller, call.params));
  }

  @Serves('answerGroupAsk')
  async answer(@Call('answerGroupAsk') call: CallOf<'answerGroupAsk'>): Promise<GroupAnswerView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.answerGroupAsk.answer(caller, params.askId, body));
  }
}

/** An organisation's own reference of a person is not to outlive them in the audit. */
function noteGroup(request: FastifyRequest, groupRef: string): void {
  request.auditNote = { subject: { kind: 'group', id: groupRef } };
}

function ofCallout(call: {
  readonly caller: { readonly organisationId: string };
  readonly params: { readonly calloutId: string };
}): { readonly organisationId: string; readonly calloutId: string } {
  return { organisationId: call.caller.organisationId, calloutId: call.params.calloutId };
}
