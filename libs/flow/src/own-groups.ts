import { GROUP_ASKED_PREFIX, GROUPS_ASKED_MAX, type Group } from '#core/group';
import { ok, refuse, type Result } from '#core/problem';
import { toPieces } from '#contracts/callout-parts';
import type { OwnGroupsView, PutGroupMessage } from '#contracts/group-api';
import { toIso } from '#contracts/shapes';
import { renderAsk, renderGroup, renderMember } from '#flow/group-view';
import type {
  CalloutStore,
  Clock,
  CountedGroup,
  GroupStore,
  Ids,
  Limits,
  ResponderCaller,
} from '#flow/ports';

type OwnGroup = OwnGroupsView['items'][number];

/** Groups as their members and coordinators have them on the phone. */
export class OwnGroups {
  constructor(
    private readonly ports: {
      readonly groups: GroupStore;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly limits: Limits;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** One's own, also those that wait to be approved; people and asks are for coordinators. */
  async read({ organisationId, responderId }: ResponderCaller): Promise<OwnGroupsView> {
    const { groups } = this.ports;
    const [own, asked] = await Promise.all([
      groups.groupsOf(organisationId, responderId),
      groups.askedBy(organisationId, responderId),
    ]);
    const waiting = asked.map((group): OwnGroup => ({
      ...renderGroup({ ...group, memberCount: 0 }),
      ...{ isCoordinator: false, members: null, asks: null },
    }));
    const items: OwnGroup[] = [];
    for (const { group, isCoordinator } of own) items.push(await this.view(group, isCoordinator));
    return { items: [...items, ...waiting] };
  }

  /**
   * Asks the organisation to register a group; whoever asks becomes its coordinator.
   *
   * @returns refusal `too-many-requests`
   */
  async request(caller: ResponderCaller, message: PutGroupMessage): Promise<Result<OwnGroupsView>> {
    const { groups, limits, clock, ids } = this.ports;
    const { organisationId, responderId: askedBy } = caller;
    const allowed = await limits.use('groups-asked', askedBy);
    if (!allowed.ok) return allowed;
    if ((await groups.askedBy(organisationId, askedBy)).length >= GROUPS_ASKED_MAX) {
      return refuse('too-many-requests', `${GROUPS_ASKED_MAX} of yours wait to be approved.`);
    }
    const id = ids.id();
    const now = clock.now();
    const { name, kind, note } = message;
    const group: Group = {
      ...{ id, organisationId, groupRef: GROUP_ASKED_PREFIX + id, name, kind },
      ...{ status: 'asked-for', equipment: toPieces(message.equipment), askedBy, note },
      ...{ createdAt: now, updatedAt: now },
    };
    await groups.putGroup(group);
    return ok(await this.read(caller));
  }

  /** What one's own group has, by its coordinator; refusal `not-found`. */
  async putEquipment(
    caller: ResponderCaller,
    groupId: string,
    equipment: PutGroupMessage['equipment'],
  ): Promise<Result<OwnGroupsView>> {
    const group = await this.coordinated(caller, groupId);
    if (group === null) return noGroup();
    const updatedAt = this.ports.clock.now();
    await this.ports.groups.putGroup({ ...group, equipment: toPieces(equipment), updatedAt });
    return ok(await this.read(caller));
  }

  /** Leaves a group, or ends a membership as its coordinator; refusal `not-found`. */
  async removeMember(
    caller: ResponderCaller,
    of: { readonly groupId: string; readonly responderId: string },
  ): Promise<Result<null>> {
    const isOwn = of.responderId === caller.responderId;
    const group = isOwn ? null : await this.coordinated(caller, of.groupId);
    if (!isOwn && group === null) return noGroup();
    await this.ports.groups.removeMember(caller.organisationId, of);
    return ok(null);
  }

  /** A group that this person coordinates. */
  async coordinated(
    { organisationId, responderId }: ResponderCaller,
    groupId: string,
  ): Promise<CountedGroup | null> {
    const own = await this.ports.groups.groupsOf(organisationId, responderId);
    const found = own.find(({ group, isCoordinator }) => isCoordinator && group.id === groupId);
    return found?.group ?? null;
  }

  private async view(group: CountedGroup, isCoordinator: boolean): Promise<OwnGroup> {
    const base = { ...renderGroup(group), isCoordinator };
    if (!isCoordinator) return { ...base, members: null, asks: null };
    const { organisationId, id } = group;
    const members = await this.ports.groups.members(organisationId, id);
    return { ...base, members: members.map(renderMember), asks: await this.asksOf(group) };
  }

  private async asksOf({ organisationId, id }: CountedGroup): Promise<OwnGroup['asks']> {
    const { groups, callouts, clock } = this.ports;
    const now = clock.now();
    const views: NonNullable<OwnGroup['asks']> = [];
    for (const ask of await groups.openAsks(organisationId, id)) {
      const state = await callouts.loadCallout(organisationId, ask.calloutId);
      const need = state?.callout.needs.find(({ needKey }) => needKey === ask.needKey);
      if (state === null || need === undefined) continue;
      const { title, window, shifts } = state.callout;
      const { from, until } = shifts.find(({ shiftKey }) => shiftKey === need.shiftKey) ?? window;
      const times = { from: toIso(from), until: toIso(until) };
      views.push({ ...renderAsk(ask, now), title, needLabel: need.label, ...times });
    }
    return views;
  }
}

function noGroup(): Result<never> {
  return refuse('not-found', 'There is no such group of yours.');
}
