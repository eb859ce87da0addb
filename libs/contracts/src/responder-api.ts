import { z } from 'zod';
import { AED_REPORTS } from '#core/aed';
import { RESPONDER_STEPS, ASSIGNMENT_STATUSES } from '#core/assignment';
import { BOOKING_STATUSES } from '#core/callout-booking';
import { DELIVERY_SUBJECTS } from '#core/delivery';
import { INCIDENT_KINDS, INCIDENT_MODES, INCIDENT_PRIORITIES } from '#core/incident';
import { RESPONDER_TIERS, TRAVEL_MODES } from '#core/responder';
import { conditionsSchema } from '#contracts/booking-api';
import {
  briefingSchema,
  musterPointSchema,
  needSchema,
  shiftSchema,
  windowSchema,
} from '#contracts/callout-parts';
import { aedViewSchema } from '#contracts/incident-api';
import { FIXES_PER_BATCH_MAX, idSchema, instantSchema, pointSchema } from '#contracts/shapes';
import { orderSchema } from '#contracts/task-shapes';

export const ENROLMENT_CODE_LENGTH_MAX = 64;
export const PUSH_TOKEN_LENGTH_MAX = 4_096;
const PRINTABLE = /^[\x21-\x7e]+$/;

export const signInDeviceSchema = z
  .strictObject({
    enrolmentCode: z.string().min(8).max(ENROLMENT_CODE_LENGTH_MAX).regex(PRINTABLE),
    platform: z.enum(['android', 'ios', 'web']),
    pushToken: z.string().min(1).max(PUSH_TOKEN_LENGTH_MAX).regex(PRINTABLE).nullable().optional(),
  })
  .meta({ id: 'SignInDevice' });
export type SignInDeviceMessage = z.infer<typeof signInDeviceSchema>;

export const signedInDeviceSchema = z
  .object({
    token: z.string(),
    expiresAt: instantSchema,
    responderId: idSchema,
    deviceId: idSchema,
  })
  .meta({ id: 'SignedInDevice' });
export type SignedInDevice = z.infer<typeof signedInDeviceSchema>;

/** A token in the place of the one it was asked with. */
export const renewedTokenSchema = z
  .object({ token: z.string(), expiresAt: instantSchema })
  .meta({ id: 'RenewedToken' });
export type RenewedToken = z.infer<typeof renewedTokenSchema>;

