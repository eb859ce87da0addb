import type { Pieces } from '#core/equipment';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

/**
 * Of one yes to a call-out: in reserve where enough had said yes, else expected, on the way, held
 * back from danger, at the muster point, gone home.
 */
export const BOOKING_STATUSES = [
  'reserve',
  'expected',
  'en-route',
  'held',
  'checked-in',
  'checked-out',
  'withdrawn',
  'stood-down',
  'no-show',
] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export const BOOKING_TABLE: StatusTable<BookingStatus> = {
  reserve: ['expected', 'withdrawn', 'stood-down'],
  expected: ['en-route', 'held', 'checked-in', 'withdrawn', 'stood-down', 'no-show'],
  'en-route': ['held', 'checked-in', 'withdrawn', 'stood-down', 'no-show'],
  held: ['expected', 'en-route', 'checked-in', 'withdrawn', 'stood-down', 'no-show'],
  'checked-in': ['checked-out'],
  // For the next shift, or since somebody had checked them out by mistake.
  'checked-out': ['checked-in'],
  withdrawn: [],
  'stood-down': [],
  'no-show': ['checked-in'],
};

/** Statuses that take a place of the call-out. */
export const PLACE_HOLDING: readonly BookingStatus[] = [
  'expected',
  'en-route',
  'held',
  'checked-in',
  'checked-out',
];

/** Statuses in which a person is bound to the call-out for the time of their booking. */
export const BOUND_BY_BOOKING: readonly BookingStatus[] = [
  'expected',
  'en-route',
  'held',
  'checked-in',
];

/** What somebody said with their yes. */
export interface Conditions {
  /** From when on they can; null: as asked. */
  readonly fromAt: Instant | null;
  /** Until when; null: as asked. */
  readonly untilAt: Instant | null;
  /** How many come, counting whoever answers. */
  readonly peopleCount: number;
  readonly pieces: Pieces;
  readonly note: string | null;
}

export const NO_CONDITIONS: Conditions = {
  fromAt: null,
  untilAt: null,
  peopleCount: 1,
  pieces: {},
  note: null,
};

/** One yes to a call-out: of a responder, or of somebody without an account. */
export interface Booking {
  readonly id: string;
  readonly organisationId: string;
  readonly calloutId: string;
  /** The question it answers; null where nobody was asked: by a pass, or put in by a group. */
  readonly alertId: string | null;
  /** Null for somebody without an account. */
  readonly responderId: string | null;
  /** The pass they came by; null for a responder. */
  readonly passId: string | null;
  /** Whose own people they are; null where no group was asked. */
  readonly groupId: string | null;
  /** As somebody without an account gave it; null for a responder. */
  readonly displayName: string | null;
  readonly status: BookingStatus;
  /** Null while in reserve. */
  readonly needKey: string | null;
  readonly musterKey: string | null;
  readonly conditions: Conditions;
  /** The time they are bound: of the shift or the window, narrowed by what they said. */
  readonly from: Instant;
  readonly until: Instant;
  readonly bookedAt: Instant;
  /** When they are expected at the muster point; null where nobody can tell. */
  readonly etaAt: Instant | null;
  readonly checkedInAt: Instant | null;
  readonly checkedOutAt: Instant | null;
  /** They should have checked out by then; null while not checked in. */
  readonly dueOutAt: Instant | null;
  readonly endedReason: string | null;
}
