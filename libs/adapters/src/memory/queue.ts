import type { Alert } from '#core/alert';
import type { Instant } from '#core/units';
import type { DeliveryOutcome, DueDelivery, FeedEntry, Lease, Queue } from '#flow/ports';
import { signedInDevices } from './reach';
import { settle, type DeliveryRow, type MemoryTables, type ReviewRow } from './tables';

/** Due deliveries and reviews in memory. */
export class MemoryQueue implements Queue {
  constructor(private readonly tables: MemoryTables) {}

  takeReviews: Queue['takeReviews'] = (lease) =>
    settle(() =>
      this.dueReviews(lease.now)
        .slice(0, lease.max)
        .map((row) => {
          const leased = { ...row, ...leaseOf(row, lease) };
          this.tables.reviews.set(row.subjectId, leased);
          const { organisationId, subject, subjectId, attempt } = leased;
          return { organisationId, subject, subjectId, attempt };
        }),
    );

  finishReview: Queue['finishReview'] = (review, leaseId, dueAt) =>
    settle(() => {
      const row = this.tables.reviews.get(review.subjectId);
      if (row?.leaseId !== leaseId) return;
      if (dueAt === null) this.tables.reviews.delete(review.subjectId);
      else {
        const released = { ...row, dueAt, leaseId: null, leasedUntil: null };
        this.tables.reviews.set(review.subjectId, released);
      }
    });

  takeDeliveries: Queue['takeDeliveries'] = (lease) =>
    settle(() =>
      this.dueDeliveries(lease.now)
        .slice(0, lease.max)
        .map((row) => {
          const leased = { ...row, ...leaseOf(row, lease) };
          this.tables.setDelivery(leased);
          return this.dueDelivery(leased, lease.now);
        }),
    );

  finishDeliveries: Queue['finishDeliveries'] = (leaseId, outcomes) =>
    settle(() => {
      for (const { deliveryId, outcome } of outcomes) {
        const row = this.tables.deliveries.get(deliveryId);
        if (row?.leaseId !== leaseId || row.status !== 'queued') continue;
        this.tables.setDelivery(finished(row, outcome));
      }
    });

  depth: Queue['depth'] = (now) =>
    settle(() => {
      const due = [...this.dueReviews(now), ...this.dueDeliveries(now)];
      const waits = due.map((row) => now - row.dueAt);
      return { dueCount: due.length, oldestWaitMs: waits.reduce((a, b) => Math.max(a, b), 0) };
    });

  onWake: Queue['onWake'] = (listener) =>
    settle(() => {
      this.tables.wakeListeners.add(listener);
      return () => settle(() => void this.tables.wakeListeners.delete(listener));
    });

  /** The next moment at which something falls due or a lease ends; null when nothing waits. */
  nextDueAt(): Instant | null {
    const waiting = [...this.tables.reviews.values(), ...this.tables.queuedDeliveries()];
    const moments = waiting.map((row) => Math.max(row.dueAt, row.leasedUntil ?? row.dueAt));
    return moments.length === 0 ? null : moments.reduce((a, b) => Math.min(a, b));
  }

  private dueReviews(now: Instant): ReviewRow[] {
    return [...this.tables.reviews.values()]
      .filter((row) => isFree(row, now))
      .sort((a, b) => a.dueAt - b.dueAt || (a.subjectId < b.subjectId ? -1 : 1));
  }

  private dueDeliveries(now: Instant): DeliveryRow[] {
    return this.tables
      .queuedDeliveries()
      .filter((row) => isFree(row, now))
      .sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
  }

  private dueDelivery(row: DeliveryRow, now: Instant): DueDelivery {
    const { tables } = this;
    const alert = tables.alerts.get(row.alertId);
    if (alert === undefined) throw new Error('a delivery has its alert');
    const devices = signedInDevices(tables, row.responderId, now);
    const feed = tables.feeds.get(row.responderId) ?? [];
    const last = feed.findLast((entry) => isAbout(entry, row));
    const { id, alertId, responderId, channel, subject, dueAt, organisationId, attempt } = row;
    return {
      ...{ id, alertId, responderId, channel, subject, dueAt, organisationId, attempt },
      incidentId: alert.incidentId,
      calloutId: alert.calloutId,
      stillWanted: this.stillWanted(row, alert, now),
      pushTokens: devices.flatMap((device) => device.pushToken ?? []).sort(),
      feedSeq: last?.seq ?? null,
    };
  }

  private stillWanted(row: DeliveryRow, alert: Alert, now: Instant): boolean {
    if (row.subject === 'stood-down') return true;
    const responder = this.tables.responders.get(row.responderId);
    const available = responder?.onDuty === true && responder.disabledAt === null;
    const open = alert.status === 'sent' && alert.expiresAt > now;
    return open && alert.deliveredAt === null && available;
  }
}

interface Leased {
  readonly dueAt: Instant;
  readonly leasedUntil: Instant | null;
}

function isFree(row: Leased, now: Instant): boolean {
  return row.dueAt <= now && (row.leasedUntil === null || row.leasedUntil <= now);
}

function leaseOf(row: { readonly attempt: number }, lease: Lease) {
  const { leaseId, now, leaseMs } = lease;
  return { leaseId, leasedUntil: now + leaseMs, attempt: row.attempt + 1 };
}

function isAbout(entry: FeedEntry, row: DeliveryRow): boolean {
  const isSending = entry.kind === 'alert-sent';
  const isEnding = entry.kind === 'stood-down' || entry.kind === 'alert-withdrawn';
  return entry.alertId === row.alertId && (row.subject === 'alert' ? isSending : isEnding);
}

function finished(row: DeliveryRow, outcome: DeliveryOutcome): DeliveryRow {
  const free = { leaseId: null, leasedUntil: null };
  return outcome.status === 'retry'
    ? { ...row, ...free, dueAt: outcome.dueAt }
    : { ...row, ...free, status: outcome.status };
}
