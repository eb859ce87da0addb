import { BOUND_BY_BOOKING, type Booking } from '#core/callout-booking';
import { couldFit } from '#core/callout-places';
import type { Callout } from '#core/callout';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import {
  bookingStep,
  doubleBooked,
  noCallout,
  sameAgain,
  moveStep,
  promotionStep,
  turnOf,
  type Counters,
  type Known,
} from '#adapters/shared/booking-steps';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type {
  Booked,
  BookedCallout,
  BookingFilter,
  BookingStore,
  FeedEntry,
  OwnBooking,
  PageRequest,
  RosterEntry,
} from '#flow/ports';
import { settle, type BookingRow, type MemoryTables } from './tables';

type Book = Parameters<BookingStore['book']>[0];
type Move = Parameters<BookingStore['moveBooking']>[0];
interface Change {
  readonly callout: Callout;
  readonly counters: Counters;
  readonly facts: readonly Fact[];
  readonly feed: readonly FeedEntry[];
  readonly now: Instant;
}

/** The roster of call-outs in memory. */
export class MemoryBookingStore implements BookingStore {
  constructor(private readonly tables: MemoryTables) {}

  book: BookingStore['book'] = (input) => settle(() => this.bookNow(input));

  moveBooking: BookingStore['moveBooking'] = (move) => settle(() => this.moveNow(move));

  promote: BookingStore['promote'] = ({ organisationId, calloutId, now }) =>
    settle(() => {
      const callout = this.callout(organisationId, calloutId);
      if (callout === null) return { promoted: [], turned: null, saved: { feed: [], facts: [] } };
      const { fill, acceptedCount, status } = callout;
      const counters = { fill, acceptedCount, status };
      return this.write({ callout, counters, facts: [], feed: [], now });
    });

  standDownAll: BookingStore['standDownAll'] = ({ organisationId, calloutId, reason, now }) =>
    settle(() => {
      const freed = this.rowsOf(organisationId, calloutId).filter(
        ({ booking }) => booking.status === 'reserve' || isOnTheWay(booking),
      );
      for (const row of freed) {
        const booking = { ...row.booking, status: 'stood-down', endedReason: reason } as const;
        this.tables.bookings.set(booking.id, { ...row, booking, endedAt: now });
      }
      return freed
        .filter(({ booking }) => booking.status !== 'reserve')
        .flatMap(({ booking }) => booking.responderId ?? []);
    });

  booking: BookingStore['booking'] = (organisationId, bookingId) =>
    settle(() => {
      const row = this.find(organisationId, bookingId);
      return row === null ? null : this.entryOf(row);
    });

  bookings: BookingStore['bookings'] = ({ organisationId, calloutId, filter }, page) =>
    settle(() => {
      const all = this.rowsOf(organisationId, calloutId).filter(byFilter(filter));
      const { rows, nextCursor } = pageOf(all, page);
      return { items: rows.map((row) => this.entryOf(row)), nextCursor };
    });

  bookingsOf: BookingStore['bookingsOf'] = (organisationId, responderId) =>
    settle(() =>
      [...this.tables.bookings.values()]
        .filter(({ booking }) => booking.responderId === responderId)
        .filter(({ booking }) => booking.status === 'reserve' || isBound(booking))
        .sort((a, b) => a.booking.from - b.booking.from || (a.booking.id < b.booking.id ? -1 : 1))
        .flatMap((row) => this.ownOf(organisationId, row) ?? [])
        .filter(({ callout }) => callout.status === 'open' || callout.status === 'filled'),
    );

  ownBooking: BookingStore['ownBooking'] = (organisationId, bookingId) =>
    settle(() => this.ownOf(organisationId, this.find(organisationId, bookingId)));

  bookingOfAlert: BookingStore['bookingOfAlert'] = (organisationId, alertId) =>
    settle(() => {
      const rows = [...this.tables.bookings.values()];
      const row = rows.find(({ booking }) => booking.alertId === alertId) ?? null;
      return this.ownOf(organisationId, row);
    });

