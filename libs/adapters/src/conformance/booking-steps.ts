import { randomUUID } from 'node:crypto';
import type { Alert } from '#core/alert';
import type { Callout } from '#core/callout';
import {
  NO_CONDITIONS,
  type Booking,
  type BookingStatus,
  type Conditions,
} from '#core/callout-booking';
import type { CalloutNeed } from '#core/callout-needs';
import type { Result } from '#core/problem';
import type { Booked, BookingFilter, BookingStore, NewBooking } from '#flow/ports';
import { NOW, type World } from './world';

/* Steps of the tests of bookings. */

export const AT = NOW + 1_000;
export const WHOEVER: BookingFilter = {
  statuses: null,
  needKey: null,
  musterKey: null,
  groupId: null,
};

export function need(fields: Partial<CalloutNeed> & Pick<CalloutNeed, 'needKey'>): CalloutNeed {
  return {
    ...{ label: fields.needKey, minimumCount: 0, wantedCount: 1, credentialKinds: [] },
    ...{ equipment: {}, shiftKey: null, ...fields },
  };
}

/** Hands of whoever comes. */
export function hands(wantedCount: number): Partial<Callout> {
  return { wantedCount, needs: [need({ needKey: 'hands', wantedCount })] };
}

export function asked(callout: Callout, fields: Partial<NewBooking> = {}): NewBooking {
  return {
    ...{ id: randomUUID(), organisationId: callout.organisationId, calloutId: callout.id },
    ...{ alertId: null, responderId: null, passId: null, groupId: null, displayName: null },
    ...{ phone: null, conditions: NO_CONDITIONS, wishes: { needKey: null, musterKey: null } },
    ...fields,
  };
}

export function said(fields: Partial<Conditions>): Conditions {
  return { ...NO_CONDITIONS, ...fields };
}

export function yes(
  world: World,
  alert: Alert,
  how: Partial<Conditions> & { readonly now?: number } = {},
) {
  const { now = AT, ...conditions } = how;
  const { id: alertId, responderId, calloutId } = alert;
  const { organisationId } = world;
  const of = { organisationId, calloutId: calloutId ?? '', alertId, responderId };
  return world.stores.bookings.book({
    booking: {
      ...{ id: randomUUID(), passId: null, groupId: null, displayName: null, phone: null, ...of },
      ...{ conditions: said(conditions), wishes: { needKey: null, musterKey: null } },
    },
    now,
  });
}

type Fields = Partial<Parameters<BookingStore['moveBooking']>[0]>;

export function move(
  { stores }: World,
  { id: bookingId, organisationId, status }: Booking,
  fields: Fields & { readonly to: BookingStatus },
) {
  const of = { organisationId, bookingId, from: [status], change: {}, facts: [], now: AT };
  return stores.bookings.moveBooking({ ...of, ...fields });
}

export function valueOf(result: Result<Booked>): Booked {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

export function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('at least one');
  return item;
}

export async function stored(world: World, callout: Callout): Promise<Callout> {
  const state = await world.stores.callouts.loadCallout(world.organisationId, callout.id);
  if (state === null) throw new Error('the call-out is there');
  return state.callout;
}

export async function roster(world: World, callout: Callout, filter: Partial<BookingFilter> = {}) {
  const { organisationId } = world;
  const of = { organisationId, calloutId: callout.id, filter: { ...WHOEVER, ...filter } };
  const page = { cursor: null, limit: 200 };
  return (await world.stores.bookings.bookings(of, page)).items;
}
