import type { Pool } from 'pg';
import type { Booking } from '#core/callout-booking';
import { ok, refuse, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import {
  bookingStep,
  doubleBooked,
  moveStep,
  noCallout,
  sameAgain,
  turnOf,
  type BookingStep,
} from '#adapters/shared/booking-steps';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { BookedCallout, Booked, BookingStore, OwnBooking, Vault } from '#flow/ports';
import {
  BOOKED_CALLOUT_COLUMNS,
  BOOKING_COLUMNS,
  openGuest,
  ROSTER_COLUMNS,
  sealGuest,
  toBookedCallout,
  toBooking,
  toPass,
  wishesOf,
  type BookedCalloutRow,
  type BookingRow,
  type PassRow,
} from './booking-rows';
import { BOOKING, HOLD_OF_BOOKING, LOOK, STAND_DOWN_ALL } from './booking-sql';
import { giveToReserve, isBusy, knownOf, type KnownColumns } from './booking-reserve';
import { writeRoster } from './booking-write';
import type { DueBell } from './due-bell';
import type { PersonKeys, SealedPerson } from './person-keys';
import { hold } from './receipts';
import { toAlert, type AlertJson } from './rows';
import { DatabaseFailed, inOrganisation, type Tx } from './transaction';

type Book = Parameters<BookingStore['book']>[0];
type Move = Parameters<BookingStore['moveBooking']>[0];
type Looked = BookedCalloutRow &
  KnownColumns & { readonly has_reserve: boolean; readonly alert: AlertJson | null };
type RosterRow = BookingRow &
  Omit<SealedPerson, 'id'> & { responderId: string | null; called_away: boolean };

type Done = Omit<Booked, 'booking'>;
interface LookedAt {
  readonly callout: BookedCallout;
  readonly row: Looked;
}

const PLACE_IN_RESERVE = `CASE b.status WHEN 'reserve' THEN (SELECT count(*) FROM callout_booking w
  WHERE w.callout_id = b.callout_id AND w.status = 'reserve'
    AND (w.booked_at, w.id) <= (b.booked_at, b.id)) END AS place`;

/** Two call-outs that want somebody at the same moment: the constraint lets one have them. */
const ATTEMPTS_MAX = 4;

/** The roster of call-outs in PostgreSQL. */
export class PostgresBookingStore implements BookingStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly bell: DueBell;
      readonly keys: PersonKeys;
      readonly vault: Vault;
    },
  ) {}

  book: BookingStore['book'] = (input) =>
    this.change(input.booking.organisationId, (tx) => this.bookNow(tx, input));

  moveBooking: BookingStore['moveBooking'] = (move) =>
    this.change(move.organisationId, (tx) => this.moveNow(tx, move));

  promote: BookingStore['promote'] = async ({ organisationId, calloutId, now }) => {
    const done = await this.change(organisationId, async (tx): Promise<Result<Done>> => {
      await hold(tx, { organisationId, table: 'callout', id: calloutId });
      const looked = await look(tx, { organisationId, calloutId, now });
      if (looked === null) return noCallout();
      const { fill, acceptedCount, status } = looked.callout;
      const counters = { fill, acceptedCount, status };
      return ok(await this.finish(tx, { looked, step: { counters, facts: [] }, now }));
    });
    if (done.ok) return done.value;
    return { promoted: [], turned: null, saved: { feed: [], facts: [] } };
  };

  standDownAll: BookingStore['standDownAll'] = ({ organisationId, calloutId, reason, now }) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      await hold(tx, { organisationId, table: 'callout', id: calloutId });
      const values = [organisationId, calloutId, new Date(now), reason];
      const rows = await tx.rows<{ responder_id: string }>({ text: STAND_DOWN_ALL, values });
      return rows.map((row) => row.responder_id);
    });

  booking: BookingStore['booking'] = (organisationId, bookingId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<RosterRow>({
        name: 'roster-entry',
        text: `SELECT ${ROSTER_COLUMNS} FROM callout_booking b
          LEFT JOIN responder r ON r.id = b.responder_id
          WHERE b.organisation_id = $1 AND b.id = $2`,
        values: [organisationId, bookingId],
      });
      return row === undefined ? null : this.entryOf(row);
    });

  bookings: BookingStore['bookings'] = ({ organisationId, calloutId, filter }, page) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const { statuses, needKey, musterKey, groupId } = filter;
      const rows = await tx.rows<RosterRow>({
        text: `SELECT ${ROSTER_COLUMNS} FROM callout_booking b
          LEFT JOIN responder r ON r.id = b.responder_id
          WHERE b.organisation_id = $1 AND b.callout_id = $2
            AND ($3::text[] IS NULL OR b.status = ANY ($3))
            AND ($4::text IS NULL OR b.need_key = $4)
            AND ($5::text IS NULL OR b.muster_key = $5)
            AND ($6::uuid IS NULL OR b.group_id = $6)
            AND ($7::timestamptz IS NULL OR (b.booked_at, b.id) > ($7, $8::uuid))
          ORDER BY b.booked_at, b.id LIMIT $9`,
        values: [
          ...[organisationId, calloutId, statuses, needKey, musterKey, groupId],
          ...[after === null ? null : new Date(after.at), after?.id ?? null, page.limit + 1],
        ],
      });
      const items = rows.slice(0, page.limit).map((row) => this.entryOf(row));
      const last = items.at(-1)?.booking;
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.bookedAt), last.id]) : null };
    });

  bookingsOf: BookingStore['bookingsOf'] = (organisationId, responderId) =>
    this.own(organisationId, {
      where: `b.responder_id = $2 AND c.status IN ('open', 'filled')
        AND b.status IN ('reserve', 'expected', 'en-route', 'held', 'checked-in')`,
      value: responderId,
    });

  ownBooking: BookingStore['ownBooking'] = async (organisationId, bookingId) => {
    const found = await this.own(organisationId, { where: 'b.id = $2', value: bookingId });
    return found[0] ?? null;
  };

  bookingOfAlert: BookingStore['bookingOfAlert'] = async (organisationId, alertId) => {
    const found = await this.own(organisationId, { where: 'b.alert_id = $2', value: alertId });
    return found[0] ?? null;
  };

  /** Runs a change; where somebody was bound elsewhere at the same moment it is decided anew. */
  private async change<T extends Pick<Booked, 'turned'>>(
    organisationId: string,
    work: (tx: Tx) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await inOrganisation(this.ports.pool, organisationId, work);
        if (result.ok && result.value.turned !== null) this.ports.bell.ring();
        return result;
      } catch (error) {
        if (isOverlap(error) && attempt < ATTEMPTS_MAX) continue;
        if (isOverlap(error)) return doubleBooked();
        throw error;
      }
    }
  }

  private async bookNow(tx: Tx, { booking: asked, now }: Book): Promise<Result<Booked>> {
    const { organisationId, calloutId, alertId, responderId, id: bookingId } = asked;
    await hold(tx, { organisationId, table: 'callout', id: calloutId });
    const before = alertId === null ? await this.find(tx, organisationId, bookingId) : null;
    if (before !== null) return sameAgain(this.bookingOf(before), asked);
    const of = { organisationId, calloutId, alertId, responderId, bookingId, now };
    const looked = await look(tx, of);
    if (looked === null || (alertId !== null && looked.row.alert === null)) return noCallout();
    const { callout, row } = looked;
    const step = bookingStep({
      ...{ asked, callout, now, known: knownOf(row) },
      alert: row.alert === null ? null : toAlert(row.alert),
      pass: asked.passId === null ? null : await pass(tx, callout, asked.passId),
    });
    if (!step.ok) return step;
    const { booking } = step.value;
    if (isBusy(row, booking)) return doubleBooked();
    const { displayName, phone, wishes } = asked;
    const sealed = sealGuest(this.ports.vault, bookingId, { displayName, phone });
    const made = { booking, wishes, sealed };
    const done = await this.finish(tx, { looked, step: step.value, made, now });
    return ok({ booking, ...done });
  }

  private async moveNow(tx: Tx, move: Move): Promise<Result<Booked>> {
    const { organisationId, bookingId, now } = move;
    const values = [organisationId, bookingId];
    const [held] = await tx.rows<{ id: string }>({
      ...{ name: 'booking-hold', text: HOLD_OF_BOOKING, values },
    });
    const row = await this.find(tx, organisationId, bookingId);
    if (held === undefined || row === null) return noBooking();
    const { responder_id: responderId } = row;
    const of = { organisationId, calloutId: held.id, responderId, bookingId, now };
    const looked = await look(tx, of);
    if (looked === null) return noBooking();
    const booking = this.bookingOf(row);
    const { callout } = looked;
    const known = knownOf(looked.row);
    const step = moveStep({ move, booking, wishes: wishesOf(row), callout, known });
    if (!step.ok) return step;
    if (isBusy(looked.row, step.value.booking)) return doubleBooked();
    const done = await this.finish(tx, {
      ...{ looked, step: step.value, stepped: step.value.booking, now },
    });
    return ok({ booking: step.value.booking, ...done });
  }

  /** Gives what is free to the reserve, and writes all of it. */
  private async finish(
    tx: Tx,
    input: {
      readonly looked: LookedAt;
      readonly step: Pick<BookingStep, 'counters' | 'facts'>;
      readonly made?: Parameters<typeof writeRoster>[1]['made'];
      readonly stepped?: Booking;
      readonly now: Instant;
    },
  ): Promise<Done> {
    const { looked, step, made, stepped, now } = input;
    const { callout, row } = looked;
    const open = (one: BookingRow) => this.bookingOf(one);
    const given = await giveToReserve(tx, {
      ...{ callout, counters: step.counters, hasReserve: row.has_reserve, open, now },
      except: stepped?.id ?? null,
    });
    const turn = turnOf(callout.status, given.counters, now);
    const saved = await writeRoster(tx, {
      ...{ callout, counters: given.counters, now, isTurned: turn.turned !== null },
      ...(made === undefined ? {} : { made }),
      stepped: [...(stepped === undefined ? [] : [stepped]), ...given.promoted],
      promoted: given.promoted,
      facts: [...step.facts, ...given.facts, ...turn.facts],
    });
    return { promoted: given.promoted, turned: turn.turned, saved };
  }

  private own(
    organisationId: string,
    { where, value }: { readonly where: string; readonly value: string },
  ): Promise<OwnBooking[]> {
    return inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const rows = await tx.rows<BookingRow & { place: number | null }>({
        text: `SELECT ${BOOKING_COLUMNS}, ${PLACE_IN_RESERVE} FROM callout_booking b
          JOIN callout c ON c.id = b.callout_id
          WHERE b.organisation_id = $1 AND ${where} ORDER BY lower(b.during), b.id`,
        values: [organisationId, value],
      });
      const callouts = await tx.rows<BookedCalloutRow>({
        text: `SELECT ${BOOKED_CALLOUT_COLUMNS} FROM callout c
          WHERE c.organisation_id = $1 AND c.id = ANY ($2::uuid[])`,
        values: [organisationId, [...new Set(rows.map((row) => row.callout_id))]],
      });
      const byId = new Map(callouts.map((row) => [row.id, toBookedCallout(row)]));
      return rows.flatMap((row) => {
        const callout = byId.get(row.callout_id);
        const booking = this.bookingOf(row);
        return callout === undefined ? [] : [{ booking, callout, reservePosition: row.place }];
      });
    });
  }

  private async find(
    tx: Tx,
    organisationId: string,
    bookingId: string,
  ): Promise<BookingRow | null> {
    const values = [organisationId, bookingId];
    const [row] = await tx.rows<BookingRow>({ name: 'booking', text: BOOKING, values });
    return row ?? null;
  }

  private bookingOf(row: BookingRow): Booking {
    const { displayName } = openGuest(this.ports.vault, row);
    return toBooking(row, displayName);
  }

  private entryOf(row: RosterRow) {
    const guest = openGuest(this.ports.vault, row);
    const { responderId, identity, sealedKey, called_away: calledAway } = row;
    const named = responderId === null ? null : { id: responderId, identity, sealedKey };
    return {
      booking: toBooking(row, guest.displayName),
      displayName: guest.displayName ?? nameOf(named, this.ports.keys),
      phone: guest.phone,
      calledAway,
    };
  }
}

