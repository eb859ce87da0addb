import type { Booking, BookingStatus } from '#core/callout-booking';
import {
  heardAt,
  outcomeOf,
  presenceBy,
  type CheckedPresence,
  type CheckEvent,
  type CheckOutcome,
} from '#core/check-event';
import { dueOutAt } from '#core/overdue';
import type { Fact } from '#core/timeline';
import type { BookingStore, Clock, MusterStore, RosterEntry } from '#flow/ports';

/** Two desks that check somebody at the same moment make each other read again. */
const ATTEMPTS_MAX = 8;
/** From where somebody may be checked in: their booking holds a place, or held one. */
const MAY_COME_IN: readonly BookingStatus[] = [
  ...(['expected', 'en-route', 'held', 'no-show', 'checked-out', 'checked-in'] as const),
];

/** One check, where it was made. */
export interface Check {
  readonly organisationId: string;
  /** Of the desk. */
  readonly calloutId: string;
  /** Null where a coordinator did it by hand. */
  readonly deskId: string | null;
  readonly event: CheckEvent;
}

export interface Checked {
  readonly outcome: CheckOutcome;
  /** Null where nobody can tell whom it was about. */
  readonly entry: RosterEntry | null;
}

/**
 * Keeps what desks say of people and brings their bookings to where that leaves them. Every check
 * is kept, whatever comes of it, and counts once by its id; where a server dies in between, the
 * same check again finishes it.
 */
export class CheckPeople {
  constructor(
    private readonly ports: {
      readonly musters: MusterStore;
      readonly bookings: BookingStore;
      readonly clock: Clock;
    },
  ) {}

  /** A check of a booking. */
  async check(check: Check, bookingId: string): Promise<Checked> {
    const { organisationId, calloutId } = check;
    const { musters, bookings } = this.ports;
    const known = await musters.check(organisationId, check.event.eventId);
    if (known !== null) return this.again(organisationId, known);
    const entry = await bookings.booking(organisationId, bookingId);
    if (entry === null) return this.ofNobody(check, 'not-known');
    if (entry.booking.calloutId !== calloutId) return this.ofNobody(check, 'other-callout');
    const event = this.heard(check.event);
    const others = await musters.checksOf(organisationId, bookingId);
    const outcome = outcomeOf(event, others, entry.booking.status);
    await this.keep({ ...check, event }, bookingId, outcome);
    return this.settle(organisationId, bookingId, { eventId: event.eventId, outcome });
  }

  /** A check of which nobody can tell whom it was about, or that this desk may not take. */
  async ofNobody(check: Check, outcome: CheckOutcome): Promise<Checked> {
    const known = await this.ports.musters.check(check.organisationId, check.event.eventId);
    if (known !== null) return this.again(check.organisationId, known);
    await this.keep({ ...check, event: this.heard(check.event) }, null, outcome);
    return { outcome, entry: null };
  }

  /** Brings somebody who came without a place, and has got one since, to where they are. */
  async settlePlaced(organisationId: string, bookingId: string): Promise<void> {
    const [last] = await this.ports.musters.checksOf(organisationId, bookingId);
    if (last === undefined) return;
    const of = { eventId: last.eventId, outcome: 'done' as const };
    await this.settle(organisationId, bookingId, of);
  }

  private heard(event: CheckEvent): CheckEvent {
    return { ...event, at: heardAt(event.at, this.ports.clock.now()) };
  }

  private async keep(check: Check, bookingId: string | null, outcome: CheckOutcome): Promise<void> {
    const { organisationId, calloutId, deskId, event } = check;
    const receivedAt = this.ports.clock.now();
    const kept = { ...event, organisationId, calloutId, deskId, bookingId, receivedAt };
    await this.ports.musters.addCheck(kept, outcome);
  }

  private async again(
    organisationId: string,
    known: NonNullable<Awaited<ReturnType<MusterStore['check']>>>,
  ): Promise<Checked> {
    const { check, outcome } = known;
    if (check.bookingId === null) return { outcome, entry: null };
    return this.settle(organisationId, check.bookingId, { eventId: check.eventId, outcome });
  }

  /** Moves the booking until it says what all checks together say. */
  private async settle(
    organisationId: string,
    bookingId: string,
    { eventId, outcome }: { readonly eventId: string; readonly outcome: CheckOutcome },
  ): Promise<Checked> {
    for (let attempt = 1; ; attempt += 1) {
      const entry = await this.ports.bookings.booking(organisationId, bookingId);
      if (entry === null) return { outcome, entry };
      const presence = presenceBy(await this.ports.musters.checksOf(organisationId, bookingId));
      const move = nextMove(entry.booking, presence);
      if (move === null) return { outcome, entry };
      const now = this.ports.clock.now();
      const moved = await this.ports.bookings.moveBooking({
        ...{ organisationId, bookingId, now, from: [entry.booking.status], to: move.to },
        ...{ change: move.change, facts: move.facts },
      });
      const isLate = !moved.ok && moved.problem.code === 'changed-meanwhile';
      if (moved.ok || (isLate && attempt < ATTEMPTS_MAX)) continue;
      // They stand there and cannot be booked: they count as being here without a place.
      await this.ports.musters.setOutcome(organisationId, { eventId, outcome: 'no-place' });
      return { outcome: 'no-place', entry };
    }
  }
}

interface Move {
  readonly to: BookingStatus;
  readonly change: Partial<Pick<Booking, 'checkedInAt' | 'checkedOutAt' | 'dueOutAt'>>;
  readonly facts: readonly Fact[];
}

/** The next step of a booking towards where its person is; null where it says so already. */
function nextMove(booking: Booking, presence: CheckedPresence): Move | null {
  const { status, until, checkedInAt, checkedOutAt } = booking;
  const { isIn, inAt, outAt } = presence;
  if (inAt === null || !MAY_COME_IN.includes(status)) return null;
  const isRight = checkedInAt === inAt && (isIn || checkedOutAt === outAt);
  if (isRight && status === (isIn ? 'checked-in' : 'checked-out')) return null;
  if (isIn || (status !== 'checked-in' && status !== 'checked-out')) {
    const change = { checkedInAt: inAt, checkedOutAt: null, dueOutAt: dueOutAt(until, inAt) };
    const facts = status === 'checked-in' ? [] : [factOf('checked-in', booking, inAt)];
    return { to: 'checked-in', change, facts };
  }
  const change = { checkedInAt: inAt, checkedOutAt: outAt, dueOutAt: null };
  const facts = status === 'checked-out' ? [] : [factOf('checked-out', booking, outAt ?? inAt)];
  return { to: 'checked-out', change, facts };
}

function factOf(kind: 'checked-in' | 'checked-out', booking: Booking, at: number): Fact {
  const { id: bookingId, responderId, musterKey, conditions } = booking;
  const detail = { bookingId, musterKey, peopleCount: conditions.peopleCount };
  return { kind, at, actor: 'coordinator', responderId, detail };
}
