import type { Alert } from '#core/alert';
import type { CalloutStatus } from '#core/callout';
import {
  BOOKING_TABLE,
  PLACE_HOLDING,
  type Booking,
  type BookingStatus,
} from '#core/callout-booking';
import {
  acceptedOf,
  boundTime,
  isFilled,
  placeAt,
  placeFor,
  withParty,
  type Party,
  type PlaceGiven,
} from '#core/callout-places';
import type { Place } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import type { CredentialKind } from '#core/responder';
import type { Fact } from '#core/timeline';
import { canMove } from '#core/transition';
import type { Instant } from '#core/units';
import type { Booked, BookedCallout, BookingStore, NewBooking, Pass } from '#flow/ports';

/*
 * What becomes of a booking and of the counters of its call-out, decided while the call-out is
 * held, so that every store decides alike.
 */

/** What is known of whoever books beside what they say. */
export interface Known {
  readonly credentialKinds: readonly CredentialKind[];
  readonly at: Place | null;
}

type Wishes = NewBooking['wishes'];
/** The counters and the status that a step leaves a call-out with. */
export type Counters = Pick<BookedCallout, 'fill' | 'acceptedCount' | 'status'>;
type Move = Parameters<BookingStore['moveBooking']>[0];

export interface BookingStep {
  readonly booking: Booking;
  readonly counters: Counters;
  readonly facts: readonly Fact[];
}

/** A yes, or why it is none. */
export function bookingStep(input: {
  readonly asked: NewBooking;
  readonly callout: BookedCallout;
  /** Null where nobody was asked. */
  readonly alert: Alert | null;
  /** Null where they came by none. */
  readonly pass: Pass | null;
  readonly known: Known;
  readonly now: Instant;
}): Result<BookingStep> {
  const { asked, callout, now } = input;
  const refusal = whyNotBooked(input);
  if (refusal !== null) return refusal;
  const party = partyOf({ ...asked, wishes: asked.wishes }, callout, input.known);
  const place = callout.status === 'open' ? placeFor(callout, party, now) : null;
  const booking = newBooking(asked, reserveTime(callout, party, now), now);
  if (place === null) {
    const { status, fill, acceptedCount } = callout;
    const facts = [factOf('booking-reserved', booking, now)];
    return ok({ booking, counters: { status, fill, acceptedCount }, facts });
  }
  const placed = taking(booking, place);
  const counters = counted(callout, placed, 1);
  const facts = [factOf('booking-made', placed, now)];
  return ok({ booking: placed, counters, facts });
}

function whyNotBooked(input: {
  readonly asked: NewBooking;
  readonly callout: BookedCallout;
  readonly alert: Alert | null;
  readonly pass: Pass | null;
  readonly now: Instant;
}): Result<never> | null {
  const { asked, callout, alert, pass, now } = input;
  if (alert?.status === 'accepted' || alert?.status === 'declined') {
    return refuse('already-answered', 'This question has been answered already.');
  }
  if (callout.status === 'closed' || callout.status === 'cancelled') {
    return refuse('callout-over', 'The call-out is over. Thank you.');
  }
  if (asked.passId !== null) {
    const people = asked.conditions.peopleCount;
    if (!isPassGood(pass, now)) return refuse('pass-invalid', 'This pass is not valid any more.');
    if (pass.usedCount + people > pass.usesMax) {
      return refuse('pass-invalid', 'As many people as may have come by this pass.');
    }
  }
  return alert === null ? null : whyQuestionGone(alert, callout, now);
}

/** The same yes again: how it stands, where it is the same. */
export function sameAgain(booking: Booking, asked: NewBooking): Result<Booked> {
  const isSame =
    booking.calloutId === asked.calloutId &&
    booking.passId === asked.passId &&
    booking.responderId === asked.responderId;
  if (!isSame) return noCallout();
  return ok({ booking, promoted: [], turned: null, saved: { feed: [], facts: [] } });
}

/** The refusal of a yes to what is not there, or not for them. */
export function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such question.');
}

/** The refusal of somebody who is expected elsewhere at that time. */
export function doubleBooked(): Result<never> {
  return refuse('double-booked', 'They have said yes to another call-out at that time.');
}

