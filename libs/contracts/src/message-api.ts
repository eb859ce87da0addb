import { z } from 'zod';
import { BOOKING_STATUSES } from '#core/callout-booking';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { INCIDENT_MODES } from '#core/incident';
import { NOTE_KINDS } from '#core/note';
import { keySchema } from '#contracts/callout-parts';
import { BADGE_TEXT_LENGTH_MAX } from '#contracts/muster-api';
import { NOTE_TEXT_LENGTH_MAX } from '#contracts/note-api';
import {
  idSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  optionalText,
  pageOf,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const count = z.number().int();

export const messageToSchema = z
  .strictObject({
    statuses: z.array(z.enum(BOOKING_STATUSES)).min(1),
    musterKey: keySchema.nullable().default(null),
    needKey: keySchema.nullable().default(null),
    groupId: idSchema.nullable().default(null),
  })
  .meta({ id: 'MessageTo', description: 'Whoever is in one of these states when it is sent.' });

export const sendMessageSchema = z
  .strictObject({ to: messageToSchema, text: text(NOTE_TEXT_LENGTH_MAX) })
  .meta({ id: 'SendMessage' });

export const messageSchema = z
  .object({
    messageId: idSchema,
    kind: z.enum(NOTE_KINDS),
    text: z.string(),
    to: z.object({
      statuses: z.array(z.enum(BOOKING_STATUSES)),
      musterKey: keySchema.nullable(),
      needKey: keySchema.nullable(),
      groupId: idSchema.nullable(),
    }),
    byRole: z.string(),
    at: instantSchema,
    recipientCount: count,
    reachedCount: count,
    seenCount: count,
    sparedCount: count,
  })
  .meta({ id: 'CalloutMessage' });
export type MessageView = z.infer<typeof messageSchema>;
export const messagePageSchema = pageOf(messageSchema).meta({ id: 'CalloutMessagePage' });

export const recipientSchema = z
  .object({
    bookingId: idSchema.nullable(),
    responderId: idSchema.nullable(),
    by: z.array(z.enum(DELIVERY_CHANNELS)),
    spared: z.string().nullable().meta({ description: 'Why nothing was sent; null where it was.' }),
    seenAt: instantSchema.nullable(),
  })
  .meta({ id: 'MessageRecipient' });
export type RecipientView = z.infer<typeof recipientSchema>;
export const recipientPageSchema = pageOf(recipientSchema).meta({ id: 'MessageRecipientPage' });

export const DEBRIEF_QUESTIONS_COUNT = 3;

export const sendDebriefSchema = z
  .strictObject({
    thanks: text(NOTE_TEXT_LENGTH_MAX),
    questions: z
      .array(text(SHORT_TEXT_LENGTH_MAX))
      .length(DEBRIEF_QUESTIONS_COUNT)
      .default([
        'What went well?',
        'What should be better next time?',
        'Were you well looked after?',
      ]),
  })
  .meta({ id: 'SendDebrief' });

export const WELLBEING = ['well', 'mixed', 'not-well'] as const;
export type Wellbeing = (typeof WELLBEING)[number];

export const debriefAnswerSchema = z
  .strictObject({
    answers: z.array(optionalText(LONG_TEXT_LENGTH_MAX)).length(DEBRIEF_QUESTIONS_COUNT),
    wellbeing: z.enum(WELLBEING).nullable().default(null),
    callBack: z.boolean().default(false).meta({
      description: 'Somebody should ring them: they want to talk about it.',
    }),
  })
  .meta({ id: 'DebriefAnswer' });
export type DebriefAnswerMessage = z.output<typeof debriefAnswerSchema>;

export const debriefByBadgeSchema = debriefAnswerSchema
  .extend({ badge: z.string().min(1).max(BADGE_TEXT_LENGTH_MAX) })
  .meta({ id: 'DebriefByBadge' });

export const debriefSchema = z
  .object({
    sentAt: instantSchema.nullable(),
    thanks: z.string().nullable(),
    questions: z.array(z.string()),
    askedCount: count,
    answeredCount: count,
    wellbeing: z.object({ well: count, mixed: count, 'not-well': count, unsaid: count }),
    callBacks: z.array(
      z.object({ bookingId: idSchema, displayName: z.string(), answeredAt: instantSchema }),
    ),
    answers: z.array(z.object({ question: z.string(), texts: z.array(z.string()) })),
  })
  .meta({ id: 'Debrief', description: 'Answers without names, but for those who want a call.' });
export type DebriefView = z.infer<typeof debriefSchema>;

export const ownDebriefSchema = z
  .object({
    bookingId: idSchema,
    title: z.string(),
    mode: z.enum(INCIDENT_MODES),
    sentAt: instantSchema,
    thanks: z.string(),
    questions: z.array(z.string()),
    answeredAt: instantSchema.nullable(),
  })
  .meta({ id: 'OwnDebrief', description: 'Thanks and questions to somebody who was there.' });
export type OwnDebriefView = z.infer<typeof ownDebriefSchema>;
export const ownDebriefsSchema = z
  .object({ items: z.array(ownDebriefSchema) })
  .meta({ id: 'OwnDebriefs' });

export const ownBadgeSchema = z
  .object({ bookingId: idSchema, badge: z.string().meta({ description: 'Text of a QR code.' }) })
  .meta({ id: 'OwnBadge' });
