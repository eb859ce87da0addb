import type { DeliveryChannel } from '#core/delivery';
import type { IncidentFigures } from '#core/service-figures';
import type { Instant } from '#core/units';
import type { ServiceReads, SharedSchedule } from '#flow/ports';
import { settle, type IncidentRow, type MemoryTables } from './tables';

/** What the service has done, from memory. */
export class MemoryServiceReads implements ServiceReads {
  constructor(private readonly tables: MemoryTables) {}

  incidentFigures: ServiceReads['incidentFigures'] = (organisationId, { from, to, max }) =>
    settle(() =>
      [...this.tables.incidents.values()]
        .filter(({ incident }) => incident.organisationId === organisationId)
        .filter(({ incident }) => incident.mode === 'actual')
        .filter(({ incident }) => incident.receivedAt >= from && incident.receivedAt < to)
        .sort((a, b) => a.incident.receivedAt - b.incident.receivedAt || byId(a, b))
        .slice(0, max)
        .map((row) => this.figuresOf(row)),
    );

  schedules: ServiceReads['schedules'] = (organisationId, now) =>
    settle(() => {
      const shared = new Map<string, SharedSchedule>();
      for (const responder of this.tables.responders.values()) {
        const { onDuty, disabledAt, testPhone, credentials } = responder;
        const isGood = credentials.some(
          ({ status, validFrom, validTo }) =>
            status === 'verified' && validFrom <= now && (validTo === null || validTo > now),
        );
        const isMeant = responder.organisationId === organisationId && isGood;
        if (!isMeant || !onDuty || disabledAt !== null || testPhone) continue;
        const { schedule, quietHours } = responder.availability;
        const key = JSON.stringify([schedule, quietHours]);
        const people = (shared.get(key)?.people ?? 0) + 1;
        shared.set(key, { schedule, quietHours, people });
      }
      return [...shared.values()];
    });

  private figuresOf({ incident }: IncidentRow): IncidentFigures {
    const { id, receivedAt, calledAt, ambulanceEtaAt } = incident;
    const alerts = this.tables.alertsOf(id);
    const assignments = (this.tables.assignmentIdsByIncident.get(id) ?? []).flatMap(
      (assignmentId) => this.tables.assignments.get(assignmentId) ?? [],
    );
    const onScene = assignments.flatMap(({ onSceneAt }) => onSceneAt ?? []);
    return {
      ...{ receivedAt, calledAt, ambulanceEtaAt },
      alerts: alerts.length,
      accepted: assignments.length,
      onScene: onScene.length,
      aedBrought: assignments.some(
        ({ aedCollectedAt, onSceneAt }) => aedCollectedAt !== null && onSceneAt !== null,
      ),
      firstAlertAt: first(alerts.map(({ sentAt }) => sentAt)),
      firstAcceptedAt: first(assignments.map(({ acceptedAt }) => acceptedAt)),
      firstOnSceneAt: first(onScene),
      nearestM: first(alerts.flatMap(({ distanceM }) => distanceM ?? [])),
      reachedBy: this.reachedBy(alerts.map((alert) => alert.id)),
    };
  }

  private reachedBy(alertIds: readonly string[]): IncidentFigures['reachedBy'] {
    const counts: Partial<Record<DeliveryChannel, number>> = {};
    for (const alertId of alertIds) {
      const [rang] = this.tables
        .deliveriesOf(alertId, 'alert')
        .filter(({ deliveredAt }) => deliveredAt !== null)
        .sort((a, b) => (a.deliveredAt ?? 0) - (b.deliveredAt ?? 0));
      if (rang !== undefined) counts[rang.channel] = (counts[rang.channel] ?? 0) + 1;
    }
    return counts;
  }
}

function first(moments: readonly Instant[]): Instant | null {
  return moments.length === 0 ? null : Math.min(...moments);
}

function byId(a: IncidentRow, b: IncidentRow): number {
  return a.incident.id < b.incident.id ? -1 : 1;
}