/** Whether people may still come by a pass, as long as it is not used up. */
export function isPassGood(pass: Pass | null, now: Instant): pass is Pass {
  return pass?.revokedAt === null && pass.validUntil > now;
}

/** A yes that comes after enough others is one all the same, for the reserve. */
function whyQuestionGone(alert: Alert, callout: BookedCallout, now: Instant): Result<never> | null {
  const isLate = callout.status === 'filled' || alert.endedReason === 'callout-filled';
  if (alert.status === 'withdrawn') {
    return isLate ? null : refuse('alert-withdrawn', 'This question has been taken back.');
  }
  const isExpired = alert.status === 'expired' || alert.expiresAt <= now;
  if (!isExpired || isLate) return null;
  return refuse('alert-expired', 'The time to answer this question is over.');
}

/** A move of a booking, or why there is none. */
export function moveStep(input: {
  readonly move: Move;
  readonly booking: Booking;
  readonly wishes: Wishes;
  readonly callout: BookedCallout;
  readonly known: Known;
}): Result<BookingStep> {
  const { move, booking, callout } = input;
  const { from, to, change, now } = move;
  if (!from.includes(booking.status)) {
    return to === booking.status || !from.some((status) => canMove(BOOKING_TABLE, status, to))
      ? refuse('illegal-step', `The booking is ${booking.status} already.`)
      : refuse('changed-meanwhile', `The booking is ${booking.status} by now.`);
  }
  if (to !== booking.status && !canMove(BOOKING_TABLE, booking.status, to)) {
    return refuse('illegal-step', `A booking cannot go from ${booking.status} to ${to}.`);
  }
  const held = PLACE_HOLDING.includes(booking.status);
  const holds = PLACE_HOLDING.includes(to);
  const without = held ? { ...callout, ...counted(callout, booking, -1) } : callout;
  const moved = { ...booking, ...change, status: to };
  if (!holds) {
    const counters = held ? countersOf(without) : countersOf(callout);
    const { needKey, musterKey } = booking;
    return ok({ booking: { ...moved, needKey, musterKey }, counters, facts: move.facts });
  }
  const staysThere =
    held && moved.needKey === booking.needKey && moved.musterKey === booking.musterKey;
  if (staysThere) return ok({ booking: moved, counters: countersOf(callout), facts: move.facts });
  return takeAgain({ ...input, without, moved, now });
}

/** Somebody who is there is there, also where the list has no room for them: it is not refused. */
function takeAgain(input: {
  readonly move: Move;
  readonly booking: Booking;
  readonly wishes: Wishes;
  readonly callout: BookedCallout;
  readonly known: Known;
  readonly without: BookedCallout;
  readonly moved: Booking;
  readonly now: Instant;
}): Result<BookingStep> {
  const { move, without, moved, now } = input;
  const party = partyOf({ ...moved, wishes: input.wishes }, without, input.known);
  const { needKey, musterKey } = moved;
  const place =
    needKey === null || musterKey === null
      ? placeFor(without, wishing(party, moved), now)
      : placeAt(without, party, { needKey, musterKey, now });
  if (place !== null) {
    const placed = taking(moved, place);
    const booking = { ...placed, status: move.to };
    return ok({ booking, counters: counted(without, booking, 1), facts: move.facts });
  }
  if (move.to !== 'checked-in' || needKey === null || musterKey === null) {
    return refuse('places-taken', 'There is no room for them there.');
  }
  return ok({ booking: moved, counters: countersOf(input.callout), facts: move.facts });
}

/** What somebody of the reserve gets of what is free now, or null. */
export function promotionStep(input: {
  readonly booking: Booking;
  readonly wishes: Wishes;
  readonly callout: BookedCallout;
  readonly known: Known;
  readonly now: Instant;
}): BookingStep | null {
  const { booking, callout, now } = input;
  const party = partyOf({ ...booking, wishes: input.wishes }, callout, input.known);
  const place = placeFor(callout, party, now);
  if (place === null) return null;
  const placed = taking(booking, place);
  const facts = [factOf('booking-promoted', placed, now)];
  return { booking: placed, counters: counted(callout, placed, 1), facts };
}

