import type { ComingGroup } from '#core/arrival-forecast';
import type { CheckEvent, CheckOutcome } from '#core/check-event';
import type { HeadcountGroup } from '#core/headcount';
import type { OverdueLevel } from '#core/overdue';
import type { Instant } from '#core/units';
import type { Lease } from '#flow/ports/queue';
import type { Result } from '#core/problem';
import type { Fact } from '#core/timeline';

/** A place where people are checked in and out. */
export interface MusterDesk {
  readonly id: string;
  readonly organisationId: string;
  readonly calloutId: string;
  /** Null: for all muster points. */
  readonly musterKey: string | null;
  /** Of a coordinator; null where nobody is known. */
  readonly createdBy: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
}

/** A check as it was kept; of nobody where it could not be told of whom it was. */
export interface KeptCheck extends CheckEvent {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly bookingId: string | null;
  /** Null where a coordinator did it by hand. */
  readonly deskId: string | null;
  readonly receivedAt: Instant;
}

/** Somebody who should have checked out. */
export interface OverdueStep {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly bookingId: string;
  readonly responderId: string | null;
  /** Of this stay. */
  readonly checkedInAt: Instant;
  readonly level: OverdueLevel;
  /** They were asked, and the alarm was raised; null where not yet. */
  readonly askedAt: Instant | null;
  readonly alarmAt: Instant | null;
}

/** The next step with somebody who is overdue, in hand of one worker. */
export interface DueOverdue extends OverdueStep {
  readonly isExercise: boolean;
}

/** A call-out that has ended. */
export interface EndedCallout {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly isExercise: boolean;
}

/** Who is at the muster points of call-outs, by what desks have said. */
export interface MusterStore {
  addDesk(desk: MusterDesk, code: string): Promise<void>;
  /** By its code, whatever organisation it belongs to; null where it is none, or is over. */
  deskByCode(code: string, now: Instant): Promise<MusterDesk | null>;
  desks(organisationId: string, calloutId: string): Promise<readonly MusterDesk[]>;
  endDesk(
    organisationId: string,
    desk: { readonly calloutId: string; readonly deskId: string; readonly now: Instant },
  ): Promise<MusterDesk | null>;
  /** Keeps a check once: false where its id is there already. */
  addCheck(check: KeptCheck, outcome: CheckOutcome): Promise<boolean>;
  /** A check that is kept, with what came of it; null for none. */
  check(
    organisationId: string,
    eventId: string,
  ): Promise<{ readonly check: KeptCheck; readonly outcome: CheckOutcome } | null>;
  setOutcome(
    organisationId: string,
    of: { readonly eventId: string; readonly outcome: CheckOutcome },
  ): Promise<void>;
  checksOf(organisationId: string, bookingId: string): Promise<readonly CheckEvent[]>;
  /** People by muster point and state, counted in the record. */
  headcounts(
    organisationId: string,
    calloutId: string,
    now: Instant,
  ): Promise<readonly HeadcountGroup[]>;
  /** Bookings without a place, or over, whose people are there by their last check. */
  hereWithoutPlace(
    organisationId: string,
    calloutId: string,
    max: number,
  ): Promise<readonly string[]>;
  /** Bookings that have got a place since their people came, of all organisations. */
  placedSince(
    max: number,
  ): Promise<readonly { readonly organisationId: string; readonly bookingId: string }[]>;
  /** Whoever is expected or on the way, by muster point and about when, grouped in the record. */
  coming(organisationId: string, calloutId: string, now: Instant): Promise<readonly ComingGroup[]>;
  /** Who is checked in and due out, by level from 1; the longest first, so many at most. */
  overdue(
    organisationId: string,
    calloutId: string,
    of: { readonly now: Instant; readonly max: number },
  ): Promise<readonly OverdueStep[]>;
  /** Takes next steps with people who are overdue, of all organisations, under a lease. */
  takeOverdue(lease: Lease): Promise<readonly DueOverdue[]>;
  /** The step was done; nothing where the lease was lost. */
  overdueTold(step: DueOverdue, leaseId: string, now: Instant): Promise<void>;
  /**
   * Sets or lifts that nobody should come any more, with its facts; the same again changes
   * nothing.
   *
   * @returns refusals `not-found`, `callout-over`
   */
  setStopComing(input: {
    readonly organisationId: string;
    readonly calloutId: string;
    readonly stopComingAt: Instant | null;
    readonly facts: readonly Fact[];
    readonly now: Instant;
  }): Promise<Result<{ readonly changed: boolean }>>;
  /** Call-outs that are over and whose people nobody has told so, of all organisations. */
  endedUntold(of: {
    readonly now: Instant;
    readonly max: number;
  }): Promise<readonly EndedCallout[]>;
}