  private bookNow({ booking: asked, now }: Book): Result<Booked> {
    const { tables } = this;
    const known = this.find(asked.organisationId, asked.id);
    if (known !== null) return sameAgain(known.booking, asked);
    const callout = this.callout(asked.organisationId, asked.calloutId);
    const alert = asked.alertId === null ? null : (tables.alerts.get(asked.alertId) ?? null);
    const isTheirs = alert?.responderId === asked.responderId;
    const isAsked = alert?.calloutId === asked.calloutId && isTheirs;
    if (callout === null || (asked.alertId !== null && !isAsked)) return noCallout();
    const pass = asked.passId === null ? null : (tables.passes.get(asked.passId)?.pass ?? null);
    const step = bookingStep({
      ...{ asked, callout, alert, now },
      pass: pass?.calloutId === callout.id ? pass : null,
      known: this.knownOf(asked.responderId, now),
    });
    if (!step.ok) return step;
    const { booking } = step.value;
    if (this.overlaps(booking)) return doubleBooked();
    const { phone, wishes } = asked;
    tables.bookings.set(booking.id, { booking, phone, wishes, endedAt: null });
    if (pass !== null) this.use(pass.id, booking.conditions.peopleCount);
    const feed = this.answered(booking, now);
    const { promoted, turned, saved } = this.write({ ...step.value, callout, feed, now });
    return ok({ booking, promoted, turned, saved });
  }

  private use(passId: string, people: number): void {
    const row = this.tables.passes.get(passId);
    if (row === undefined) return;
    const pass = { ...row.pass, usedCount: row.pass.usedCount + people };
    this.tables.passes.set(passId, { ...row, pass });
  }

  /** The question is answered; of somebody for the reserve it is noted that they came late. */
  private answered({ alertId, responderId, status }: Booking, now: Instant): FeedEntry[] {
    const alert = this.tables.alerts.get(alertId ?? '');
    if (alert === undefined || responderId === null) return [];
    const accepted = { ...alert, status: 'accepted', answeredAt: now } as const;
    if (alert.status === 'sent') this.tables.alerts.set(alert.id, accepted);
    if (status === 'reserve') this.tables.lateYes.set(alert.id, now);
    return [{ responderId, kind: 'alert-answered', alertId: alert.id }];
  }

  private moveNow(move: Move): Result<Booked> {
    const row = this.find(move.organisationId, move.bookingId);
    const callout = this.callout(move.organisationId, row?.booking.calloutId ?? '');
    if (row === null || callout === null) return refuse('not-found', 'There is no such booking.');
    const { now } = move;
    const known = this.knownOf(row.booking.responderId, now);
    const step = moveStep({ move, booking: row.booking, wishes: row.wishes, callout, known });
    if (!step.ok) return step;
    const { booking } = step.value;
    if (this.overlaps(booking)) return doubleBooked();
    const isOver = !isBound(booking) && booking.status !== 'reserve';
    this.tables.bookings.set(booking.id, { ...row, booking, endedAt: isOver ? now : null });
    const { promoted, turned, saved } = this.write({ ...step.value, callout, feed: [], now });
    return ok({ booking, promoted, turned, saved });
  }

  /** Writes the counters, gives what is free to the reserve, and notes what happened. */
  private write(change: Change): Omit<Booked, 'booking'> {
    const { tables } = this;
    const { callout, now } = change;
    const given = this.giveToReserve({ ...callout, ...change.counters }, now);
    const turn = turnOf(callout.status, given.counters, now);
    const revision = callout.revision + 1;
    tables.callouts.set(callout.id, { ...callout, ...given.counters, revision });
    const facts = [...change.facts, ...given.facts, ...turn.facts];
    const feed = [...change.feed, ...given.feed];
    const saved = tables.record(callout.id, { feed, facts }, now);
    if (turn.turned !== null) {
      const { organisationId, id: subjectId } = callout;
      tables.setReview({ organisationId, subject: 'callout', subjectId }, now);
      tables.wake();
    }
    return { promoted: given.promoted, turned: turn.turned, saved };
  }

  private giveToReserve(callout: Callout, now: Instant) {
    const { fill, acceptedCount, status } = callout;
    const given = {
      counters: { fill, acceptedCount, status },
      promoted: [] as Booking[],
      facts: [] as Fact[],
      feed: [] as FeedEntry[],
    };
    if (status !== 'open') return given;
    const reserve = this.rowsOf(callout.organisationId, callout.id).filter(
      ({ booking }) => booking.status === 'reserve',
    );
    for (const row of reserve) {
      if (couldFit({ ...callout, ...given.counters }).peopleMax === 0) break;
      const { booking, wishes } = row;
      const known = this.knownOf(booking.responderId, now);
      const left = { ...callout, ...given.counters };
      const step = promotionStep({ booking, wishes, callout: left, known, now });
      if (step === null || this.overlaps(step.booking)) continue;
      this.tables.bookings.set(booking.id, { ...row, booking: step.booking });
      given.counters = step.counters;
      given.promoted.push(step.booking);
      given.facts.push(...step.facts);
      const { responderId, alertId } = booking;
      if (responderId !== null && alertId !== null) {
        given.feed.push({ responderId, kind: 'alert-answered', alertId });
      }
    }
    return given;
  }

