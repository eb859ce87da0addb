import type { Pieces } from '#core/equipment';
import { heldPeople, type Group, type GroupAsk, type GroupMember } from '#core/group';
import type { CountedGroup, GroupStore, NamedMember } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Groups in memory. */
export class MemoryGroupStore implements GroupStore {
  private readonly byId = new Map<string, Group>();
  private readonly memberships = new Map<string, GroupMember>();
  private readonly asks = new Map<string, GroupAsk>();

  constructor(private readonly tables: MemoryTables) {}

  groups: GroupStore['groups'] = (organisationId) =>
    settle(() => this.all((group) => group.organisationId === organisationId));

  groupByRef: GroupStore['groupByRef'] = (organisationId, groupRef) =>
    settle(() => {
      const isMeant = (group: Group) =>
        group.organisationId === organisationId && group.groupRef === groupRef;
      return this.all(isMeant)[0] ?? null;
    });

  group: GroupStore['group'] = (organisationId, groupId) =>
    settle(() => this.find(organisationId, groupId));

  putGroup: GroupStore['putGroup'] = (group) =>
    settle(() => {
      const { organisationId, groupRef } = group;
      const known = [...this.byId.values()].find(
        (one) => one.organisationId === organisationId && one.groupRef === groupRef,
      );
      const { id, askedBy, createdAt } = known ?? group;
      this.byId.set(id, { ...group, id, askedBy, createdAt });
    });

  moveGroup: GroupStore['moveGroup'] = ({ organisationId, groupId, from, to, now }) =>
    settle(() => {
      const known = this.byId.get(groupId);
      if (known?.organisationId !== organisationId || !from.includes(known.status)) return false;
      this.byId.set(groupId, { ...known, status: to, updatedAt: now });
      return true;
    });

  askedBy: GroupStore['askedBy'] = (organisationId, responderId) =>
    settle(() =>
      this.all(
        (group) =>
          group.organisationId === organisationId &&
          group.askedBy === responderId &&
          group.status === 'asked-for',
      ),
    );

  members: GroupStore['members'] = (organisationId, groupId) =>
    settle(() =>
      this.find(organisationId, groupId) === null
        ? []
        : [...this.memberships.values()]
            .filter((member) => member.groupId === groupId)
            .map((member) => ({
              ...member,
              displayName: this.nameOf(member.responderId),
              externalRef: this.tables.responders.get(member.responderId)?.externalRef ?? '',
            }))
            .sort(byName),
    );

  putMember: GroupStore['putMember'] = ({ groupId, responderId, isCoordinator, since, max }) =>
    settle(() => {
      const key = `${groupId} ${responderId}`;
      const known = this.memberships.get(key);
      if (known === undefined && this.countOf(groupId) >= max) return false;
      const member = { groupId, responderId, isCoordinator, since: known?.since ?? since };
      this.memberships.set(key, member);
      return true;
    });

  removeMember: GroupStore['removeMember'] = (organisationId, { groupId, responderId }) =>
    settle(() => {
      if (this.find(organisationId, groupId) === null) return;
      this.memberships.delete(`${groupId} ${responderId}`);
    });

  groupsOf: GroupStore['groupsOf'] = (organisationId, responderId) =>
    settle(() =>
      this.all((group) => group.organisationId === organisationId && group.status === 'active')
        .map((group) => ({ group, member: this.memberships.get(`${group.id} ${responderId}`) }))
        .flatMap(({ group, member }) =>
          member === undefined ? [] : [{ group, isCoordinator: member.isCoordinator }],
        ),
    );

  coordinators: GroupStore['coordinators'] = (organisationId, groupId) =>
    settle(() =>
      this.find(organisationId, groupId) === null
        ? []
        : [...this.memberships.values()]
            .filter((member) => member.groupId === groupId && member.isCoordinator)
            .map(({ responderId }) => responderId)
            .sort(),
    );

