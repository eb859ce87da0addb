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
  /** A group vouches for the credentials of its people where it names the need. */
  readonly groupId: string | null;
  readonly displayName: string | null;
  /** E.164 of somebody without an account; null for a responder, and where none was given. */
  readonly phone: string | null;
  readonly conditions: Conditions;
  /** Where they want it and it is free. */
  readonly wishes: { readonly needKey: string | null; readonly musterKey: string | null };
}

/** A call-out without its shapes, as bookings need it. */
export type BookedCallout = Omit<Callout, 'area' | 'exclusions' | 'presence' | 'policy'>;

/** A booking with how people of it are called; names of responders are opened with their keys. */
export interface RosterEntry {
  readonly booking: Booking;
  readonly displayName: string;
  /** E.164 of somebody without an account, as they gave it; null for a responder. */
  readonly phone: string | null;
  /** They have accepted an incident meanwhile. */
  readonly calledAway: boolean;
}

/** A booking as whoever made it sees it. */
export interface OwnBooking {
  readonly booking: Booking;
  readonly callout: BookedCallout;
  /** Place in the order of the reserve, from 1; null for whoever is not in it. */
  readonly reservePosition: number | null;
}

export interface BookingFilter {
  readonly statuses: readonly BookingStatus[] | null;
  readonly needKey: string | null;
  readonly musterKey: string | null;
  readonly groupId: string | null;
}

/** What became of a change, for everybody whom it concerns. */
export interface Booked {
  readonly booking: Booking;
  /** Out of the reserve by the same change, in the order of the reserve. */
  readonly promoted: readonly Booking[];
  /** The call-out became full by it, or is no longer. */
  readonly turned: 'filled' | 'reopened' | null;
  readonly saved: Saved;
}

export interface BookingStore {
  /**
   * Takes places under the lock of the call-out, or puts in reserve where none fit; moves the
   * call-out to `filled` with the last one. What fits is decided by core. The same id books once:
   * again it is told how that booking stands.
   *
   * @returns refusals `not-found`, `callout-over`, `already-answered`, `alert-expired`,
   *   `alert-withdrawn`, `double-booked`, `pass-invalid`
   */
  book(input: { readonly booking: NewBooking; readonly now: Instant }): Promise<Result<Booked>>;
  /**
   * Moves a booking by compare-and-set, gives back or takes its places, and writes the facts. The
   * same status again changes need and muster point alone. Where a place became free those of the
   * reserve who fit take it in their order, in the same transaction.
   *
   * @returns refusals `not-found`, `illegal-step`, `changed-meanwhile`, `places-taken`,
   *   `double-booked`
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
  }): Promise<Result<Booked>>;
  /** Gives free places to the reserve, in its order: after needs were raised. */
  promote(input: {
    readonly organisationId: string;
    readonly calloutId: string;
    readonly now: Instant;
  }): Promise<Omit<Booked, 'booking'>>;
  /**
   * Frees everybody who is not at a muster point, when a call-out ends; without facts of each.
   *
   * @returns responders who had a place
   */
  standDownAll(input: {
    readonly organisationId: string;
    readonly calloutId: string;
    readonly reason: string;
    readonly now: Instant;
  }): Promise<readonly string[]>;
  booking(organisationId: string, bookingId: string): Promise<RosterEntry | null>;
  /** Everybody who said yes, in that order. */
  bookings(
    of: {
      readonly organisationId: string;
      readonly calloutId: string;
      readonly filter: BookingFilter;
    },
    page: PageRequest,
  ): Promise<Page<RosterEntry>>;
  /** Bookings of a responder that are not over, of call-outs that are not; by when they begin. */
  bookingsOf(organisationId: string, responderId: string): Promise<readonly OwnBooking[]>;
  /** One booking as whoever made it sees it. */
  ownBooking(organisationId: string, bookingId: string): Promise<OwnBooking | null>;
  /** The newest booking by which a question was answered. */
  bookingOfAlert(organisationId: string, alertId: string): Promise<OwnBooking | null>;
}
