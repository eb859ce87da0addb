import { heldPeople, type GroupAsk } from '#core/group';
import type { Instant } from '#core/units';
import type { GroupAskView, GroupDetailView, GroupView } from '#contracts/group-api';
import { toIso } from '#contracts/shapes';
import type { CountedGroup, NamedMember } from '#flow/ports';

/** A group without its people. */
export function renderGroup(group: CountedGroup): GroupView {
  const { id, groupRef, name, kind, status, equipment, note, memberCount, createdAt } = group;
  return {
    ...{ id, groupRef, name, kind, status, equipment: { ...equipment }, note, memberCount },
    createdAt: toIso(createdAt),
  };
}

/** A member with their name, for staff and the group's coordinators. */
export function renderMember(
  member: NamedMember,
): Omit<GroupDetailView['members'][number], 'externalRef'> {
  const { responderId, displayName, isCoordinator, since } = member;
  return { responderId, displayName, isCoordinator, since: toIso(since) };
}

/** An ask without its group. */
export function renderAsk(ask: GroupAsk, now: Instant): Omit<GroupAskView, 'group'> {
  const { id, calloutId, needKey, peopleCount, pieces, status, filledCount, filledPieces } = ask;
  return {
    ...{ id, calloutId, needKey, peopleCount, pieces: { ...pieces }, status, filledCount },
    ...{ filledPieces: { ...filledPieces }, heldCount: heldPeople(ask, now) },
    ...{ answerBy: toIso(ask.answerBy), askedAt: toIso(ask.askedAt), endedAt: toIso(ask.endedAt) },
  };
}

/** An ask with the group it went to. */
export function renderAskOf(
  ask: GroupAsk,
  { groupRef, name }: Pick<CountedGroup, 'groupRef' | 'name'>,
  now: Instant,
): GroupAskView {
  return { ...renderAsk(ask, now), group: { groupRef, name } };
}
