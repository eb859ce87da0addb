import { PLACE_HOLDING, type Booking } from '#core/callout-booking';
import type { MusterPoint } from '#core/callout-needs';
import { fromConditions, type BookingView, type OwnBookingView } from '#contracts/booking-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { BookedCallout, OwnBooking, RosterEntry } from '#flow/ports';

/** A line of the roster, as staff see it. */
export function renderBooking({ booking, displayName, calledAway }: RosterEntry): BookingView {
  const { responderId, passId, groupId } = booking;
  return { ...parts(booking), responderId, passId, groupId, displayName, calledAway };
}

/** A booking as whoever made it sees it: the exact place only while they have one of the places. */
export function renderOwnBooking({
  booking,
  callout,
  reservePosition,
}: OwnBooking): OwnBookingView {
  const need = callout.needs.find(({ needKey }) => needKey === booking.needKey);
  const point = callout.musterPoints.find(({ musterKey }) => musterKey === booking.musterKey);
  return {
    ...parts(booking),
    title: callout.title,
    mode: callout.mode,
    calloutStatus: callout.status,
    briefing: callout.briefing,
    needLabel: need?.label ?? null,
    musterPoint: point === undefined ? null : shownPoint(point, seesMuster(booking, callout)),
    reservePosition,
    stopComingAt: toIso(callout.stopComingAt),
    thanks: reservePosition === null ? null : reserveThanks(reservePosition),
  };
}

/** Whether somebody may know where exactly they report: while they have a place there. */
export function seesMuster(
  { status }: Pick<Booking, 'status'>,
  callout: Pick<BookedCallout, 'status'>,
): boolean {
  const isOn = callout.status === 'open' || callout.status === 'filled';
  return isOn && PLACE_HOLDING.includes(status);
}

/** What somebody in reserve is told. */
export function reserveThanks(position: number): string {
  return (
    `Thank you. There is no place for you right now; you are number ${position} in reserve, ` +
    'and are told as soon as there is one.'
  );
}

/** A muster point, with its exact place only where that may be known. */
export function shownPoint(point: MusterPoint, isShown: boolean) {
  const { musterKey, name, routeNote, parkingNote, place } = point;
  return { musterKey, name, routeNote, parkingNote, place: isShown ? fromPlace(place) : null };
}

function parts(booking: Booking) {
  return {
    bookingId: booking.id,
    calloutId: booking.calloutId,
    status: booking.status,
    needKey: booking.needKey,
    musterKey: booking.musterKey,
    conditions: fromConditions(booking.conditions),
    from: toIso(booking.from),
    until: toIso(booking.until),
    bookedAt: toIso(booking.bookedAt),
    etaAt: toIso(booking.etaAt),
    checkedInAt: toIso(booking.checkedInAt),
    checkedOutAt: toIso(booking.checkedOutAt),
    dueOutAt: toIso(booking.dueOutAt),
    endedReason: booking.endedReason,
  };
}
