import type { Pieces } from '#core/equipment';
import type { Group, GroupAsk, GroupAskStatus, GroupMember, GroupStatus } from '#core/group';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';

/** A member with what they are called. */
export interface NamedMember extends GroupMember {
  /** What the organisation calls them in its own registers. */
  readonly externalRef: string;
  readonly displayName: string;
}

export interface CountedGroup extends Group {
  readonly memberCount: number;
}

/** Groups, their members, and what call-outs ask of them. */
export interface GroupStore {
  /** By name. */
  groups(organisationId: string): Promise<readonly CountedGroup[]>;
  groupByRef(organisationId: string, groupRef: string): Promise<CountedGroup | null>;
  group(organisationId: string, groupId: string): Promise<CountedGroup | null>;
  /** Keeps a new group, or what may change of one that is there by its reference. */
  putGroup(group: Group): Promise<void>;
  /**
   * @returns false where it is in none of these statuses any more
   */
  moveGroup(input: {
    readonly organisationId: string;
    readonly groupId: string;
    readonly from: readonly GroupStatus[];
    readonly to: GroupStatus;
    readonly now: Instant;
  }): Promise<boolean>;
  /** Groups a responder asked for and nobody has decided on. */
  askedBy(organisationId: string, responderId: string): Promise<readonly Group[]>;
  /** By name; with names, of which each is opened by itself. */
  members(organisationId: string, groupId: string): Promise<readonly NamedMember[]>;
  /** False where the group has as many as it may already. */
  putMember(
    member: GroupMember & { readonly organisationId: string; readonly max: number },
  ): Promise<boolean>;
  removeMember(organisationId: string, of: { groupId: string; responderId: string }): Promise<void>;
  /** Groups of a responder that are active, with what they are in them. */
  groupsOf(
    organisationId: string,
    responderId: string,
  ): Promise<readonly { readonly group: CountedGroup; readonly isCoordinator: boolean }[]>;
  /** Who coordinates a group. */
  coordinators(organisationId: string, groupId: string): Promise<readonly string[]>;
  /**
   * Keeps an ask, in a transaction that waits for others of the same call-out.
   *
   * @param check is told how many people of each need groups hold now, by core's `heldPeople`
   */
  ask(
    ask: GroupAsk,
    check: (held: Readonly<Record<string, number>>) => Result<null>,
  ): Promise<Result<GroupAsk>>;
  groupAsk(organisationId: string, askId: string): Promise<GroupAsk | null>;
  /** Of a call-out, oldest first. */
  asksOf(organisationId: string, calloutId: string): Promise<readonly GroupAsk[]>;
  /** Of a group, not over, oldest first. */
  openAsks(organisationId: string, groupId: string): Promise<readonly GroupAsk[]>;
  /** Adds to what a group has put in; null where the ask is over by now. */
  addFilled(
    of: { readonly organisationId: string; readonly askId: string },
    filled: { readonly peopleCount: number; readonly pieces: Pieces },
  ): Promise<GroupAsk | null>;
  /** Null where it is over by now. */
  endAsk(input: {
    readonly organisationId: string;
    readonly askId: string;
    readonly to: Exclude<GroupAskStatus, 'asked'>;
    readonly now: Instant;
  }): Promise<GroupAsk | null>;
  /** Ends asks of all organisations whose time to answer is over. */
  expireAsks(now: Instant, max: number): Promise<readonly GroupAsk[]>;
  /**
   * People of each need of a call-out that groups hold for themselves: whoever plans whom to ask
   * leaves so many out.
   */
  heldFor(
    organisationId: string,
    calloutId: string,
    now: Instant,
  ): Promise<Readonly<Record<string, number>>>;
}
