import type { DeliveryChannel } from '#core/delivery';
import { stateOfLines, type Reached } from '#core/delivery-truth';
import type { EvidenceAlert } from '#core/evidence-incident';
import type { Instant } from '#core/units';

/**
 * Why an alert reached nobody: no way led to them, no provider took it, or one took it and no
 * phone ever said that it rang.
 */
export const UNREACHED_WHY = ['no-way', 'failed', 'no-receipt'] as const;
export type UnreachedWhy = (typeof UNREACHED_WHY)[number];

/** Whether one alert reached its person, by what first, and if not why. */
export interface AlertReach {
  readonly state: Reached['state'];
  /** Channel of the first receipt. */
  readonly by: DeliveryChannel | null;
  /** Null unless it did not. */
  readonly why: UnreachedWhy | null;
}

/** By the same rule as the ledger of one incident; see `newestTruth`. */
export function reachOf(alert: EvidenceAlert, now: Instant): AlertReach {
  const { answeredAt, status: alertStatus, deliveries } = alert;
  const lines = deliveries.map((line) => {
    return { ...line, subject: 'alert', answeredAt, alertStatus } as const;
  });
  const state = stateWith(alert, lines.length === 0 ? 'not-reached' : stateOfLines(lines, now));
  return { state, by: firstChannel(alert), why: state === 'not-reached' ? whyNot(alert) : null };
}

/** A receipt over the live socket stands on the alert, whatever became of its deliveries. */
function stateWith(alert: EvidenceAlert, byLines: Reached['state']): Reached['state'] {
  if (alert.answeredAt !== null || byLines === 'answered') return 'answered';
  if (alert.seenAt !== null || byLines === 'seen') return 'seen';
  return alert.deliveredAt === null ? byLines : 'rang';
}

function firstChannel({ deliveries }: EvidenceAlert): DeliveryChannel | null {
  let first: { readonly channel: DeliveryChannel; readonly at: Instant } | null = null;
  for (const { channel, deliveredAt, seenAt } of deliveries) {
    const at = deliveredAt ?? seenAt;
    if (at !== null && (first === null || at < first.at)) first = { channel, at };
  }
  return first?.channel ?? null;
}

function whyNot({ deliveries }: EvidenceAlert): UnreachedWhy {
  if (deliveries.length === 0) return 'no-way';
  return deliveries.some(({ status }) => status === 'handed-over') ? 'no-receipt' : 'failed';
}
