import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '#core/units';
import {
  calloutPolicySchema,
  keySchema,
  MUSTER_POINTS_MAX,
  musterPointSchema,
  NEEDS_MAX,
  needSchema,
  presenceSchema,
  SHIFTS_MAX,
} from '#contracts/callout-parts';
import {
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  optionalText,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const lasts = z
  .number()
  .int()
  .min(MINUTE_MS)
  .max(30 * DAY_MS);

export const templateShiftSchema = z
  .strictObject({
    shiftKey: keySchema,
    startsAfterMs: z
      .number()
      .int()
      .min(0)
      .max(30 * DAY_MS),
    lengthMs: lasts,
  })
  .meta({ id: 'TemplateShift', description: 'Counted from the beginning of the call-out.' });

/** What may be left out here has to come from the warning, or the draft is refused. */
export const putCalloutTemplateSchema = z
  .strictObject({
    title: text(SHORT_TEXT_LENGTH_MAX),
    briefing: z.strictObject({
      event: optionalText(LONG_TEXT_LENGTH_MAX).default(null),
      task: optionalText(LONG_TEXT_LENGTH_MAX).default(null),
      contact: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
      bring: optionalText(LONG_TEXT_LENGTH_MAX).default(null),
      risks: optionalText(LONG_TEXT_LENGTH_MAX).default(null),
    }),
    needs: z.array(needSchema).min(1).max(NEEDS_MAX),
    musterPoints: z.array(musterPointSchema).max(MUSTER_POINTS_MAX).default([]),
    policy: calloutPolicySchema.prefault({}),
    presence: presenceSchema.default({ now: true, entering: true, living: false }),
    shifts: z.array(templateShiftSchema).max(SHIFTS_MAX).default([]),
    durationMs: lasts.nullable().default(null).meta({
      description: 'How long the work lasts; null: as long as the warning.',
    }),
    validUntil: instantSchema.nullable().default(null).meta({
      description: 'After this nothing may be drafted from it: risks and places age.',
    }),
  })
  .meta({ id: 'PutCalloutTemplate' });
export type PutCalloutTemplateMessage = z.output<typeof putCalloutTemplateSchema>;

export const calloutTemplateSchema = putCalloutTemplateSchema
  .extend({ templateRef: keySchema, changedAt: instantSchema })
  .meta({ id: 'CalloutTemplate' });
export type CalloutTemplateView = z.infer<typeof calloutTemplateSchema>;

export const calloutTemplateListSchema = z
  .object({ items: z.array(calloutTemplateSchema) })
  .meta({ id: 'CalloutTemplateList' });