  ask: GroupStore['ask'] = (ask, check) =>
    settle(() => {
      const checked = check(this.held(ask.organisationId, ask.calloutId, ask.askedAt));
      if (!checked.ok) return checked;
      this.asks.set(ask.id, ask);
      return { ok: true, value: ask };
    });

  groupAsk: GroupStore['groupAsk'] = (organisationId, askId) =>
    settle(() => this.askOf(organisationId, askId));

  asksOf: GroupStore['asksOf'] = (organisationId, calloutId) =>
    settle(() => this.asksWith((ask) => ask.calloutId === calloutId, organisationId));

  openAsks: GroupStore['openAsks'] = (organisationId, groupId) =>
    settle(() =>
      this.asksWith((ask) => ask.groupId === groupId && ask.status === 'asked', organisationId),
    );

  addFilled: GroupStore['addFilled'] = ({ organisationId, askId }, filled) =>
    settle(() => {
      const ask = this.askOf(organisationId, askId);
      if (ask?.status !== 'asked') return null;
      const filledPieces = together(ask.filledPieces, filled.pieces);
      return this.keep({
        ...ask,
        filledPieces,
        filledCount: ask.filledCount + filled.peopleCount,
      });
    });

  endAsk: GroupStore['endAsk'] = ({ organisationId, askId, to, now }) =>
    settle(() => {
      const ask = this.askOf(organisationId, askId);
      return ask?.status === 'asked' ? this.keep({ ...ask, status: to, endedAt: now }) : null;
    });

  expireAsks: GroupStore['expireAsks'] = (now, max) =>
    settle(() =>
      [...this.asks.values()]
        .filter((ask) => ask.status === 'asked' && ask.answerBy <= now)
        .slice(0, max)
        .map((ask) => this.keep({ ...ask, status: 'expired', endedAt: now })),
    );

  heldFor: GroupStore['heldFor'] = (organisationId, calloutId, now) =>
    settle(() => this.held(organisationId, calloutId, now));

  private held(organisationId: string, calloutId: string, now: number): Record<string, number> {
    const held: Record<string, number> = {};
    const isOpen = (ask: GroupAsk) => ask.calloutId === calloutId && ask.status === 'asked';
    for (const ask of this.asksWith(isOpen, organisationId)) {
      held[ask.needKey] = (held[ask.needKey] ?? 0) + heldPeople(ask, now);
    }
    return held;
  }

  private asksWith(isMeant: (ask: GroupAsk) => boolean, organisationId: string): GroupAsk[] {
    return [...this.asks.values()].filter(
      (ask) => ask.organisationId === organisationId && isMeant(ask),
    );
  }

  private askOf(organisationId: string, askId: string): GroupAsk | null {
    const ask = this.asks.get(askId);
    return ask?.organisationId === organisationId ? ask : null;
  }

  private keep(ask: GroupAsk): GroupAsk {
    this.asks.set(ask.id, ask);
    return ask;
  }

  private find(organisationId: string, groupId: string): CountedGroup | null {
    const group = this.byId.get(groupId);
    return group?.organisationId === organisationId ? this.counted(group) : null;
  }

  private all(isMeant: (group: Group) => boolean): CountedGroup[] {
    return [...this.byId.values()]
      .filter(isMeant)
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
      .map((group) => this.counted(group));
  }

  private counted(group: Group): CountedGroup {
    return { ...group, memberCount: this.countOf(group.id) };
  }

  private countOf(groupId: string): number {
    return [...this.memberships.values()].filter((member) => member.groupId === groupId).length;
  }

  private nameOf(responderId: string): string {
    return this.tables.responders.get(responderId)?.displayName ?? '';
  }
}

function together(a: Pieces, b: Pieces): Pieces {
  const kinds = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Pieces)[];
  return Object.fromEntries(kinds.map((kind) => [kind, (a[kind] ?? 0) + (b[kind] ?? 0)]));
}

function byName(a: NamedMember, b: NamedMember): number {
  return a.displayName.localeCompare(b.displayName) || (a.responderId < b.responderId ? -1 : 1);
}
