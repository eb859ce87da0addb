import type { Alert } from '#core/alert';
import { CALLOUT_TABLE, type Callout } from '#core/callout';
import { contains } from '#core/geometry';
import { canMove } from '#core/transition';
import type { CalloutChange, CalloutState, CalloutStore, SaveOutcome } from '#flow/ports';
import { movedAlerts } from './alert-moves';
import { newestFirst } from './incident-reads';
import { settle, type MemoryTables } from './tables';

/** A question of somebody. */
interface Key {
  readonly organisationId: string;
  readonly alertId: string;
  readonly responderId: string;
}

/** Call-outs in memory. */
export class MemoryCalloutStore implements CalloutStore {
  constructor(private readonly tables: MemoryTables) {}

  loadCallout: CalloutStore['loadCallout'] = (organisationId, calloutId) =>
    settle(() => this.stateOf(this.find(organisationId, calloutId)));

  loadCalloutByRef: CalloutStore['loadCalloutByRef'] = (organisationId, controlRef) =>
    settle(() => this.stateOf(this.byRef(organisationId, controlRef)));

  listCallouts: CalloutStore['listCallouts'] = (organisationId, page) =>
    settle(() => {
      const all = [...this.tables.callouts.values()].filter(
        (callout) => callout.organisationId === organisationId,
      );
      const { items, nextCursor } = newestFirst(all, (callout) => callout.openedAt, page);
      return { items: items.flatMap((callout) => this.stateOf(callout) ?? []), nextCursor };
    });

  countIn: CalloutStore['countIn'] = (organisationId, area) =>
    settle(
      () =>
        [...this.tables.responders.values()].filter(({ id, organisationId: of }) => {
          const fix = of === organisationId ? this.tables.lastKnown.get(id) : undefined;
          return fix !== undefined && contains(area, fix.place);
        }).length,
    );

  saveCallout: CalloutStore['saveCallout'] = (change) => settle(() => this.saveNow(change));

  loadCalloutAlert: CalloutStore['loadCalloutAlert'] = (organisationId, alertId, responderId) =>
    settle(() => {
      const found = this.question({ organisationId, alertId, responderId });
      return found === null ? null : { ...found, lateYes: this.tables.lateYes.has(alertId) };
    });

  declineQuestion: CalloutStore['declineQuestion'] = (input) =>
    settle(() => {
      const { tables } = this;
      const found = this.question(input);
      if (found?.alert.status !== 'sent') return null;
      const { alert, callout } = found;
      tables.alerts.set(alert.id, { ...alert, status: 'declined', answeredAt: input.now });
      const { responderId, id: alertId } = alert;
      const feed = [{ responderId, kind: 'alert-answered' as const, alertId }];
      return tables.record(callout.id, { feed, facts: [] }, input.now);
    });

  private find(organisationId: string, calloutId: string): Callout | null {
    const callout = this.tables.callouts.get(calloutId);
    return callout?.organisationId === organisationId ? callout : null;
  }

  private byRef(organisationId: string, controlRef: string): Callout | null {
    for (const one of this.tables.callouts.values()) {
      if (one.controlRef === controlRef && one.organisationId === organisationId) return one;
    }
    return null;
  }

  private stateOf(callout: Callout | null): CalloutState | null {
    if (callout === null) return null;
    const alerts = this.tables.alertsOf(callout.id);
    const countOf = (isMeant: (alert: Alert) => boolean) => alerts.filter(isMeant).length;
    const counts = {
      askedCount: alerts.length,
      openCount: countOf(({ status }) => status === 'sent'),
      declinedCount: countOf(({ status }) => status === 'declined'),
      lateYesCount: countOf(({ id }) => this.tables.lateYes.has(id)),
    };
    return { callout, counts };
  }

  private saveNow(change: CalloutChange): SaveOutcome {
    const { tables } = this;
    const callout = this.changed(change);
    if (typeof callout === 'string') return { outcome: callout };
    const moved = movedAlerts(tables, change.calloutId, change.alertMoves);
    if (moved === null) return { outcome: 'changed-meanwhile' };
    tables.callouts.set(change.calloutId, callout);
    for (const alert of change.newAlerts) tables.addAlert(alert);
    for (const alert of moved) tables.alerts.set(alert.id, alert);
    for (const delivery of change.deliveries) {
      tables.addDelivery(delivery, change.organisationId, change.now);
    }
    const saved = tables.record(change.calloutId, change, change.now);
    const { organisationId, calloutId: subjectId } = change;
    tables.setReview({ organisationId, subject: 'callout', subjectId }, change.reviewAt);
    tables.wakeIfDue(change);
    return { outcome: 'saved', saved };
  }

  /** The call-out after the change, or what stands against it. */
  private changed(change: CalloutChange): Callout | 'duplicate' | 'changed-meanwhile' {
    if (change.opened !== null) {
      const taken = this.byRef(change.organisationId, change.opened.controlRef);
      return taken === null ? change.opened : 'duplicate';
    }
    const stored = this.find(change.organisationId, change.calloutId);
    if (stored?.revision !== change.expectedRevision) return 'changed-meanwhile';
    const status = change.status ?? stored.status;
    if (status !== stored.status && !canMove(CALLOUT_TABLE, stored.status, status)) {
      throw new Error(`a call-out cannot move from ${stored.status} to ${status}`);
    }
    return { ...stored, ...change.changed, status, revision: stored.revision + 1 };
  }

  private question(key: Key) {
    const alert = this.tables.alerts.get(key.alertId);
    const isTheirs =
      alert?.organisationId === key.organisationId && alert.responderId === key.responderId;
    const callout = isTheirs ? this.find(key.organisationId, alert.calloutId ?? '') : null;
    return isTheirs && callout !== null ? { alert, callout } : null;
  }
}
