import { z } from 'zod';
import { RESPONDER_TIERS } from '#core/responder';
import {
  areaSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const SAFETY_CODE_LENGTH_MAX = 60;
const TIERS_MAX = RESPONDER_TIERS.length;

/** Short and stable: lower-case letters, digits and dashes. */
export const safetyCodeSchema = z
  .string()
  .max(SAFETY_CODE_LENGTH_MAX)
  .regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'must be lower-case letters, digits and dashes' });

/** Kinds of people who are not sent. */
export const keepsAwaySchema = z.array(z.enum(RESPONDER_TIERS)).min(1).max(TIERS_MAX);

/** A rule or area that applies to an incident. */
export const safetyFindingSchema = z
  .object({
    code: z.string(),
    says: z.string(),
    keepsAway: z.array(z.enum(RESPONDER_TIERS)),
    overridden: z.boolean().meta({ description: 'A dispatcher sends people all the same.' }),
  })
  .meta({ id: 'SafetyFinding' });
export type SafetyFindingView = z.infer<typeof safetyFindingSchema>;

export const safetyOverrideSchema = z.strictObject({ reason: text(LONG_TEXT_LENGTH_MAX) }).meta({
  id: 'OverrideSafety',
  description: 'People are sent although a safety rule forbids it.',
});
export type OverrideSafetyMessage = z.infer<typeof safetyOverrideSchema>;

export const safetyOverrideViewSchema = z
  .object({ reason: z.string(), by: z.string(), at: instantSchema })
  .meta({ id: 'SafetyOverride' });

/** A flagged address or a dangerous area of the organisation. */
export const putDangerAreaSchema = z
  .strictObject({
    says: text(SHORT_TEXT_LENGTH_MAX).meta({
      description: 'Why, in one sentence for dispatchers.',
    }),
    area: areaSchema,
    from: instantSchema,
    to: instantSchema.nullable().optional().meta({ description: 'Null until it is lifted.' }),
    keepsAway: keepsAwaySchema,
  })
  .refine(({ from, to }) => to === null || to === undefined || Date.parse(to) > Date.parse(from), {
    error: 'must be after from',
    path: ['to'],
  })
  .meta({ id: 'PutDangerArea' });
export type PutDangerAreaMessage = z.infer<typeof putDangerAreaSchema>;

export const dangerAreaSchema = z
  .object({
    code: z.string(),
    says: z.string(),
    area: areaSchema,
    from: instantSchema,
    to: instantSchema.nullable(),
    keepsAway: z.array(z.enum(RESPONDER_TIERS)),
  })
  .meta({ id: 'DangerArea' });
export type DangerAreaView = z.infer<typeof dangerAreaSchema>;
export const dangerAreasSchema = z
  .object({ items: z.array(dangerAreaSchema) })
  .meta({ id: 'DangerAreas' });
