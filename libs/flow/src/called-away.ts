import type { Fact } from '#core/timeline';
import type { BookingStore, Clock, IncidentStore } from '#flow/ports';
import type { TellRoster } from '#flow/tell-roster';

/** Somebody bound to a call-out has accepted an incident: its coordinator hears of it. */
export class CalledAway {
  constructor(
    private readonly ports: {
      readonly incidents: Pick<IncidentStore, 'addFacts'>;
      readonly bookings: Pick<BookingStore, 'bookingsOf'>;
      readonly tellRoster: Pick<TellRoster, 'line'>;
      readonly clock: Clock;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Notes it with the call-outs, and tells their consoles, without keeping anybody waiting: what
   * it was that called them away is no concern of a call-out, and is not told.
   */
  tell(
    person: { readonly organisationId: string; readonly responderId: string },
    calloutIds: readonly string[],
  ): void {
    if (calloutIds.length === 0) return;
    this.note(person, calloutIds).catch(this.ports.onError);
  }

  private async note(
    {
      organisationId,
      responderId,
    }: { readonly organisationId: string; readonly responderId: string },
    calloutIds: readonly string[],
  ): Promise<void> {
    const now = this.ports.clock.now();
    const own = await this.ports.bookings.bookingsOf(organisationId, responderId);
    for (const { booking } of own) {
      if (!calloutIds.includes(booking.calloutId) || booking.status === 'reserve') continue;
      const detail = { bookingId: booking.id };
      const fact: Fact = { kind: 'called-away', at: now, actor: 'closeby', responderId, detail };
      const { calloutId } = booking;
      await this.ports.incidents.addFacts({
        ...{ organisationId, incidentId: null, calloutId, facts: [fact], notAlerted: [], now },
      });
      await this.ports.tellRoster.line(organisationId, booking.id);
    }
  }
}
