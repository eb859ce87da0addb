import type { Alert } from '#core/alert';
import type { Instant } from '#core/units';
import type { AcceptanceCheck, AcceptanceChecks, StoredOutcome } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Checks of the chances of a yes, in memory. */
export class MemoryAcceptanceChecks implements AcceptanceChecks {
  constructor(private readonly tables: MemoryTables) {}

  putCheck: AcceptanceChecks['putCheck'] = (organisationId, check) =>
    settle(() => {
      const checks =
        this.tables.acceptanceChecks.get(organisationId) ?? new Map<Instant, AcceptanceCheck>();
      if (!checks.has(check.at)) checks.set(check.at, check);
      this.tables.acceptanceChecks.set(organisationId, checks);
    });

  newestCheck: AcceptanceChecks['newestCheck'] = (organisationId) =>
    settle(() => {
      const checks = [...(this.tables.acceptanceChecks.get(organisationId)?.values() ?? [])];
      return checks.sort((a, b) => b.at - a.at)[0] ?? null;
    });

  async *outcomes(organisationId: string, since: number): AsyncGenerator<StoredOutcome> {
    const alerts = await settle(() =>
      [...this.tables.alerts.values()]
        .filter((alert) => alert.organisationId === organisationId && alert.sentAt >= since)
        .filter(({ incidentId }) => this.isActual(incidentId))
        .sort((a, b) => a.sentAt - b.sentAt || (a.id < b.id ? -1 : 1)),
    );
    for (const alert of alerts) yield* outcomeOf(alert);
  }

  private isActual(incidentId: string | null): boolean {
    return this.tables.incidents.get(incidentId ?? '')?.incident.mode === 'actual';
  }
}

function outcomeOf(alert: Alert): StoredOutcome[] {
  const { responderId, sentAt, distanceM, status, answeredAt, expiresAt } = alert;
  const outcome = { responderId, sentAt, distanceM };
  if (status === 'expired') return [{ ...outcome, knownAt: expiresAt, ended: 'silent' }];
  const isAnswer = status === 'accepted' || status === 'declined';
  return isAnswer && answeredAt !== null
    ? [{ ...outcome, knownAt: answeredAt, ended: status }]
    : [];
}
