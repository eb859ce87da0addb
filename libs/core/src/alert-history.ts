import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import type { NotAlertedReason } from '#core/eligibility';
import type { Instant } from '#core/units';

interface WhatHappened {
  readonly alerts: readonly Alert[];
  readonly assignments: readonly Assignment[];
  readonly now: Instant;
  /** Ids of alerts being taken back in the same decision. */
  readonly gone: ReadonlySet<string>;
}

/**
 * What each person has already said to this incident or call-out, as the reason not to ask them
 * again; people missing from the map may be asked. The order of the alerts does not matter.
 */
export function alertHistory(what: WhatHappened): ReadonlyMap<string, NotAlertedReason> {
  const history = new Map<string, NotAlertedReason>();
  for (const alert of what.alerts) {
    const reason = what.gone.has(alert.id) ? null : saidBefore(alert, what.now);
    if (reason !== null) history.set(alert.responderId, reason);
  }
  for (const assignment of what.assignments) {
    const left = assignment.status === 'withdrawn' || assignment.status === 'stood-down';
    history.set(assignment.responderId, left ? 'withdrew-before' : 'already-accepted');
  }
  return history;
}

/**
 * An alert that Closeby took back says nothing about the person, who may be asked again; a person
 * whom a dispatcher has let go is not rung by the next look.
 */
function saidBefore(alert: Alert, now: Instant): NotAlertedReason | null {
  switch (alert.status) {
    case 'sent':
      return alert.expiresAt <= now ? 'silent-before' : 'already-alerted';
    case 'accepted':
      return 'already-accepted';
    case 'declined':
      return 'declined-before';
    case 'expired':
      return 'silent-before';
    case 'withdrawn':
      return alert.endedReason === 'by-dispatcher' ? 'let-go-before' : null;
  }
}
