import type { Callout } from '#core/callout';
import type { Comer, Hold } from '#core/hold-back';
import type { Instant } from '#core/units';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { HoldStore } from '#flow/ports';
import { settle, type BookingRow, type MemoryTables } from './tables';

const COMING = ['expected', 'en-route', 'held'] as const;

/** Where people of a call-out may not go, and who is held because of it, in memory. */
export class MemoryHoldStore implements HoldStore {
  constructor(private readonly tables: MemoryTables) {}

  changeArea: HoldStore['changeArea'] = ({ organisationId, calloutId }, change) =>
    settle(() => {
      const callout = this.find(organisationId, calloutId);
      const goesOn = callout?.status === 'open' || callout?.status === 'filled';
      if (callout === null || !goesOn || callout.revision !== change.expectedRevision) return false;
      const { area, exclusions, musterPoints, now } = change;
      const revision = callout.revision + 1;
      this.tables.callouts.set(calloutId, { ...callout, area, exclusions, musterPoints, revision });
      this.tables.recordFacts(calloutId, change.facts);
      const key = { organisationId, subject: 'callout', subjectId: calloutId } as const;
      this.tables.setReview(key, now);
      this.tables.wake();
      return true;
    });

  comers: HoldStore['comers'] = ({ organisationId, calloutId }, page) =>
    settle(() => {
      const [after] = readCursor(page.cursor, 1) ?? [];
      const rest = this.rowsOf(organisationId, calloutId)
        .flatMap((row) => this.comerOf(row) ?? [])
        .filter(({ bookingId }) => after === undefined || bookingId > after)
        .sort((a, b) => (a.bookingId < b.bookingId ? -1 : 1));
      const items = rest.slice(0, page.limit);
      const last = items.at(-1);
      const more = rest.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.bookingId]) : null };
    });

  hold: HoldStore['hold'] = ({ organisationId, calloutId }, holds, now) =>
    settle(() =>
      [...holds]
        .sort((a, b) => (a.bookingId < b.bookingId ? -1 : 1))
        .filter((hold) => this.holdOne({ organisationId, calloutId }, hold, now)),
    );

  calloutsWithDanger: HoldStore['calloutsWithDanger'] = () =>
    settle(() =>
      [...this.tables.callouts.values()]
        .filter(({ status }) => status === 'open' || status === 'filled')
        .filter((callout) => {
          const coming = this.rowsOf(callout.organisationId, callout.id)
            .map(({ booking }) => booking.status)
            .filter(isComing);
          return callout.exclusions === null ? coming.includes('held') : coming.length > 0;
        })
        .sort((a, b) => a.openedAt - b.openedAt)
        .map(({ organisationId, id }) => ({ organisationId, calloutId: id })),
    );

  private holdOne(
    of: { readonly organisationId: string; readonly calloutId: string },
    { bookingId, to, reason }: Hold,
    now: Instant,
  ): boolean {
    const row = this.tables.bookings.get(bookingId);
    if (row?.booking.calloutId !== of.calloutId) return false;
    const { booking } = row;
    const isHeld = booking.status === 'held';
    const mayMove = to === 'held' ? isComing(booking.status) && !isHeld : isHeld;
    if (booking.organisationId !== of.organisationId || !mayMove) return false;
    this.tables.bookings.set(bookingId, { ...row, booking: { ...booking, status: to } });
    this.tables.recordFacts(of.calloutId, [
      {
        kind: to === 'held' ? 'booking-held' : 'booking-released',
        ...{ at: now, actor: 'closeby', responderId: booking.responderId },
        detail: { bookingId, reason },
      },
    ]);
    return true;
  }

  private find(organisationId: string, calloutId: string): Callout | null {
    const callout = this.tables.callouts.get(calloutId);
    return callout?.organisationId === organisationId ? callout : null;
  }

  private rowsOf(organisationId: string, calloutId: string): BookingRow[] {
    return [...this.tables.bookings.values()].filter(
      ({ booking }) => booking.organisationId === organisationId && booking.calloutId === calloutId,
    );
  }

  private comerOf({ booking }: BookingRow): Comer | null {
    const { id, responderId, status, musterKey, etaAt } = booking;
    if (!isComing(status)) return null;
    const fix = responderId === null ? undefined : this.tables.lastKnown.get(responderId);
    const place = fix?.place ?? null;
    return { bookingId: id, responderId, status, musterKey, hasSetOff: etaAt !== null, place };
  }
}

function isComing(status: string): status is Comer['status'] {
  return COMING.some((each) => each === status);
}