/** What the timeline says when the last place is taken, or one is free again. */
export function turnOf(
  before: CalloutStatus,
  after: Counters,
  now: Instant,
): { readonly turned: 'filled' | 'reopened' | null; readonly facts: readonly Fact[] } {
  if (before === after.status) return { turned: null, facts: [] };
  const { acceptedCount } = after;
  const fact = { at: now, actor: 'closeby', responderId: null, detail: { acceptedCount } } as const;
  return after.status === 'filled'
    ? { turned: 'filled', facts: [{ ...fact, kind: 'callout-filled' }] }
    : { turned: 'reopened', facts: [{ ...fact, kind: 'callout-reopened' }] };
}

/** The fact of a booking; whoever acted is the responder where there is one. */
export function factOf(kind: Fact['kind'], booking: Booking, now: Instant): Fact {
  const { id: bookingId, responderId, needKey, musterKey, alertId } = booking;
  const { peopleCount } = booking.conditions;
  const actor = responderId === null || kind === 'booking-promoted' ? 'closeby' : 'responder';
  const detail = { bookingId, alertId, needKey, musterKey, peopleCount };
  return { kind, at: now, actor, responderId, detail };
}

function partyOf(
  of: Pick<NewBooking, 'conditions' | 'responderId' | 'groupId' | 'wishes'>,
  callout: BookedCallout,
  { credentialKinds, at }: Known,
): Party {
  const { peopleCount, pieces, fromAt, untilAt } = of.conditions;
  const common = { peopleCount, pieces, fromAt, untilAt, wishes: of.wishes, at };
  const vouched = callout.needs.find(({ needKey }) => needKey === of.wishes.needKey);
  if (of.groupId !== null && vouched !== undefined) {
    return { ...common, credentialKinds: vouched.credentialKinds, knownCount: peopleCount };
  }
  return { ...common, credentialKinds, knownCount: of.responderId === null ? 0 : 1 };
}

/** Of a move that names only one of need and muster point, or none. */
function wishing(party: Party, { needKey, musterKey }: Booking): Party {
  const wishes = {
    needKey: needKey ?? party.wishes.needKey,
    musterKey: musterKey ?? party.wishes.musterKey,
  };
  return { ...party, wishes };
}

function newBooking(
  asked: NewBooking,
  time: { readonly from: Instant; readonly until: Instant },
  now: Instant,
): Booking {
  const { id, organisationId, calloutId, alertId, responderId, passId, groupId } = asked;
  return {
    ...{ id, organisationId, calloutId, alertId, responderId, passId, groupId },
    displayName: asked.displayName,
    conditions: asked.conditions,
    status: 'reserve',
    needKey: null,
    musterKey: null,
    ...time,
    bookedAt: now,
    etaAt: null,
    checkedInAt: null,
    checkedOutAt: null,
    dueOutAt: null,
    endedReason: null,
  };
}

/** In reserve nobody is bound; the time is the one that they could be. */
function reserveTime(callout: BookedCallout, party: Party, now: Instant) {
  const wished = callout.needs.find(({ needKey }) => needKey === party.wishes.needKey);
  return boundTime(callout, wished?.shiftKey ?? null, { ...party, now }) ?? callout.window;
}

function taking(booking: Booking, place: PlaceGiven): Booking {
  const status: BookingStatus = 'expected';
  return { ...booking, status, ...place };
}

function counted(callout: BookedCallout, booking: Booking, sign: 1 | -1): Counters {
  const { needKey, musterKey } = booking;
  if (needKey === null || musterKey === null) return countersOf(callout);
  const fill = withParty(callout.fill, booking.conditions, { needKey, musterKey, sign });
  return countersOf({ ...callout, fill });
}

/** Open or filled by its places; a call-out that is over stays so. */
function countersOf(callout: BookedCallout): Counters {
  const { fill } = callout;
  const isOver = callout.status === 'closed' || callout.status === 'cancelled';
  const status = isFilled(callout) ? ('filled' as const) : ('open' as const);
  return { fill, acceptedCount: acceptedOf(fill), status: isOver ? callout.status : status };
}
