import type { EvidenceIncident, EvidencePart } from '#core/evidence-incident';
import type { AedReport } from '#core/aed';
import type { Alert } from '#core/alert';
import { toInstant } from '#contracts/shapes';
import type { EvidenceNetwork, EvidenceReads } from '#flow/ports';
import { settle, type IncidentRow, type MemoryTables } from './tables';

/** What evidence is reckoned from, in memory. */
export class MemoryEvidenceReads implements EvidenceReads {
  constructor(private readonly tables: MemoryTables) {}

  evidenceIncidents: EvidenceReads['evidenceIncidents'] = (organisationId, query) =>
    settle(() => {
      const { from, to, kinds, afterId, max } = query;
      const after = afterId === null ? undefined : this.tables.incidents.get(afterId)?.incident;
      return [...this.tables.incidents.values()]
        .filter(({ incident }) => incident.organisationId === organisationId)
        .filter(({ incident }) => incident.mode === 'actual' && kinds.includes(incident.kind))
        .filter(({ incident }) => incident.receivedAt >= from && incident.receivedAt < to)
        .filter(({ incident }) => after === undefined || inOrder(after, incident) < 0)
        .sort((a, b) => inOrder(a.incident, b.incident))
        .slice(0, max)
        .map((row) => this.evidence(row));
    });

  network: EvidenceReads['network'] = (organisationId, now) =>
    settle(() => {
      const people = [...this.tables.responders.values()]
        .filter((one) => one.organisationId === organisationId)
        .filter(({ disabledAt, testPhone }) => disabledAt === null && !testPhone);
      const kinds = people.map(({ credentials }) => {
        const valid = credentials.filter(
          ({ status, validFrom, validTo }) =>
            status === 'verified' && validFrom <= now && (validTo === null || validTo > now),
        );
        return new Set(valid.map(({ kind }) => kind));
      });
      const all = [...new Set(kinds.flatMap((own) => [...own]))].sort();
      return {
        people: people.length,
        onDuty: people.filter(({ onDuty }) => onDuty).length,
        trained: kinds.filter(({ size }) => size > 0).length,
        credentials: all.map((kind) => {
          return { kind, people: kinds.filter((own) => own.has(kind)).length };
        }),
        aeds: this.aeds(organisationId),
      };
    });

  private aeds(organisationId: string): EvidenceNetwork['aeds'] {
    const groups = new Map<string, EvidenceNetwork['aeds'][number]>();
    for (const { organisationId: of, status, access } of this.tables.aeds.values()) {
      if (of !== organisationId) continue;
      const key = `${status} ${access}`;
      groups.set(key, { status, access, aeds: (groups.get(key)?.aeds ?? 0) + 1 });
    }
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  }

  private evidence({ incident, policyName, policyVersion }: IncidentRow): EvidenceIncident {
    const { id, controlRef, status, kind, priority, setting, patientAgeYears } = incident;
    const { calledAt, receivedAt, ambulanceEtaAt, endedAt } = incident;
    const alerts = [...this.tables.alertsOf(id)].sort(
      (a, b) => a.sentAt - b.sentAt || a.wave - b.wave || (a.id < b.id ? -1 : 1),
    );
    return {
      ...{ id, controlRef, status, kind, priority, setting, patientAgeYears },
      ...{ calledAt, receivedAt, ambulanceEtaAt, endedAt, policyName, policyVersion },
      raisedByHand: incident.raisedByHand !== null,
      alerts: alerts.map((alert) => this.alert(alert)),
      parts: this.parts(id),
      aedReports: this.aedReports(id),
      notAlerted: this.notAlerted(id, new Set(alerts.map(({ responderId }) => responderId))),
    };
  }

  private alert(alert: Alert): EvidenceIncident['alerts'][number] {
    const { id, responderId, wave, status, reason, endedReason, distanceM } = alert;
    const { sentAt, deliveredAt, seenAt, answeredAt } = alert;
    const deliveries = this.tables.deliveriesOf(id, 'alert').map((line) => ({
      ...{ id: line.id, channel: line.channel, status: line.status, spared: line.spared },
      ...{ queuedAt: line.queuedAt, dueAt: line.dueAt, finishedAt: line.finishedAt },
      ...{ deliveredAt: line.deliveredAt, seenAt: line.seenAt },
    }));
    return {
      ...{ id, responderId, wave, status, reason, endedReason, distanceM },
      ...{ sentAt, deliveredAt, seenAt, answeredAt, deliveries },
    };
  }

  private parts(incidentId: string): readonly EvidencePart[] {
    return (this.tables.assignmentIdsByIncident.get(incidentId) ?? [])
      .flatMap((assignmentId) => this.tables.assignments.get(assignmentId) ?? [])
      .sort((a, b) => a.acceptedAt - b.acceptedAt || (a.id < b.id ? -1 : 1))
      .map((part) => ({
        ...{ alertId: part.alertId, status: part.status, role: part.task.role },
        ...{ acceptedAt: part.acceptedAt, enRouteAt: part.enRouteAt, onSceneAt: part.onSceneAt },
        ...{ withPatientAt: part.withPatientAt, clearedAt: part.clearedAt },
        ...{ releasedAt: part.releasedAt, releasedReason: part.releasedReason },
        aedCollectedAt: part.aedCollectedAt,
      }));
  }

  private aedReports(incidentId: string): EvidenceIncident['aedReports'] {
    return (this.tables.facts.get(incidentId) ?? [])
      .filter(({ kind }) => kind === 'aed-collected' || kind === 'aed-reported')
      .map(({ at, detail }) => ({
        at: toInstant(at),
        aedId: String(detail['aedId']),
        report: String(detail['report']) as AedReport,
      }));
  }

  private notAlerted(
    incidentId: string,
    alerted: ReadonlySet<string>,
  ): EvidenceIncident['notAlerted'] {
    const counts = new Map<string, number>();
    for (const { responderId, reason } of this.tables.considered.get(incidentId)?.values() ?? []) {
      if (!alerted.has(responderId)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reason, people]) => ({ reason, people }));
  }
}

interface Received {
  readonly receivedAt: number;
  readonly id: string;
}

function inOrder(a: Received, b: Received): number {
  return a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
