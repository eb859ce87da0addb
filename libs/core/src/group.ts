import type { CalloutNeed } from '#core/callout-needs';
import type { Equipment, Pieces } from '#core/equipment';
import { ok, refuse, type Result } from '#core/problem';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

/*
 * A village's flood group, a charity, a company: people who come together under somebody of their
 * own. A call-out may ask such a group for a number, and leaves to it who comes.
 */

export const GROUP_KINDS = ['community', 'charity', 'company'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export const GROUP_STATUSES = ['asked-for', 'active', 'turned-down', 'closed'] as const;
export type GroupStatus = (typeof GROUP_STATUSES)[number];

export const GROUP_TABLE: StatusTable<GroupStatus> = {
  'asked-for': ['active', 'turned-down'],
  active: ['closed'],
  'turned-down': [],
  closed: ['active'],
};

/** References of groups that a responder asked for begin so. */
export const GROUP_ASKED_PREFIX = 'asked:';
/** Groups that one responder may have asked for and nobody has decided on. */
export const GROUPS_ASKED_MAX = 3;
export const GROUP_MEMBERS_MAX = 5_000;

export interface Group {
  readonly id: string;
  readonly organisationId: string;
  readonly groupRef: string;
  readonly name: string;
  readonly kind: GroupKind;
  readonly status: GroupStatus;
  /** What the group has beside what its people own. */
  readonly equipment: Pieces;
  /** Who asked for it; null where staff registered it. */
  readonly askedBy: string | null;
  readonly note: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface GroupMember {
  readonly groupId: string;
  readonly responderId: string;
  readonly isCoordinator: boolean;
  readonly since: Instant;
}

export const GROUP_ASK_STATUSES = ['asked', 'answered', 'refused', 'expired', 'withdrawn'] as const;
export type GroupAskStatus = (typeof GROUP_ASK_STATUSES)[number];

/** `answered` is the group's last word: with as many as it has put in. */
export const GROUP_ASK_TABLE: StatusTable<GroupAskStatus> = {
  asked: ['answered', 'refused', 'expired', 'withdrawn'],
  answered: [],
  refused: [],
  expired: [],
  withdrawn: [],
};

/** A group is asked for people of one need of a call-out. */
export interface GroupAsk {
  readonly id: string;
  readonly organisationId: string;
  readonly calloutId: string;
  readonly groupId: string;
  readonly needKey: string;
  readonly peopleCount: number;
  readonly pieces: Pieces;
  readonly answerBy: Instant;
  readonly status: GroupAskStatus;
  /** People and pieces that the group has put in. */
  readonly filledCount: number;
  readonly filledPieces: Pieces;
  readonly askedAt: Instant;
  readonly endedAt: Instant | null;
}

/** People that a group still holds for itself: nobody else need be asked for them. */
export function heldPeople(
  ask: Pick<GroupAsk, 'status' | 'peopleCount' | 'filledCount' | 'answerBy'>,
  now: Instant,
): number {
  if (ask.status !== 'asked' || ask.answerBy <= now) return 0;
  return Math.max(0, ask.peopleCount - ask.filledCount);
}

/**
 * Whether a group may be asked for so many: no more than the need still misses and no group holds.
 *
 * @returns refusals `invalid-field` at `needKey`, `peopleCount`, `pieces` or `answerBy`
 */
export function checkGroupAsk(input: {
  readonly need: CalloutNeed | undefined;
  readonly acceptedCount: number;
  readonly heldCount: number;
  readonly asked: Pick<GroupAsk, 'peopleCount' | 'pieces' | 'answerBy'>;
  readonly until: Instant;
  readonly now: Instant;
}): Result<null> {
  const { need, asked, now } = input;
  if (need === undefined) return refuse('invalid-field', 'is no need of this call-out', 'needKey');
  const free = need.wantedCount - input.acceptedCount - input.heldCount;
  if (asked.peopleCount > free) {
    const detail = `${Math.max(0, free)} of this need are missing and held by no group`;
    return refuse('invalid-field', detail, 'peopleCount');
  }
  const tooMany = Object.entries(asked.pieces).find(
    ([kind, count]) => count > (need.equipment[kind as Equipment] ?? 0),
  );
  if (tooMany !== undefined) {
    return refuse('invalid-field', 'are more than the need wants', `pieces.${tooMany[0]}`);
  }
  return asked.answerBy > now && asked.answerBy <= input.until
    ? ok(null)
    : refuse('invalid-field', 'must lie between now and the end of the call-out', 'answerBy');
}
