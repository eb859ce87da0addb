import type { LedgerLineView, LedgerView, ReachedView } from '#contracts/delivery-api';
import { DELIVERY_CHANNELS } from '#core/delivery';

/** How a person is read: who has to be told by other means comes first. */
export type Standing = 'unconfirmed' | ReachedView['state'];

const ORDER: readonly Standing[] = [
  'unconfirmed',
  'not-reached',
  'waiting',
  'rang',
  'seen',
  'answered',
  'spared',
];

/** How this person is read. A stand-down or change counts as unconfirmed until it was seen. */
export function standingOf(person: ReachedView): Standing {
  const unseen = !['seen', 'answered', 'spared'].includes(person.state);
  return person.subject !== 'alert' && unseen ? 'unconfirmed' : person.state;
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
