import type { Booking, BookingStatus, Conditions } from '#core/callout-booking';
import type { Callout } from '#core/callout';
import type { Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { Page, PageRequest, Saved } from '#flow/ports/incident-store';

/** Who says yes, and how. */
export interface NewBooking {
  readonly id: string;
  readonly organisationId: string;
  readonly calloutId: string;
  readonly alertId: string | null;
  readonly responderId: string | null;
  readonly passId: string | null;
  readonly groupId: string | null;
  readonly displayName: string | null;
  /** E.164 of somebody without an account; null for a responder, and where none was given. */
  readonly phone: string | null;
  readonly conditions: Conditions;
  /** Where they want it and it is free. */
  readonly wishes: { readonly needKey: string | null; readonly musterKey: string | null };
}

/** A booking with how people of it are called; names of responders are opened with their keys. */
export interface RosterEntry {
  readonly booking: Booking;
  readonly displayName: string;
  /** They have accepted an incident meanwhile. */
  readonly calledAway: boolean;
}

export interface BookingFilter {
  readonly statuses: readonly BookingStatus[] | null;
  readonly needKey: string | null;
  readonly musterKey: string | null;
  readonly groupId: string | null;
}

export interface BookingStore {
  /**
   * Takes places under the lock of the call-out, or puts in reserve where none fit; moves the
   * call-out to `filled` with the last one. What fits is decided by core.
   *
   * @returns refusals `not-found`, `callout-over`, `already-answered`, `alert-expired`,
   *   `alert-withdrawn`, `double-booked`
   */
  book(input: {
    readonly booking: NewBooking;
    readonly now: Instant;
  }): Promise<
    Result<{ readonly booking: Booking; readonly filled: boolean; readonly saved: Saved }>
  >;
  /**
   * Moves a booking by compare-and-set, gives back or takes its places, and writes the facts.
   * Where a place became free the first of the reserve that fits takes it in the same transaction.
   *
   * @returns refusals `not-found`, `illegal-step`, `changed-meanwhile`, `places-taken`
   */
  moveBooking(input: {
    readonly organisationId: string;
    readonly bookingId: string;
    readonly from: readonly BookingStatus[];
    readonly to: BookingStatus;
    readonly change: Partial<
      Pick<
        Booking,
        'needKey' | 'musterKey' | 'etaAt' | 'checkedInAt' | 'checkedOutAt' | 'dueOutAt'
      > & { readonly endedReason: string | null }
    >;
    readonly facts: readonly Fact[];
    readonly now: Instant;
  }): Promise<
    Result<{ readonly booking: Booking; readonly promoted: Booking | null; readonly saved: Saved }>
  >;
  booking(organisationId: string, bookingId: string): Promise<RosterEntry | null>;
  bookings(
    organisationId: string,
    calloutId: string,
    filter: BookingFilter,
    page: PageRequest,
  ): Promise<Page<RosterEntry>>;
  /** Bookings of a responder that are not over, with their call-outs. */
  bookingsOf(
    organisationId: string,
    responderId: string,
  ): Promise<readonly { readonly booking: Booking; readonly callout: Callout }[]>;
}
