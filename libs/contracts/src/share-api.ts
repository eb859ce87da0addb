import { z } from 'zod';
import { needSchema, NEEDS_MAX } from '#contracts/callout-parts';
import { idSchema, instantSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

export const shareCalloutSchema = z
  .strictObject({
    agreementId: idSchema,
    needs: z.array(needSchema).min(1).max(NEEDS_MAX).meta({
      description: 'What the partner is asked for; shifts are those of the call-out.',
    }),
    reason: text(SHORT_TEXT_LENGTH_MAX),
  })
  .meta({ id: 'ShareCallout' });
export type ShareCalloutMessage = z.output<typeof shareCalloutSchema>;

/** A call-out of a partner that was asked for: how many come, never who. */
export const sharedCalloutSchema = z
  .object({
    agreementId: idSchema,
    partner: z.object({ slug: z.string(), name: z.string() }),
    reason: z.string(),
    askedAt: instantSchema,
    needs: z.array(needSchema),
    callout: z
      .object({
        status: z.enum(['awaiting-approval', 'open', 'filled', 'closed', 'cancelled']),
        wantedCount: z.number().int(),
        acceptedCount: z.number().int(),
        checkedInCount: z.number().int(),
      })
      .nullable()
      .meta({ description: 'At the partner; null once the agreement is no longer in force.' }),
  })
  .meta({ id: 'SharedCallout' });
export type SharedCalloutView = z.infer<typeof sharedCalloutSchema>;
export const sharedCalloutsSchema = z
  .object({ items: z.array(sharedCalloutSchema) })
  .meta({ id: 'SharedCallouts' });
