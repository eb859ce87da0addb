import type { AlertView } from '#contracts/responder-api';
import type { AssignmentStatus } from '#core/assignment';

const BOUND: readonly AssignmentStatus[] = ['accepted', 'en-route', 'on-scene', 'with-patient'];

/**
 * The alerts that ask or bind this person now. What has ended is dropped with everything it
 * carried, so that nothing of a place outlives the part in it.
 */
export class Alerts {
  private readonly byId = new Map<string, AlertView>();

  /** Takes an alert as it now stands; the newest word on an alert replaces what was known. */
  apply(alert: AlertView): void {
    if (asks(alert) || binds(alert)) this.byId.set(alert.alertId, alert);
    else this.byId.delete(alert.alertId);
  }

  clear(): void {
    this.byId.clear();
  }

  get(alertId: string): AlertView | undefined {
    return this.byId.get(alertId);
  }

  /** Every unanswered question. */
  open(): AlertView[] {
    return [...this.byId.values()].filter(asks);
  }

  /** The incident alert that waits for an answer, newest first; null when none does. */
  alarm(): AlertView | null {
    return this.newestOpen('incident');
  }

  /** The drill that waits to be heard, newest first; null when none does. */
  drill(): AlertView | null {
    return this.newestOpen('drill');
  }

  /** The incident this person is bound to; null when none. */
  assigned(): AlertView | null {
    const bound = [...this.byId.values()].filter(binds);
    return bound.find((alert) => alert.about === 'incident') ?? null;
  }

  /** The call-out that waits for an answer; null when none does. */
  question(): AlertView | null {
    return this.open().find((alert) => alert.about === 'callout') ?? null;
  }

  private newestOpen(about: AlertView['about']): AlertView | null {
    const open = this.open().filter((alert) => alert.about === about);
    return open.sort((a, b) => Date.parse(b.sentAt) - Date.parse(a.sentAt))[0] ?? null;
  }
}

function asks(alert: AlertView): boolean {
  return alert.status === 'sent';
}

function binds(alert: AlertView): boolean {
  if (alert.status !== 'accepted') return false;
  if (alert.assignment !== null) return BOUND.includes(alert.assignment.status);
  return alert.about === 'callout' && (alert.callout?.thanks ?? null) === null;
}
