import { z } from 'zod';
import { BOOKING_STATUSES, type Conditions } from '#core/callout-booking';
import { EQUIPMENT } from '#core/equipment';
import { INCIDENT_MODES } from '#core/incident';
import {
  briefingSchema,
  keySchema,
  musterPointSchema,
  piecesSchema,
  toPieces,
} from '#contracts/callout-parts';
import {
  idSchema,
  instantSchema,
  optionalText,
  pageOf,
  pageQuerySchema,
  pointSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
  toInstant,
  toIso,
} from '#contracts/shapes';

/** People of one yes: a family or a crew; more of them answer as a group. */
export const PARTY_MAX = 50;

/** What somebody says with their yes; what is left out is as asked. */
export const conditionsSchema = z
  .strictObject({
    fromAt: instantSchema.nullable().default(null),
    untilAt: instantSchema.nullable().default(null),
    peopleCount: z.number().int().min(1).max(PARTY_MAX).default(1).meta({
      description: 'How many come, counting whoever answers.',
    }),
    pieces: piecesSchema.default({}),
    note: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
    needKey: keySchema.nullable().default(null).meta({
      description:
        'The need they would like; another one of the same time serves where it is full.',
    }),
    musterKey: keySchema.nullable().default(null),
  })
  .meta({ id: 'Conditions' });
export type ConditionsMessage = z.output<typeof conditionsSchema>;

const shownConditionsSchema = z.object({
  fromAt: instantSchema.nullable(),
  untilAt: instantSchema.nullable(),
  peopleCount: z.number().int(),
  pieces: piecesSchema,
  note: z.string().nullable(),
});

const moment = instantSchema.nullable();

const bookingParts = {
  bookingId: idSchema,
  calloutId: idSchema,
  status: z.enum(BOOKING_STATUSES),
  needKey: keySchema.nullable(),
  musterKey: keySchema.nullable(),
  conditions: shownConditionsSchema,
  from: instantSchema,
  until: instantSchema,
  bookedAt: instantSchema,
  etaAt: moment,
  checkedInAt: moment,
  checkedOutAt: moment,
  dueOutAt: moment,
  endedReason: z.string().nullable(),
};

/** One line of the roster. */
export const bookingSchema = z
  .object({
    ...bookingParts,
    responderId: idSchema.nullable().meta({ description: 'Null for people without an account.' }),
    passId: idSchema.nullable(),
    groupId: idSchema.nullable(),
    displayName: z.string(),
    calledAway: z.boolean().meta({ description: 'They have accepted an incident meanwhile.' }),
  })
  .meta({ id: 'Booking' });
export type BookingView = z.infer<typeof bookingSchema>;

export const bookingsQuerySchema = pageQuerySchema.extend({
  status: z.enum(BOOKING_STATUSES).optional(),
  need: keySchema.optional(),
  muster: keySchema.optional(),
  group: idSchema.optional(),
});
export const bookingPageSchema = pageOf(bookingSchema).meta({ id: 'BookingPage' });

export const moveBookingSchema = z
  .strictObject({ needKey: keySchema.optional(), musterKey: keySchema.optional() })
  .refine(({ needKey, musterKey }) => (needKey ?? musterKey) !== undefined, {
    error: 'must name a need or a muster point',
    path: ['needKey'],
  })
  .meta({ id: 'MoveBooking' });
export type MoveBookingMessage = z.infer<typeof moveBookingSchema>;

export const endBookingSchema = z
  .strictObject({
    to: z.enum(['stood-down', 'no-show', 'withdrawn']),
    reason: text(SHORT_TEXT_LENGTH_MAX),
  })
  .meta({ id: 'EndBooking' });
export type EndBookingMessage = z.infer<typeof endBookingSchema>;

/** Where somebody reports; the exact place while they have a place of the call-out alone. */
const ownMusterSchema = musterPointSchema
  .omit({ quotaCount: true })
  .extend({ place: pointSchema.nullable() })
  .meta({ id: 'OwnMusterPoint' });

/** A booking as whoever made it sees it. */
export const ownBookingSchema = z
  .object({
    ...bookingParts,
    title: z.string(),
    mode: z.enum(INCIDENT_MODES),
    calloutStatus: z.enum(['open', 'filled', 'closed', 'cancelled']),
    briefing: briefingSchema,
    needLabel: z.string().nullable(),
    musterPoint: ownMusterSchema.nullable(),
    reservePosition: z.number().int().nullable().meta({
      description: 'Place in the order of the reserve, from 1; null for whoever has a place.',
    }),
    stopComingAt: moment,
    thanks: z.string().nullable(),
  })
  .meta({ id: 'OwnBooking' });
export type OwnBookingView = z.infer<typeof ownBookingSchema>;
export const ownBookingsSchema = z
  .object({ items: z.array(ownBookingSchema) })
  .meta({ id: 'OwnBookings' });

export const bookingProgressSchema = z
  .strictObject({
    step: z.enum(['en-route', 'withdrawn']),
    etaAt: instantSchema.nullable().optional(),
  })
  .meta({ id: 'BookingProgress' });
export type BookingProgressMessage = z.infer<typeof bookingProgressSchema>;

export const ownEquipmentSchema = z
  .strictObject({ equipment: z.array(z.enum(EQUIPMENT)).max(EQUIPMENT.length) })
  .meta({ id: 'OwnEquipment' });

/** What somebody said with their yes, as core reads it. */
export function toConditions(message: ConditionsMessage): Conditions {
  const { fromAt, untilAt, peopleCount, pieces, note } = message;
  return {
    fromAt: fromAt === null ? null : toInstant(fromAt),
    untilAt: untilAt === null ? null : toInstant(untilAt),
    ...{ peopleCount, note, pieces: toPieces(pieces) },
  };
}

/** What somebody said with their yes, as it is sent. */
export function fromConditions(conditions: Conditions): z.output<typeof shownConditionsSchema> {
  const { fromAt, untilAt, peopleCount, pieces, note } = conditions;
  const moments = { fromAt: toIso(fromAt), untilAt: toIso(untilAt) };
  return { ...moments, peopleCount, pieces: { ...pieces }, note };
}