  private overlaps(booking: Booking): boolean {
    if (booking.responderId === null || !isBound(booking)) return false;
    return [...this.tables.bookings.values()].some(
      ({ booking: other }) =>
        other.id !== booking.id &&
        other.responderId === booking.responderId &&
        isBound(other) &&
        other.from < booking.until &&
        booking.from < other.until,
    );
  }

  private knownOf(responderId: string | null, now: Instant): Known {
    const id = responderId ?? '';
    const valid = (this.tables.responders.get(id)?.credentials ?? [])
      .filter((one) => one.status === 'verified' && one.validFrom <= now)
      .filter((one) => one.validTo === null || one.validTo > now);
    return {
      credentialKinds: [...new Set(valid.map(({ kind }) => kind))],
      at: this.tables.lastKnown.get(id)?.place ?? null,
    };
  }

  private callout(organisationId: string, calloutId: string): Callout | null {
    const callout = this.tables.callouts.get(calloutId);
    return callout?.organisationId === organisationId ? callout : null;
  }

  private find(organisationId: string, bookingId: string): BookingRow | null {
    const row = this.tables.bookings.get(bookingId);
    return row?.booking.organisationId === organisationId ? row : null;
  }

  /** In the order in which they said yes. */
  private rowsOf(organisationId: string, calloutId: string): BookingRow[] {
    return [...this.tables.bookings.values()]
      .filter(({ booking }) => booking.calloutId === calloutId)
      .filter(({ booking }) => booking.organisationId === organisationId)
      .sort(byAge);
  }

  private ownOf(organisationId: string, row: BookingRow | null): OwnBooking | null {
    if (row?.booking.organisationId !== organisationId) return null;
    const { booking } = row;
    const callout = this.callout(organisationId, booking.calloutId);
    if (callout === null) return null;
    const reserve = this.rowsOf(organisationId, callout.id)
      .filter((other) => other.booking.status === 'reserve')
      .findIndex((other) => other.booking.id === booking.id);
    const reservePosition = reserve < 0 ? null : reserve + 1;
    return { booking, callout: withoutShapes(callout), reservePosition };
  }

  private entryOf({ booking, phone }: BookingRow): RosterEntry {
    const { responderId } = booking;
    const responder = this.tables.responders.get(responderId ?? '');
    return {
      booking,
      displayName: booking.displayName ?? responder?.displayName ?? '(erased)',
      phone,
      calledAway: this.tables.openAssignmentByResponder.has(responderId ?? ''),
    };
  }
}

function withoutShapes(callout: Callout): BookedCallout {
  const { id, organisationId, controlRef, mode, title, briefing, window, shifts } = callout;
  const { needs, musterPoints, fill, wantedCount, acceptedCount, status } = callout;
  const { openedAt, stopComingAt, revision } = callout;
  return {
    ...{ id, organisationId, controlRef, mode, title, briefing, window, shifts, needs },
    ...{ musterPoints, fill, wantedCount, acceptedCount, status, openedAt, stopComingAt },
    revision,
  };
}

function isBound({ status }: Booking): boolean {
  return BOUND_BY_BOOKING.includes(status);
}

/** Bound, and not at a muster point. */
function isOnTheWay(booking: Booking): boolean {
  return isBound(booking) && booking.status !== 'checked-in';
}

function byAge(a: BookingRow, b: BookingRow): number {
  return a.booking.bookedAt - b.booking.bookedAt || (a.booking.id < b.booking.id ? -1 : 1);
}

function byFilter({ statuses, needKey, musterKey, groupId }: BookingFilter) {
  return ({ booking }: BookingRow): boolean =>
    (statuses === null || statuses.includes(booking.status)) &&
    (needKey === null || booking.needKey === needKey) &&
    (musterKey === null || booking.musterKey === musterKey) &&
    (groupId === null || booking.groupId === groupId);
}

function pageOf(rows: readonly BookingRow[], page: PageRequest) {
  const after = readTimeCursor(page.cursor);
  const rest = rows.filter(
    ({ booking: { bookedAt, id } }) =>
      after === null || bookedAt > after.at || (bookedAt === after.at && id > after.id),
  );
  const shown = rest.slice(0, page.limit);
  const last = shown.at(-1)?.booking;
  const more = rest.length > shown.length && last !== undefined;
  return { rows: shown, nextCursor: more ? writeCursor([String(last.bookedAt), last.id]) : null };
}
