import type { DeliveryChannel, DeliveryStatus, DeliverySubject } from '#core/delivery';
import type { Fact, FactKind } from '#core/timeline';
import type { Instant } from '#core/units';

/** What a receipt says; what was seen was delivered. */
export const RECEIPT_KINDS = ['delivered', 'seen'] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

const FACT_KINDS: Readonly<Record<DeliverySubject, Readonly<Record<ReceiptKind, FactKind>>>> = {
  alert: { delivered: 'alert-delivered', seen: 'alert-seen' },
  'stood-down': { delivered: 'stand-down-delivered', seen: 'stand-down-seen' },
  changed: { delivered: 'change-delivered', seen: 'change-seen' },
};

/**
 * What a receipt adds: the first of its kind wins, and what was seen was delivered.
 *
 * @returns the kinds that are new by this receipt, in the order they happened
 */
export function newReceipts(
  known: { readonly deliveredAt: Instant | null; readonly seenAt: Instant | null },
  kind: ReceiptKind,
): ReceiptKind[] {
  const fresh: ReceiptKind[] = known.deliveredAt === null ? ['delivered'] : [];
  if (kind === 'seen' && known.seenAt === null) fresh.push('seen');
  return fresh;
}

/** The facts of new receipts; with the channel where it is known. */
export function receiptFacts(
  kinds: readonly ReceiptKind[],
  input: {
    readonly alertId: string;
    readonly responderId: string;
    readonly subject: DeliverySubject;
    readonly channel: DeliveryChannel | null;
    readonly now: Instant;
  },
): Fact[] {
  const { alertId, responderId, subject, channel, now } = input;
  return kinds.map((kind) => ({
    kind: FACT_KINDS[subject][kind],
    at: now,
    actor: 'responder',
    responderId,
    detail: { alertId, ...(channel === null ? {} : { channel }) },
  }));
}

/** A delivery as far as a receipt changes it. */
export interface Receivable {
  readonly channel: DeliveryChannel;
  readonly status: DeliveryStatus;
  readonly queuedAt: Instant;
  readonly attempt: number;
  readonly spared: string | null;
  readonly deliveredAt: Instant | null;
  readonly seenAt: Instant | null;
}

/** Until here a delivery may have brought it; what was not tried has not. */
const MAY_HAVE_BROUGHT_IT_MAX = 4;

/**
 * Deliveries of one alert and subject once a receipt has come. Of the newest those are marked
 * that it speaks of: of the channel it names, or all handed over where it names none; failing
 * those whatever may have brought it, the live socket first. What waits is not needed any more.
 * `record_receipt` of the migrations does the same.
 */
export function received<Row extends Receivable>(
  rows: readonly Row[],
  receipt: {
    readonly kind: ReceiptKind;
    readonly channel: DeliveryChannel | null;
    readonly now: Instant;
  },
): Row[] {
  const newest = Math.max(...rows.map((row) => row.queuedAt));
  const places = rows.map((row) =>
    row.queuedAt < newest ? Infinity : placeOf(row, receipt.channel),
  );
  const best = Math.min(...places);
  return rows.map((row, index) => {
    const isBest = places[index] === best;
    const brought = isBest && best <= MAY_HAVE_BROUGHT_IT_MAX;
    const waits = row.status === 'queued' && !brought;
    return {
      ...row,
      status: waits ? 'not-needed' : brought ? 'delivered' : row.status,
      spared: waits ? 'confirmed' : row.spared,
      deliveredAt: isBest ? (row.deliveredAt ?? receipt.now) : row.deliveredAt,
      seenAt: isBest && receipt.kind === 'seen' ? (row.seenAt ?? receipt.now) : row.seenAt,
    };
  });
}

/** How likely it is that this delivery is the one received; the least is the likeliest. */
function placeOf(row: Receivable, channel: DeliveryChannel | null): number {
  const handedOver = row.status === 'handed-over' || row.status === 'delivered';
  if (row.status === 'not-needed') return MAY_HAVE_BROUGHT_IT_MAX + 2;
  if (channel === null ? handedOver : row.channel === channel) return 0;
  if (row.channel === 'live') return 1;
  if (handedOver) return 2;
  if (row.status === 'failed') return 3;
  return row.attempt > 0 ? MAY_HAVE_BROUGHT_IT_MAX : MAY_HAVE_BROUGHT_IT_MAX + 1;
}
