import type { Alert } from '#core/alert';
import { ASSIGNMENT_TABLE, endWithIncident, type Assignment } from '#core/assignment';
import { ok, refuse, type Result } from '#core/problem';
import { canMove } from '#core/transition';

/** Who is let go by hand: alerts taken back, and people on the way or waiting stood down. */
export interface LetGo {
  readonly withdrawn: readonly Alert[];
  readonly stoodDown: readonly Assignment[];
}

interface OnIt {
  readonly alerts: readonly Alert[];
  readonly assignments: readonly Assignment[];
}

/**
 * Whom a dispatcher's stand-down lets go. Whoever is with the patient stays: nobody is called away
 * from there.
 *
 * @param responderId one person, or null for everybody
 * @returns of one person the refusals `not-found` where they were never asked, `illegal-step` where
 *   they are with the patient, `changed-meanwhile` where they are not on it any more
 */
export function letGo(onIt: OnIt, responderId: string | null): Result<LetGo> {
  const { alerts, assignments } = responderId === null ? onIt : ofPerson(onIt, responderId);
  const stoodDown = assignments.filter(({ status }) =>
    canMove(ASSIGNMENT_TABLE, status, 'stood-down'),
  );
  const withdrawn = alerts.filter(({ status }) => status === 'sent');
  if (responderId === null || stoodDown.length + withdrawn.length > 0) {
    return ok({ stoodDown, withdrawn });
  }
  if (alerts.length === 0) return refuse('not-found', 'This person was not asked.');
  return assignments.some(({ status }) => status === 'with-patient')
    ? refuse('illegal-step', 'They are with the patient: nobody is called away from there.')
    : refuse('changed-meanwhile', 'They are not on it any more.');
}

/** To whom of an incident a dispatcher says something. */
export type SpokenTo = 'all' | 'accepted' | { readonly responderId: string };

/** An alert of somebody who is on it, and whether they have accepted. */
export interface Listener {
  readonly alertId: string;
  readonly responderId: string;
  readonly isBound: boolean;
}

/** Those who get a text now: everybody asked or on the way, those on the way, or one person. */
export function listeners(onIt: OnIt, to: SpokenTo): readonly Listener[] {
  const bound = new Set(
    onIt.assignments
      .filter(({ status }) => endWithIncident(status) !== null)
      .map(({ alertId }) => alertId),
  );
  return onIt.alerts
    .map(({ id, responderId, status }) => ({
      ...{ alertId: id, responderId, isBound: bound.has(id) },
      isOnIt: bound.has(id) || (to !== 'accepted' && status === 'sent'),
    }))
    .filter(
      (each) => each.isOnIt && (typeof to === 'string' || to.responderId === each.responderId),
    )
    .map(({ alertId, responderId, isBound }) => ({ alertId, responderId, isBound }));
}

function ofPerson({ alerts, assignments }: OnIt, responderId: string): OnIt {
  return {
    alerts: alerts.filter((alert) => alert.responderId === responderId),
    assignments: assignments.filter((assignment) => assignment.responderId === responderId),
  };
}
