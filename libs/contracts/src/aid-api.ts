import { z } from 'zod';
import { AID_STANDINGS } from '#core/mutual-aid';
import { idSchema, instantSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

const SLUG_LENGTH_MAX = 60;
const partnerSchema = z.object({ slug: z.string(), name: z.string() });

export const proposeAidSchema = z
  .strictObject({
    partner: z.string().min(1).max(SLUG_LENGTH_MAX).meta({
      description: 'The other organisation, by its short name.',
    }),
    validUntil: instantSchema.meta({ description: 'A year from now at most.' }),
  })
  .meta({ id: 'ProposeAid' });

/** An agreement as this side has it. */
export const aidAgreementSchema = z
  .object({
    id: idSchema,
    partner: partnerSchema,
    proposedByUs: z.boolean(),
    status: z.enum(AID_STANDINGS),
    proposedAt: instantSchema,
    validUntil: instantSchema,
    acceptedAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
  })
  .meta({ id: 'AidAgreement' });
export type AidAgreementView = z.infer<typeof aidAgreementSchema>;
export const aidAgreementsSchema = z
  .object({ items: z.array(aidAgreementSchema) })
  .meta({ id: 'AidAgreements' });

export const askAidSchema = z
  .strictObject({ agreementId: idSchema, reason: text(SHORT_TEXT_LENGTH_MAX) })
  .meta({ id: 'AskAid' });
export type AskAidMessage = z.infer<typeof askAidSchema>;

/** Help that was asked for: how many come, never who. */
export const aidViewSchema = z
  .object({
    agreementId: idSchema,
    partner: partnerSchema,
    reason: z.string(),
    askedAt: instantSchema,
    incident: z
      .object({
        status: z.enum(['active', 'closed', 'cancelled']),
        alertedCount: z.number().int(),
        acceptedCount: z.number().int(),
        onSceneCount: z.number().int(),
      })
      .nullable()
      .meta({ description: 'At the partner; null once the agreement is no longer in force.' }),
  })
  .meta({ id: 'Aid' });
export type AidView = z.infer<typeof aidViewSchema>;
export const aidListSchema = z.object({ items: z.array(aidViewSchema) }).meta({ id: 'AidList' });
