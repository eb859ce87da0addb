import { Controller, Inject } from '@nestjs/common';
import type { BookingView, OwnBookingView } from '#contracts/booking-api';
import type { Equipment } from '#core/equipment';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** The roster of a call-out, and people's own bookings. */
@Controller()
export class BookingController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'roster'>) {}

  @Serves('listBookings')
  async list(
    @Call('listBookings') { caller, params, query }: CallOf<'listBookings'>,
  ): Promise<{ readonly items: readonly BookingView[]; readonly nextCursor: string | null }> {
    const { organisationId } = caller;
    const { status, need, muster, group } = query;
    const statuses = status === undefined ? null : [status];
    const wanted = { needKey: need ?? null, musterKey: muster ?? null, groupId: group ?? null };
    const of = { organisationId, ...params, filter: { statuses, ...wanted } };
    return unwrap(await this.flow.roster.list(of, pageOf(query)));
  }

  @Serves('moveBooking')
  async move(
    @Call('moveBooking') { caller, params, body }: CallOf<'moveBooking'>,
  ): Promise<BookingView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.roster.move({ organisationId, ...params }, body));
  }

  @Serves('endBooking')
  async end(
    @Call('endBooking') { caller, params, body }: CallOf<'endBooking'>,
  ): Promise<BookingView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.roster.end({ organisationId, ...params }, body));
  }

  @Serves('listOwnBookings')
  async own(
    @Call('listOwnBookings') { caller }: CallOf<'listOwnBookings'>,
  ): Promise<{ readonly items: readonly OwnBookingView[] }> {
    return { items: await this.flow.roster.own(caller) };
  }

  @Serves('sendBookingProgress')
  async progress(
    @Call('sendBookingProgress') { caller, params, body }: CallOf<'sendBookingProgress'>,
  ): Promise<OwnBookingView> {
    const { organisationId, responderId } = caller;
    const of = { organisationId, responderId, ...params };
    return unwrap(await this.flow.roster.progress(of, body));
  }

  @Serves('readOwnEquipment')
  ownEquipment(
    @Call('readOwnEquipment') { caller }: CallOf<'readOwnEquipment'>,
  ): Promise<{ readonly equipment: Equipment[] }> {
    return this.flow.roster.ownEquipment(caller);
  }

  @Serves('setOwnEquipment')
  equipment(
    @Call('setOwnEquipment') { caller, body }: CallOf<'setOwnEquipment'>,
  ): Promise<{ readonly equipment: Equipment[] }> {
    return this.flow.roster.setEquipment(caller, body.equipment);
  }
}
