import { z } from 'zod';
import { LANGUAGES } from '#core/delivery';
import { RESPONDER_TIERS, TRAVEL_MODES } from '#core/responder';
import { auditRowSchema } from '#contracts/audit-api';
import {
  emailSchema,
  pageOf,
  pageQuerySchema,
  phoneSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

/** Whom a list of people shows; each left out lets everybody through. */
export const peopleQuerySchema = pageQuerySchema.extend({
  words: z.string().max(SHORT_TEXT_LENGTH_MAX).optional().meta({
    description: 'In the name or the reference; large and small letters alike.',
  }),
  duty: z.enum(['on', 'off']).optional(),
  credential: z.enum(['valid', 'pending', 'ended', 'none']).optional().meta({
    description: '`valid`: may be sent now; `pending`: one waits; `ended`: had one, has none now.',
  }),
  reach: z.enum(['reached', 'not-reached']).optional().meta({
    description: 'Whether there is any way to them.',
  }),
  standing: z.enum(['enabled', 'disabled']).optional(),
});
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

/** What changes of a responder; what is left out stays as it was. */
export const changeResponderSchema = z
  .strictObject({
    displayName: text(SHORT_TEXT_LENGTH_MAX).optional(),
    travelMode: z.enum(TRAVEL_MODES).optional(),
    tier: z.enum(RESPONDER_TIERS).optional(),
    language: z.enum(LANGUAGES).optional(),
    phone: phoneSchema.nullable().optional(),
    email: emailSchema.nullable().optional(),
    testPhone: z.boolean().optional(),
    disabled: z.boolean().optional().meta({
      description: 'A disabled person is asked nothing, and their phones are not let in.',
    }),
    reason: text(SHORT_TEXT_LENGTH_MAX).optional().meta({
      description: 'Needed with `disabled`; goes into the audit.',
    }),
  })
  .meta({ id: 'ChangeResponder' });
export type ChangeResponderMessage = z.infer<typeof changeResponderSchema>;

export const historyPageSchema = pageOf(auditRowSchema).meta({ id: 'ResponderHistory' });
