import { ALERT_TABLE, type Alert } from '#core/alert';
import { ASSIGNMENT_TABLE, type Assignment } from '#core/assignment';
import { canMove } from '#core/transition';
import { isFetching, OPEN_ASSIGNMENT_STATUSES } from '#adapters/shared/place-taken';
import type { AlertMove, AssignmentMove, IncidentChange } from '#flow/ports';
import { listOf, type MemoryTables } from './tables';

/** The moved alerts, or null when one of them is no longer as the decision saw it. */
export function movedAlerts(
  tables: MemoryTables,
  subjectId: string,
  moves: readonly AlertMove[],
): Alert[] | null {
  const moved: Alert[] = [];
  for (const move of moves) {
    const alert = tables.alerts.get(move.alertId);
    const isOurs = alert?.incidentId === subjectId || alert?.calloutId === subjectId;
    if (alert?.status !== 'sent' || !isOurs || !canMove(ALERT_TABLE, 'sent', move.to)) return null;
    moved.push(movedAlert(alert, move));
  }
  return moved;
}

function movedAlert(alert: Alert, move: AlertMove): Alert {
  const isAnswer = move.to === 'accepted' || move.to === 'declined';
  return {
    ...alert,
    status: move.to,
    answeredAt: isAnswer ? move.at : alert.answeredAt,
    endedReason: move.endedReason,
  };
}

type AssignmentChange = Pick<IncidentChange, 'assignmentMoves' | 'orders' | 'aedCollected'>;

/**
 * The assignments a change touches as they are then, or null when one of them is no longer where
 * the decision saw it, or two people would fetch the same AED.
 */
export function changedAssignments(
  tables: MemoryTables,
  incidentId: string,
  change: AssignmentChange,
): Assignment[] | null {
  const changed = new Map<string, Assignment>();
  const now = (id: string) => {
    const assignment = changed.get(id) ?? tables.assignments.get(id);
    return assignment?.incidentId === incidentId ? assignment : null;
  };
  for (const move of change.assignmentMoves) {
    const assignment = now(move.assignmentId);
    if (assignment?.status !== move.from) return null;
    if (!canMove(ASSIGNMENT_TABLE, move.from, move.to)) {
      throw new Error(`an assignment cannot move from ${move.from} to ${move.to}`);
    }
    changed.set(assignment.id, movedAssignment(assignment, move));
  }
  for (const { assignmentId, task, etaAt } of change.orders) {
    const assignment = now(assignmentId);
    if (assignment === null) return null;
    changed.set(assignmentId, { ...assignment, task, etaAt });
  }
  for (const { assignmentId, at } of change.aedCollected) {
    const assignment = now(assignmentId);
    if (assignment === null) return null;
    const aedCollectedAt = at === null ? null : (assignment.aedCollectedAt ?? at);
    changed.set(assignmentId, { ...assignment, aedCollectedAt });
  }
  const all = [...changed.values()];
  return fetchTwice(tables, all) ? null : all;
}

/** Whether after these changes two people would be fetching the same AED. */
function fetchTwice(tables: MemoryTables, changed: readonly Assignment[]): boolean {
  const ids = new Set(changed.map((assignment) => assignment.id));
  const taken = new Set<string>();
  return changed.filter(isFetching).some(({ task }) => {
    const aedId = task.aedId ?? '';
    const other = tables.fetchingByAed.get(aedId);
    const isTaken = taken.has(aedId) || (other !== undefined && !ids.has(other.id));
    taken.add(aedId);
    return isTaken;
  });
}

function movedAssignment(assignment: Assignment, move: AssignmentMove): Assignment {
  const moved = { ...assignment, status: move.to };
  switch (move.to) {
    case 'accepted':
      return moved;
    case 'en-route':
      return { ...moved, enRouteAt: move.at };
    case 'on-scene':
      return { ...moved, onSceneAt: move.at };
    case 'with-patient':
      return { ...moved, withPatientAt: move.at };
    case 'cleared':
      return { ...moved, clearedAt: move.at };
    case 'stood-down':
    case 'withdrawn':
      return { ...moved, releasedAt: move.at, releasedReason: move.reason };
  }
}

/** Keeps assignments, who is bound by them, and who is fetching which AED. */
export function keepAssignments(tables: MemoryTables, assignments: readonly Assignment[]): void {
  const { fetchingByAed } = tables;
  for (const { id } of assignments) {
    const aedId = tables.assignments.get(id)?.task.aedId ?? '';
    if (fetchingByAed.get(aedId)?.id === id) fetchingByAed.delete(aedId);
  }
  for (const assignment of assignments) {
    keepAssignment(tables, assignment);
    if (isFetching(assignment)) fetchingByAed.set(assignment.task.aedId ?? '', assignment);
  }
}

function keepAssignment(tables: MemoryTables, assignment: Assignment): void {
  if (!tables.assignments.has(assignment.id)) {
    listOf(tables.assignmentIdsByIncident, assignment.incidentId).push(assignment.id);
    listOf(tables.assignmentIdsByResponder, assignment.responderId).push(assignment.id);
  }
  tables.assignments.set(assignment.id, assignment);
  const bound = tables.openAssignmentByResponder;
  if (OPEN_ASSIGNMENT_STATUSES.includes(assignment.status)) {
    bound.set(assignment.responderId, assignment.id);
  } else if (bound.get(assignment.responderId) === assignment.id) {
    bound.delete(assignment.responderId);
  }
}
