import type { ExportedIncident, IncidentExports } from '#flow/ports';
import { settle, type IncidentRow, type MemoryTables } from './tables';

/** Incidents in bulk, from memory. */
export class MemoryIncidentExports implements IncidentExports {
  constructor(private readonly tables: MemoryTables) {}

  incidentsBetween: IncidentExports['incidentsBetween'] = (organisationId, { from, to, max }) =>
    settle(() =>
      [...this.tables.incidents.values()]
        .filter(({ incident }) => incident.organisationId === organisationId)
        .filter(({ incident }) => incident.receivedAt >= from && incident.receivedAt < to)
        .sort((a, b) => a.incident.receivedAt - b.incident.receivedAt || byId(a, b))
        .slice(0, max)
        .map((row) => this.exported(row)),
    );

  private exported({ incident }: IncidentRow): ExportedIncident {
    const { id, controlRef, status, kind, mode, priority, place } = incident;
    const { calledAt, receivedAt, endedAt, acceptedCount } = incident;
    const onScene = (this.tables.assignmentIdsByIncident.get(id) ?? []).flatMap(
      (assignmentId) => this.tables.assignments.get(assignmentId)?.onSceneAt ?? [],
    );
    return {
      ...{ id, controlRef, status, kind, mode, priority, place, calledAt, receivedAt, endedAt },
      acceptedCount,
      alertedCount: this.tables.alertsOf(id).length,
      firstOnSceneAt: onScene.length === 0 ? null : Math.min(...onScene),
      raisedByHand: incident.raisedByHand !== null,
    };
  }
}

function byId(a: IncidentRow, b: IncidentRow): number {
  return a.incident.id < b.incident.id ? -1 : 1;
}
