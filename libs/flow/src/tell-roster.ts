import type { Booking } from '#core/callout-booking';
import type { IncidentMode } from '#core/incident';
import { toIso } from '#contracts/shapes';
import { renderCalloutAlert } from '#flow/alert-view';
import { renderBooking } from '#flow/booking-view';
import { renderCallout } from '#flow/callout-view';
import type { Notes } from '#flow/notes';
import type { Booked, BookingStore, CalloutStore, Live } from '#flow/ports';

/** Tells phones and consoles what became of a roster. */
export class TellRoster {
  /** Call-outs whose console is being told, and whether something more has happened since. */
  private readonly telling = new Map<string, { again: boolean }>();

  constructor(
    private readonly ports: {
      readonly bookings: Pick<BookingStore, 'booking' | 'bookingOfAlert'>;
      readonly calloutStore: Pick<CalloutStore, 'loadCallout' | 'loadCalloutAlert'>;
      readonly notes: Pick<Notes, 'tell'>;
      readonly live: Pick<Live, 'tellResponders' | 'tellControl'>;
    },
  ) {}

  /** Tells everybody whom a change concerns: whoever answered, whoever got a place, the console. */
  async changed(
    organisationId: string,
    { promoted, saved }: Pick<Booked, 'promoted' | 'saved'>,
    of: { readonly calloutId: string; readonly mode: IncidentMode },
  ): Promise<void> {
    for (const { alertId, responderId, kind, seq, at } of saved.feed) {
      const alert = await this.alert({ organisationId, alertId, responderId });
      if (alert === null) continue;
      this.ports.live.tellResponders([
        { responderId, message: { seq, at: toIso(at), kind, alert } },
      ]);
    }
    await this.ports.notes.tell(promoted.map((booking) => promotedNote(booking, of.mode)));
    await this.callout(organisationId, of.calloutId);
  }

  /** One line of the roster as it now stands, for the console. */
  async line(organisationId: string, bookingId: string): Promise<void> {
    const entry = await this.ports.bookings.booking(organisationId, bookingId);
    if (entry === null) return;
    this.ports.live.tellControl(organisationId, { event: 'booking', view: renderBooking(entry) });
  }

  /** An alert of a call-out as its responder may see it now; null where there is none. */
  async alert(of: {
    readonly organisationId: string;
    readonly alertId: string;
    readonly responderId: string;
  }) {
    const { organisationId, alertId, responderId } = of;
    const { calloutStore, bookings } = this.ports;
    const [found, own] = await Promise.all([
      calloutStore.loadCalloutAlert(organisationId, alertId, responderId),
      bookings.bookingOfAlert(organisationId, alertId),
    ]);
    return found === null ? null : renderCalloutAlert({ ...found, own });
  }

  /**
   * The call-out as it now stands, for the console. While one look at it is under way the next is
   * only noted: of a thousand yes in a second the console is told as often as it can be looked at.
   */
  private async callout(organisationId: string, calloutId: string): Promise<void> {
    const under = this.telling.get(calloutId);
    if (under !== undefined) {
      under.again = true;
      return;
    }
    const own = { again: true };
    this.telling.set(calloutId, own);
    try {
      while (own.again) {
        own.again = false;
        const state = await this.ports.calloutStore.loadCallout(organisationId, calloutId);
        if (state === null) return;
        const view = renderCallout(state);
        this.ports.live.tellControl(organisationId, { event: 'callout', view });
      }
    } finally {
      this.telling.delete(calloutId);
    }
  }
}

function promotedNote(booking: Booking, mode: IncidentMode) {
  const { organisationId, responderId, calloutId, id } = booking;
  return {
    ...{ organisationId, responderId, bookingId: responderId === null ? id : null, calloutId },
    ...{ kind: 'promoted' as const, text: '', isExercise: mode !== 'actual' },
  };
}
