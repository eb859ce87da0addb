import { ALERT_TABLE, type Alert } from '#core/alert';
import { ASSIGNMENT_TABLE, type Assignment } from '#core/assignment';
import { canMove } from '#core/transition';
import { OPEN_ASSIGNMENT_STATUSES } from '#adapters/shared/place-taken';
import type { AlertMove, AssignmentMove } from '#flow/ports';
import type { MemoryTables } from './tables';

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

/** The moved assignments, or null when one of them is no longer where the decision saw it. */
export function movedAssignments(
  tables: MemoryTables,
  incidentId: string,
  moves: readonly AssignmentMove[],
): Assignment[] | null {
  const moved: Assignment[] = [];
  for (const move of moves) {
    const assignment = tables.assignments.get(move.assignmentId);
    if (assignment?.incidentId !== incidentId || assignment.status !== move.from) return null;
    if (!canMove(ASSIGNMENT_TABLE, move.from, move.to)) {
      throw new Error(`an assignment cannot move from ${move.from} to ${move.to}`);
    }
    moved.push(movedAssignment(assignment, move));
  }
  return moved;
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

/** Keeps an assignment and who is bound by it. */
export function keepAssignment(tables: MemoryTables, assignment: Assignment): void {
  tables.assignments.set(assignment.id, assignment);
  const bound = tables.openAssignmentByResponder;
  if (OPEN_ASSIGNMENT_STATUSES.includes(assignment.status)) {
    bound.set(assignment.responderId, assignment.id);
  } else if (bound.get(assignment.responderId) === assignment.id) {
    bound.delete(assignment.responderId);
  }
}
