import type { DeliveryAttempt, DeliveryLedger, LedgerLine } from '#flow/ports';
import { pullForward } from './ladder';
import { settle, type DeliveryRow, type MemoryTables } from './tables';

/** What became of every delivery, in memory. */
export class MemoryDeliveryLedger implements DeliveryLedger {
  constructor(private readonly tables: MemoryTables) {}

  linesOf: DeliveryLedger['linesOf'] = (organisationId, aboutId) =>
    settle(() =>
      this.tables
        .alertsOf(aboutId)
        .filter((alert) => alert.organisationId === organisationId)
        .flatMap((alert) => this.tables.deliveriesOf(alert.id))
        .sort(byQueue)
        .map((row) => this.lineOf(row)),
    );

  report: DeliveryLedger['report'] = (report) =>
    settle(() => {
      const { channel, providerRef, status, error, now } = report;
      const row = [...this.tables.deliveries.values()].findLast(
        (one) => one.channel === channel && one.providerRef === providerRef,
      );
      if (row === undefined) return null;
      const { organisationId, alertId, responderId, subject } = row;
      const about = { organisationId, alertId, responderId, subject };
      // A delivery is marked by the receipt that follows; so it is not lost between the two.
      if (status === 'delivered') {
        return { ...about, changed: row.status !== 'delivered' && row.status !== 'not-needed' };
      }
      if (row.status !== 'handed-over') return { ...about, changed: false };
      this.tables.setDelivery({ ...row, status: 'failed', error });
      if (pullForward(this.tables, [row.id], now)) this.tables.wake();
      return { ...about, changed: true };
    });

  private lineOf(row: DeliveryRow): LedgerLine {
    const alert = this.tables.alerts.get(row.alertId);
    const responder = this.tables.responders.get(row.responderId);
    if (alert === undefined || responder === undefined) throw new Error('a delivery has both');
    const attempts = [...row.attempts].sort((a, b) => a.handedOverAt - b.handedOverAt);
    return {
      deliveryId: row.id,
      alertId: row.alertId,
      responderId: row.responderId,
      displayName: responder.displayName,
      alertStatus: alert.status,
      channel: row.channel,
      subject: row.subject,
      status: row.status,
      queuedAt: row.queuedAt,
      dueAt: row.dueAt,
      finishedAt: row.finishedAt,
      deliveredAt: row.deliveredAt,
      seenAt: row.seenAt,
      answeredAt: alert.answeredAt,
      spared: row.spared,
      error: row.error,
      attempts: attempts.map(toAttempt),
    };
  }
}

function toAttempt(row: DeliveryRow['attempts'][number]): DeliveryAttempt {
  const { deviceId, handedOverAt, answeredAt, outcome, providerRef, error } = row;
  return { deviceId, handedOverAt, answeredAt, outcome, providerRef, error };
}

function byQueue(a: DeliveryRow, b: DeliveryRow): number {
  const byTime = a.queuedAt - b.queuedAt || a.dueAt - b.dueAt;
  if (byTime !== 0) return byTime;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function keyOf(row: DeliveryRow): string {
  return `${row.responderId} ${row.id}`;
}
