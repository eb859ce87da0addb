import type { AssignmentStatus } from '#core/assignment';
import type { IncidentStatus } from '#core/incident';

/** EIDO incident status while active; derived from the assignments, never stored. */
export type IncidentProgress =
  'alerting' | 'resources-assigned' | 'resources-en-route' | 'resources-on-scene';

/**
 * How far the responders who are bound to the incident now have come: the furthest of them
 * counts. Those who have cleared, were stood down or withdrew no longer do. Null once it is over.
 */
export function incidentProgress(
  incident: IncidentStatus,
  assignments: readonly AssignmentStatus[],
): IncidentProgress | null {
  if (incident !== 'active') return null;
  const isAnyone = (...statuses: readonly AssignmentStatus[]): boolean =>
    assignments.some((status) => statuses.includes(status));
  if (isAnyone('on-scene', 'with-patient')) return 'resources-on-scene';
  if (isAnyone('en-route')) return 'resources-en-route';
  return isAnyone('accepted') ? 'resources-assigned' : 'alerting';
}
