import type { Incident } from '#core/incident';
import type { Instant } from '#core/units';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type {
  ConsideredPerson,
  IncidentFilter,
  IncidentState,
  Page,
  PageRequest,
  StoredControlMessage,
  StoredDecision,
} from '#flow/ports';
import { refKey, type MemoryTables } from './tables';

/** The incident with all that has happened to it. */
export function stateOf(tables: MemoryTables, incidentId: string): IncidentState | null {
  const row = tables.incidents.get(incidentId);
  if (row === undefined) return null;
  const { organisationId, controlRef } = row.incident;
  const assignmentIds = tables.assignmentIdsByIncident.get(incidentId) ?? [];
  return {
    ...row,
    messages: messagesOf(tables, organisationId, controlRef),
    alerts: tables.alertsOf(incidentId),
    assignments: assignmentIds.flatMap((id) => tables.assignments.get(id) ?? []),
  };
}

/** Messages stored under a reference, in the order they came. */
export function messagesOf(
  tables: MemoryTables,
  organisationId: string,
  controlRef: string,
): StoredControlMessage[] {
  const messages = tables.messages.get(refKey(organisationId, controlRef)) ?? [];
  return [...messages].sort((a, b) => a.receivedAt - b.receivedAt);
}

/** The incident control knows by that reference, once its create has come. */
export function stateByRef(
  tables: MemoryTables,
  organisationId: string,
  controlRef: string,
): IncidentState | null {
  const incidentId = tables.incidentIdsByRef.get(refKey(organisationId, controlRef));
  return incidentId === undefined ? null : stateOf(tables, incidentId);
}

/** First decisions before a moment, newest first, then by incident downwards. */
export function firstDecisions(
  tables: MemoryTables,
  query: { readonly organisationId: string; readonly before: Instant; readonly max: number },
): (StoredDecision & { readonly incidentId: string })[] {
  const found = [...tables.decisions].flatMap(([incidentId, decisions]) => {
    const incident = tables.incidents.get(incidentId)?.incident;
    const isTheirs = incident?.organisationId === query.organisationId;
    return isTheirs ? decisions.slice(0, 1).map((first) => ({ ...first, incidentId })) : [];
  });
  return found
    .filter((first) => first.at < query.before)
    .sort((a, b) => b.at - a.at || (a.incidentId < b.incidentId ? 1 : -1))
    .slice(0, query.max);
}

/** Newest first. */
export function incidentsPage(
  tables: MemoryTables,
  filter: IncidentFilter & { readonly organisationId: string },
  page: PageRequest,
): Page<IncidentState> {
  const all = [...tables.incidents.values()]
    .map((row) => row.incident)
    .filter((incident) => incident.organisationId === filter.organisationId)
    .filter((incident) => filter.status === null || incident.status === filter.status)
    .filter((incident) => filter.controlRef === null || incident.controlRef === filter.controlRef)
    .filter((incident) => filter.onlyByHand !== true || incident.raisedByHand !== null);
  const { items, nextCursor } = newestFirst(all, (incident: Incident) => incident.receivedAt, page);
  return { items: items.flatMap((incident) => stateOf(tables, incident.id) ?? []), nextCursor };
}

/** A page of things sorted by time, newest first, then by id downwards. */
export function newestFirst<T extends { readonly id: string }>(
  all: readonly T[],
  at: (item: T) => number,
  page: PageRequest,
): Page<T> {
  const after = readTimeCursor(page.cursor);
  const rest = [...all]
    .sort((a, b) => at(b) - at(a) || (a.id < b.id ? 1 : -1))
    .filter(
      (item) =>
        after === null || at(item) < after.at || (at(item) === after.at && item.id < after.id),
    );
  const items = rest.slice(0, page.limit);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, nextCursor: more ? writeCursor([String(at(last)), last.id]) : null };
}

/** Everyone considered: who was alerted with the newest alert, the others with their reason. */
export function consideredOf(tables: MemoryTables, incidentId: string): ConsideredPerson[] {
  const people = new Map<string, ConsideredPerson>();
  const nameOf = (id: string): string => tables.responders.get(id)?.displayName ?? '';
  for (const row of tables.considered.get(incidentId)?.values() ?? []) {
    const displayName = nameOf(row.responderId);
    people.set(row.responderId, { ...row, displayName, alerted: false });
  }
  for (const alert of tables.alertsOf(incidentId)) {
    people.set(alert.responderId, {
      responderId: alert.responderId,
      displayName: nameOf(alert.responderId),
      alerted: true,
      reason: alert.reason,
      distanceM: alert.distanceM,
      decidedAt: alert.sentAt,
    });
  }
  return [...people.values()].sort(
    (a, b) =>
      (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity) ||
      (a.responderId < b.responderId ? -1 : 1),
  );
}