export const meSchema = z
  .object({
    responderId: idSchema,
    displayName: z.string(),
    onDuty: z.boolean(),
    travelMode: z.enum(TRAVEL_MODES),
    tier: z.enum(RESPONDER_TIERS),
    lastSeq: z.number().int(),
    organisation: z.object({
      name: z.string(),
      timeZone: z.string().meta({ description: 'IANA name; schedules are by its clock.' }),
      controlPhone: z.string().nullable().meta({
        description: 'The number this person calls control by; null where none is given.',
      }),
    }),
    credentials: z.array(
      z.object({
        kind: z.string(),
        status: z.string(),
        validFrom: instantSchema,
        validTo: instantSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'Me' });
export type MeView = z.infer<typeof meSchema>;

export const dutySchema = z.strictObject({ onDuty: z.boolean() }).meta({ id: 'Duty' });
export type DutyMessage = z.infer<typeof dutySchema>;

export const fixSchema = z
  .strictObject({
    place: z.strictObject({
      type: z.literal('Point'),
      coordinates: z.tuple([z.number(), z.number()]),
    }),
    at: instantSchema,
    accuracyM: z.number(),
    isMock: z.boolean().optional().meta({
      description: 'The phone says that an app makes its positions up; refused.',
    }),
  })
  .meta({ id: 'Fix', description: 'A measured position; refused fixes are named in the answer.' });
export const fixesSchema = z
  .strictObject({ fixes: z.array(fixSchema).min(1).max(FIXES_PER_BATCH_MAX) })
  .meta({ id: 'Fixes' });
export type FixesMessage = z.infer<typeof fixesSchema>;

export const fixesTakenSchema = z
  .object({
    taken: z.number().int(),
    refused: z.array(z.object({ index: z.number().int(), code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'FixesTaken' });
export type FixesTaken = z.infer<typeof fixesTakenSchema>;

export const receiptSchema = z
  .strictObject({
    alertId: idSchema,
    kind: z.enum(['delivered', 'seen']),
    subject: z.enum(DELIVERY_SUBJECTS).default('alert').meta({
      description: 'What has arrived: the alert, its end, or a change of order or facts.',
    }),
    channel: z.enum(['live', 'push', 'web-push']).optional().meta({
      description: 'By which way it came first, where the phone knows.',
    }),
  })
  .meta({ id: 'Receipt' });
export type ReceiptMessage = z.output<typeof receiptSchema>;

export const answerSchema = z
  .strictObject({
    alertId: idSchema,
    answer: z.enum(['accept', 'decline']),
    conditions: conditionsSchema.optional().meta({
      description: 'Of a yes to a call-out alone: help with an incident is needed now.',
    }),
  })
  .meta({ id: 'Answer' });
export type AnswerMessage = z.infer<typeof answerSchema>;

export const progressSchema = z
  .strictObject({
    assignmentId: idSchema,
    step: z.enum(RESPONDER_STEPS),
    at: instantSchema.optional().meta({
      description: 'When it was, where it could not be told at once; neither before nor after it.',
    }),
  })
  .meta({ id: 'Progress' });
export type ProgressMessage = z.infer<typeof progressSchema>;

/** What was found where the AED of one's own task should be. */
export const aedReportSchema = z
  .strictObject({
    aedId: idSchema.meta({ description: 'The AED of the order; so a repeat never hits another.' }),
    report: z.enum(AED_REPORTS),
  })
  .meta({ id: 'ReportAed' });
export type ReportAedMessage = z.infer<typeof aedReportSchema>;

export const travelModeSchema = z
  .strictObject({ travelMode: z.enum(TRAVEL_MODES) })
  .meta({ id: 'SetTravelMode' });
export type TravelModeMessage = z.infer<typeof travelModeSchema>;

const cellSchema = z.object({ centre: pointSchema, sizeM: z.number() });

/**
 * What a responder sees of one alert at this moment. `place`, `address`, `notes` and `aeds` are
 * there only while assigned; `cell` and `distanceBandM` while the question is open; neither after.
 * `order` says no more than the part before accept, and names an AED only to whoever fetches it.
 */
export const alertViewSchema = z
  .object({
    alertId: idSchema,
    about: z.enum(['incident', 'callout', 'drill']),
    status: z.enum(['sent', 'accepted', 'declined', 'expired', 'withdrawn']),
    mode: z.enum(INCIDENT_MODES),
    endedReason: z.string().nullable(),
    sentAt: instantSchema,
    expiresAt: instantSchema,
    deliveredAt: instantSchema.nullable().meta({
      description: 'When it first rang by any way; an app that is woken later stays quiet.',
    }),
    words: z
      .array(z.object({ messageId: idSchema, at: instantSchema, text: z.string() }))
      .optional()
      .meta({ description: 'Of the dispatcher to this person, oldest first; absent after it.' }),
    kind: z.enum(INCIDENT_KINDS).nullable(),
    priority: z.enum(INCIDENT_PRIORITIES).nullable(),
    cell: cellSchema.nullable(),
    distanceBandM: z.number().nullable(),
    callout: z
      .object({
        title: z.string(),
        briefing: briefingSchema,
        window: windowSchema,
        shifts: z.array(shiftSchema),
        needs: z.array(needSchema),
        musterPoints: z.array(
          musterPointSchema
            .omit({ quotaCount: true })
            .extend({ place: pointSchema.nullable() })
            .meta({ id: 'MusterPointShown', description: 'The exact place after a yes alone.' }),
        ),
        wantedCount: z.number().int(),
        thanks: z.string().nullable().meta({ description: 'Set for whoever is in reserve.' }),
        booking: z
          .object({
            bookingId: idSchema,
            status: z.enum(BOOKING_STATUSES),
            needKey: z.string().nullable(),
            musterKey: z.string().nullable(),
            from: instantSchema,
            until: instantSchema,
            reservePosition: z.number().int().nullable(),
          })
          .nullable()
          .optional()
          .meta({ description: 'By which they said yes; null where they have not.' }),
      })
      .nullable(),
    drill: z.object({ title: z.string() }).nullable(),
    assignment: z
      .object({
        assignmentId: idSchema,
        status: z.enum(ASSIGNMENT_STATUSES),
        releasedReason: z.string().nullable(),
      })
      .nullable(),
    order: orderSchema.nullable(),
    exact: z
      .object({
        place: pointSchema,
        placeAccuracyM: z.number().nullable(),
        address: z.string().nullable(),
        notesForResponders: z.string().nullable(),
        ambulanceEtaAt: instantSchema.nullable(),
        aeds: z.array(aedViewSchema),
        othersAccepted: z.number().int(),
        clinical: z
          .object({
            patientAgeYears: z.number().nullable(),
            determinantCode: z.string().nullable(),
          })
          .nullable()
          .optional()
          .meta({ description: 'Only on scene, for professionals.' }),
      })
      .nullable(),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.infer<typeof alertViewSchema>;

export const alertListSchema = z.object({ items: z.array(alertViewSchema) }).meta({ id: 'Alerts' });

export const FEED_KINDS = [
  'alert-sent',
  'alert-withdrawn',
  'alert-expired',
  'alert-answered',
  'incident-changed',
  'stood-down',
  'assignment-changed',
  'control-message',
] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** One numbered message to one responder; numbers have no gaps, so a phone knows what it missed. */
export const feedMessageSchema = z
  .object({
    seq: z.number().int(),
    at: instantSchema,
    kind: z.enum(FEED_KINDS),
    alert: alertViewSchema,
  })
  .meta({ id: 'FeedMessage' });
export type FeedMessage = z.infer<typeof feedMessageSchema>;

export const FEED_PAGE_MAX = 200;
export const feedQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});
export const feedSchema = z
  .object({ messages: z.array(feedMessageSchema), lastSeq: z.number().int() })
  .meta({ id: 'Feed' });
export type FeedView = z.infer<typeof feedSchema>;
