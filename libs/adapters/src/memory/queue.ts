import { DELIVERY_RANKS, isCrowd } from '#core/delivery';
import type { Instant } from '#core/units';
import { isSuspect } from '#core/work-attempts';
import type { DeliveryAttempt, DeliveryOutcome, Lease, Queue } from '#flow/ports';
import { dueDelivery } from './due-delivery';
import { pullForward } from './ladder';
import { settle, type DeliveryRow, type MemoryTables, type ReviewRow } from './tables';

/** Due deliveries and reviews in memory. */
export class MemoryQueue implements Queue {
  constructor(private readonly tables: MemoryTables) {}

  takeReviews: Queue['takeReviews'] = (lease) =>
    settle(() =>
      oneSuspect(
        this.dueReviews(lease.now).filter(
          ({ subject }) => (lease.of ?? ofSubject(subject)) === ofSubject(subject),
        ),
        lease,
      )
        .slice(0, lease.max)
        .map((row) => {
          const leased = { ...row, ...leaseOf(row, lease) };
          this.tables.reviews.set(row.subjectId, leased);
          const { organisationId, subject, subjectId, attempt, failures } = leased;
          return { organisationId, subject, subjectId, attempt, failures };
        }),
    );

  finishReview: Queue['finishReview'] = (review, leaseId, dueAt) =>
    settle(() => {
      const row = this.tables.reviews.get(review.subjectId);
      if (row?.leaseId !== leaseId) return;
      if (dueAt === null) this.tables.reviews.delete(review.subjectId);
      else {
        const released = { ...row, dueAt, failures: 0, leaseId: null, leasedUntil: null };
        this.tables.reviews.set(review.subjectId, released);
      }
    });

  failReview: Queue['failReview'] = ({ subjectId }, leaseId, { dueAt, counts }) =>
    settle(() => {
      const row = this.tables.reviews.get(subjectId);
      if (row?.leaseId !== leaseId) return;
      const failures = row.failures + (counts ? 1 : 0);
      const released = { ...row, dueAt, failures, leaseId: null, leasedUntil: null };
      this.tables.reviews.set(subjectId, released);
    });

  absolveReview: Queue['absolveReview'] = ({ subjectId }) =>
    settle(() => {
      const row = this.tables.reviews.get(subjectId);
      if (row !== undefined) this.tables.reviews.set(subjectId, { ...row, failures: 0 });
    });

  setReviewAside: Queue['setReviewAside'] = (review, leaseId, { reason, failures, now }) =>
    settle(() => {
      const { organisationId, subject: about, subjectId: id } = review;
      if (this.tables.reviews.get(id)?.leaseId !== leaseId) return;
      this.tables.reviews.delete(id);
      const held = { id, organisationId, about, aboutId: id, channel: null };
      this.tables.quarantine.set(id, { ...held, failures, reason, setAsideAt: now });
    });

  renewReviews: Queue['renewReviews'] = (leaseIds, leasedUntil) =>
    settle(() => {
      for (const row of this.tables.reviews.values()) {
        if (row.leaseId === null || !leaseIds.includes(row.leaseId)) continue;
        this.tables.reviews.set(row.subjectId, { ...row, leasedUntil });
      }
    });

  takeDeliveries: Queue['takeDeliveries'] = (lease) =>
    settle(() => {
      const ofChannel = this.dueDeliveries(lease.now).filter(
        (row) => row.channel === lease.channel && (lease.crowds !== false || !isCrowd(row.rank)),
      );
      const leased = oneSuspect(ofChannel, lease)
        .sort((a, b) => DELIVERY_RANKS[a.rank] - DELIVERY_RANKS[b.rank])
        .slice(0, lease.max)
        .map((row) => ({ ...row, ...leaseOf(row, lease) }));
      const taken = leased.map((row) => dueDelivery(this.tables, row, lease.now));
      for (const row of leased) this.tables.setDelivery(row);
      return taken;
    });

  renewDeliveries: Queue['renewDeliveries'] = (leaseId, deliveryIds, leasedUntil) =>
    settle(() => {
      for (const id of deliveryIds) {
        const row = this.tables.deliveries.get(id);
        if (row?.leaseId !== leaseId || row.status !== 'queued') continue;
        this.tables.setDelivery({ ...row, leasedUntil });
      }
    });

