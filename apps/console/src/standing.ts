import type { LedgerLineView, LedgerView, ReachedView } from '#contracts/delivery-api';
import { DELIVERY_CHANNELS } from '#core/delivery';

/** How a person is read: who has to be told by other means comes first. */
export type Standing = 'unconfirmed' | 'unseen' | ReachedView['state'];

const ORDER: readonly Standing[] = [
  'unconfirmed',
  'not-reached',
  'waiting',
  'unseen',
  'rang',
  'seen',
  'answered',
  'spared',
];

/**
 * How this person is read. Of a stand-down or change it is told apart whether their phone has
 * confirmed it, and whether somebody has looked at it.
 */
export function standingOf({ subject, state }: ReachedView): Standing {
  if (subject === 'alert') return state;
  if (state === 'waiting' || state === 'not-reached') return 'unconfirmed';
  return state === 'rang' ? 'unseen' : state;
}

/** Those to be told by other means first, then those not reached, then the others by name. */
export function troubleFirst(people: readonly ReachedView[]): ReachedView[] {
  return [...people].sort(
    (a, b) =>
      ORDER.indexOf(standingOf(a)) - ORDER.indexOf(standingOf(b)) ||
      a.displayName.localeCompare(b.displayName),
  );
}

/** Everything carried to one person, newest thing first, in the order of the ladder. */
export function linesOf(ledger: LedgerView, responderId: string): LedgerLineView[] {
  return ledger.lines
    .filter((line) => line.responderId === responderId)
    .sort(
      (a, b) =>
        Date.parse(b.queuedAt) - Date.parse(a.queuedAt) ||
        DELIVERY_CHANNELS.indexOf(a.channel) - DELIVERY_CHANNELS.indexOf(b.channel),
    );
}
