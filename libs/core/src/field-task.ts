import type { BookingStatus } from '#core/callout-booking';
import type { Pieces } from '#core/equipment';
import type { Cell, Place } from '#core/geometry';
import type { CredentialKind } from '#core/responder';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

/** A piece of work of a call-out: waiting, given to a team, begun, or over in one of three ways. */
export const FIELD_TASK_STATUSES = [
  'open',
  'given',
  'under-way',
  'done',
  'abandoned',
  'done-by-others',
] as const;
export type FieldTaskStatus = (typeof FIELD_TASK_STATUSES)[number];

export const FIELD_TASK_TABLE: StatusTable<FieldTaskStatus> = {
  open: ['given', 'done', 'abandoned', 'done-by-others'],
  given: ['open', 'under-way', 'done', 'abandoned', 'done-by-others'],
  // Open again where its whole team was taken off it.
  'under-way': ['open', 'given', 'done', 'abandoned', 'done-by-others'],
  // Opened again, since the water came back or nobody had looked.
  done: ['open'],
  abandoned: ['open'],
  'done-by-others': ['open'],
};

/** Ways in which a task ends. */
export const FIELD_TASK_OUTCOMES = ['done', 'abandoned', 'done-by-others'] as const;
export type FieldTaskOutcome = (typeof FIELD_TASK_OUTCOMES)[number];

/** Whether a task is still to be done. */
export function isTaskOpen({ status }: { readonly status: FieldTaskStatus }): boolean {
  return status === 'open' || status === 'given' || status === 'under-way';
}

export const FIELD_TASK_PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export type FieldTaskPriority = (typeof FIELD_TASK_PRIORITIES)[number];

/** What somebody of the team says of the task by phone. */
export const FIELD_TASK_STEPS = ['seen', 'under-way', 'done', 'cannot'] as const;
export type FieldTaskStep = (typeof FIELD_TASK_STEPS)[number];

/** An exact place, or a square to be searched or walked through. */
export type FieldTaskWhere =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'cell'; readonly cell: Cell };

/** One booking, which may be several people, in the team of a task. */
export interface FieldTaskMember {
  readonly bookingId: string;
  readonly isLeader: boolean;
  readonly assignedAt: Instant;
  /** What they said last; null until they have said something. */
  readonly step: FieldTaskStep | null;
  readonly stepAt: Instant | null;
  readonly note: string | null;
}

export interface FieldTask {
  readonly id: string;
  readonly organisationId: string;
  readonly calloutId: string;
  readonly title: string;
  readonly where: FieldTaskWhere;
  /** How to find it, as said to its team; null where the place says all. */
  readonly whereNote: string | null;
  readonly needKey: string | null;
  /** People. */
  readonly wantedCount: number;
  readonly equipment: Pieces;
  readonly riskNote: string | null;
  readonly priority: FieldTaskPriority;
  readonly until: Instant | null;
  readonly status: FieldTaskStatus;
  readonly members: readonly FieldTaskMember[];
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  readonly endedNote: string | null;
  readonly revision: number;
}

/** What is known of one booking where tasks are given out; nobody's name. */
export interface CrewMember {
  readonly bookingId: string;
  readonly responderId: string | null;
  readonly status: BookingStatus;
  readonly needKey: string | null;
  readonly musterKey: string | null;
  readonly peopleCount: number;
  readonly pieces: Pieces;
  /** Verified and valid now. */
  readonly credentialKinds: readonly CredentialKind[];
  readonly dueOutAt: Instant | null;
  /** They have accepted an incident meanwhile. */
  readonly calledAway: boolean;
  /** The task they are in now; null where in none. */
  readonly openTaskId: string | null;
  /** Tasks of this call-out that they have been given, with those that are over. */
  readonly taskCount: number;
}

/** Why somebody who is in a team cannot be counted on. */
export type CrewTrouble = 'left' | 'called-away' | 'overdue';

/** Why a member cannot be counted on now; null where they can, as far as anybody knows. */
export function crewTrouble(
  member: Pick<CrewMember, 'status' | 'calledAway' | 'dueOutAt'> | undefined,
  now: Instant,
): CrewTrouble | null {
  if (member === undefined || !MAY_WORK.includes(member.status)) return 'left';
  if (member.calledAway) return 'called-away';
  const { status, dueOutAt } = member;
  return status === 'checked-in' && dueOutAt !== null && dueOutAt < now ? 'overdue' : null;
}

/** Who may be given a task: whoever is there, or is expected. */
export const MAY_WORK: readonly BookingStatus[] = ['expected', 'en-route', 'checked-in'];

/**
 * The status of a task once its team is as it now is: given while anybody is in it, open when
 * nobody is; under way stays so while somebody is left.
 */
export function statusWithTeam(task: FieldTask, memberCount: number): FieldTaskStatus {
  if (!isTaskOpen(task)) return task.status;
  if (memberCount === 0) return 'open';
  return task.status === 'open' ? 'given' : task.status;
}

/**
 * A task after one of its team has said something: begun by whoever begins, done by what the
 * leader says alone. What is over stays as it was.
 */
export function afterStep(
  task: FieldTask,
  said: {
    readonly bookingId: string;
    readonly step: FieldTaskStep;
    readonly note: string | null;
    readonly now: Instant;
  },
): FieldTask {
  const { bookingId, step, note, now } = said;
  const mine = task.members.find((member) => member.bookingId === bookingId);
  if (mine === undefined || !isTaskOpen(task)) return task;
  const members = task.members.map((member) =>
    member === mine ? { ...member, step, stepAt: now, note } : member,
  );
  if (step === 'done' && mine.isLeader) {
    return { ...task, members, status: 'done', endedAt: now, endedNote: note };
  }
  const begins = step === 'under-way' && task.status === 'given';
  return { ...task, members, status: begins ? 'under-way' : task.status };
}

/**
 * The team anew, with who stays as they were. The leader is who is named, else who led before and
 * stays, else the first.
 */
export function teamOf(
  task: FieldTask,
  named: {
    readonly bookingIds: readonly string[];
    readonly leaderBookingId: string | null;
    readonly now: Instant;
  },
): readonly FieldTaskMember[] {
  const ids = [...new Set(named.bookingIds)];
  const ledBefore = task.members.find((member) => member.isLeader)?.bookingId ?? null;
  const leader =
    [named.leaderBookingId, ledBefore].find((id) => id !== null && ids.includes(id)) ?? ids[0];
  return ids.map((bookingId) => {
    const before = task.members.find((member) => member.bookingId === bookingId);
    return {
      ...(before ?? { step: null, stepAt: null, note: null, assignedAt: named.now }),
      ...{ bookingId, isLeader: bookingId === leader },
    };
  });
}
