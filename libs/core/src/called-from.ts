import type { Instant } from '#core/units';

/** When somebody is bound to a call-out; `until` is exclusive. */
export interface BookedTime {
  readonly calloutId: string;
  readonly from: Instant;
  readonly until: Instant;
}

/** The call-out that somebody is called from by an alert to an incident. */
export interface CalledFrom {
  readonly calloutId: string;
  /** Bound to it at this moment, or only asked by it. */
  readonly as: 'booked' | 'asked';
}

/** Somebody as far as alerts and call-outs may have them. */
export interface AskedPerson {
  /** An incident or call-out whose alert they hold unanswered; incidents before call-outs. */
  readonly alertedForId: string | null;
  /** That alert is a call-out's question; absent where it is not, or there is none. */
  readonly isAskedByCallout?: true;
  /** Call-outs they are booked on, now or later; absent where there are none. */
  readonly booked?: readonly BookedTime[];
}

/**
 * The call-out that has somebody at this moment, by a booking or else by an open question; null
 * where none has.
 *
 * @param at.aboutId what is decided about, which calls nobody away from itself
 */
export function calledFrom(
  { alertedForId, isAskedByCallout, booked = [] }: AskedPerson,
  { now, aboutId }: { readonly now: Instant; readonly aboutId?: string },
): CalledFrom | null {
  const booking = booked.find(
    ({ calloutId, from, until }) => calloutId !== aboutId && from <= now && now < until,
  );
  if (booking !== undefined) return { calloutId: booking.calloutId, as: 'booked' };
  const isAsked = isAskedByCallout === true && alertedForId !== null && alertedForId !== aboutId;
  return isAsked ? { calloutId: alertedForId, as: 'asked' } : null;
}
