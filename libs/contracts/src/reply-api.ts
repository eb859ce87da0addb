import { z } from 'zod';
import {
  idSchema,
  instantSchema,
  optionalText,
  pageOf,
  pageQuerySchema,
  SHORT_TEXT_LENGTH_MAX,
} from '#contracts/shapes';

/** What somebody wrote back by SMS, or pressed in a call, and what was made of it. */
export const replySchema = z
  .object({
    id: idSchema,
    responderId: idSchema,
    displayName: z.string(),
    channel: z.enum(['sms', 'voice']),
    text: z.string(),
    status: z.enum(['understood', 'open', 'handled']),
    sentence: z.string().meta({ description: 'What was made of it, in one plain sentence.' }),
    about: z.enum(['incident', 'callout', 'drill']).nullable(),
    aboutId: idSchema.nullable(),
    alertId: idSchema.nullable(),
    receivedAt: instantSchema,
    handledAt: instantSchema.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Reply' });
export type ReplyView = z.infer<typeof replySchema>;

export const replyListQuerySchema = pageQuerySchema.extend({
  status: z.enum(['understood', 'open', 'handled']).optional(),
  aboutId: idSchema.optional(),
});
export const replyPageSchema = pageOf(replySchema).meta({ id: 'ReplyPage' });
export type ReplyPage = z.infer<typeof replyPageSchema>;

export const handleReplySchema = z
  .strictObject({ note: optionalText(SHORT_TEXT_LENGTH_MAX).optional() })
  .meta({ id: 'HandleReply' });
export type HandleReplyMessage = z.infer<typeof handleReplySchema>;
