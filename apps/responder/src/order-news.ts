import type { AlertView } from '#contracts/responder-api';
import { orderWords } from './order-words';

/** A new order that has not been read yet. */
export interface OrderNews {
  readonly alertId: string;
  /** What they were to do before, as it was said to them. */
  readonly before: string;
  /** Set when it follows from what they have just reported themselves. */
  readonly afterOwnReport: boolean;
}

/**
 * Whether the newest word on an alert asks something else of this person than the word before: a
 * part other than the one they said yes to, or another AED. That they now hold the AED, or are
 * expected at another time, is no new order.
 */
export function orderNews(
  before: AlertView | undefined,
  now: AlertView,
  afterOwnReport: boolean,
): OrderNews | null {
  const then = before?.order ?? null;
  if (before === undefined || then === null || now.order === null) return null;
  if (now.status !== 'accepted' || now.assignment === null) return null;
  // Going on with the AED in hand is what they were to do anyway.
  if ((then.aed?.collectedAt ?? null) !== null && now.order.role === 'direct') return null;
  const samePart = then.role === now.order.role;
  // Before accept there is an AED in the order that may not be named yet.
  const sameAed = (then.aed ?? now.order.aed)?.aedId === (now.order.aed ?? then.aed)?.aedId;
  if (samePart && sameAed) return null;
  return { alertId: now.alertId, before: orderWords(then), afterOwnReport };
}
