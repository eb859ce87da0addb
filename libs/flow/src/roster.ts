import { canMove } from '#core/transition';
import { BOOKING_TABLE, type Booking, type BookingStatus } from '#core/callout-booking';
import type { Equipment } from '#core/equipment';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import type {
  BookingProgressMessage,
  BookingView,
  EndBookingMessage,
  MoveBookingMessage,
  OwnBookingView,
} from '#contracts/booking-api';
import { toInstant } from '#contracts/shapes';
import { renderBooking, renderOwnBooking } from '#flow/booking-view';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import type {
  Booked,
  BookingFilter,
  BookingStore,
  CalloutStore,
  Clock,
  OwnBooking,
  Page,
  PageRequest,
  PeopleStore,
  ResponderCaller,
} from '#flow/ports';
import type { TellRoster } from '#flow/tell-roster';

type Move = Parameters<BookingStore['moveBooking']>[0];
type Key = { readonly organisationId: string; readonly bookingId: string };

/** What staff do with the roster of a call-out, and people with their own bookings. */
export class Roster {
  constructor(
    private readonly ports: {
      readonly bookings: BookingStore;
      readonly calloutStore: Pick<CalloutStore, 'loadCallout'>;
      readonly people: Pick<PeopleStore, 'responder' | 'setEquipment'>;
      readonly tellRoster: TellRoster;
      readonly clock: Clock;
    },
  ) {}

  /** Everybody who said yes, in that order; `not-found` where there is no such call-out. */
  async list(
    of: {
      readonly organisationId: string;
      readonly calloutId: string;
      readonly filter: BookingFilter;
    },
    page: PageRequest,
  ): Promise<Result<Page<BookingView>>> {
    const { organisationId, calloutId } = of;
    const { bookings, calloutStore } = this.ports;
    const found = await bookings.bookings(of, page);
    if (found.items.length === 0) {
      const state = await calloutStore.loadCallout(organisationId, calloutId);
      if (state === null) return refuse('not-found', 'There is no such call-out.');
    }
    const { items, nextCursor } = found;
    return ok({ items: items.map(renderBooking), nextCursor });
  }

  /**
   * Gives somebody another need or muster point, or a place out of the reserve.
   *
   * @returns refusals `not-found`, `invalid-field`, `callout-over`, `illegal-step`,
   *   `places-taken`, `double-booked`, `changed-meanwhile`
   */
  async move(
    of: Key & { readonly calloutId: string },
    message: MoveBookingMessage,
  ): Promise<Result<BookingView>> {
    const { needKey, musterKey } = message;
    return this.change(of, (own) => {
      const { needs, musterPoints, status } = own.callout;
      if (needKey !== undefined && !needs.some((need) => need.needKey === needKey)) {
        return refuse('invalid-field', 'There is no such need.', 'needKey');
      }
      const isPoint = musterPoints.some((point) => point.musterKey === musterKey);
      if (musterKey !== undefined && !isPoint) {
        return refuse('invalid-field', 'There is no such muster point.', 'musterKey');
      }
      if (status === 'closed' || status === 'cancelled') return over();
      const change = {
        ...(needKey === undefined ? {} : { needKey }),
        ...(musterKey === undefined ? {} : { musterKey }),
      };
      const { status: from } = own.booking;
      const to = from === 'reserve' ? 'expected' : from;
      const isHeld = from === 'reserve' || canMove(BOOKING_TABLE, from, 'withdrawn');
      if (!isHeld) return refuse('illegal-step', `The booking is ${from} already.`);
      const facts = [this.fact('booking-moved', own.booking, { actor: 'coordinator', ...change })];
      return ok({ from: [from], to, change, facts });
    });
  }

  /** Ends a booking by a member of staff; the place is free again. */
  async end(
    of: Key & { readonly calloutId: string },
    { to, reason }: EndBookingMessage,
  ): Promise<Result<BookingView>> {
    return this.change(of, ({ booking }) => {
      const facts = [this.fact('booking-ended', booking, { actor: 'coordinator', to })];
      return ok({ from: [booking.status], to, change: { endedReason: reason }, facts });
    });
  }

  /** Gives places to the reserve, in its order, once more are wanted. */
  async raised(organisationId: string, calloutId: string): Promise<void> {
    const state = await this.ports.calloutStore.loadCallout(organisationId, calloutId);
    if (state?.callout.status !== 'open') return;
    const { mode } = state.callout;
    const now = this.ports.clock.now();
    const given = await this.ports.bookings.promote({ organisationId, calloutId, now });
    if (given.promoted.length === 0) return;
    await this.ports.tellRoster.changed(organisationId, given, { calloutId, mode });
  }