/** The held call-out with what is known of whoever it is about. */
async function look(
  tx: Tx,
  of: {
    readonly organisationId: string;
    readonly calloutId: string;
    readonly alertId?: string | null;
    readonly responderId?: string | null;
    readonly bookingId?: string;
    readonly now: Instant;
  },
): Promise<LookedAt | null> {
  const { organisationId, calloutId, alertId = null, responderId = null, bookingId = null } = of;
  const [row] = await tx.rows<Looked>({
    name: 'booking-look',
    text: LOOK,
    values: [organisationId, calloutId, alertId, responderId, bookingId, new Date(of.now)],
  });
  return row === undefined ? null : { callout: toBookedCallout(row), row };
}

/** The pass as it stands while its call-out is held; of that call-out alone. */
async function pass(tx: Tx, { organisationId, id }: BookedCallout, passId: string) {
  const [row] = await tx.rows<PassRow>({
    text: `SELECT p.id, p.organisation_id, p.callout_id, p.label, p.uses_max, p.used_count,
        p.valid_until, p.muster_key, p.created_at, p.revoked_at FROM callout_pass p
      WHERE p.organisation_id = $1 AND p.callout_id = $2 AND p.id = $3`,
    values: [organisationId, id, passId],
  });
  return row === undefined ? null : toPass(row);
}

function nameOf(person: SealedPerson | null, keys: PersonKeys): string {
  return person === null ? '(erased)' : keys.open(person).displayName;
}

function isOverlap(error: unknown): boolean {
  return error instanceof DatabaseFailed && error.constraint === 'callout_booking_once_excl';
}

function noBooking(): Result<never> {
  return refuse('not-found', 'There is no such booking.');
}
