import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';

export type ReceiptKind = 'delivered' | 'seen';

/**
 * What a receipt adds to an alert: the first of its kind wins, and what was seen was delivered.
 *
 * @returns the kinds that are new by this receipt, in the order they happened
 */
export function newReceipts(
  alert: { readonly deliveredAt: Instant | null; readonly seenAt: Instant | null },
  kind: ReceiptKind,
): ReceiptKind[] {
  const fresh: ReceiptKind[] = alert.deliveredAt === null ? ['delivered'] : [];
  if (kind === 'seen' && alert.seenAt === null) fresh.push('seen');
  return fresh;
}

/** The facts of new receipts. */
export function receiptFacts(
  kinds: readonly ReceiptKind[],
  input: { readonly alertId: string; readonly responderId: string; readonly now: Instant },
): Fact[] {
  return kinds.map((kind) => ({
    kind: kind === 'delivered' ? 'alert-delivered' : 'alert-seen',
    at: input.now,
    actor: 'responder',
    responderId: input.responderId,
    detail: { alertId: input.alertId },
  }));
}