  /** A responder's own bookings that are not over. */
  async own(caller: ResponderCaller): Promise<readonly OwnBookingView[]> {
    const { organisationId, responderId } = caller;
    const own = await this.ports.bookings.bookingsOf(organisationId, responderId);
    return own.map(renderOwnBooking);
  }

  /**
   * Says that somebody is on the way, or does not come after all. Saying the same again changes at
   * most when they are expected.
   *
   * @param of.responderId of whoever asks; null for whoever has shown the booking's badge
   * @returns refusals `not-found`, `callout-over`, `illegal-step`, `changed-meanwhile`
   */
  async progress(
    of: Key & { readonly responderId: string | null },
    { step, etaAt }: BookingProgressMessage,
  ): Promise<Result<OwnBookingView>> {
    const { organisationId, bookingId, responderId } = of;
    return decideAgain(async () => {
      const own = await this.ports.bookings.ownBooking(organisationId, bookingId);
      if (own?.booking.responderId !== responderId) return noBooking();
      const { booking, callout } = own;
      if (callout.status === 'closed' || callout.status === 'cancelled') return over();
      if (step === 'withdrawn' && booking.status === step) return ok(renderOwnBooking(own));
      const eta = typeof etaAt === 'string' ? toInstant(etaAt) : null;
      const change = step === 'en-route' ? { etaAt: eta ?? booking.etaAt } : {};
      const isSame = booking.status === step;
      const kind = step === 'en-route' ? 'en-route' : 'booking-ended';
      const facts = isSame ? [] : [this.fact(kind, booking, { actor: 'responder', to: step })];
      const moved = await this.carryOut(own, { from: [booking.status], to: step, change, facts });
      if (!moved.ok) return moved.problem.code === 'changed-meanwhile' ? OVERTAKEN : moved;
      const after = await this.ports.bookings.ownBooking(organisationId, bookingId);
      return after === null ? noBooking() : ok(renderOwnBooking(after));
    });
  }

  /** What a responder has said that they own and could bring. */
  async ownEquipment({
    organisationId,
    responderId,
  }: ResponderCaller): Promise<{ readonly equipment: Equipment[] }> {
    const person = await this.ports.people.responder(organisationId, responderId);
    return { equipment: [...(person?.equipment ?? [])].sort() };
  }

  /** What a responder owns and could bring, from now on. */
  async setEquipment(
    { organisationId, responderId }: ResponderCaller,
    equipment: readonly Equipment[],
  ): Promise<{ readonly equipment: Equipment[] }> {
    const own = [...new Set(equipment)].sort();
    const now = this.ports.clock.now();
    await this.ports.people.setEquipment({ organisationId, responderId, equipment: own, now });
    return { equipment: own };
  }

  private async change(
    of: Key & { readonly calloutId: string },
    decide: (own: OwnBooking) => Result<Pick<Move, 'from' | 'to' | 'change' | 'facts'>>,
  ): Promise<Result<BookingView>> {
    const { organisationId, bookingId, calloutId } = of;
    const own = await this.ports.bookings.ownBooking(organisationId, bookingId);
    if (own?.booking.calloutId !== calloutId) return noBooking();
    const step = decide(own);
    if (!step.ok) return step;
    const moved = await this.carryOut(own, step.value);
    if (!moved.ok) return moved;
    const entry = await this.ports.bookings.booking(organisationId, bookingId);
    return entry === null ? noBooking() : ok(renderBooking(entry));
  }

  private async carryOut(
    { booking, callout }: OwnBooking,
    step: Pick<Move, 'from' | 'to' | 'change' | 'facts'>,
  ): Promise<Result<Booked>> {
    const { organisationId, id: bookingId } = booking;
    const now = this.ports.clock.now();
    const moved = await this.ports.bookings.moveBooking({
      ...{ organisationId, bookingId, ...step, now },
    });
    if (!moved.ok) return moved;
    const told = { calloutId: callout.id, mode: callout.mode };
    await this.ports.tellRoster.changed(organisationId, moved.value, told);
    await this.ports.tellRoster.line(organisationId, bookingId);
    return moved;
  }

  private fact(
    kind: Fact['kind'],
    { id: bookingId, responderId }: Booking,
    {
      actor,
      ...what
    }: { readonly actor: Fact['actor'] } & {
      readonly to?: BookingStatus;
      readonly needKey?: string;
      readonly musterKey?: string;
    },
  ): Fact {
    const at = this.ports.clock.now();
    return { kind, at, actor, responderId, detail: { bookingId, ...what } };
  }
}

function over(): Result<never> {
  return refuse('callout-over', 'The call-out is over. Thank you.');
}

function noBooking(): Result<never> {
  return refuse('not-found', 'There is no such booking.');
}
