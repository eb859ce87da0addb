import type { Alert } from '#core/alert';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { HistoryRow, HistoryStore, ToldOutcome } from '#flow/ports';
import { refKey, settle, type MemoryTables } from './tables';

/** What somebody was asked and was not sent to, in memory. */
export class MemoryHistoryStore implements HistoryStore {
  constructor(
    private readonly tables: MemoryTables,
    /** Of an incident, by organisation and id. */
    private readonly outcomes: ReadonlyMap<string, ToldOutcome>,
  ) {}

  history: HistoryStore['history'] = (of, notChosen, page) =>
    settle(() => {
      const after = readTimeCursor(page.cursor);
      const all = [...this.alertsOf(of), ...this.notChosenOf(of, notChosen)]
        .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
        .filter(
          ({ at, id }) => after === null || at < after.at || (at === after.at && id < after.id),
        );
      const items = all.slice(0, page.limit);
      const last = items.at(-1);
      const more = all.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.at), last.id]) : null };
    });

  private alertsOf(of: Of): readonly HistoryRow[] {
    return [...this.tables.alerts.values()]
      .filter(({ organisationId }) => organisationId === of.organisationId)
      .filter(({ responderId, status }) => responderId === of.responderId && status !== 'sent')
      .map((alert) => this.alertRow(alert));
  }

  private alertRow(alert: Alert): HistoryRow {
    const { organisationId, incidentId, status, endedReason, answeredAt } = alert;
    const incident = this.tables.incidents.get(incidentId ?? '')?.incident;
    const callout = this.tables.callouts.get(alert.calloutId ?? '');
    const drill = this.tables.drills.get(alert.drillId ?? '');
    const assignment = [...this.tables.assignments.values()].find(
      ({ alertId }) => alertId === alert.id,
    );
    return {
      ...{ id: alert.id, at: alert.sentAt, kind: incident?.kind ?? null },
      about: incident !== undefined ? 'incident' : callout !== undefined ? 'callout' : 'drill',
      mode: incident?.mode ?? callout?.mode ?? 'exercise',
      title: callout?.title ?? drill?.title ?? null,
      distanceM: alert.distanceM,
      alert: { status, endedReason, answeredAt },
      considered: null,
      assignment:
        assignment === undefined
          ? null
          : {
              status: assignment.status,
              enRouteAt: assignment.enRouteAt,
              onSceneAt: assignment.onSceneAt,
              withPatientAt: assignment.withPatientAt,
              clearedAt: assignment.clearedAt,
              releasedAt: assignment.releasedAt,
            },
      outcome: this.outcomes.get(refKey(organisationId, incidentId ?? '')) ?? null,
    };
  }

  private notChosenOf(of: Of, told: Parameters<HistoryStore['history']>[1]): HistoryRow[] {
    return [...this.tables.considered.entries()].flatMap(([incidentId, people]) => {
      const incident = this.tables.incidents.get(incidentId)?.incident;
      const one = people.get(of.responderId);
      if (incident === undefined || one === undefined) return [];
      const { status, endedAt, mode, kind, receivedAt: at } = incident;
      const { reason, distanceM } = one;
      const isOver = mode === 'actual' && status !== 'active' && endedAt !== null;
      if (incident.organisationId !== of.organisationId || !isOver) return [];
      if (endedAt > told.before || distanceM === null || !told.reasons.includes(reason)) return [];
      const alerts = this.tables.alertsOf(incidentId);
      if (alerts.some(({ responderId }) => responderId === of.responderId)) return [];
      return {
        ...({ id: incidentId, about: 'incident', at, mode, kind, title: null, distanceM } as const),
        considered: { reason, status, endedAt },
        ...{ alert: null, assignment: null, outcome: null },
      };
    });
  }
}

type Of = Parameters<HistoryStore['history']>[0];
