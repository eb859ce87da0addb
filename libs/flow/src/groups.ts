import { GROUP_MEMBERS_MAX, type Group } from '#core/group';
import { ok, refuse, type Result } from '#core/problem';
import { toPieces } from '#contracts/callout-parts';
import type {
  DecideGroupMessage,
  GroupDetailView,
  GroupView,
  PutGroupMessage,
} from '#contracts/group-api';
import type { GroupAsks } from '#flow/group-asks';
import { renderGroup, renderMember } from '#flow/group-view';
import type { Clock, CountedGroup, GroupStore, Ids, NamedMember, PeopleStore } from '#flow/ports';

/** Community groups, charities and companies, as staff register them. */
export class Groups {
  constructor(
    private readonly ports: {
      readonly groups: GroupStore;
      readonly people: Pick<PeopleStore, 'responderByRef'>;
      readonly asks: Pick<GroupAsks, 'withdrawAll'>;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** All of them by name, also those that somebody asks for. */
  async list(organisationId: string): Promise<{ readonly items: GroupView[] }> {
    return { items: (await this.ports.groups.groups(organisationId)).map(renderGroup) };
  }

  /** One with its members; refusal `not-found`. */
  async read(organisationId: string, groupRef: string): Promise<Result<GroupDetailView>> {
    const group = await this.ports.groups.groupByRef(organisationId, groupRef);
    return group === null ? noGroup() : ok(await this.detail(group));
  }

  /**
   * Registers a group or changes it; one that was closed is open again.
   *
   * @returns refusal `illegal-step` for one that somebody asked for and nobody has approved
   */
  async put(
    organisationId: string,
    groupRef: string,
    message: PutGroupMessage,
  ): Promise<Result<GroupDetailView>> {
    const { groups, clock, ids } = this.ports;
    const known = await groups.groupByRef(organisationId, groupRef);
    if (known?.status === 'asked-for' || known?.status === 'turned-down') {
      return refuse('illegal-step', `This group is ${known.status}; decide on it.`);
    }
    const now = clock.now();
    const { name, kind, note } = message;
    const fresh: Group = {
      ...{ id: known?.id ?? ids.id(), organisationId, groupRef, name, kind, status: 'active' },
      ...{ equipment: toPieces(message.equipment), askedBy: known?.askedBy ?? null, note },
      ...{ createdAt: known?.createdAt ?? now, updatedAt: now },
    };
    await groups.putGroup(fresh);
    return this.read(organisationId, groupRef);
  }

  /** Closes a group; what it holds of call-outs goes back to them. Refusal `not-found`. */
  async close(organisationId: string, groupRef: string): Promise<Result<null>> {
    const { groups, asks, clock } = this.ports;
    const group = await groups.groupByRef(organisationId, groupRef);
    if (group === null) return noGroup();
    const { id: groupId } = group;
    const of = { organisationId, groupId, now: clock.now() };
    const from = group.status === 'asked-for' ? (['asked-for'] as const) : (['active'] as const);
    const to = group.status === 'asked-for' ? 'turned-down' : 'closed';
    await groups.moveGroup({ ...of, from, to });
    await asks.withdrawAll(organisationId, groupId);
    return ok(null);
  }

  /**
   * Approves a group that a responder asked for, who becomes its coordinator, or turns it down.
   *
   * @returns refusals `not-found`, `illegal-step`
   */
  async decide(
    organisationId: string,
    groupRef: string,
    { isApproved }: DecideGroupMessage,
  ): Promise<Result<GroupDetailView>> {
    const { groups, clock } = this.ports;
    const group = await groups.groupByRef(organisationId, groupRef);
    if (group === null) return noGroup();
    const { id: groupId, askedBy, status } = group;
    const now = clock.now();
    const to = isApproved ? 'active' : 'turned-down';
    const of = { organisationId, groupId, from: ['asked-for'] as const, to, now } as const;
    if (!(await groups.moveGroup(of))) {
      return refuse('illegal-step', `This group is ${status}.`);
    }
    if (isApproved && askedBy !== null) {
      const member = { organisationId, groupId, responderId: askedBy, isCoordinator: true };
      await groups.putMember({ ...member, since: now, max: GROUP_MEMBERS_MAX });
    }
    return this.read(organisationId, groupRef);
  }

  /**
   * Makes a responder a member of an active group, or its coordinator.
   *
   * @returns refusals `not-found`, `illegal-step`
   */
  async putMember(
    organisationId: string,
    of: { readonly groupRef: string; readonly externalRef: string },
    isCoordinator: boolean,
  ): Promise<Result<GroupDetailView>> {
    const { groups, clock } = this.ports;
    const found = await this.memberOf(organisationId, of);
    if (!found.ok) return found;
    const { group, responderId } = found.value;
    if (group.status !== 'active') return refuse('illegal-step', `This group is ${group.status}.`);
    const member = { organisationId, groupId: group.id, responderId, isCoordinator };
    const isKept = await groups.putMember({
      ...{ ...member, since: clock.now(), max: GROUP_MEMBERS_MAX },
    });
    if (!isKept) return refuse('illegal-step', `It has ${GROUP_MEMBERS_MAX} members already.`);
    return this.read(organisationId, of.groupRef);
  }

  /** Ends a membership; refusal `not-found`. */
  async removeMember(
    organisationId: string,
    of: { readonly groupRef: string; readonly externalRef: string },
  ): Promise<Result<null>> {
    const found = await this.memberOf(organisationId, of);
    if (!found.ok) return found;
    const { group, responderId } = found.value;
    await this.ports.groups.removeMember(organisationId, { groupId: group.id, responderId });
    return ok(null);
  }

  private async memberOf(
    organisationId: string,
    { groupRef, externalRef }: { readonly groupRef: string; readonly externalRef: string },
  ): Promise<Result<{ readonly group: CountedGroup; readonly responderId: string }>> {
    const group = await this.ports.groups.groupByRef(organisationId, groupRef);
    if (group === null) return noGroup();
    const responder = await this.ports.people.responderByRef(organisationId, externalRef);
    if (responder === null) return refuse('not-found', 'There is no such responder.');
    return ok({ group, responderId: responder.id });
  }

  private async detail(group: CountedGroup): Promise<GroupDetailView> {
    const members = await this.ports.groups.members(group.organisationId, group.id);
    return { ...renderGroup(group), members: members.map(detailed) };
  }
}

function noGroup(): Result<never> {
  return refuse('not-found', 'There is no such group.');
}

/** For staff, who know members by their own reference. */
function detailed(member: NamedMember): GroupDetailView['members'][number] {
  return { ...renderMember(member), externalRef: member.externalRef };
}
