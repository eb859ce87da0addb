import { z } from 'zod';
import { MINUTES_OF_DAY, MINUTES_OF_WEEK } from '#core/availability';
import { DECLINABLE_CHANNELS, DELIVERY_CHANNELS, LANGUAGES } from '#core/delivery';
import { CONTACT_STANDINGS } from '#core/registration';
import {
  emailSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  phoneSchema,
} from '#contracts/shapes';

export const SCHEDULE_SPANS_MAX = 50;
export const MUTE_MAX_DAYS = 30;
const PUSH_ADDRESS_LENGTH_MAX = 4_096;

const minuteOfDay = z.number().int().min(0).max(MINUTES_OF_DAY);
const minuteOfWeek = z.number().int().min(0).max(MINUTES_OF_WEEK);

export const availabilitySchema = z
  .strictObject({
    schedule: z
      .array(
        z
          .strictObject({ fromMinute: minuteOfWeek, toMinute: minuteOfWeek })
          .refine((span) => span.fromMinute < span.toMinute, {
            error: 'must end after it begins; split a span at Sunday midnight',
          }),
      )
      .max(SCHEDULE_SPANS_MAX)
      .nullable()
      .meta({ description: 'Minutes since Monday 00:00; null for whenever on duty.' }),
    quietHours: z
      .strictObject({
        fromMinute: minuteOfDay,
        toMinute: minuteOfDay,
        letThrough: z.enum(['nothing', 'life-threatening']),
      })
      .nullable()
      .meta({ description: 'Minutes of the day; the end may lie after midnight.' }),
    mutedUntil: instantSchema.nullable(),
  })
  .meta({ id: 'Availability', description: 'By the clock of the organisation.' });
export type AvailabilityMessage = z.infer<typeof availabilitySchema>;

/**
 * What a person sets of how and when they are reached; what is left out stays. Their own new
 * addresses are proven first, by `/v1/me/contacts`; here they may only be taken away.
 */
export const setReachSchema = z
  .strictObject({
    availability: availabilitySchema.optional(),
    declined: z.array(z.enum(DECLINABLE_CHANNELS)).max(DECLINABLE_CHANNELS.length).optional(),
    language: z.enum(LANGUAGES).optional(),
    phone: phoneSchema.nullable().optional(),
    email: emailSchema.nullable().optional(),
  })
  .meta({ id: 'SetReach' });
export type SetReachMessage = z.infer<typeof setReachSchema>;

/** Where a phone is pushed: an FCM token, or a W3C push subscription. */
export const pushAddressSchema = z
  .discriminatedUnion('channel', [
    z.strictObject({
      channel: z.literal('push'),
      token: z
        .string()
        .min(1)
        .max(PUSH_ADDRESS_LENGTH_MAX)
        .regex(/^[\x21-\x7e]+$/)
        .nullable(),
      permission: z.enum(['granted', 'denied', 'unknown']).optional(),
    }),
    z.strictObject({
      channel: z.literal('web-push'),
      subscription: z
        .strictObject({
          endpoint: z.url({ protocol: /^https$/ }).max(PUSH_ADDRESS_LENGTH_MAX),
          keys: z.strictObject({
            p256dh: z.string().regex(/^[\w-]{86,88}=?$/),
            auth: z.string().regex(/^[\w-]{22,24}={0,2}$/),
          }),
        })
        .nullable(),
      permission: z.enum(['granted', 'denied', 'unknown']).optional(),
    }),
  ])
  .meta({ id: 'PushAddress' });
export type PushAddressMessage = z.output<typeof pushAddressSchema>;

/** What a browser needs to ask its push service for a subscription; null where none is set up. */
export const webPushKeySchema = z
  .object({ publicKey: z.string().nullable() })
  .meta({ id: 'WebPushKey' });
export type WebPushKey = z.infer<typeof webPushKeySchema>;

/** Whether this person's phone would ring now, and if not why. */
export const readinessSchema = z
  .object({
    responderId: idSchema,
    displayName: z.string(),
    light: z.enum(['green', 'amber', 'red']),
    sentence: z.string().meta({ description: 'Such as "Your phone would ring."' }),
    faults: z.array(z.object({ code: z.string(), sentence: z.string() })),
    channels: z.array(z.enum(DELIVERY_CHANNELS)),
    lastReceiptAt: instantSchema.nullable(),
  })
  .meta({ id: 'PersonReadiness' });
export type ReadinessView = z.infer<typeof readinessSchema>;

export const readinessQuerySchema = pageQuerySchema.extend({
  light: z.enum(['green', 'amber', 'red']).optional(),
});
export const readinessPageSchema = pageOf(readinessSchema).meta({ id: 'ReadinessPage' });
export type ReadinessPage = z.infer<typeof readinessPageSchema>;

/** A person's own settings with their light. */
export const ownReachSchema = z
  .object({
    availability: availabilitySchema,
    declined: z.array(z.enum(DECLINABLE_CHANNELS)),
    language: z.enum(LANGUAGES),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    phoneStanding: z.enum(CONTACT_STANDINGS).meta({
      description: 'Proven by a code, or vouched for by a registrar; `none` where there is none.',
    }),
    emailStanding: z.enum(CONTACT_STANDINGS),
    readiness: readinessSchema,
  })
  .meta({ id: 'OwnReach' });
export type OwnReachView = z.infer<typeof ownReachSchema>;
