import type { AlertStatus } from '#core/alert';
import type { AssignmentStatus } from '#core/assignment';
import type { IncidentStatus } from '#core/incident';

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
