import type { IncidentView } from '#contracts/incident-api';
import { INCIDENT_PRIORITIES } from '#core/incident';

/**
 * Order of the list: by priority, then those nobody has accepted yet, then the longest waiting.
 */
export function byUrgency(a: IncidentView, b: IncidentView): number {
  return (
    INCIDENT_PRIORITIES.indexOf(a.priority) - INCIDENT_PRIORITIES.indexOf(b.priority) ||
    Number(a.acceptedCount > 0) - Number(b.acceptedCount > 0) ||
    Date.parse(a.calledAt) - Date.parse(b.calledAt) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** How many are with the patient or at the place. */
export function onSceneCount(incident: IncidentView): number {
  return incident.responders.filter(
    ({ assignmentStatus: status }) => status === 'on-scene' || status === 'with-patient',
  ).length;
}
