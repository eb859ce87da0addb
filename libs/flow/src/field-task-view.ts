import { crewTrouble, type CrewMember, type FieldTask } from '#core/field-task';
import type { Instant } from '#core/units';
import type { FieldTaskView, FieldTaskWhereMessage, OwnTaskView } from '#contracts/field-task-api';
import { fromPlace, toIso, toPlace } from '#contracts/shapes';

/** What a view of tasks needs to know of their teams. */
export interface KnownCrew {
  readonly members: ReadonlyMap<string, CrewMember>;
  readonly names: ReadonlyMap<string, string>;
}

/** A task as whoever gives it out sees it. */
export function renderTask(task: FieldTask, crew: KnownCrew, now: Instant): FieldTaskView {
  const team = task.members.map((member) => {
    const known = crew.members.get(member.bookingId);
    return {
      bookingId: member.bookingId,
      displayName: crew.names.get(member.bookingId) ?? '(erased)',
      isLeader: member.isLeader,
      peopleCount: known?.peopleCount ?? 0,
      assignedAt: toIso(member.assignedAt),
      step: member.step,
      stepAt: toIso(member.stepAt),
      note: member.note,
      trouble: crewTrouble(known, now),
    };
  });
  const counted = team.filter(({ trouble }) => trouble === null);
  const isOver = task.endedAt !== null;
  return {
    ...{ id: task.id, calloutId: task.calloutId, title: task.title, whereNote: task.whereNote },
    where: fromWhere(task.where),
    ...{ needKey: task.needKey, wantedCount: task.wantedCount, equipment: task.equipment },
    assignedCount: counted.reduce((sum, { peopleCount }) => sum + peopleCount, 0),
    ...{ riskNote: task.riskNote, priority: task.priority, until: toIso(task.until) },
    isLate: !isOver && task.until !== null && task.until < now,
    status: task.status,
    team,
    createdAt: toIso(task.createdAt),
    endedAt: toIso(task.endedAt),
    endedNote: task.endedNote,
  };
}

/** A task as somebody of its team sees it. */
export function renderOwnTask(
  task: FieldTask,
  bookingId: string,
  crew: ReadonlyMap<string, CrewMember>,
): OwnTaskView {
  const own = task.members.find((member) => member.bookingId === bookingId);
  const people = task.members.map((member) => crew.get(member.bookingId)?.peopleCount ?? 1);
  return {
    ...{ id: task.id, calloutId: task.calloutId, bookingId, title: task.title },
    where: fromWhere(task.where),
    ...{ whereNote: task.whereNote, riskNote: task.riskNote, equipment: task.equipment },
    ...{ priority: task.priority, until: toIso(task.until), status: task.status },
    isLeader: own?.isLeader ?? false,
    teamCount: people.reduce((sum, count) => sum + count, 0),
    step: own?.step ?? null,
    assignedAt: toIso(own?.assignedAt ?? task.createdAt),
  };
}

/** The place or the square of a message. */
export function toWhere(message: FieldTaskWhereMessage): FieldTask['where'] {
  if (message.kind === 'place') return { kind: 'place', place: toPlace(message.place) };
  return { kind: 'cell', cell: { centre: toPlace(message.centre), sizeM: message.sizeM } };
}

function fromWhere(where: FieldTask['where']): FieldTaskWhereMessage {
  if (where.kind === 'place') return { kind: 'place', place: fromPlace(where.place) };
  return { kind: 'cell', centre: fromPlace(where.cell.centre), sizeM: where.cell.sizeM };
}
