import type { Alert } from '#core/alert';
import type { Assignment, AssignmentStatus } from '#core/assignment';
import type { Incident } from '#core/incident';
import { refuse, type Result } from '#core/problem';
import type { TeamTask } from '#core/team-role';
import type { Instant } from '#core/units';

/** Statuses in which a responder is bound and cannot be asked elsewhere. */
export const OPEN_ASSIGNMENT_STATUSES: readonly AssignmentStatus[] = [
  'accepted',
  'en-route',
  'on-scene',
  'with-patient',
];

/** Statuses whose end gives the place back; whoever is with the patient keeps it for good. */
export const RETURNABLE_STATUSES: readonly AssignmentStatus[] = [
  'accepted',
  'en-route',
  'on-scene',
];

/** Whether this move of an assignment frees a place of the incident. */
export function freesPlace(move: {
  readonly from: AssignmentStatus;
  readonly to: AssignmentStatus;
}) {
  const left = move.to === 'withdrawn' || move.to === 'stood-down';
  return left && RETURNABLE_STATUSES.includes(move.from);
}

/**
 * Why a yes to an incident's alert takes no place, as the refusal to give, or null when it may.
 * Every store asks this while it holds the incident, so that all of them refuse alike.
 *
 * @param own status of the assignment this alert led to, null when it led to none
 */
export function whyNoPlace(question: {
  readonly alert: Alert;
  readonly incident: Pick<Incident, 'status' | 'acceptedCount' | 'wantedCount'>;
  readonly own: AssignmentStatus | null;
  readonly boundElsewhere: boolean;
  readonly now: Instant;
}): Result<never> | null {
  const { alert, incident, own, now } = question;
  if (own === 'stood-down') return refuse('stood-down', 'You have been stood down.');
  if (own !== null || alert.status === 'accepted' || alert.status === 'declined') {
    return refuse('already-answered', 'This alert has been answered already.');
  }
  if (incident.status !== 'active') return refuse('incident-over', 'The incident is over.');
  const gone = whyAlertGone(alert, now);
  if (gone !== null) return gone;
  if (incident.acceptedCount >= incident.wantedCount) {
    return refuse('places-taken', 'Enough responders are on their way.');
  }
  return question.boundElsewhere ? boundElsewhere() : null;
}

/** The refusal of a responder who is on the way to another incident. */
export function boundElsewhere(): Result<never> {
  return refuse('bound-elsewhere', 'You are on your way to another incident.');
}

function whyAlertGone(alert: Alert, now: Instant): Result<never> | null {
  if (alert.status === 'withdrawn') {
    return refuse('alert-withdrawn', 'This alert has been withdrawn.');
  }
  return alert.status === 'expired' || alert.expiresAt <= now
    ? refuse('alert-expired', 'The time to answer this alert is over.')
    : null;
}

/** Whether this assignment is somebody who is fetching the AED of their task now. */
export function isFetching(assignment: Assignment): boolean {
  const { task, aedCollectedAt, status } = assignment;
  const isOnTheWay = status === 'accepted' || status === 'en-route';
  return task.role === 'via-aed' && aedCollectedAt === null && isOnTheWay;
}

/** What somebody who says yes is to do: as asked, or straight on where others have the AED. */
export function taskTaken(asked: TeamTask, isReserved: boolean): TeamTask {
  return isReserved ? { role: 'direct', aedId: null } : asked;
}

/** The assignment a yes leads to. */
export function newAssignment(input: {
  readonly id: string;
  readonly alert: Pick<Alert, 'id' | 'organisationId' | 'responderId'> & {
    readonly incidentId: string;
  };
  readonly task: TeamTask;
  readonly now: Instant;
}): Assignment {
  return {
    id: input.id,
    organisationId: input.alert.organisationId,
    incidentId: input.alert.incidentId,
    alertId: input.alert.id,
    responderId: input.alert.responderId,
    status: 'accepted',
    acceptedAt: input.now,
    enRouteAt: null,
    onSceneAt: null,
    withPatientAt: null,
    clearedAt: null,
    releasedAt: null,
    releasedReason: null,
    task: input.task,
    aedCollectedAt: null,
    etaAt: null,
  };
}
