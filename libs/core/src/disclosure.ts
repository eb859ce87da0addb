import type { AlertStatus } from '#core/alert';
import type { AssignmentStatus } from '#core/assignment';
import type { IncidentStatus } from '#core/incident';
import type { CallerRole } from '#core/caller-roles';
import type { ResponderTier } from '#core/responder';
import type { TeamTask } from '#core/team-role';

/**
 * How much of an incident a responder may see, in four stages. `nothing`: that there is one, which
 * is also all that a push says. `coarse`: its kind, a cell and a distance band. `exact`: place,
 * address, notes and AEDs. `clinical`: also what control knows of the patient.
 */
export const DISCLOSURES = ['nothing', 'coarse', 'exact', 'clinical'] as const;
export type Disclosure = (typeof DISCLOSURES)[number];

/** Who may know of the patient once they are there; the others are there for the next minutes. */
const CLINICAL_TIERS: readonly (ResponderTier | null)[] = ['professional'];

/**
 * The one rule of what a responder may see of an incident: coarse while the question is open,
 * exact while they are bound to it, clinical where they have arrived and their tier allows it,
 * nothing afterwards.
 */
export function disclosureFor(state: {
  readonly incident: IncidentStatus;
  readonly alert: AlertStatus;
  readonly assignment: AssignmentStatus | null;
  /** Null where it is not known, which is the less. */
  readonly tier: ResponderTier | null;
}): Disclosure {
  if (state.incident !== 'active') return 'nothing';
  switch (state.assignment) {
    case 'accepted':
    case 'en-route':
      return 'exact';
    case 'on-scene':
    case 'with-patient':
      return CLINICAL_TIERS.includes(state.tier) ? 'clinical' : 'exact';
    case 'cleared':
    case 'stood-down':
    case 'withdrawn':
      return 'nothing';
    case null:
      return state.alert === 'sent' ? 'coarse' : 'nothing';
  }
}

/** Whether a stage shows the exact place, and what belongs to it. */
export function showsPlace(disclosure: Disclosure): boolean {
  return disclosure === 'exact' || disclosure === 'clinical';
}

/**
 * How much of an incident a member of staff or a control system may see. `outline`: that there is
 * one, where roughly, and how many go; neither address nor notes nor anything about people.
 */
export type StaffDisclosure = 'nothing' | 'outline' | 'all';

const STAFF_SEE: Readonly<Record<CallerRole, StaffDisclosure>> = {
  control: 'all',
  dispatcher: 'all',
  supervisor: 'all',
  'read-only': 'outline',
  coordinator: 'nothing',
  registrar: 'nothing',
  auditor: 'nothing',
  // Theirs is decided alert by alert.
  responder: 'nothing',
};

/** The one rule of what staff may see of incidents. */
export function staffDisclosureFor(role: CallerRole): StaffDisclosure {
  return STAFF_SEE[role];
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
  if (!showsPlace(disclosure) || task.role !== 'via-aed' || task.aedId === null) return 'nothing';
  return isCollected ? 'name' : 'all';
}
