import type { Alert } from '#core/alert';
import { tallyOf, type Drill } from '#core/drill';
import type { DrillCall, DrillChange, DrillStore, SaveOutcome } from '#flow/ports';
import { newestFirst } from './incident-reads';
import { settle, type MemoryTables } from './tables';

type Answer = Parameters<DrillStore['answer']>[0];
type Answered = Awaited<ReturnType<DrillStore['answer']>>;

/** Drills in memory. */
export class MemoryDrillStore implements DrillStore {
  constructor(private readonly tables: MemoryTables) {}

  save: DrillStore['save'] = (change) => settle(() => this.saveNow(change));

  load: DrillStore['load'] = (organisationId, drillId) =>
    settle(() => {
      const drill = this.find(organisationId, drillId);
      return drill === null ? null : { drill, calls: this.callsOf(drill) };
    });

  progress: DrillStore['progress'] = (organisationId, drillId) =>
    settle(() => {
      const drill = this.find(organisationId, drillId);
      const ids = this.tables.alertsOf(drillId).map((alert) => alert.responderId);
      return drill === null ? null : { drill, lastCalledId: ids.sort().at(-1) ?? null };
    });

  list: DrillStore['list'] = (organisationId, page) =>
    settle(() => {
      const all = [...this.tables.drills.values()].filter(
        (drill) => drill.organisationId === organisationId,
      );
      const { items, nextCursor } = newestFirst(all, (drill) => drill.startsAt, page);
      const summaries = items.map((drill) => {
        const calls = this.callsOf(drill).map(({ alert, heardBy }) => ({ ...alert, heardBy }));
        return { drill, tally: tallyOf(calls) };
      });
      return { items: summaries, nextCursor };
    });

  loadDrillAlert: DrillStore['loadDrillAlert'] = (organisationId, alertId, responderId) =>
    settle(() => this.question({ organisationId, alertId, responderId }));

  answer: DrillStore['answer'] = (input) => settle(() => this.answerNow(input));

  onDutyIds: DrillStore['onDutyIds'] = (organisationId) =>
    settle(() =>
      [...this.tables.responders.values()]
        .filter((one) => one.organisationId === organisationId)
        .filter((one) => one.onDuty && one.disabledAt === null)
        .map((one) => one.id)
        .sort(),
    );

  private find(organisationId: string, drillId: string): Drill | null {
    const drill = this.tables.drills.get(drillId);
    return drill?.organisationId === organisationId ? drill : null;
  }

  private callsOf(drill: Drill): readonly DrillCall[] {
    const { tables } = this;
    return tables.alertsOf(drill.id).map((alert) => {
      const ids = tables.deliveryIdsByAlert.get(alert.id) ?? [];
      const heard = ids
        .flatMap((id) => tables.deliveries.get(id) ?? [])
        .filter((row) => row.subject === 'alert' && row.status === 'delivered')
        .map((row) => row.channel);
      const displayName = tables.responders.get(alert.responderId)?.displayName ?? '';
      return { alert, displayName, heardBy: [...new Set(heard)].sort() };
    });
  }

  private question(
    key: Pick<Answer, 'organisationId' | 'alertId' | 'responderId'>,
  ): { readonly alert: Alert; readonly drill: Drill } | null {
    const alert = this.tables.alerts.get(key.alertId);
    const isTheirs =
      alert?.organisationId === key.organisationId && alert.responderId === key.responderId;
    const drill = isTheirs ? this.find(key.organisationId, alert.drillId ?? '') : null;
    return isTheirs && drill !== null ? { alert, drill } : null;
  }

  private saveNow(change: DrillChange): SaveOutcome {
    const { tables } = this;
    const { drill, expectedRevision, now } = change;
    const { organisationId } = drill;
    const stored = tables.drills.get(drill.id);
    if (stored !== undefined && expectedRevision === null) return { outcome: 'duplicate' };
    if ((stored?.revision ?? null) !== expectedRevision) return { outcome: 'changed-meanwhile' };
    const revision = expectedRevision === null ? drill.revision : drill.revision + 1;
    tables.drills.set(drill.id, { ...drill, revision });
    for (const alert of change.newAlerts) tables.addAlert(alert);
    const kept = this.end(change);
    for (const one of change.deliveries) tables.addDelivery(one, organisationId, now);
    const feed = change.feed.filter((entry) => !kept.has(entry.alertId));
    const saved = tables.record(drill.id, { feed, facts: [] }, now);
    this.review(drill, change.reviewAt);
    if (change.next !== null) {
      tables.drills.set(change.next.id, change.next);
      this.review(change.next, change.next.startsAt);
    }
    tables.wakeIfDue(change);
    return { outcome: 'saved', saved };
  }

  /** Ends what is still open; returns whoever answered meanwhile. */
  private end({ drill, endedAlertIds }: DrillChange): ReadonlySet<string> {
    const kept = new Set<string>();
    for (const id of endedAlertIds) {
      const alert = this.tables.alerts.get(id);
      if (alert?.drillId !== drill.id || alert.status !== 'sent') {
        kept.add(id);
        continue;
      }
      const isCancelled = drill.status === 'cancelled';
      this.tables.alerts.set(id, {
        ...alert,
        status: isCancelled ? 'withdrawn' : 'expired',
        endedReason: isCancelled ? 'drill-cancelled' : null,
      });
    }
    return kept;
  }

  private review({ organisationId, id: subjectId }: Drill, dueAt: number | null): void {
    this.tables.setReview({ organisationId, subject: 'drill', subjectId }, dueAt);
  }

  private answerNow(input: Answer): Answered {
    const { alertId, responderId, now } = input;
    const found = this.question(input);
    if (found === null) return { outcome: 'not-found' };
    const { alert, drill } = found;
    if (alert.answeredAt !== null) return { outcome: 'again' };
    if (alert.status !== 'sent' || alert.expiresAt <= now) return { outcome: 'over' };
    this.tables.alerts.set(alertId, { ...alert, status: 'accepted', answeredAt: now });
    const feed = [{ responderId, kind: 'alert-answered' as const, alertId }];
    return { outcome: 'answered', saved: this.tables.record(drill.id, { feed, facts: [] }, now) };
  }
}
