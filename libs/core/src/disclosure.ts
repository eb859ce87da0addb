import type { AlertStatus } from '#core/alert';
import type { AssignmentStatus } from '#core/assignment';
import type { IncidentStatus } from '#core/incident';
import type { TeamTask } from '#core/team-role';

/**
 * How much of an incident a responder may see. `nothing`: that there was one. `coarse`: its kind,
 * a cell and a distance band. `exact`: place, address, notes and AEDs.
 */
export type Disclosure = 'nothing' | 'coarse' | 'exact';

/**
 * The one rule of what a responder may see of an incident: coarse while the question is open,
 * exact while they are bound to it, nothing afterwards.
 */
export function disclosureFor(state: {
  readonly incident: IncidentStatus;
  readonly alert: AlertStatus;
  readonly assignment: AssignmentStatus | null;
}): Disclosure {
  if (state.incident !== 'active') return 'nothing';
  switch (state.assignment) {
    case 'accepted':
    case 'en-route':
    case 'on-scene':
    case 'with-patient':
      return 'exact';
    case 'cleared':
    case 'stood-down':
    case 'withdrawn':
      return 'nothing';
    case null:
      return state.alert === 'sent' ? 'coarse' : 'nothing';
  }
}

/**
 * How much of an order's AED a responder may see. `nothing`: that one is fetched, perhaps. `name`:
 * which it is. `all`: also floor and cabinet code, which open it.
 */
export type AedDisclosure = 'nothing' | 'name' | 'all';

/**
 * The one rule of what a responder may see of an AED beyond what lies around the patient: only of
 * the one their own order fetches, only while they see the exact place, and what opens the cabinet
 * only until they hold it.
 */
export function aedDisclosureFor(state: {
  readonly disclosure: Disclosure;
  readonly task: TeamTask;
  readonly isCollected: boolean;
}): AedDisclosure {
  const { disclosure, task, isCollected } = state;
  if (disclosure !== 'exact' || task.role !== 'via-aed' || task.aedId === null) return 'nothing';
  return isCollected ? 'name' : 'all';
}