  finishDeliveries: Queue['finishDeliveries'] = (leaseId, finished, now) =>
    settle(() => {
      const { tables } = this;
      const givenUp: string[] = [];
      for (const one of finished) {
        const row = tables.deliveries.get(one.deliveryId);
        if (row === undefined) continue;
        const kept = { ...row, attempts: withAttempts(row, leaseId, one.attempts) };
        const isMine = row.leaseId === leaseId && row.status === 'queued';
        const change = isMine
          ? changeOf(one.outcome, { failures: row.failures, now })
          : referenceOf(row, one.outcome);
        tables.setDelivery({ ...kept, ...change });
        if (isMine) this.keepAside(row, one.outcome, now);
        if (GIVEN_UP.includes(one.outcome.status)) givenUp.push(row.id);
      }
      if (pullForward(tables, givenUp, now)) tables.wake();
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

  private keepAside(row: DeliveryRow, outcome: DeliveryOutcome, now: Instant): void {
    if (outcome.status !== 'quarantined') return;
    const { id, organisationId, channel } = row;
    const { facts, aboutId } = dueDelivery(this.tables, row, now);
    const { error: reason, failures } = outcome;
    const held = { id, organisationId, about: facts.about, aboutId, channel };
    this.tables.quarantine.set(id, { ...held, failures, reason, setAsideAt: now });
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
}

interface Leased {
  readonly dueAt: Instant;
  readonly leasedUntil: Instant | null;
}

/** All that are due but those under suspicion, of which there is the least suspect, if any. */
function oneSuspect<Row extends Leased & { readonly failures: number }>(
  due: readonly Row[],
  { suspects = true }: Lease,
): Row[] {
  const [first] = due
    .filter((row) => isSuspect(row.failures))
    .sort((a, b) => a.failures - b.failures || a.dueAt - b.dueAt);
  return due.filter((row) => !isSuspect(row.failures) || (suspects && row === first));
}

function isFree(row: Leased, now: Instant): boolean {
  return row.dueAt <= now && (row.leasedUntil === null || row.leasedUntil <= now);
}

/** A lease that ran out is an attempt of which nobody heard how it ended. */
function leaseOf(
  row: Pick<ReviewRow, 'attempt' | 'failures' | 'leasedUntil'>,
  { leaseId, now, leaseMs }: Lease,
) {
  const failures = row.failures + (row.leasedUntil === null ? 0 : 1);
  return { leaseId, leasedUntil: now + leaseMs, attempt: row.attempt + 1, failures };
}

function ofSubject(subject: ReviewRow['subject']): 'callouts' | 'others' {
  return subject === 'callout' ? 'callouts' : 'others';
}

const GIVEN_UP: readonly DeliveryOutcome['status'][] = ['failed', 'not-needed', 'quarantined'];

/** What came of a delivery whose lease still holds. */
function changeOf(
  outcome: DeliveryOutcome,
  { failures, now }: { readonly failures: number; readonly now: Instant },
): Partial<DeliveryRow> {
  const free = { leaseId: null, leasedUntil: null };
  const error = 'error' in outcome ? outcome.error : null;
  if (outcome.status === 'retry') {
    const counted = outcome.isFailure === true ? failures + 1 : 0;
    return { ...free, error, dueAt: outcome.dueAt, failures: counted };
  }
  const status = outcome.status === 'quarantined' ? 'failed' : outcome.status;
  return {
    ...free,
    status,
    error,
    finishedAt: now,
    providerRef: outcome.status === 'handed-over' ? outcome.providerRef : null,
    spared: outcome.status === 'not-needed' ? outcome.spared : null,
  };
}

/** What a provider took while a receipt overtook its answer keeps its reference. */
function referenceOf(row: DeliveryRow, outcome: DeliveryOutcome): Partial<DeliveryRow> {
  if (row.status === 'queued' || outcome.status !== 'handed-over') return {};
  return { providerRef: row.providerRef ?? outcome.providerRef };
}

/** Attempts are kept whoever holds the delivery now, and once however often they are told. */
function withAttempts(
  row: DeliveryRow,
  leaseId: string,
  attempts: readonly DeliveryAttempt[],
): DeliveryRow['attempts'] {
  const known = new Set(
    row.attempts.filter((one) => one.leaseId === leaseId).map((one) => one.handedOverAt),
  );
  const fresh = attempts.filter((one) => !known.has(one.handedOverAt));
  return [...row.attempts, ...fresh.map((one) => ({ ...one, leaseId }))];
}
