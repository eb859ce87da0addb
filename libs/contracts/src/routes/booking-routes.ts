import { z } from 'zod';
import {
  bookingPageSchema,
  bookingProgressSchema,
  bookingSchema,
  bookingsQuerySchema,
  endBookingSchema,
  moveBookingSchema,
  ownBookingSchema,
  ownBookingsSchema,
  ownEquipmentSchema,
} from '#contracts/booking-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byCallout = z.strictObject({ calloutId: idSchema });
const byBooking = z.strictObject({ calloutId: idSchema, bookingId: idSchema });
const booking = { status: 200, description: 'As it now stands.', schema: bookingSchema };

/** The roster of a call-out, and what people do with their own bookings. */
export const BOOKING_ROUTES = {
  listBookings: {
    method: 'GET',
    path: '/v1/callouts/:calloutId/bookings',
    tag: 'call-outs',
    summary: 'The roster: everybody who said yes, in that order.',
    permission: 'read-callout',
    params: byCallout,
    query: bookingsQuerySchema,
    success: { status: 200, description: 'One page.', schema: bookingPageSchema },
    refusals: ['not-found'],
  },
  moveBooking: {
    method: 'POST',
    path: '/v1/callouts/:calloutId/bookings/:bookingId/move',
    tag: 'call-outs',
    summary: 'Give somebody another need or muster point, or a place from the reserve.',
    permission: 'run-muster',
    params: byBooking,
    body: moveBookingSchema,
    success: booking,
    refusals: [
      ...(['not-found', 'illegal-step', 'changed-meanwhile', 'places-taken'] as const),
      ...(['double-booked', 'callout-over', 'invalid-field'] as const),
    ],
  },
  endBooking: {
    method: 'POST',
    path: '/v1/callouts/:calloutId/bookings/:bookingId/end',
    tag: 'call-outs',
    summary: 'Stand somebody down, or note that they did not come; their place is free again.',
    permission: 'run-muster',
    params: byBooking,
    body: endBookingSchema,
    success: booking,
    refusals: ['not-found', 'illegal-step', 'changed-meanwhile'],
  },
  listOwnBookings: {
    method: 'GET',
    path: '/v1/me/bookings',
    tag: 'phones',
    summary: 'Call-outs this person has said yes to, that are not over.',
    permission: 'use-phone',
    success: { status: 200, description: 'By when they begin.', schema: ownBookingsSchema },
    refusals: [],
  },
  sendBookingProgress: {
    method: 'POST',
    path: '/v1/me/bookings/:bookingId/progress',
    tag: 'phones',
    summary: 'On the way, or not coming after all.',
    permission: 'use-phone',
    params: z.strictObject({ bookingId: idSchema }),
    body: bookingProgressSchema,
    success: { status: 200, description: 'As it now stands.', schema: ownBookingSchema },
    refusals: ['not-found', 'illegal-step', 'changed-meanwhile', 'callout-over'],
  },
  readOwnEquipment: {
    method: 'GET',
    path: '/v1/me/equipment',
    tag: 'phones',
    summary: 'What this person has said that they own and could bring.',
    permission: 'use-phone',
    success: { status: 200, description: 'As it stands.', schema: ownEquipmentSchema },
    refusals: [],
  },
  setOwnEquipment: {
    method: 'PUT',
    path: '/v1/me/equipment',
    tag: 'phones',
    summary: 'What this person owns and could bring.',
    permission: 'use-phone',
    body: ownEquipmentSchema,
    success: { status: 200, description: 'As it now stands.', schema: ownEquipmentSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
